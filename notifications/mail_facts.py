"""The facts below a mail, by which its reader recognises what it is about: label and value, in her language."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from notifications.kinds import EVENT, Kind
from notifications.words import in_words, instant, severity


def facts(kind: Kind, context: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Of an incident or a special event; none of anything else. A row of an older version may lack some."""
    if kind.of_incident:
        return [fact for fact in _of_incident(kind, context) if fact[1]]
    if set(EVENT) <= set(kind.words):
        return [fact for fact in _of_event(kind, context) if fact[1]]
    return []


def _of_incident(kind: Kind, context: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if kind.staff:
        yield _("Incident"), f"{context['number']}: {context['title']}"
        yield _("Customer"), context.get("customer", "")
    else:  # her title is in what is said to her
        yield _("Incident"), str(context["number"])
    yield _("Product"), context.get("product", "")
    if "after" not in context:  # else the mail is about the severity itself
        yield _("Severity"), severity(context.get("severity"))
    if due_at := context.get("due_at"):
        yield _due(context), instant(due_at)


def _of_event(kind: Kind, context: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if kind.staff:
        yield _("Customer"), context.get("customer", "")
    yield _("Begins"), instant(context["begins_at"])
    yield _("Ends"), instant(context["ends_at"])
    yield _("Products"), context.get("products", "")


def _due(context: Mapping[str, Any]) -> str:
    """Whose due time it is: a milestone's that is named, else the first response's."""
    milestone = in_words(context.get("milestone") or "first_response")
    return _("Due ({milestone})").format(milestone=milestone)
