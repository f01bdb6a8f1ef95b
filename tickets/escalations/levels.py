"""At which level a customer's request is answered (LIFECYCLE.md, 4). Pure."""

from django.utils.translation import gettext

from entitlements.models import Severity

LEADS, MANAGER, HEADS = 1, 2, 3


def level_of(severity: int, asked_before: int) -> int:
    """The first request is level 1; a second one, or any at severity 1, is level 2. Level 3 is reached through
    level 2 or the advisor alone."""
    return MANAGER if severity == Severity.CRITICAL or asked_before else LEADS


def further(level: int) -> int:
    """Whom a request without an answer reaches when it is late."""
    return min(level + 1, HEADS)


def who_answers(level: int) -> str:
    """The role that answers at this level, in the language that is active."""
    return {
        LEADS: gettext("The team lead"),
        MANAGER: gettext("The support manager"),
        HEADS: gettext("The head of support"),
    }[level]
