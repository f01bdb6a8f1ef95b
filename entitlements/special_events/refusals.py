"""Why a weekend cannot be asked for, confirmed or cancelled: a code and a sentence for each rule of R23. That the
subscription has none, or none any more, are entitlements.refusals'."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entitlements.refusals import days_of
from subscriptions.refusals import Refusal

WEEKEND = "/subscription/weekend/"


class EventRefusal(Refusal):
    """`field` is that of the form at which the sentence stands."""

    title = gettext_lazy("That weekend is not possible")
    field = ""

    def next_steps(self) -> list[tuple[str, str]]:
        return [(_("See the possible weekends"), WEEKEND)]


class NoWeekend(EventRefusal):
    code = "event_no_weekend"
    sentence = gettext_lazy("Choose a weekend.")
    requirement = "R23.11"
    field = "weekend"


class NotWeekend(EventRefusal):
    code = "event_not_weekend"
    sentence = gettext_lazy("Choose a weekend. {date} is a {weekday}.")
    requirement = "R23.11"
    field = "weekend"

    def __init__(self, day: date) -> None:
        super().__init__(date=day_words(day), weekday=date_format(day, "l"))


class NoticeTooShort(EventRefusal):
    """`earliest` is the first weekend that may be asked for, None where this period has none."""

    code = "event_notice"
    sentence = gettext_lazy("Two weeks' notice is required. The earliest weekend is {date}.")
    none_left = gettext_lazy("Two weeks' notice is required. The current support period has no weekend left.")
    fewer_days = gettext_lazy("{days} days' notice is required. The earliest weekend is {date}.")
    fewer_days_none_left = gettext_lazy(
        "{days} days' notice is required. The current support period has no weekend left."
    )
    requirement = "R23.3"
    field = "weekend"

    def __init__(self, days: int, earliest: date | None) -> None:
        super().__init__(days=days, date=day_words(earliest) if earliest else "")
        two_weeks = days == 14
        if earliest is None:
            self.sentence = self.none_left if two_weeks else self.fewer_days_none_left  # type: ignore[misc]
        elif not two_weeks:
            self.sentence = self.fewer_days  # type: ignore[misc]


class OutsidePeriod(EventRefusal):
    """`ends` is the last day of the current support period in words, `last` its last possible weekend, or None."""

    code = "event_outside_period"
    sentence = gettext_lazy(
        "The weekend must lie within the current support period, which ends {ends}, and cannot be carried over."
        " The last possible weekend is {last}."
    )
    none_left = gettext_lazy(
        "The weekend must lie within the current support period, which ends {ends}, and cannot be carried over."
        " It has no weekend left."
    )
    requirement = "R23.12"
    field = "weekend"

    def __init__(self, ends: str, last: date | None) -> None:
        super().__init__(ends=ends, last=day_words(last) if last else "")
        if last is None:
            self.sentence = self.none_left  # type: ignore[misc]


class NoCapacity(EventRefusal):
    code = "event_no_capacity"
    sentence = gettext_lazy("The weekend of {date} is taken. Free weekends: {dates}.")
    none_left = gettext_lazy(
        "The weekend of {date} is taken. The current support period has no free weekend."
    )
    requirement = "R23.10"
    field = "weekend"

    def __init__(self, saturday: date, free: Iterable[date]) -> None:
        dates = days_of(free)
        super().__init__(date=day_words(saturday), dates=dates)
        if not dates:
            self.sentence = self.none_left  # type: ignore[misc]


class NotStandard(EventRefusal):
    code = "event_not_standard"
    title = gettext_lazy("This product is modified")
    sentence = gettext_lazy("{product} is modified. Special event support is for standard products only.")
    requirement = "R23.5"
    field = "products"


class NoProduct(EventRefusal):
    code = "event_no_product"
    title = gettext_lazy("No product is named")
    sentence = gettext_lazy("Choose the products that the weekend is for.")
    requirement = "R23.16"
    field = "products"


class IsConsulting(EventRefusal):
    code = "event_is_consulting"
    title = gettext_lazy("This is for the consulting service")
    sentence = gettext_lazy(
        "Special event support is not a substitute for consulting services in an implementation."
        " Contact consulting: {contact}."
    )
    requirement = "R23.7"
    field = "purpose"


class NoPurpose(EventRefusal):
    code = "event_no_purpose"
    title = gettext_lazy("No purpose is named")
    sentence = gettext_lazy("Say what the weekend is for.")
    requirement = "R23.7"
    field = "purpose"


class NeedsEnglish(EventRefusal):
    code = "event_english"
    title = gettext_lazy("An English-speaking contact is missing")
    sentence = gettext_lazy(
        "Support during the weekend is delivered in English only. Name an English-speaking contact."
    )
    requirement = "R23.6"
    field = "english_contact"


class ContactGone(EventRefusal):
    """Of a request that waits for its answer; who may name another is told by watching.py."""

    code = "event_contact_gone"
    title = gettext_lazy("The English-speaking contact is missing")
    sentence = gettext_lazy(
        "{name} is no English-speaking contact of {customer} any more, and the weekend is supported in English"
        " only. It can be confirmed once who asked, or a manager of hers, has named another; they are told."
    )
    requirement = "R23.6"

    def next_steps(self) -> list[tuple[str, str]]:
        return []


class ContactWithoutPhone(EventRefusal):
    code = "event_contact_phone"
    title = gettext_lazy("A phone number is missing")
    sentence = gettext_lazy("We have no phone number of {name}. Give one, or name another contact.")
    requirement = "R23.6"
    field = "phone"


class AlreadyAsked(EventRefusal):
    """R23.1: a second request waits for the first one's answer."""

    code = "event_asked"
    title = gettext_lazy("A weekend is already asked for")
    sentence = gettext_lazy(
        "The weekend of {date} is asked for and waits for its answer. Cancel it to ask for another."
    )
    requirement = "R23.1"


