"""Special events at the desk: what is to be answered, the weekends with their places, one event with all that is
done about it (R23). Everybody of the vendor reads; who may act is access.py's."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from entitlements.special_events import access, english, handing_over, possible, scheduling
from entitlements.special_events.forms import (
    DeclineForm,
    ReportForm,
    ResourceForm,
    VendorCancelForm,
)
from entitlements.special_events.models import EventRules, SpecialEvent, State
from entitlements.special_events.parts import parts
from entitlements.special_events.weekends import WEEK, saturday_near
from notifications.views.readers import PersonRequest, for_staff
from subscriptions import advisors
from subscriptions.forms import RefusingForm
from subscriptions.models import User
from subscriptions.steps import Step, offered, pressed

SHOWN = 100
WEEKENDS = 26
LATELY = timedelta(days=60)


@for_staff
@require_safe
def index(request: PersonRequest) -> HttpResponse:
    """What waits for an answer, what comes, what lacks its report; and the weekends with their places."""
    at = timezone.now()
    events = SpecialEvent.objects.visible_to(request.user).whole()
    coming = list(events.confirmed().filter(ends_at__gt=at).order_by("starts_at")[:SHOWN])
    context = {
        "asked": [_row(each, request.user, at) for each in events.asked().order_by("starts_at")[:SHOWN]],
        "coming": [_row(each, request.user, at) for each in coming],
        "unreported": events.confirmed()
        .filter(ends_at__lte=at, reported_at=None)
        .order_by("ends_at")[:SHOWN],
        "lately": events.filter(_ended(at), asked_at__gte=at - 6 * LATELY)[:SHOWN],
        "weekends": _runs(_weekends(coming, at)),
        "at": at,
    }
    return render(request, "special_events/desk/events.html", context)


@for_staff
@require_safe
def event(request: PersonRequest, number: int) -> HttpResponse:
    """One event: what was asked, what can be done now, contact lists, report."""
    found = _event(request, number)
    return _page(request, found, {}, 200)


@for_staff
@require_POST
def step(request: PersonRequest, number: int, name: str) -> HttpResponse:
    """Do one step. A refusal stands at its field, and what was typed stays."""
    found = _event(request, number)
    if refused := pressed(request, STEPS, name, found):
        return _page(request, _event(request, number), {name: refused}, refused.status)
    return redirect("special_events:event", number)


def _confirms(event: SpecialEvent, person: User, at: datetime) -> bool:
    asked = event.state == State.ASKED and event.starts_at > at
    return asked and access.schedules(event.customer, person, at)


def _cancels(event: SpecialEvent, person: User, at: datetime) -> bool:
    return event.is_open_at(at) and access.may_cancel(event, person, at)


def _changes(event: SpecialEvent, person: User, at: datetime) -> bool:
    return event.state == State.CONFIRMED and _cancels(event, person, at)


def _hands_over(event: SpecialEvent, person: User, at: datetime) -> bool:
    due = event.state == State.CONFIRMED and event.contacts_exchanged_at is None
    return due and access.has_task(event, person, at)


def _reports(event: SpecialEvent, person: User, at: datetime) -> bool:
    return event.state == State.CONFIRMED and event.ends_at <= at and access.has_task(event, person, at)


def _resource_form(event: SpecialEvent, data: Any) -> RefusingForm:
    return ResourceForm(data, initial={"resource": event.resource_id})


def _decline_form(event: SpecialEvent, data: Any) -> RefusingForm:
    terms = possible.terms_of(event.customer, event.subscription, timezone.now())
    return DeclineForm(data, terms=terms)


STEPS: dict[str, Step[SpecialEvent]] = {
    each.name: each
    for each in (
        Step[SpecialEvent](
            "confirm",
            gettext_lazy("Confirm"),
            gettext_lazy("Confirm the weekend"),
            "check",
            _resource_form,
            lambda event, by, form: scheduling.confirm(event, by, form.cleaned_data["resource"]),
            gettext_lazy("The weekend is confirmed. Customer and resource are told."),
            _confirms,
        ),
        Step[SpecialEvent](
            "decline",
            gettext_lazy("Decline and offer others"),
            gettext_lazy("Decline"),
            "x",
            _decline_form,
            lambda event, by, form: scheduling.decline(
                event, by, form.cleaned_data["reason"], form.cleaned_data["offered"]
            ),
            gettext_lazy("The request is declined. The customer is told."),
            _confirms,
            warns=True,
        ),
        Step[SpecialEvent](
            "contacts",
            gettext_lazy("Contact lists exchanged"),
            gettext_lazy("Both sides have the list"),
            "contact-round",
            lambda event, data: RefusingForm(data),
            lambda event, by, form: handing_over.exchange_contacts(event, by),
            gettext_lazy("Checked off: both sides have the contact list."),
            _hands_over,
        ),
        Step[SpecialEvent](
            "report",
            gettext_lazy("Report on the weekend"),
            gettext_lazy("Send the report"),
            "file-text",
            lambda event, data: ReportForm(data, initial={"report": event.report}),
            lambda event, by, form: handing_over.report(event, by, form.cleaned_data["report"]),
            gettext_lazy("The report is kept; the customer reads it."),
            _reports,
        ),
        Step[SpecialEvent](
            "resource",
            gettext_lazy("Another support resource"),
            gettext_lazy("Change the resource"),
            "user-round-cog",
            _resource_form,
            lambda event, by, form: scheduling.change_resource(event, by, form.cleaned_data["resource"]),
            gettext_lazy("The resource is changed; both people are told."),
            _changes,
        ),
        Step[SpecialEvent](
            "cancel",
            gettext_lazy("Cancel for the vendor"),
            gettext_lazy("Cancel the weekend"),
            "ban",
            lambda event, data: VendorCancelForm(data),
            lambda event, by, form: scheduling.cancel(event, by, form.cleaned_data["reason"]),
            gettext_lazy("The weekend is cancelled. It is not used; both sides are told."),
            _cancels,
            warns=True,
        ),
    )
}


def _event(request: PersonRequest, number: int) -> SpecialEvent:
    return get_object_or_404(SpecialEvent.objects.visible_to(request.user).whole(), pk=number)


def _page(
    request: PersonRequest, found: SpecialEvent, refused: dict[str, RefusingForm], status: int
) -> HttpResponse:
    at = timezone.now()
    steps = offered(STEPS.values(), found, request.user, at, refused)
    assigned = advisors.assignment(found.customer, at)
    confirmed = found.state == State.CONFIRMED
    context = {
        "event": found,
        "offered": steps,
        "opened": next(iter(refused or [each.step.name for each in steps]), ""),
        "advisor": assigned,
        "there": advisors.is_there(found.customer, at),
        "contacts": handing_over.contact_lists(found, at) if confirmed else None,
        "parts": parts(found, request.user) if confirmed and found.starts_at <= at else [],
        "lacks": scheduling.lacks_resource(found, at),
        "lacks_contact": english.is_missing(found, at),
        "has_begun": confirmed and found.starts_at <= at,
        "is_over": confirmed and found.ends_at <= at,
        "answers": found.state == State.ASKED and not any(each.step.name == "confirm" for each in steps),
        "at": at,
    }
    return render(request, "special_events/desk/event.html", context, status=status)


@dataclass(frozen=True)
class Row:
    """A line of a list: the event, whether its advisor is the reader, and what is still to do."""

    event: SpecialEvent
    mine: bool
    todo: str


def _row(event: SpecialEvent, reader: User, at: datetime) -> Row:
    mine = event.resource == reader or access.schedules(event.customer, reader, at)
    if event.state == State.ASKED:
        return Row(event, mine, _("waits for an answer"))
    if event.contacts_exchanged_at is None:
        return Row(event, mine, _("contact lists to be exchanged"))
    return Row(event, mine, "")


@dataclass(frozen=True)
class WeekendRow:
    """One weekend with its places, and the events confirmed in it; or `count` free ones in a row, to `last`."""

    saturday: date
    places: int
    left: int
    events: list[SpecialEvent]
    last: date | None = None
    count: int = 1


def _weekends(coming: list[SpecialEvent], at: datetime) -> list[WeekendRow]:
    """The coming half year."""
    places = EventRules.current().of(timezone.get_current_timezone()).places  # type: ignore[arg-type]
    first = saturday_near(timezone.localdate(at))
    first = first if first + timedelta(days=1) >= timezone.localdate(at) else first + WEEK
    return [
        WeekendRow(
            saturday,
            places.of(saturday),
            places.left(saturday),
            [each for each in coming if each.saturday == saturday],
        )
        for saturday in (first + number * WEEK for number in range(WEEKENDS))
    ]


def _runs(weekends: Iterable[WeekendRow]) -> Iterator[WeekendRow]:
    """Weekends of which something is taken, and those between them, all alike, in one row."""
    for free_places, run in groupby(weekends, key=_free_places):
        rows = list(run)
        if free_places:
            yield replace(rows[0], last=rows[-1].saturday, count=len(rows))
        else:
            yield from rows


def _free_places(row: WeekendRow) -> int:
    """The places of a weekend of which nothing is taken; 0 of any other."""
    return row.places if row.left == row.places and not row.events else 0


def _ended(at: datetime) -> Q:
    """Declined, cancelled, or over and reported on."""
    done = Q(state=State.CONFIRMED, ends_at__lte=at, reported_at__isnull=False)
    return Q(state__in=(State.DECLINED, State.CANCELLED)) | done
