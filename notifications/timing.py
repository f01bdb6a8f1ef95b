"""When each of the people who are told something is told it by mail: at once, after her quiet hours, in her next
digest, or never; and when on her devices. What is urgent, and every alert, comes at once (R1.10).
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from notifications import preferences
from notifications.hours import Hours
from notifications.kinds import Kind
from notifications.models import Notification, Preference
from notifications.models.outbox import Channel, Pace
from subscriptions.models import User
from subscriptions.prepared import columns, read

Priority = Notification.Priority

# Written out, as in preferences.hours_of: whatever is told asks both.
CHOSEN = f"""
select {columns(Preference)} from notifications_preference where kind = %s and channel = %s and user_id = any(%s)
"""  # noqa: S608  made of constants


@dataclass(frozen=True)
class Timing:
    """Of one kind, one priority and some people, as they have chosen."""

    kind: Kind
    priority: int
    at: datetime
    chosen: dict[int, Preference] = field(default_factory=dict)
    hours: dict[int, Hours] = field(default_factory=dict)
    with_devices: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, kind: Kind, priority: int, people: Collection[User], at: datetime) -> Self:
        """Read what they have chosen: three queries at most."""
        mine = [kind.code, Channel.EMAIL, [person.pk for person in people]]
        chosen = {row.user_id: row for row in read(Preference, CHOSEN, mine)} if kind.optional else {}
        patient = kind.optional or priority >= Priority.NORMAL
        hours = preferences.hours_of(people) if patient else {}
        return cls(kind, priority, at, chosen, hours, preferences.with_devices_for(kind, people))

    def wants(self, person: User) -> bool:
        """Whether she wants the kind by mail."""
        choice = self.chosen.get(person.pk)
        return choice is None or choice.wanted

    def shows(self, person: User) -> bool:
        """Whether it is shown on her devices. What is told late is not: it would be a storm."""
        return person.pk in self.with_devices and self.priority < Priority.PERIODIC

    def of_push(self, person: User) -> datetime:
        """The instant before which it is not."""
        hours = self.hours.get(person.pk)
        return hours.next_allowed(self.at) if hours and self.priority >= Priority.NORMAL else self.at

    def of_mail(self, person: User) -> tuple[int, datetime]:
        """The priority of her mail, and the instant before which it is not sent."""
        hours = self.hours.get(person.pk)
        if self.priority < Priority.NORMAL or self.priority == Priority.DIGEST:
            return self.priority, self.at
        choice = self.chosen.get(person.pk)
        pace = choice.pace if choice else self.kind.pace
        if not self.kind.optional or pace == Pace.AT_ONCE:
            return self.priority, hours.next_allowed(self.at) if hours else self.at
        return preferences.paced(pace, hours or Hours(person.zone), self.at)
