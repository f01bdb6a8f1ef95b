"""One incident at the desk: everything about it, and every step on it (LIFECYCLE.md, 2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entitlements import terms
from entitlements.models import MilestoneKind, Severity
from notifications import reading
from subscriptions.models import ProductLine
from subscriptions.refusals import Refusal
from tickets import followers, parts, severity
from tickets.articles import may_draft
from tickets.conversation import timeline
from tickets.desk import duty, panels, walking, whole
from tickets.desk.access import Act, StaffRequest, for_staff, may
from tickets.desk.forms import StepForm
from tickets.desk.steps import BY_NAME, COMPOSER, STEPS, Step, label
from tickets.live import pages
from tickets.models import Incident, TimelineEntry
from tickets.promises import closing_day


@dataclass(frozen=True)
class Offered:
    """A step as the page shows it: behind its name, or open with its form."""

    step: Step
    incident: Incident
    form: StepForm | None = None

    @property
    def label(self) -> str:
        return label(self.step, self.incident)

    @property
    def draft(self) -> str:
        return draft_of(self.step, self.incident)


@for_staff()
@require_safe
def incident(request: StaffRequest, number: int) -> HttpResponse:
    """The incident with its timeline, the steps possible now, its targets and its customer."""
    return page(request, number, timezone.now())


@for_staff()
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: StaffRequest, number: int, name: str) -> HttpResponse:
    """Open the form of one step, or do it; where it is refused the page again, with what was typed."""
    if name not in BY_NAME:
        raise Http404
    pressed = BY_NAME[name]
    if request.method == "POST":
        return _do(request, number, pressed)
    if not pressed.opens:
        return HttpResponseNotAllowed(["POST"])
    return _open(request, number, pressed)


def _open(request: StaffRequest, number: int, pressed: Step) -> HttpResponse:
    """The page with the form of the step; the form alone for a page that puts it in its place."""
    at, found = timezone.now(), found_for(request, number)
    pressed.check(found, request.user, at)
    opened = Offered(pressed, found, form_of(pressed, found, request))
    if "fragment" in request.GET:
        return render(request, "desk/step_form.html", {"incident": found, "each": opened})
    return page(request, number, at, opened)


def _do(request: StaffRequest, number: int, pressed: Step) -> HttpResponse:
    at, found = timezone.now(), found_for(request, number)
    form = form_of(pressed, found, request, request.POST, request.FILES)
    walk = walking.at(found, request.GET)
    if form.is_valid():
        try:
            pressed.check(found, request.user, at)
            pressed.do(found, request.user, dict(form.cleaned_data))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, str(pressed.done), extra_tags=f"draft:{draft_of(pressed, found)}")
            stays = pressed.name in COMPOSER and found.owner_id == request.user.pk
            return HttpResponseRedirect(f"/desk/incidents/{found.pk}/{walk.query if stays else ''}")
    return page(request, number, at, Offered(pressed, found, form), status=form.status)


@for_staff()
@require_POST
def follow(request: StaffRequest, number: int) -> HttpResponse:
    """Follow it, or stop."""
    found = found_for(request, number)
    press = followers.stop if request.POST.get("do") == "stop" else followers.follow
    press(found, request.user)
    return HttpResponseRedirect(f"/desk/incidents/{found.pk}/#followers")


@for_staff(Act.WORK)
@require_safe
def preview(request: StaffRequest, number: int) -> HttpResponse:
    """A fragment: what another severity would do to the due times; the change itself, taken back."""
    found, wanted = found_for(request, number), request.GET.get("severity", "")
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


def found_for(request: StaffRequest, number: int) -> Incident:
    found: Incident = get_object_or_404(
        Incident.objects.visible_to(request.user).select_related("customer"), pk=number
    )
    return found


def form_of(
    step: Step, incident: Incident, request: StaffRequest, *data: Any, initial: dict[str, Any] | None = None
) -> StepForm:
    """The form of the step; the page has those of others beside it."""
    auto_id = f"{step.name}_%s"
    return step.form(*data, incident=incident, agent=request.user, auto_id=auto_id, initial=initial)


def _offered(request: StaffRequest, found: Incident, at: datetime, opened: Offered | None) -> list[Offered]:
    """The steps possible now, and the one just refused, with what was typed. A form is made where it is shown."""
    offered = []
    for each in STEPS:
        if opened and each == opened.step:
            offered.append(opened)
        elif each.offered(found, request.user, at):
            shown = each.name in COMPOSER or (each.name == "severity" and found.requested_severity)
            offered.append(Offered(each, found, form_of(each, found, request) if shown else None))
    return offered


def page(
    request: StaffRequest,
    number: int,
    at: datetime,
    opened: Offered | None = None,
    status: int = 200,
) -> HttpResponse:
    known = whole.read(request.user, number, at)
    if known is None:
        raise Http404
    found, around = known
    customer = found.customer
    begun = terms.history(customer, at)
    held = panels.current(begun, at)
    offered = _offered(request, found, at, opened)
    walk = walking.at(found, request.GET)
    context = {
        "incident": found,
        "refused": opened if opened and opened.form and opened.form.is_bound else None,
        "goes_on": opened.step.name if opened else "",
        "writing": {each.step.name: each for each in offered if each.step.name in COMPOSER},
        "steps": [each for each in offered if each.step.name not in COMPOSER],
        "paged": duty.paged(found, request.user),
        "on_duty": duty.line(found.region_id, at) if _is_critical(found) else "",
        "entries": _with_newer(timeline(found, request.user), opened),
        "seen": max((entry.pk for entry in found.timeline.all()), default=0),
        "targets": panels.targets(found, at),
        "closes_on": closing_day(found, at),
        "snooze": panels.snooze(found),
        "lines": panels.shown_lines(customer, held, at),
        "cover": panels.covered(customer, _line(found, begun), at, panels.weekend_of(found, at)),
        "open": around.open,
        "installed": around.installed,
        "advisor": around.advisor if around.advisor.advisor_id else None,
        "membership": around.membership,
        "mail_fails": around.mail_fails,
        "failed_mails": panels.failed_mails(found) if around.failed_mails else [],
        "related": around.related,
        "articles": found.articles.select_related("article") if around.articles else [],
        "may_draft_article": may_draft(found) and may(request.user, Act.WRITE_ARTICLES),
        "parts": parts.parts(found, request.user, at),
        "followers": around.shown_followers(request.user),
        "at": at,
        "walk": walk,
        "live": pages.of_incident(request.user, found, at, staff=True, query=walk.query),
        "seen_by": _("seen by the customer"),
        "bell_unread": reading.read_about(request.user, [f"/desk/incidents/{found.pk}/"]),
    }
    return render(request, "desk/incident.html", context, status=status)


def _with_newer(entries: list[dict[str, Any]], opened: Offered | None) -> list[dict[str, Any]]:
    """The timeline, with what was written while a reply was: marked as new."""
    newer = {entry.pk for entry in getattr(opened and opened.form, "newer", ())}
    return [each | {"new": each["id"] in newer} for each in entries] if newer else entries


def _is_critical(found: Incident) -> bool:
    return found.is_open and found.severity == Severity.CRITICAL


def _line(found: Incident, begun: list[ProductLine]) -> ProductLine | None:
    """The line it is worked under; one of those that have begun has its product and tier along."""
    return next((line for line in begun if line.pk == found.line_id), None) or found.line
