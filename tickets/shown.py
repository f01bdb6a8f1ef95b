"""Of which targets a customer is told: of the first response always, of the others where an administrator shows
them to her tier (R8.9)."""

from django.db.models import Q

from entitlements.models import MilestoneKind
from subscriptions.models import Tier

# What every contact is shown.
SHOWN_TO_CONTACTS = (MilestoneKind.FIRST_RESPONSE,)


def shown_to(tier: Tier) -> tuple[MilestoneKind, ...]:
    """The milestones that contacts of an incident under this tier are shown."""
    return kinds(next_reply=tier.shows_next_reply, solution_goal=tier.shows_solution_goal)


def among(tier: str = "tier") -> Q:
    """The same of rows with a `kind` of milestone: `tier` leads from a row to the tier that says so."""
    next_reply = Q(kind=MilestoneKind.NEXT_REPLY, **{f"{tier}__shows_next_reply": True})
    solution_goal = Q(kind=MilestoneKind.SOLUTION_GOAL, **{f"{tier}__shows_solution_goal": True})
    return Q(kind__in=SHOWN_TO_CONTACTS) | next_reply | solution_goal


def kinds(*, next_reply: bool, solution_goal: bool) -> tuple[MilestoneKind, ...]:
    """The same of what the tier says."""
    more = ((MilestoneKind.NEXT_REPLY, next_reply), (MilestoneKind.SOLUTION_GOAL, solution_goal))
    return (*SHOWN_TO_CONTACTS, *(kind for kind, shown in more if shown))
