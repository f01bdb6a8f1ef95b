"""The words in braces of a saved reply: which there are, and what stands in their place on an incident."""

import re
from collections.abc import Callable

from subscriptions.models import User
from tickets.models import Incident

FILLED: dict[str, Callable[[Incident, User], str]] = {
    "contact": lambda incident, agent: incident.contact.name,
    "customer": lambda incident, agent: incident.customer.name,
    "incident": lambda incident, agent: str(incident.pk),
    "product": lambda incident, agent: incident.product.name,
    "agent": lambda incident, agent: agent.name,
}
WORD = re.compile(r"\{([^\W\d_]+)\}")  # letters alone: what stands in other braces is meant as it is


def known() -> str:
    """The words that are filled in, as a sentence lists them."""
    return ", ".join(f"{{{name}}}" for name in FILLED)


def unknown(text: str) -> str | None:
    """The first word in braces that nothing is filled in for, with its braces."""
    return next((word.group() for word in WORD.finditer(text) if word[1] not in FILLED), None)


def filled(text: str, incident: Incident, agent: User) -> str:
    """The text on this incident, from this agent; what is filled in is not looked at again."""

    def value(word: re.Match[str]) -> str:
        fill = FILLED.get(word[1])
        return fill(incident, agent) if fill else word.group()

    return WORD.sub(value, text)
