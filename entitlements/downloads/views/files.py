"""Files of releases, as contacts fetch them: from the page, or by a link that a manifest gave."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from entitlements.downloads import fetching, offers
from entitlements.downloads.models import ReleaseFile
from entitlements.downloads.views.portal import DESK
from notifications.views.readers import ContactRequest, for_contacts
from subscriptions import paging, signed_links, tenancy
from subscriptions.models import Membership

# A script fetches its list and then, one after the other, what may be gigabytes.
LINK = timedelta(hours=6)


@for_contacts(DESK)
@require_safe
def download(request: ContactRequest, code: str, file: int) -> HttpResponseBase:
    """The file, whole or a range of it; put on record (R3.3). Raises the refusal where she may not have it."""
    found = _file(request, code, file)
    offers.require(found.release, request.membership, timezone.now())
    return fetching.give(request, found, request.customer, request.user)


@for_contacts(DESK)
@require_safe
def signature(request: ContactRequest, code: str, file: int) -> HttpResponse:
    """The detached signature of a file. Raises as `download`."""
    found = _file(request, code, file)
    offers.require(found.release, request.membership, timezone.now())
    return signature_of(found)


@login_not_required
@require_safe
def by_link(request: HttpRequest, file: int) -> HttpResponseBase:
    """The file by a link of the manifest or the API: for the person whose key asked for it, some hours, and only
    while she may still have it. Raises LinkExpired, and as `download`."""
    at = timezone.now()
    place = paging.key(request.GET.get("for", ""))
    person = signed_links.whose(request.GET.get("key", ""), purpose(place or 0), file, at, LINK)
    with tenancy.as_staff():
        members = Membership.objects.active().select_related("customer", "user")
        membership = get_object_or_404(members, pk=place, user=person)
        rows = ReleaseFile.objects.select_related("release__version")
        found = get_object_or_404(rows, pk=file, release__in=offers.known(membership.customer))
        offers.require(found.release, membership, at)
        return fetching.give(request, found, membership.customer, membership.user, by_script=True)


def link(file: ReleaseFile, membership: Membership) -> str:
    """An address that gives the file to whoever has it, for six hours."""
    key = signed_links.sign(purpose(membership.pk), file.pk, membership.user_id, timezone.now())
    return f"{settings.SITE_URL}/downloads/files/{file.pk}/?for={membership.pk}&key={key}"


def purpose(membership: int) -> str:
    """What a link is signed for: a file of a release, at one company."""
    return f"release-file:{membership}"


def signature_of(file: ReleaseFile) -> HttpResponse:
    """Its detached signature as a download; 404 where it has none."""
    found = get_object_or_404(ReleaseFile.objects.exclude(signature=b""), pk=file.pk)
    name = found.signature_name or f"{found.name}.sig"
    return HttpResponse(
        bytes(found.signature),
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "Cache-Control": "private, no-cache",
        },
    )


def _file(request: ContactRequest, code: str, file: int) -> ReleaseFile:
    rows = ReleaseFile.objects.select_related("release__version").filter(
        release__in=offers.known(request.customer)
    )
    return get_object_or_404(rows, pk=file, release__code=code)
