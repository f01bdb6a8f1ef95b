"""Where a person comes back to, named by a form or her browser: an address of this site and no other, or anybody's
link could lead from here to a page of her own making (CWE-601)."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def is_ours(request: HttpRequest, address: str) -> bool:
    """Whether this address, whole or from the root, stays on this site, and encrypted where the request is."""
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())


def page_named(request: HttpRequest, otherwise: str) -> str:
    """The page that the form names as the next, if it is ours."""
    page = request.POST.get("next", "")
    return page if is_ours(request, page) else otherwise
