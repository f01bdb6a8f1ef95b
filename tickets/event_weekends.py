"""Open incidents and the weekends of special events: what runs when a weekend is confirmed, cancelled or loses a
product counts other hours from then on (R23.9, R23.16). Nothing becomes late by it.

What begins later takes the weekends that are confirmed by then (tickets.hours). Moving is retargeting.py's.
"""

from datetime import datetime
from typing import Any

from django.db.models import Q

from entitlements.special_events.models import SpecialEvent
from entitlements.special_events.windows import products_of, window_of
from notifications import outbox
from subscriptions.models.regions import Clock
from tickets import retargeting, windows
from tickets.models import EventMove, Milestone
from tickets.models.milestones import MilestoneQuerySet
from tickets.targets import pauses_of
from tickets.versions import Terms, Version


def follow(
    sender: object, *, event: int, customer: int, by: int | None, at: datetime, **_more: object
) -> None:
    """Receives special_events' `hours_changed`: record that the customer's clocks are to be looked at; a worker
    does it after the commit."""
    EventMove.objects.create(event_id=event, customer_id=customer, by_id=by, at=at)
    outbox.nudge_after_commit(retargeting.WORK)


def go_on(at: datetime | None = None) -> bool:
    """Move a batch of the oldest unfinished act that no other worker holds; says whether there was one."""
    return retargeting.work_off(EventMove.objects.all(), lambda act: EventHours(act.event), at)


class EventHours(Version):
    """The hours that a special event brings or takes away, as milestones that run meet it. They keep target,
    clock and calendar."""

    cause = "event"

    def __init__(self, event: SpecialEvent) -> None:
        super().__init__()
        self._event, self._window, self._products = event, window_of(event), products_of(event)

    def reach(self) -> MilestoneQuerySet:
        """Those of the products it covers, and those that count it now."""
        concerned = Q(product__in=self._products) | Q(windows__contains=f"{self._event.pk}=")
        hers = Milestone.objects.running().filter(concerned, customer=self._event.customer_id)
        return hers.exclude(clock=Clock.ALWAYS).select_related("rule")

    def concerns(self, milestone: Milestone, at: datetime) -> bool:
        """What began since, too: it may have begun before the change was there to be seen."""
        return True

    def terms(self, milestone: Milestone) -> Terms:
        counted = [each for each in windows.read(milestone.windows) if each.event != self._event.pk]
        covers = milestone.product_id in self._products
        if covers and self._window and self._window.end > milestone.started_at:
            counted.append(self._window)
        kept, hours = windows.written(counted), self.hours_of(milestone)
        calendar = windows.extended(hours.calendar(milestone.clock), kept)
        return Terms(milestone.rule, hours, calendar, milestone.covered, milestone.allowed, kept)

    def moves_to(self, milestone: Milestone, terms: Terms, at: datetime) -> datetime | None:
        """Earlier where the weekend counts, later where it does no more; the same where it comes after all that
        is left. None where nothing changes, and where it would be late at once."""
        if terms.windows == milestone.windows or milestone.is_missed(at):
            return None
        then = terms.due(milestone.started_at, pauses_of(milestone))
        return then if then and then > (milestone.paused_at or at) else None

    def facts(self, act: Any) -> dict[str, Any]:
        counts = self._window is not None and self._event.cancelled_at is None
        return {
            "code": "event_weekend",
            "cause": "counts" if counts else "cancelled",
            "weekend": self._event.saturday.isoformat(),
            "event": self._event.pk,
        }
