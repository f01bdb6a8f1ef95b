"""Who must have a second factor, and what opens to her without one: setting one up, and leaving.

The vendor's people always, a customer's where the vendor or her own manager demands it. A passkey counts as both
factors; where a company's identity provider demands one itself, its word counts.
"""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from subscriptions import tenancy
from subscriptions.models import Customer, Membership, User
from subscriptions.refusals import Forbidden
from subscriptions.sign_in import sessions, single_sign_on
from subscriptions.sign_in.refusals import DemandedByVendor

OPEN = ("/accounts/2fa/", "/accounts/reauthenticate/", "/accounts/logout/", "/account/language/")
NO_SESSION = ("/health/", "/api/")  # answered without a person, or to the holder of a key


class SecondFactorMiddleware:
    """Leads whoever lacks the second factor that is demanded of her to where she sets one up, whatever she
    asked for; and notes that the session is in use. Inside TenancyMiddleware, which knows her company. Who sees the
    portal as somebody else has shown her own at the desk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sees_as_another = getattr(request, "seen_by", None) is not None
        if not (sees_as_another or request.path.startswith(NO_SESSION)) and request.user.is_authenticated:
            sessions.note_use(request)
            page = reverse("sign_in:second_factor")
            if not request.path.startswith((*OPEN, page)) and is_missing(request):
                return HttpResponseRedirect(page)
        return self.get_response(request)


def is_missing(request: HttpRequest) -> bool:
    """Whether a second factor is demanded of the reader and she has none."""
    if not request.user.is_authenticated or request.user.has_second_factor:
        return False
    return bool(demanded_by(request)) and not _provider_demanded_it(request)


def demanded_by(request: HttpRequest) -> str:
    """Who demands a second factor of the reader: `staff`, `vendor`, `company`; empty where nobody does."""
    if request.user.is_staff:
        return "staff" if settings.SECOND_FACTOR_OF_STAFF else ""
    customer: Customer | None = request.customer  # type: ignore[attr-defined]
    if customer is None:
        return ""
    if customer.second_factor_by_vendor:
        return "vendor"
    return "company" if customer.second_factor_by_company else ""


def demand(customer: Customer, by: User, demanded: bool) -> None:
    """A manager demands a second factor of her company's people, or no longer. Raises Forbidden,
    DemandedByVendor."""
    if not Membership.objects.managing(customer).filter(user=by).exists():
        raise Forbidden(who=_("your company's manager"))
    with tenancy.as_staff():
        row = Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
        if row.second_factor_by_vendor and not demanded:
            raise DemandedByVendor(vendor=_("The vendor"))
        row.second_factor_by_company = demanded
        row.save(update_fields=["second_factor_by_company"])


def _provider_demanded_it(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    used = [record["provider"] for record in records if record.get("method") == "socialaccount"]
    return bool(used) and any(
        each.brings_second_factor and each.slug in used for each in single_sign_on.in_use()
    )
