"""The incidents of a special event's weekend, for its page: what was logged and what was worked on in it
(R23.17)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery

from entitlements.models import MilestoneKind
from entitlements.special_events.models import SpecialEvent
from entitlements.special_events.parts import Part
from subscriptions.models import User
from tickets.models import Incident, Milestone, TimelineEntry

SHOWN = 200
ANSWERED = MilestoneKind.FIRST_RESPONSE


@dataclass(frozen=True)
class Worked:
    """An incident of the weekend. `logged` says that it was logged in it; `worked_at` is the vendor's last
    public word or step in it, `answered_at` the first response, `late` where that missed its target."""

    incident: Incident
    url: str
    logged: bool
    worked_at: datetime | None
    steps: int
    answered_at: datetime | None
    late: bool


def of_event(event: SpecialEvent, reader: User) -> Part | None:
    """The part of the event's page; None where it has or had no weekend."""
    if event.window is None:
        return None
    found = list(worked(event, staff=reader.is_staff)[: SHOWN + 1])
    return Part("tickets/event_report.html", {"rows": found[:SHOWN], "more": len(found) > SHOWN})


def worked(event: SpecialEvent, *, staff: bool) -> list[Worked]:
    """By number: incidents of its products that were logged in the weekend, or on which the vendor did
    something."""
    assert event.window is not None
    start, end = event.window
    in_it = Q(timeline__at__gte=start, timeline__at__lt=end, timeline__by_vendor=True) & ~Q(
        timeline__author=None
    )
    if not staff:
        in_it &= Q(timeline__public=True)
    steps = TimelineEntry.objects.filter(
        incident=OuterRef("pk"), at__gte=start, at__lt=end, by_vendor=True, author__isnull=False
    )
    response = Milestone.objects.filter(incident=OuterRef("pk"), kind=ANSWERED, ended_at__isnull=False)
    response = response.exclude(result=Milestone.Result.SUPERSEDED).order_by("-pk")
    incidents = (
        Incident.objects.filter(customer=event.customer_id, product__in=event.products.values("product"))
        .filter(Q(logged_at__gte=start, logged_at__lt=end) | Exists(steps))
        .annotate(
            worked_at=Max("timeline__at", filter=in_it),
            steps=Count("timeline", filter=in_it),
            answered_at=Subquery(response.values("ended_at")[:1]),
            response=Subquery(response.values("result")[:1]),
        )
        .defer("description")
        .order_by("pk")
    )
    page = "/desk/incidents/" if staff else "/incidents/"
    return [
        Worked(
            each,
            f"{page}{each.pk}/",
            start <= each.logged_at < end,
            each.worked_at,
            each.steps,
            each.answered_at,
            each.response == Milestone.Result.MISSED,
        )
        for each in incidents[: SHOWN + 1]
    ]