class ViaAdvisor(EventRefusal):
    """Only the advisor, or her deputy, confirms: what a contact is told who tries."""

    code = "event_via_advisor"
    title = gettext_lazy("Your advisor schedules the weekend")
    sentence = gettext_lazy(
        "The weekend is scheduled through your dedicated customer advisor, {name}. Your request has been sent."
    )
    status = 403
    requirement = "R23.4"


class NotHerAdvisor(EventRefusal):
    """The same, as the vendor's people are told; with `none` where the customer has no advisor at all."""

    code = "event_via_advisor"
    title = gettext_lazy("The advisor schedules the weekend")
    sentence = gettext_lazy("Only the advisor of {customer} or the deputy does this: {names}.")
    none = gettext_lazy(
        "{customer} has no Dedicated Customer Advisor, and nobody else may do this."
        " An administrator assigns one."
    )
    status = 403
    requirement = "R23.4"

    def __init__(self, **words: object) -> None:
        super().__init__(**words)
        if not words.get("names"):
            self.sentence = self.none  # type: ignore[misc]

    def next_steps(self) -> list[tuple[str, str]]:
        return []


class NeedsResource(EventRefusal):
    code = "event_needs_resource"
    title = gettext_lazy("A support resource is missing")
    sentence = gettext_lazy("Name a support resource: without one the weekend cannot be confirmed.")
    requirement = "R23.2"
    field = "resource"


class ResourceAway(EventRefusal):
    code = "event_resource_away"
    title = gettext_lazy("The support resource is out of office")
    sentence = gettext_lazy("{name} is out of office during that weekend. Name somebody else.")
    requirement = "R23.2"
    field = "resource"


class ResourceLimited(EventRefusal):
    code = "event_resource_limited"
    title = gettext_lazy("The support resource would not see the customer")
    sentence = gettext_lazy(
        "{name} is limited to other regions or products and would not see this customer. Name somebody else."
    )
    requirement = "R23.2"
    field = "resource"


class NotOpen(EventRefusal):
    """Somebody was faster, or the page is old."""

    code = "event_not_open"
    title = gettext_lazy("This has changed meanwhile")
    sentence = gettext_lazy("The weekend is {state} by now. Nothing was changed.")


class HasBegun(EventRefusal):
    code = "event_has_begun"
    title = gettext_lazy("The weekend has begun")
    sentence = gettext_lazy("The weekend of {date} has begun. It can no longer be answered.")


class IsOver(EventRefusal):
    code = "event_is_over"
    title = gettext_lazy("The weekend is over")
    sentence = gettext_lazy("The weekend of {date} is over. It can no longer be changed.")


class NotYet(EventRefusal):
    code = "event_not_yet"
    title = gettext_lazy("It is too early")
    sentence = gettext_lazy("The weekend of {date} is not over yet. Report on it afterwards.")
    requirement = "R23.17"


class ReasonMissing(EventRefusal):
    code = "event_reason_missing"
    title = gettext_lazy("A reason is missing")
    sentence = gettext_lazy("Give a reason; the customer reads it.")
    field = "reason"


class ReportMissing(EventRefusal):
    code = "event_report_missing"
    title = gettext_lazy("The report is empty")
    sentence = gettext_lazy("Say how the weekend went; the customer reads it.")
    requirement = "R23.17"
    field = "report"


class OfferNotPossible(EventRefusal):
    code = "event_offer_not_possible"
    title = gettext_lazy("An offered weekend is not possible")
    sentence = gettext_lazy("The customer cannot ask for the weekend of {dates}. Offer others.")
    requirement = "R23.10"
    field = "offered"


class NotYours(EventRefusal):
    """Who may cancel, and name another English-speaking contact: the contact who asked, and her company's
    managers."""

    code = "event_not_yours"
    title = gettext_lazy("You cannot do this")
    sentence = gettext_lazy("{name} asked for this weekend. She or your company's manager does this.")
    status = 403


def day_words(day: date) -> str:
    """A weekend by its day, in the reader's language: "12 December 2026"."""
    return date_format(day, "DATE_FORMAT")
