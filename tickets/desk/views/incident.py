"""One incident at the desk: everything about it, and every step on it (LIFECYCLE.md, 2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch, Q, prefetch_related_objects
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entitlements import terms
from entitlements.models import MilestoneKind, Severity
from notifications import reading
from subscriptions import advisors
from subscriptions.models import ProductLine, User
from subscriptions.refusals import Refusal
from tickets import followers, severity
from tickets.desk import duty, panels
from tickets.desk.access import Act, StaffRequest, for_staff
from tickets.desk.forms import StepForm
from tickets.desk.steps import BY_NAME, COMPOSER, STEPS, Step, label
from tickets.live import pages
from tickets.models import Incident, Milestone, TimelineEntry
from tickets.promises import closing_day
from tickets.sentences import timeline

RELATED = 20  # incidents that point to it, at most so many are named


@dataclass(frozen=True)
class Offered:
    """A step as the page shows it."""

    step: Step
    label: str
    form: StepForm

    @property
    def draft(self) -> str:
        return draft_of(self.step, self.form.incident)


@for_staff()
@require_safe
def incident(request: StaffRequest, number: int) -> HttpResponse:
    """The incident with its timeline, the steps possible now, its targets and its customer."""
    at, found = timezone.now(), _incident(request, number)
    reading.read_about(request.user, [f"/desk/incidents/{number}/"])
    return _page(request, found, at)


@for_staff()
@require_POST
def step(request: StaffRequest, number: int, name: str) -> HttpResponse:
    """Do one step; where it is refused the page again, with the refusal and what was typed."""
    at = timezone.now()
    found = _incident(request, number)
    if name not in BY_NAME:
        raise Http404
    pressed = BY_NAME[name]
    form = _form(pressed, found, request, request.POST, request.FILES)
    if form.is_valid():
        try:
            pressed.check(found, request.user, at)
            pressed.do(found, request.user, dict(form.cleaned_data))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, str(pressed.done), extra_tags=f"draft:{draft_of(pressed, found)}")
            return HttpResponseRedirect(f"/desk/incidents/{found.pk}/")
    return _page(request, found, at, Offered(pressed, label(pressed, found), form), status=form.status)


@for_staff()
@require_POST
def follow(request: StaffRequest, number: int) -> HttpResponse:
    """Follow it, or stop."""
    found = _incident(request, number)
    press = followers.stop if request.POST.get("do") == "stop" else followers.follow
    press(found, request.user)
    return HttpResponseRedirect(f"/desk/incidents/{found.pk}/#followers")


@for_staff(Act.WORK)
@require_safe
def preview(request: StaffRequest, number: int) -> HttpResponse:
    """A fragment: what another severity would do to the due times; the change itself, taken back."""
    found, wanted = _incident(request, number), request.GET.get("severity", "")
    context: dict[str, Any] = {"changes": []}
    try:
        with transaction.atomic():
            level = int(wanted) if wanted.isdigit() else 0
            severity.change_severity(found, request.user, level, "–", impact="–", phone="–")
            entries = found.timeline.filter(kind=TimelineEntry.Kind.SEVERITY)
            context["changes"] = list(_changes(entries.latest("at", "pk")))
            transaction.set_rollback(True)
    except Refusal as refusal:
        context["refusal"] = refusal
    return render(request, "desk/severity_preview.html", context)


def _changes(entry: TimelineEntry) -> Iterator[dict[str, Any]]:
    for due in entry.facts.get("due", []):
        yield {
            "name": MilestoneKind(due["milestone"]).label,
            "before": due["from"] and datetime.fromisoformat(due["from"]),
            "after": due["to"] and datetime.fromisoformat(due["to"]),
        }


def draft_of(step: Step, incident: Incident) -> str:
    """The name under which the browser keeps what is typed."""
    return f"desk-{step.name}-{incident.pk}"


def _incident(request: StaffRequest, number: int) -> Incident:
    """With the people and things the page names. Asked for one after another: joining all of them takes PostgreSQL
    thirty times as long to plan as to run."""
    visible = Incident.objects.visible_to(request.user).select_related("customer")
    found: Incident = get_object_or_404(visible, pk=number)
    people = User.objects.in_bulk({found.contact_id, found.logged_by_id, found.owner_id} - {None})
    found.contact, found.logged_by = people[found.contact_id], people[found.logged_by_id]
    found.owner = people.get(found.owner_id) if found.owner_id else None
    milestones, told = Milestone.objects.explained(), TimelineEntry.objects.told_to(request.user)
    prefetch_related_objects([found], Prefetch("milestones", milestones), Prefetch("timeline", told))
    found.running = [milestone for milestone in found.milestones.all() if not milestone.result]
    return found


def _form(step: Step, incident: Incident, request: StaffRequest, *data: Any) -> StepForm:
    return step.form(*data, incident=incident, agent=request.user, auto_id=f"{step.name}_%s")


def _offered(request: StaffRequest, found: Incident, at: datetime, refused: Offered | None) -> list[Offered]:
    """The steps possible now, and the one just refused, with what was typed."""
    offered = []
    for each in STEPS:
        if refused and each == refused.step:
            offered.append(refused)
        elif each.offered(found, request.user, at):
            offered.append(Offered(each, label(each, found), _form(each, found, request)))
    return offered


def _page(
    request: StaffRequest,
    found: Incident,
    at: datetime,
    refused: Offered | None = None,
    status: int = 200,
) -> HttpResponse:
    customer = found.customer
    begun = list(terms.history(customer, at))
    held = panels.current(begun, at)
    offered = _offered(request, found, at, refused)
    context = {
        "incident": found,
        "refused": refused,
        "writing": {each.step.name: each for each in offered if each.step.name in COMPOSER},
        "steps": [each for each in offered if each.step.name not in COMPOSER],
        "paged": duty.paged(found, request.user),
        "on_duty": duty.line(found.region_id, at) if _is_critical(found) else "",
        "entries": timeline(found, request.user),
        "targets": panels.targets(found, at),
        "closes_on": closing_day(found, at),
        "snooze": panels.snooze(found),
        "lines": panels.shown_lines(customer, held, at),
        "cover": panels.covered(customer, _line(found, begun), at),
        "open": panels.open_incidents(customer),
        "installed": panels.installed(customer),
        "advisor": advisors.assignment(customer, at),
        "membership": panels.membership(customer, found.contact),
        "failed_mails": panels.failed_mails(found),
        "related": _related(found),
        "followers": followers.shown(found, request.user),
        "at": at,
        "live": pages.of_incident(found, at, staff=True),
        "seen_by": _("seen by the customer"),
    }
    return render(request, "desk/incident.html", context, status=status)


def _is_critical(found: Incident) -> bool:
    return found.is_open and found.severity == Severity.CRITICAL


def _line(found: Incident, begun: list[ProductLine]) -> ProductLine | None:
    """The line it is worked under; one of those that have begun has its product and tier along."""
    return next((line for line in begun if line.pk == found.line_id), None) or found.line


def _related(found: Incident) -> list[dict[str, Any]]:
    """Duplicates and follow-ups, both ways."""
    pointing = Incident.objects.filter(Q(follow_up_of=found) | Q(duplicate_of=found)).order_by("pk")
    behind = list(pointing.values_list("pk", "follow_up_of_id")[:RELATED])
    ways = [
        (_("follow-up of {number}"), [found.follow_up_of_id]),
        (_("duplicate of {number}"), [found.duplicate_of_id]),
        (_("followed up by {number}"), [number for number, of in behind if of == found.pk]),
        (_("duplicate: {number}"), [number for number, of in behind if of != found.pk]),
    ]
    return [
        {"number": number, "words": words.format(number=number)}
        for words, numbers in ways
        for number in numbers
        if number
    ]
