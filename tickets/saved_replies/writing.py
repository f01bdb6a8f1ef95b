"""Writing, changing and deleting saved replies. One's own are for whoever writes replies; those that everybody at
the desk shares are team leads' and above. Each verb is one transaction."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from subscriptions import texts
from subscriptions.audit.recording import record
from subscriptions.models import Product, User
from subscriptions.refusals import Refusal, TextTooLong
from tickets.desk.access import Act, may, require
from tickets.saved_replies import filling
from tickets.saved_replies.models import LANGUAGES, SavedReply, SharedEdition
from tickets.saved_replies.refusals import (
    ChangedBeforeDeletion,
    DeletedMeanwhile,
    NoSuchWord,
    SavedReplyChangedMeanwhile,
    TextMissing,
    TitleMissing,
)

LONGEST = 10_000  # characters of a text
LONGEST_TITLE = 80
SAID = ("title", "text_en", "text_da", "product", "after")
TEXTS = tuple(f"text_{language}" for language in LANGUAGES)


@dataclass(frozen=True, kw_only=True)
class Words:
    """A saved reply as somebody writes it; `shared`: for everybody at the desk, else hers alone."""

    title: str
    text_en: str = ""
    text_da: str = ""
    product: Product | None = None
    after: str = ""
    shared: bool = False

    def cleaned(self) -> "Words":
        """As it is kept. Raises TitleMissing, TextMissing, TextTooLong, NoSuchWord."""
        return replace(self, title=self._title(), **self._texts())

    def checks(self) -> tuple[Callable[[], object], ...]:
        """What `cleaned` looks at, one after the other, so that a form says all that is wrong at once."""
        each = (partial(_text, getattr(self, name), name) for name in TEXTS)
        return (self._title, *each, self._texts)

    def _title(self) -> str:
        title = texts.line(self.title)
        if not title:
            raise TitleMissing
        if len(title) > LONGEST_TITLE:
            raise TextTooLong("title", length=len(title), limit=LONGEST_TITLE)
        return title

    def _texts(self) -> dict[str, Any]:
        kept = {name: _text(getattr(self, name), name) for name in TEXTS}
        if not any(kept.values()):
            raise TextMissing
        return kept


def write(words: Words, by: User, at: datetime | None = None) -> SavedReply:
    """A new one. Raises Forbidden, and what `Words.cleaned` raises."""
    _require(by, shared=words.shared)
    with transaction.atomic():
        made = SavedReply.objects.create(**_facts(words.cleaned(), by, at or timezone.now()))
        _keep_edition(made)
    return made


def change(
    reply: SavedReply, words: Words, by: User, edition: int | None = None, at: datetime | None = None
) -> None:
    """Keep a change; `edition`: that which she has seen, None for any. What was shared and is not any more is hers.

    Raises DeletedMeanwhile, SavedReplyChangedMeanwhile, Forbidden, and what `Words.cleaned` raises.
    """
    kept = words.cleaned()
    with transaction.atomic():
        locked = _locked(reply, by, edition)
        _require(by, shared=locked.is_shared or words.shared)
        for name, value in _facts(kept, by, at or timezone.now()).items():
            setattr(locked, name, value)
        locked.edition += 1
        locked.save()
        _keep_edition(locked)
    reply.refresh_from_db()


def delete(reply: SavedReply, by: User, edition: int | None = None) -> None:
    """For good: what was sent of it stays where it was sent. Deleting twice is deleting once.

    Raises ChangedBeforeDeletion, Forbidden.
    """
    with transaction.atomic():
        try:
            locked = _locked(reply, by, edition, ChangedBeforeDeletion)
        except DeletedMeanwhile:
            return
        _require(by, shared=locked.is_shared)
        if locked.is_shared:
            record("saved_reply.deleted", on=locked, details={"edition": locked.edition})
        locked.delete()


def may_change(reply: SavedReply, person: User) -> bool:
    """Whether this one, which she sees, is hers to change and to delete."""
    return may(person, _needs(shared=reply.is_shared))


def require_change(reply: SavedReply, person: User) -> None:
    """Raise Forbidden, naming whom to ask, unless she may."""
    _require(person, shared=reply.is_shared)


def _needs(*, shared: bool) -> Act:
    return Act.SHARE_REPLIES if shared else Act.WRITE


def _require(by: User, *, shared: bool) -> None:
    require(by, _needs(shared=shared))


def _locked(
    reply: SavedReply, by: User, edition: int | None, refusal: type[Refusal] = SavedReplyChangedMeanwhile
) -> SavedReply:
    """The row as it is now, or `refusal`; what another has made her own is gone for everybody else."""
    locked = SavedReply.objects.visible_to(by).select_for_update().filter(pk=reply.pk).first()
    if locked is None:
        raise DeletedMeanwhile
    if edition is not None and edition != locked.edition:
        raise refusal(name=locked.changed_by.name)
    return locked


def _keep_edition(reply: SavedReply) -> None:
    """Who changed what of a shared one stays to be read."""
    if reply.is_shared:
        SharedEdition.objects.create(
            reply=reply,
            number=reply.edition,
            by=reply.changed_by,
            at=reply.changed_at,
            **{name: getattr(reply, name) for name in SAID},
        )


def _text(typed: str, name: str) -> str:
    kept = texts.optional(typed, LONGEST, field=name)
    if word := filling.unknown(kept):
        raise NoSuchWord(name, word=word, known=filling.known())
    return kept


def _facts(words: Words, by: User, at: datetime) -> dict[str, object]:
    """The fields of the row."""
    facts = {name: getattr(words, name) for name in SAID}
    return facts | {"owner": None if words.shared else by, "changed_by": by, "changed_at": at}
