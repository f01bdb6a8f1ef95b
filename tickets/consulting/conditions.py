"""The four conditions under which support answers a question (R11.4): each with a sentence of its own. Pure.

What is known of an incident is examining.py's to read; a person decides (handing_over.py says why).
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Condition(TextChoices):
    GENERAL = "general", gettext_lazy("general")
    UNMODIFIED = "unmodified", gettext_lazy("unmodified")
    COVERED = "covered", gettext_lazy("covered")
    AVAILABLE = "available", gettext_lazy("generally available")


@dataclass(frozen=True)
class Question:
    """What decides. `modified` says what was modified of the product, empty where it is standard; `on_modified`
    whether the contact says that her question is about that part, None where she has not said (R11.5).
    `not_covered` is why the subscription does not cover it, empty where it does."""

    product: str
    version: str
    is_installation: bool
    modified: str = ""
    on_modified: bool | None = None
    not_covered: str = ""
    generally_available: bool = True


@dataclass(frozen=True)
class Finding:
    """`holds` is None where nobody has said yet. `reason`: of a hand-over, where the condition fails."""

    condition: Condition
    holds: bool | None
    sentence: str
    reason: str = ""


def examine(question: Question) -> list[Finding]:
    """Each condition, in the order of R11.4, with its sentence in the language that is active."""
    return [_general(question), _unmodified(question), _covered(question), _available(question)]


def failing(question: Question) -> str:
    """The reason of a hand-over that the first condition which fails gives; empty where none does."""
    return next((found.reason for found in examine(question) if found.holds is False and found.reason), "")


def _general(question: Question) -> Finding:
    if question.is_installation:
        words = _("It is about installation or implementation, says the contact.")
        return Finding(Condition.GENERAL, False, words, "installation_is_consulting")
    words = _("Is it about the product in general, or about the customer's own set-up? Read it and judge.")
    return Finding(Condition.GENERAL, None, words)


def _unmodified(question: Question) -> Finding:
    if not question.modified:
        words = _("{product} is standard at this customer.").format(product=question.product)
        return Finding(Condition.UNMODIFIED, True, words)
    facts = {"product": question.product, "modified": question.modified}
    if question.on_modified is None:
        words = _("{product} is modified: {modified}. The contact has not said which part she asks about.")
        return Finding(Condition.UNMODIFIED, None, words.format(**facts))
    if question.on_modified:
        words = _("{product} is modified: {modified}. The question is about that part, says the contact.")
        return Finding(Condition.UNMODIFIED, False, words.format(**facts), "modified_system")
    words = _(
        "{product} is modified: {modified}. The question is about the unmodified part, says the contact."
    )
    return Finding(Condition.UNMODIFIED, True, words.format(**facts))


def _covered(question: Question) -> Finding:
    if question.not_covered:
        return Finding(Condition.COVERED, False, question.not_covered)
    words = _("The subscription covers {product}.").format(product=question.product)
    return Finding(Condition.COVERED, True, words)


def _available(question: Question) -> Finding:
    if not question.version:
        return Finding(Condition.AVAILABLE, None, _("The contact has not said which version it is."))
    facts = {"version": question.version}
    if question.generally_available:
        return Finding(Condition.AVAILABLE, True, _("{version} is generally available.").format(**facts))
    words = _("{version} is not generally available.").format(**facts)
    return Finding(Condition.AVAILABLE, False, words, "not_generally_available")
