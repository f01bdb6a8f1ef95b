"""The kinds of meetings that rooms above this one arrange: a code that a meeting keeps, and what it is called."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class MeetingKind:
    """`code` has at most 20 letters."""

    code: str
    name: str | Promise


SENIOR = MeetingKind("senior", _("meeting with senior resources"))

_kinds: dict[str, MeetingKind] = {}


def register(kind: MeetingKind) -> None:
    """Once, as the room is ready. Raises ValueError where the code is another's already."""
    if _kinds.setdefault(kind.code, kind) != kind:
        raise ValueError(f"Two kinds of meetings are called {kind.code}.")


def name_of(code: str) -> str:
    """What a meeting of this kind is called; the code itself where no room has it any more."""
    return str(_kinds[code].name) if code in _kinds else code
