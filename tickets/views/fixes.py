"""Fixes of incidents: a contact says whether one works, a publisher notes what a release resolves (R3.2)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entitlements.downloads.models import Release
from notifications.views.readers import ContactRequest, PersonRequest
from subscriptions import paging
from subscriptions.guards import requires
from subscriptions.permissions import Permission
from subscriptions.refusals import Refusal
from tickets import fixes
from tickets.models import Fix
from tickets.refusals import UnknownIncident
from tickets.views.portal.contact import for_contacts


@for_contacts
@require_POST
def answer(request: ContactRequest, number: int, fix: int) -> HttpResponse:
    """It works, or it does not. What was typed stays in the browser where it is refused."""
    found = get_object_or_404(Fix.objects.visible_to(request.user), pk=fix, incident=number)
    works = request.POST.get("do") == "works"
    try:
        incident = fixes.answer(found, request.user, works=works, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(f"/incidents/{number}/#fix-{fix}")
    words = _("Thank you. The incident is closed.") if works else _("Thank you. We go on working on it.")
    messages.success(request, words, extra_tags=f"draft:fix-{fix}")
    return HttpResponseRedirect(incident.get_absolute_url())


@requires(Permission.PUBLISH_RELEASES)
@require_POST
def link(request: PersonRequest, code: str) -> HttpResponse:
    """Note that the release resolves the incidents of these numbers."""
    found = get_object_or_404(Release, code=code)
    try:
        made = fixes.link(found, _numbers(request), request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Incidents linked: {number}.").format(number=made))
    return HttpResponseRedirect(f"{found.desk_url}#resolved")


@requires(Permission.PUBLISH_RELEASES)
@require_POST
def unlink(request: PersonRequest, code: str, fix: int) -> HttpResponse:
    """Take the note back."""
    fixes.unlink(get_object_or_404(Fix, pk=fix, release__code=code), request.user)
    return redirect("downloads:desk_release", code)


def _numbers(request: HttpRequest) -> list[int]:
    """As typed, parted by commas or spaces. Raises UnknownIncident for what can be none."""
    typed = request.POST.get("incidents", "").replace(",", " ").split()
    numbers = [(word, paging.key(word)) for word in typed[:10_000]]
    for word, number in numbers:
        if number is None:
            raise UnknownIncident(number=word[:20])
    if not numbers:
        raise UnknownIncident(number="–")
    return [number for _word, number in numbers if number is not None]
