"""Erasing a person: her name and all by which she is reached or recognised go, the vendor's record stays.

In two steps: `preview` says what would happen and gives a digest of it; `erase` does just that, or refuses where it
would be something else by now. Each room adds the steps for what it holds.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from subscriptions import texts
from subscriptions.models import User
from subscriptions.personal_data.models import Erasure, ErasureRules
from subscriptions.personal_data.refusals import (
    ChangedSince,
    ErasedAlready,
    MayNotErase,
    NotToErase,
    ReasonNeeded,
)

FORMER_CONTACT = "Former contact"  # as it is kept; pages say it in the reader's language where they can
ADDRESS = "erased-{number}@erased.invalid"


@dataclass(frozen=True)
class Step:
    """What is done to one sort of rows: `count` how many there are, `erase` does it. `only_blanking`: only where
    the rules say that messages are blanked. `last`: when no other step asks for her name and address any more."""

    code: str
    words: str | Promise
    count: Callable[[User], int]
    erase: Callable[[User], object]
    only_blanking: bool = False
    last: bool = False

    @classmethod
    def deleting(
        cls, code: str, words: str | Promise, rows: Callable[[User], models.QuerySet[Any]], **when: bool
    ) -> Self:
        """The step that deletes the rows of a person."""
        return cls(
            code, words, lambda person: rows(person).count(), lambda person: rows(person).delete(), **when
        )

    @classmethod
    def setting(
        cls,
        code: str,
        words: str | Promise,
        rows: Callable[[User], models.QuerySet[Any]],
        values: Mapping[str, object],
        **when: bool,
    ) -> Self:
        """The step that leaves the rows of a person, with these values in the place of hers."""
        return cls(
            code,
            words,
            lambda person: rows(person).count(),
            lambda person: rows(person).update(**values),
            **when,
        )


@dataclass(frozen=True)
class Planned:
    """A step as the preview shows it."""

    code: str
    words: str
    number: int


@dataclass(frozen=True)
class Preview:
    """What would happen now, and the digest by which it is confirmed."""

    planned: list[Planned]
    blanks: bool

    @property
    def digest(self) -> str:
        facts = [self.blanks, *((each.code, each.number) for each in self.planned)]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:16]


STEPS: list[Step] = []


def add(*steps: Step) -> None:
    """Called by a room when it is ready."""
    STEPS.extend(steps)


def _in_order() -> list[Step]:
    return sorted(STEPS, key=lambda step: step.last)


def check(person: User, by: User) -> None:
    """Raise why `by` cannot erase this person: MayNotErase, ErasedAlready, NotToErase."""
    if not by.administers:
        raise MayNotErase
    if Erasure.objects.filter(person=person).exists():
        raise ErasedAlready
    if person.is_staff:
        raise NotToErase(why=_("{name} is of the vendor's staff.").format(name=person))
    place = person.memberships.filter(ended_at=None).select_related("customer").first()
    if place and person.is_active:
        said = _("{name} is still a contact of {customer}. End that first, or switch off “May sign in”.")
        raise NotToErase(why=said.format(name=person, customer=place.customer))


def preview(person: User) -> Preview:
    """What `erase` would do now; steps without a row are left out."""
    blanks = ErasureRules.current().blanks_messages
    wanted = (step for step in _in_order() if blanks or not step.only_blanking)
    counted = (Planned(step.code, str(step.words), step.count(person)) for step in wanted)
    return Preview([each for each in counted if each.number], blanks)


def erase(person: User, by: User, reason: str, seen: str, at: datetime | None = None) -> Erasure:
    """All steps, or none. `seen` is the digest of the preview that was confirmed. Raises as `check`, ReasonNeeded,
    ChangedSince."""
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=person.pk)
        check(row, by)
        if texts.is_blank(reason):
            raise ReasonNeeded
        shown = preview(row)
        if shown.digest != seen:
            raise ChangedSince
        planned = {each.code for each in shown.planned}
        for step in _in_order():
            if step.code in planned:
                step.erase(row)
        return Erasure.objects.create(
            person=row,
            by=by,
            at=at or timezone.now(),
            reason=" ".join(reason.split())[:200],
            counts={each.code: each.number for each in shown.planned},
        )
