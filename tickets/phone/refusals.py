"""What the phone refuses, each with a sentence that can be read aloud and a code."""

from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entitlements import catalogue
from entitlements.models import Severity
from entitlements.refusals import listed
from subscriptions.models import Customer
from subscriptions.models.regions import Clock
from subscriptions.refusals import InvalidInput, Refusal
from subscriptions.wording import moment_words, zone_words

WEEK = timedelta(days=6)
MONDAY = date(2024, 1, 1)  # any: its week's days are named


class PhoneClosed(Refusal):
    """The line does not take the call now. Words are said in the reader's language and zone."""

    code = "phone_closed"
    title = gettext_lazy("Phone support is closed now")
    sentence = gettext_lazy(
        "Phone support is closed now. The line opens {weekday} at {time} ({zone}). You can log the incident in the"
        " portal around the clock."
    )
    requirement = "R6.3"

    def __init__(
        self,
        opens_at: datetime | None,
        at: datetime,
        days: tuple[int, ...] = (),
        tier: str = "",
        **words: Any,
    ) -> None:
        """`days`: those on which severity 1 is covered around the clock (Monday is 0), where it is not on all;
        `tier` covers those."""
        super().__init__(**words)
        self.opens_at, self.at, self.days, self.tier = opens_at, at, days, tier

    def __str__(self) -> str:
        return " ".join([self._opening(), *self._cover()])

    def _opening(self) -> str:
        if self.opens_at is None:
            return _("Phone support is closed now. You can log the incident in the portal around the clock.")
        return str(self.sentence).format(**opening_words(self.opens_at, self.at))

    def _cover(self) -> list[str]:
        """What the subscription covers of severity 1, and which covers all days (R6.4)."""
        if not self.days:
            return []
        if stretch := _stretch(self.days):
            first, last = map(_day_name, stretch)
            words = _("Your subscription covers severity 1 around the clock {first} to {last}.")
            said = [words.format(first=first, last=last)]
        else:
            words = _("Your subscription covers severity 1 around the clock on {days}.")
            said = [words.format(days=listed(map(_day_name, self.days)))]
        if self.tier:
            said.append(_("{tier} covers all days of the week.").format(tier=self.tier))
        return said

    def next_steps(self) -> list[tuple[str, str]]:
        return [(_("Log an incident"), "/incidents/new/"), (_("Ask to be called back"), "/phone/")]


def closed(
    customer: Customer, severity: int, clock: Clock, opens_at: datetime | None, at: datetime
) -> PhoneClosed:
    """The refusal of a call at `at`; for severity 1 that is covered on five days, with what covers all."""
    if severity != Severity.CRITICAL or clock != Clock.FIVE_DAYS:
        return PhoneClosed(opens_at, at)
    days = tuple(customer.region.calendar_at(at).critical_days)
    table = catalogue.current()
    service = table.services.get("extended_critical_support")
    tiers = table.tiers_with(service, at) if service else ()
    return PhoneClosed(opens_at, at, days, tiers[0].name if tiers else "")


def _stretch(days: tuple[int, ...]) -> tuple[int, int] | None:
    """The first and the last of days that follow each other, also over the end of a week: Sunday to Thursday. None
    of others."""
    begins = [day for day in days if (day - 1) % 7 not in days]
    return (begins[0], (begins[0] + len(days) - 1) % 7) if len(begins) == 1 else None


def _day_name(day: int) -> str:
    return date_format(MONDAY + timedelta(days=day), "l")


def opening_words(opens_at: datetime, at: datetime, zone: tzinfo | None = None) -> dict[str, str]:
    """Weekday, time and zone of an opening, as the reader says them; with its date where the weekday alone would be
    taken for a nearer one."""
    zone = zone or timezone.get_current_timezone()
    local = opens_at.astimezone(zone)
    weekday = date_format(local, "l")
    if opens_at - at > WEEK:
        weekday += f" {date_format(local, 'DATE_FORMAT')}"
    return {"weekday": weekday, "time": date_format(local, "TIME_FORMAT"), "zone": zone_words(zone)}


class NotANumber(InvalidInput):
    code = "not_a_phone_number"
    field = "number"
    sentence = gettext_lazy("This number cannot be dialled. Write it with its country code.")


class CallBackPast(InvalidInput):
    """The moment asked for is over."""

    code = "call_back_past"
    field = "when"
    sentence = gettext_lazy("That moment has passed. The next possible one is {weekday} at {time} ({zone}).")


class CallBackTooFar(InvalidInput):
    code = "call_back_too_far"
    field = "when"
    sentence = gettext_lazy("Choose a moment within the next {days} days.")


class CallBackClosed(InvalidInput):
    """The moment asked for is outside the hours in which the line is open."""

    code = "call_back_closed"
    field = "when"
    sentence = gettext_lazy("The line is closed then. It opens {weekday} at {time} ({zone}).")


class AlreadyAsked(Refusal):
    """One call-back waits for the same contact about the same thing."""

    code = "call_back_asked"
    title = gettext_lazy("A call-back waits already")
    sentence = gettext_lazy("A call-back about this is planned already, for {time}.")

    def __init__(self, due_at: datetime, at: datetime) -> None:
        super().__init__(time=moment_words(due_at, at, timezone.get_current_timezone(), zone_name=True))


class CallBackTaken(Refusal):
    """Two agents at once: the other was first."""

    code = "call_back_taken"
    title = gettext_lazy("Somebody else has it")
    sentence = gettext_lazy("{name} has taken this call-back.")


class CannotCall(InvalidInput):
    code = "cannot_call"
    field = "owner"
    sentence = gettext_lazy(
        "{name} does not work the queue, or would not see this customer. Choose somebody else."
    )


class CallBackEnded(Refusal):
    code = "call_back_ended"
    title = gettext_lazy("The call-back has ended")
    sentence = gettext_lazy("This call-back has ended: {state}.")


class CallLoggedAlready(Refusal):
    """The page was gone back to and something else was typed: it is another incident, or belongs to the first."""

    code = "call_logged_already"
    title = gettext_lazy("This call is logged already")
    sentence = gettext_lazy(
        "This call is logged already, as incident {number}, with other words. Nothing was saved now. Press once"
        " more to log it as another incident, or write on incident {number} what has changed."
    )


class NothingSaid(InvalidInput):
    code = "nothing_said"
    field = "description"
    sentence = gettext_lazy("Write what the caller says or what you answered.")


class CallerMissing(InvalidInput):
    code = "caller_missing"
    field = "contact"
    sentence = gettext_lazy("Choose the contact who calls.")
