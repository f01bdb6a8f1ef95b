"""Fixes of incidents: a contact says whether one works, a publisher notes what a release resolves (R3.2)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entitlements.downloads.models import Release
from entitlements.downloads.models.releases import State
from notifications.views.readers import ContactRequest, PersonRequest
from subscriptions import paging
from subscriptions.guards import requires
from subscriptions.permissions import Permission
from subscriptions.refusals import Refusal
from tickets import fixes, resolved
from tickets.models import Fix, Incident
from tickets.refusals import NoIncidentNamed, UnknownIncident
from tickets.views.portal.contact import for_contacts

MOST_NAMED = 10  # contacts, in the sentence after linking


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
    """Note that the release resolves the incidents of these numbers. Of one that is published their contacts are
    told at once: whom is shown first. What was typed stays in the browser where it is refused."""
    found = get_object_or_404(Release.objects.select_related("version"), code=code)
    try:
        numbers = _numbers(request)
        incidents = fixes.possible(found, numbers)
        new = _not_linked(found, incidents)
        if new and found.state == State.PUBLISHED and "sure" not in request.POST:
            return _before_linking(request, found, new)
        made = fixes.link(found, numbers, request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _linked(found, made, incidents), extra_tags=f"draft:resolves-{found.code}")
        for sentence in resolved.version_warnings(found, incidents):
            messages.warning(request, sentence)
    return HttpResponseRedirect(f"{found.desk_url}#resolved")


@requires(Permission.PUBLISH_RELEASES)
@require_POST
def unlink(request: PersonRequest, code: str, fix: int) -> HttpResponse:
    """Take the note back."""
    fixes.unlink(get_object_or_404(Fix, pk=fix, release__code=code), request.user)
    return redirect("downloads:desk_release", code)


def _not_linked(found: Release, incidents: list[Incident]) -> list[Incident]:
    known = set(Fix.objects.filter(release=found, incident__in=incidents).values_list("incident", flat=True))
    return [each for each in incidents if each.pk not in known]


def _before_linking(request: PersonRequest, found: Release, new: list[Incident]) -> HttpResponse:
    context = {
        "release": found,
        "incidents": new,
        "typed": ", ".join(str(each.pk) for each in new),
        "contacts": len({each.contact_id for each in new}),
        "warnings": resolved.version_warnings(found, new),
    }
    return render(request, "tickets/desk/link_fix.html", context)


def _linked(found: Release, made: int, incidents: list[Incident]) -> str:
    """How many were linked, and who is told when."""
    if not made:
        return _("What you named is linked already; nothing was changed.")
    said = _("Incidents linked: {number}.").format(number=made)
    if found.state == State.PUBLISHED:
        return said
    people = dict.fromkeys(f"{each.contact.name} ({each.customer.name})" for each in incidents)
    more = f" +{len(people) - MOST_NAMED}" if len(people) > MOST_NAMED else ""
    names = ", ".join(list(people)[:MOST_NAMED]) + more
    told = _("Told when it is published: {names}.").format(names=names)
    return f"{said} {told}"


def _numbers(request: HttpRequest) -> list[int]:
    """As typed, parted by commas or spaces. Raises UnknownIncident for what can be none, NoIncidentNamed."""
    typed = request.POST.get("incidents", "").replace(",", " ").split()
    numbers = [(word, paging.key(word)) for word in typed[:10_000]]
    for word, number in numbers:
        if number is None:
            raise UnknownIncident(number=word[:20])
    if not numbers:
        raise NoIncidentNamed
    return [number for _word, number in numbers if number is not None]
