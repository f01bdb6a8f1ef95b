"""What has been asked and written before that reads like a question being typed: search first while asking.
Articles and downloads answer as well as questions do."""

from datetime import datetime

from entitlements import searching
from entitlements.community.access import Person
from entitlements.searching import Found

SHOWN = 5


def like(person: Person, title: str, at: datetime) -> list[Found]:
    """What shares most of the telling words of the title, the best first."""
    return searching.similar(title, person.user, person.customer, at, person.user.language, SHOWN)
