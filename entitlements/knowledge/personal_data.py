"""What the knowledge base holds of people: their votes and that they said a known issue is theirs; parts of an
export, steps of an erasure. That a company is affected stays, without who said so, as long as another contact may
stand for it: the row goes with the person."""

from django.utils.translation import gettext_lazy as _

from entitlements.knowledge.models import AffectedCompany, Vote
from subscriptions.personal_data import erasing, parts
from subscriptions.personal_data.erasing import Step
from subscriptions.personal_data.parts import Part


def add() -> None:
    """Once, when the room is ready."""
    parts.add(*PARTS)
    erasing.add(*STEPS)


PARTS = (
    Part(
        "article-votes",
        Vote,
        ("article_id", "customer__number", "useful", "sentence", "at"),
        people=("user",),
        customer="customer",
    ),
    Part(
        "article-known-issues",
        AffectedCompany,
        ("article_id", "customer__number", "at"),
        people=("user",),
        customer="customer",
    ),
)

STEPS = (
    Step.deleting(
        "article-votes",
        _("votes on articles and what she said of them deleted"),
        lambda person: Vote.objects.filter(user=person),
    ),
    Step.deleting(
        "article-known-issues",
        _("that known issues are hers deleted"),
        lambda person: AffectedCompany.objects.filter(user=person),
    ),
)
