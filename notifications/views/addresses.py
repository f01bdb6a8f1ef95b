"""Addresses that mail fails to: a manager sees those of her company; she, the person herself or the vendor says
that one works again."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from notifications import addresses
from notifications.views.readers import ContactRequest, PersonRequest, for_contacts
from subscriptions import narrowing
from subscriptions.models import User
from subscriptions.returning import page_named


@for_contacts("/desk/outbox/")
@require_safe
def colleagues(request: ContactRequest) -> HttpResponse:
    """A manager's contacts and whether mail reaches them; for anybody else the page is none."""
    if not request.membership.is_manager:
        raise Http404
    people = [member.user for member in request.customer.memberships.active().select_related("user")]
    held = addresses.marks(people)
    rows = [{"person": person, "mark": held.get(person.email.lower())} for person in people]
    rows.sort(key=lambda row: (row["mark"] is None, row["person"].name))
    failing = sum(1 for row in rows if row["mark"] and row["mark"].fails)
    return render(request, "notifications/addresses.html", {"rows": rows, "failing": failing})


@require_POST
def works(request: PersonRequest, person: int) -> HttpResponse:
    """That the address of this person works again."""
    found = _concerned(request, person)
    addresses.confirm(found, request.user, timezone.now())
    said = _("Mail is sent to {address} again.").format(address=found.email)
    messages.success(request, said)
    return HttpResponseRedirect(page_named(request, otherwise="/notifications/settings/"))


def _concerned(request: PersonRequest, person: int) -> User:
    """Herself; for a manager one of her company's contacts, for the vendor's people anybody within their scope."""
    if request.user.pk == person:
        return request.user
    if request.user.is_staff:
        return get_object_or_404(narrowing.people(request.user), pk=person)
    membership = getattr(request, "membership", None)
    if membership is None or not membership.is_manager:
        raise Http404
    members = membership.customer.memberships.active().select_related("user")
    return get_object_or_404(members, user=person).user
