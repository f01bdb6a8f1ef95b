"""The four severities in words, with examples, as a contact reads them when she chooses (TARGETS.md, 1)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from entitlements.models import Severity
from tickets.models import Kind


@dataclass(frozen=True)
class Meaning:
    """What a severity means for the business, and what it looks like."""

    value: int
    word: str
    text: str
    example: str


def unless_said(kind: str) -> Severity:
    """What an incident of this kind is where nobody says its severity: 3, a how-to question 4 (R11.3)."""
    return Severity.LOW if kind == Kind.HOW_TO else Severity.MEDIUM


def meanings() -> list[Meaning]:
    """In the language that is active, the highest first."""
    texts = {
        Severity.CRITICAL: (
            _(
                "Production is down, or a function the business cannot do without is unusable, or data is being"
                " corrupted, or somebody is breaking in right now. There is no way round it."
            ),
            _("Nobody can post, the line stands, pay is being sent out twice."),
        ),
        Severity.HIGH: (
            _(
                "An important function in production is missing or badly degraded. Work goes on with"
                " restrictions, or a deadline is in danger. No acceptable way round it."
            ),
            _("The nightly run takes all day, scanners drop out, the VAT return is due tomorrow."),
        ),
        Severity.MEDIUM: (
            _(
                "A function is impaired, but there is a way round it or few people are hit. Or a fault in a"
                " test system delays a project."
            ),
            _("A report totals wrongly, a label lacks a field, the test import fails."),
        ),
        Severity.LOW: (
            _("A question, how to do something, documentation, a blemish, a wish."),
            _("How do I close one company's period? The footer shows the old name."),
        ),
    }
    return [Meaning(value, str(value.label), *texts[value]) for value in Severity]
