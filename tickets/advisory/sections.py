"""What the advisor's page shows of what exists below this room, and of its own: alerts nobody acknowledged,
renewals, special events with their deadlines, tasks, meetings, requests (R17.3). One statement each."""

from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from entitlements.special_events.models import SpecialEvent, State
from notifications.models import Acknowledgement, Notification
from notifications.models.outbox import Channel
from subscriptions.models import Subscription
from subscriptions.wording import last_day_words, moment_here
from tickets.advisory.board import SHOWN, Line, Section, Seen
from tickets.advisory.models import Meeting, SeniorRequest, Task

ALERTS = timedelta(days=90)
RENEWALS = timedelta(days=120)
TASKS = timedelta(days=7)
MEETINGS = timedelta(days=14)
WAITING = timedelta(days=2)


def unacknowledged(seen: Seen) -> list[Line]:
    """Alerts that people of the customer got lately and have not acknowledged, the newest first."""
    done = Acknowledgement.objects.filter(alert=OuterRef("alert"), user=OuterRef("recipient"))
    rows = (
        Notification.objects.filter(
            customer__in=seen.customers,
            alert__isnull=False,
            kind="alert",
            channel=Channel.IN_APP,
            created_at__gte=seen.at - ALERTS,
        )
        .exclude(Exists(done))
        .values("alert", "alert__title", "customer")
        .annotate(people=Count("recipient", distinct=True))
        .order_by("-alert", "customer")[: SHOWN + 1]
    )
    return [
        Line(
            row["customer"],
            row["alert__title"],
            f"/desk/alerts/{row['alert']}/",
            ngettext("{n} person", "{n} people", row["people"]).format(n=row["people"]),
            "warn",
        )
        for row in rows
    ]


def renewals(seen: Seen) -> list[Line]:
    """Subscriptions that end within four months and are not renewed, the nearest first."""
    ending = Subscription.objects.active(seen.at).not_renewed().filter(customer__in=seen.customers)
    rows = ending.filter(ends_at__lte=seen.at + RENEWALS).order_by("ends_at", "pk")[: SHOWN + 1]
    return [
        Line(
            row.customer_id,
            _("The subscription ends"),
            f"/desk/renewals/{row.pk}/",
            last_day_words(row.ends_at, seen.customers[row.customer_id].zone),
            "warn" if row.ends_at - seen.at < timedelta(days=30) else "",
        )
        for row in rows
    ]


def events(seen: Seen) -> list[Line]:
    """Special events that wait for an answer, for contact lists or a report, and those that come."""
    rows = SpecialEvent.objects.filter(customer__in=seen.customers).filter(
        Q(state=State.ASKED) | Q(state=State.CONFIRMED, reported_at=None)
    )
    return [
        Line(
            row.customer_id,
            _event_words(row, seen.at),
            row.get_absolute_url(),
            date_format(row.saturday, "DATE_FORMAT"),
            _event_tone(row, seen.at),
        )
        for row in rows.order_by("starts_at", "pk")[: SHOWN + 1]
    ]


def tasks(seen: Seen) -> list[Line]:
    """Tasks of action plans that are due within a week or late, whoever owns them."""
    rows = Task.objects.due_by((seen.at + TASKS).date()).filter(customer__in=seen.customers)
    rows = rows.select_related("owner", "plan")[: SHOWN + 1]
    return [
        Line(
            row.customer_id,
            f"{row.text} – {row.owner.name}",
            row.plan.desk_url,
            date_format(row.due_on, "DATE_FORMAT"),
            "late" if row.due_on < _today(row.customer_id, seen) else "",
        )
        for row in rows
    ]


def meetings(seen: Seen) -> list[Line]:
    """Meetings of the next two weeks, and those that are over without minutes."""
    rows = Meeting.objects.planned().filter(customer__in=seen.customers, starts_at__lte=seen.at + MEETINGS)
    return [
        Line(
            row.customer_id,
            row.subject
            if row.ends_at > seen.at
            else _("Minutes are missing: {subject}").format(subject=row.subject),
            row.desk_url,
            moment_here(row.starts_at),
            "warn" if row.ends_at <= seen.at else "",
        )
        for row in rows.order_by("starts_at", "pk")[: SHOWN + 1]
    ]


def requests(seen: Seen) -> list[Line]:
    """Requests for senior resources without an answer, the oldest first."""
    rows = SeniorRequest.objects.open().filter(customer__in=seen.customers)[: SHOWN + 1]
    return [
        Line(
            row.customer_id,
            row.topic,
            row.desk_url,
            moment_here(row.asked_at),
            "warn" if seen.at - row.asked_at > WAITING else "",
        )
        for row in rows
    ]


SECTIONS = (
    Section(
        "requests",
        gettext_lazy("Requests for senior resources"),
        "message-circle-question-mark",
        requests,
        gettext_lazy("Nothing waits for an answer."),
    ),
    Section("tasks", gettext_lazy("Tasks due"), "list-checks", tasks, gettext_lazy("No task is due.")),
    Section(
        "meetings", gettext_lazy("Meetings"), "calendar", meetings, gettext_lazy("No meeting comes soon.")
    ),
    Section(
        "events",
        gettext_lazy("Special events and notices"),
        "calendar-heart",
        events,
        gettext_lazy("No special event is asked for or comes."),
    ),
    Section(
        "alerts",
        gettext_lazy("Alerts not acknowledged"),
        "siren",
        unacknowledged,
        gettext_lazy("Every alert is acknowledged."),
    ),
    Section(
        "renewals",
        gettext_lazy("Renewals"),
        "calendar-clock",
        renewals,
        gettext_lazy("No subscription ends soon."),
    ),
)


def _event_words(event: SpecialEvent, at: datetime) -> str:
    if event.state == State.ASKED:
        return _("Asked for; waits for an answer")
    if event.ends_at <= at:
        return _("Over; its report is missing")
    if event.contacts_exchanged_at is None:
        return _("Confirmed; contact lists to be exchanged")
    return _("Confirmed")


def _event_tone(event: SpecialEvent, at: datetime) -> str:
    return "warn" if event.state == State.ASKED or event.ends_at <= at else ""


def _today(customer: int, seen: Seen) -> object:
    return seen.at.astimezone(seen.customers[customer].zone).date()
