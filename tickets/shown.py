"""Of which targets a customer is told: of the first response always, of the others where an administrator shows
them to her tier (R8.9)."""

from entitlements.models import MilestoneKind
from subscriptions.models import Tier

# What every contact is shown.
SHOWN_TO_CONTACTS = (MilestoneKind.FIRST_RESPONSE,)


def shown_to(tier: Tier) -> tuple[MilestoneKind, ...]:
    """The milestones that contacts of an incident under this tier are shown."""
    return kinds(next_reply=tier.shows_next_reply, solution_goal=tier.shows_solution_goal)


def kinds(*, next_reply: bool, solution_goal: bool) -> tuple[MilestoneKind, ...]:
    """The same of what the tier says."""
    more = ((MilestoneKind.NEXT_REPLY, next_reply), (MilestoneKind.SOLUTION_GOAL, solution_goal))
    return (*SHOWN_TO_CONTACTS, *(kind for kind, shown in more if shown))
