"""What has been asked and written before that reads like a question being typed: search first while asking.
Articles and downloads answer as well as questions do."""

from dataclasses import dataclass
from datetime import datetime

from entitlements import searching
from entitlements.community.access import Person
from entitlements.models import Document
from entitlements.searching import Found

SHOWN = 5


@dataclass(frozen=True)
class Similar:
    """What was asked before, and what is written about it; the best of each first."""

    asked: list[Found]
    written: list[Found]

    def __bool__(self) -> bool:
        return bool(self.asked or self.written)


def like(person: Person, title: str, at: datetime) -> Similar:
    """What shares most of the telling words of the title."""
    found = searching.similar(title, person.user, person.customer, at, person.user.language, SHOWN)
    questions = [each for each in found if each.kind == Document.Kind.QUESTION]
    return Similar(questions, [each for each in found if each not in questions])
