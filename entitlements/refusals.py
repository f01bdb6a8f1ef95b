"""Why a subscription does not grant something: the sentences of the refusals and whom they tell to ask."""

from collections.abc import Iterable
from datetime import date, datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entitlements.models import Service
from subscriptions.models import Customer, Subscription
from subscriptions.refusals import InvalidInput, Refusal
from subscriptions.wording import last_day_words

SUBSCRIPTION = "/subscription/"
PLANS = "/plans/"


class DaysAroundTheClock(Refusal):
    """A tier for a customer whose exception would count its target in days around the clock (TARGETS.md, 2)."""

    code = "days_around_the_clock"
    title = gettext_lazy("A target in days cannot be counted around the clock")
    sentence = gettext_lazy(
        "By an exception severity 1 of this customer runs around the clock until {last}, and {tier} has a target in"
        " days: {target}, in “{policy}”. Write it in hours in a new version of the targets, or end the exception,"
        " first."
    )
    requirement = "R10.1"


class NotEntitled(Refusal):
    """The subscription does not grant it. `rests_on` is the promise refused, where the class names none."""

    title = gettext_lazy("Your subscription does not include this")
    status = 403

    def __init__(self, rests_on: str = "", **words: object) -> None:
        super().__init__(**words)
        self.requirement = type(self).requirement or rests_on

    def next_steps(self) -> list[tuple[str, str]]:
        steps = [(_("See your subscription"), SUBSCRIPTION), (_("Compare the subscriptions"), PLANS)]
        if mail := self.words.get("mail"):
            steps.insert(0, (_("Write to {name}").format(**self.words), f"mailto:{mail}"))
        return steps


class ProductNotCovered(NotEntitled):
    code = "product_not_covered"
    title = gettext_lazy("This product is not covered")
    sentence = gettext_lazy("Your subscription does not cover {product}. Contact {name}, {mail}.")


class UpdatesNotCovered(ProductNotCovered):
    """The same, where updates of the product were asked for: it says what they need."""

    sentence = gettext_lazy(
        "Your subscription does not cover {product}. Updates to {product} require an active Xtreme Support"
        " subscription for it. Contact {name}, {mail}."
    )
    requirement = "R2.2"


class SubscriptionExpired(NotEntitled):
    code = "subscription_expired"
    title = gettext_lazy("Your subscription has expired")
    sentence = gettext_lazy(
        "Your subscription expired on {date}. You can still read your incidents. Renew with {name}, {mail}."
    )
    requirement = "R26.5"


class NoSubscription(NotEntitled):
    """The customer never had a subscription."""

    code = "no_subscription"
    title = gettext_lazy("There is no subscription")
    sentence = gettext_lazy("Your company has no subscription. Contact {name}, {mail}.")
    requirement = "R25.1"


class NotIncluded(NotEntitled):
    """Another tier has the service."""

    code = "not_included"
    sentence = gettext_lazy("{service} comes with {tiers}. Contact {name}, {mail}.")

    def next_steps(self) -> list[tuple[str, str]]:
        return [*_upgrading(str(self.words.get("service_code", ""))), *super().next_steps()]


class NotOffered(NotEntitled):
    """No tier has the service now."""

    code = "not_offered"
    sentence = gettext_lazy("{service} is not part of any subscription now. Contact {name}, {mail}.")
    requirement = "R27.4"


class LeftOut(NotEntitled):
    """Negotiated terms leave the service out, whatever the tier has (R27.1)."""

    code = "special_terms"
    sentence = gettext_lazy(
        "Special terms: {service} is not included, until {date} ({reason}). Contact {name}, {mail}."
    )
    requirement = "R27.1"


class NeedsElite(NotIncluded):
    code = "needs_elite"


class EventNeedsElite(NotIncluded):
    code = "event_needs_elite"
    sentence = gettext_lazy("Special event support comes with {tiers}.")


class BriefingNeedsPremium(NotIncluded):
    code = "briefing_needs_premium"
    sentence = gettext_lazy(
        "Interactive briefings come with {tiers}. The recording will be in the library, where you can"
        " watch it."
    )


class OfficeHoursOnly(NotEntitled):
    """Support around the clock is for standard products (R10.5)."""

    code = "office_hours_only"
    sentence = gettext_lazy("{product} is supported in office hours only, also for severity 1.")
    requirement = "R10.5"


class AllowanceUsed(NotEntitled):
    """Nothing is left of what the subscription grants so many times per support period (R25.2)."""

    code = "allowance_used"
    title = gettext_lazy("Nothing is left in this support period")
    sentence = gettext_lazy(
        "{service} has been used in the support period {from}–{to} ({date}). The next period begins {next}."
    )
    status = 409


