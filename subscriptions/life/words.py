"""The timeline of a subscription in sentences, in the language that is active."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from subscriptions.models import Subscription, SubscriptionEntry
from subscriptions.wording import last_day_words

Kind = SubscriptionEntry.Kind

ICONS = {
    Kind.BEGUN: "flag",
    Kind.UPGRADED: "trending-up",
    Kind.DOWNGRADE_PLANNED: "trending-down",
    Kind.DOWNGRADE_WITHDRAWN: "undo-2",
    Kind.LINE_ADDED: "plus",
    Kind.RENEWED: "refresh-cw",
    Kind.RENEWAL_CANCELLED: "calendar-x",
    Kind.REINSTATED: "rotate-ccw",
    Kind.NOT_RENEWING: "calendar-off",
    Kind.OPEN_AGAIN: "undo-2",
    Kind.CORRECTED: "pencil",
}


def sentence(entry: SubscriptionEntry) -> str:
    """What happened, in one or two sentences."""
    return sentence_of(entry.kind, str(entry.product or ""), entry.facts)


def sentence_of(kind: str, product: str, facts: Mapping[str, Any]) -> str:
    """The same of what an entry holds."""
    words = {key: _day(value) if key in ("first", "last") else value for key, value in facts.items()}
    said = _SENTENCES[Kind(kind)](words).format(product=product, **words)
    return f"{said} {'; '.join(words['lines'])}." if words.get("lines") else said


def event(entry: SubscriptionEntry) -> dict[str, Any]:
    """The entry as components/event.html prints it."""
    by = entry.by.name if entry.by else ""
    words = sentence(entry)
    return {
        "at": entry.at,
        "icon": ICONS[Kind(entry.kind)],
        "words": f"{by}: {words}" if by else words,
        "reason": entry.reason,
    }


def ended(subscription: Subscription, zone: ZoneInfo) -> dict[str, Any]:
    """That a period was over and nothing followed, as an event: the end is arithmetic, nobody puts it down
    (R26.5)."""
    words = _("The subscription has ended; {last} was its last day.")
    last = last_day_words(subscription.ends_at, zone)
    return {"at": subscription.ends_at, "icon": "calendar-x", "words": words.format(last=last), "reason": ""}


def _day(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "DATE_FORMAT")


def _corrected(facts: dict[str, Any]) -> str:
    if "tier_before" in facts:
        return _("{product} corrected: {tier} instead of {tier_before}, {first} to {last}.")
    return _("{product} corrected: {tier}, {first} to {last}.")


_SENTENCES: dict[Kind, Callable[[dict[str, Any]], str]] = {
    Kind.BEGUN: lambda facts: _("The subscription begins: {first} to {last}."),
    Kind.UPGRADED: lambda facts: _("{product} upgraded at once from {tier_before} to {tier}, until {last}."),
    Kind.DOWNGRADE_PLANNED: lambda facts: _(
        "{product} goes from {tier_before} to {tier} with the next period, from {first}."
    ),
    Kind.DOWNGRADE_WITHDRAWN: lambda facts: _(
        "{product} keeps {tier}; the downgrade to {tier_before} is dropped."
    ),
    Kind.LINE_ADDED: lambda facts: _("{product} added with {tier}, {first} to {last}."),
    Kind.RENEWED: lambda facts: _("The subscription is renewed: {first} to {last}."),
    Kind.RENEWAL_CANCELLED: lambda facts: _("The renewal from {first} to {last} is taken back."),
    Kind.REINSTATED: lambda facts: _("The subscription is reinstated: {first} to {last}."),
    Kind.NOT_RENEWING: lambda facts: _("The subscription will not be renewed; it ends on {last}."),
    Kind.OPEN_AGAIN: lambda facts: _("The subscription may be renewed after all; it ends on {last}."),
    Kind.CORRECTED: _corrected,
}
