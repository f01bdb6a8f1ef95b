"""What became of a shared saved reply: each edition with who made it and what she changed, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from entitlements.knowledge.diffing import Piece, changes
from tickets.saved_replies.models import SavedReply, SharedEdition

SHOWN = 20
TEXTS = ("title", "text_en", "text_da")


@dataclass(frozen=True)
class Change:
    """An edition, and the parts of it that differ from the one before: name and pieces. None of the first."""

    edition: SharedEdition
    parts: list[tuple[str, list[Piece]]]


def changes_of(reply: SavedReply) -> list[Change]:
    """The last ones that were made while it was shared."""
    newest = list(reply.editions.select_related("by")[: SHOWN + 1])
    found = [Change(after, list(_parts(before, after))) for after, before in pairwise(newest)]
    first = [Change(newest[-1], [])] if newest and len(newest) <= SHOWN else []
    return [*found, *first]


def _parts(before: SharedEdition, after: SharedEdition) -> Iterator[tuple[str, list[Piece]]]:
    for name in TEXTS:
        if pieces := changes(getattr(before, name), getattr(after, name)):
            yield _named(name), pieces
    for name, old, new in (
        ("product", _product(before), _product(after)),
        ("after", before.get_after_display(), after.get_after_display()),
    ):
        if old != new:
            yield _named(name), [Piece("removed", old or "–"), Piece("same", " "), Piece("added", new or "–")]


def _product(edition: SharedEdition) -> str:
    return edition.product.name if edition.product_id else _("every product")


def _named(field: str) -> str:
    meta: Any = SharedEdition._meta
    return str(meta.get_field(field).verbose_name)
