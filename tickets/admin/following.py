"""What a change of tier means for open incidents, on the page on which an administrator makes it (R26.1, R26.4)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from subscriptions.administration.following import followers
from subscriptions.models import ProductLine, Tier
from tickets.following import open_incidents


def follow(line: ProductLine, tier: Tier) -> list[str]:
    """How many open incidents of the product follow, and how."""
    number = open_incidents(line)
    if not number:
        return [_("No incident of the product is open.")]
    if tier.rank < line.tier.rank:
        said = ngettext(
            "%(number)s open incident follows at once: its place in the queue, its targets never later than now.",
            "%(number)s open incidents follow at once: their places in the queue, their targets never later"
            " than now.",
            number,
        )
    else:
        said = ngettext(
            "%(number)s open incident keeps its running targets; its place follows with the next period.",
            "%(number)s open incidents keep their running targets; their places follow with the next period.",
            number,
        )
    return [said % {"number": number}]


followers.append(follow)