class EventUsed(AllowanceUsed):
    code = "event_used"
    sentence = gettext_lazy(
        "The weekend for the support period {from}–{to} has been used ({date}). The next period begins {next}."
    )


class DiscountUsed(AllowanceUsed):
    code = "code_used"
    sentence = gettext_lazy("The discount for the support period {from}–{to} has been used ({date}).")


class SlowDown(Refusal):
    """Too many in a short time; never raised for severity 1 (R4.2)."""

    code = "slow_down"
    title = gettext_lazy("Too fast")
    sentence = gettext_lazy("You are sending too fast. Try again at {time}.")
    status = 429
    requirement = "R4.1"

    def __init__(self, again_at: datetime) -> None:
        self.again_at = again_at
        super().__init__(time=date_format(timezone.localtime(again_at), "TIME_FORMAT"))

    def retry_after(self, at: datetime) -> int:
        """Seconds to wait from `at`, for the Retry-After header."""
        return max(1, -int((at - self.again_at).total_seconds() // 1))


# The refusal of a service that another tier grants, where it is not NotIncluded.
BY_SERVICE: dict[str, type[NotIncluded]] = {
    "interactive_briefings": BriefingNeedsPremium,
    "special_events": EventNeedsElite,
    "advisor": NeedsElite,
    "activity_review": NeedsElite,
    "early_adopter": NeedsElite,
    "senior_resources": NeedsElite,
    "education": NeedsElite,
    "upgrade_planning": NeedsElite,
}

# That of a service of which nothing is left, where it is not AllowanceUsed.
USED_BY_SERVICE: dict[str, type[AllowanceUsed]] = {"education": DiscountUsed, "special_events": EventUsed}


def used_up(
    service: Service, customer: Customer, period: Subscription, days: Iterable[date], rests_on: str = ""
) -> AllowanceUsed:
    """The refusal of a service that was used on those days as often as the period has it."""
    words = {
        "service": service.name,
        "from": date_format(period.starts_at.astimezone(customer.zone), "DATE_FORMAT"),
        "to": last_day_words(period.ends_at, customer.zone),
        "date": days_of(days) or _("0 times"),
        "next": date_format(period.ends_at.astimezone(customer.zone), "DATE_FORMAT"),
    }
    kind = USED_BY_SERVICE.get(service.code, AllowanceUsed)
    return kind(rests_on or service.requirement, **words, **whom_to_ask(customer))


def _upgrading(service_code: str) -> list[tuple[str, str]]:
    """The step to where an upgrade is asked for, in an installation that has such a page."""
    try:
        address = reverse("upgrade_request")
    except NoReverseMatch:
        return []
    return [(_("Ask for an upgrade"), f"{address}?{urlencode({'service': service_code})}")]


def whom_to_ask(customer: Customer) -> dict[str, Any]:
    """The words {name} and {mail}: the customer's account owner, else the vendor's own address."""
    if owner := customer.whom_to_ask:
        return {"name": owner.name, "mail": owner.email}
    name, mail = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return {"name": name, "mail": mail}


def days_of(days: Iterable[date]) -> str:
    """The days as a list in the reader's language."""
    return listed(date_format(day, "DATE_FORMAT") for day in days)


def listed(names: Iterable[str]) -> str:
    """The names as a list in the reader's language: "A, B and C"."""
    *before, last = list(names) or [""]
    return _("{some} and {last}").format(some=", ".join(before), last=last) if before else last


def outside_your_cover(starts_at: datetime, zone_name: str) -> str:
    """What a contact reads who logs outside her covered hours; it refuses nothing (R10, R14). `starts_at` is
    when the clock starts, shown in her own zone."""
    return _(
        "Your incident is received. Your subscription does not cover this time;"
        " the clock runs from {time} ({zone})."
    ).format(time=date_format(timezone.localtime(starts_at), "DATETIME_FORMAT"), zone=zone_name)


class WrongFile(InvalidInput):
    """A file at `field` that is not taken."""

    field = "file"

    def __init__(self, field: str = "", **words: object) -> None:
        super().__init__(**words)
        self.field = field or self.field


class FileEmpty(WrongFile):
    code = "file_empty"
    sentence = gettext_lazy("The file is empty.")


class FileTooLarge(WrongFile):
    code = "file_too_large"
    sentence = gettext_lazy("The file has {size}; {limit} is the most.")


class UploadBroken(WrongFile):
    """What came is not what was announced: the upload broke off, or its pieces are out of order."""

    code = "upload_broken"
    title = gettext_lazy("The upload broke off")
    sentence = gettext_lazy(
        "The upload broke off: {got} of {size} arrived. Nothing was kept. Upload it again."
    )
    status = 409


class SumDiffers(WrongFile):
    code = "sum_differs"
    sentence = gettext_lazy("What arrived has another SHA-256 than the file announced. Nothing was kept.")
    status = 409
