"""The kinds of meetings: a code that a meeting keeps, what it is called, and what the room that arranges it asks of
it when it is changed on its own page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tickets.advisory.models import Meeting


class Elsewhere(NamedTuple):
    """What a meeting is moved with, in words, and the address of its page."""

    words: str
    url: str


@dataclass(frozen=True)
class MeetingKind:
    """`code` has at most 20 letters. `require` is given the meeting and the invitation that is to take its place,
    and raises what it would lack then; `elsewhere` says with what else a meeting is moved, if with anything."""

    code: str
    name: str | Promise
    require: Callable[[Meeting, Any], object] | None = None
    elsewhere: Callable[[Meeting], Elsewhere | None] | None = None


COORDINATION = MeetingKind("coordination", _("meeting with the advisor"))

_kinds: dict[str, MeetingKind] = {}


def register(kind: MeetingKind) -> None:
    """Once, as the room is ready. Raises ValueError where the code is another's already."""
    if _kinds.setdefault(kind.code, kind) != kind:
        raise ValueError(f"Two kinds of meetings are called {kind.code}.")


def require(meeting: Meeting, wanted: Any) -> None:
    """Raise what its kind has against the invitation that is to take its place."""
    kind = _kinds.get(meeting.kind)
    if kind and kind.require:
        kind.require(meeting, wanted)


def elsewhere(meeting: Meeting) -> Elsewhere | None:
    """With what it is moved; None for on its own page alone."""
    kind = _kinds.get(meeting.kind)
    return kind.elsewhere(meeting) if kind and kind.elsewhere else None


def name_of(code: str) -> str:
    """What a meeting of this kind is called; the code itself where no room has it any more."""
    return str(_kinds[code].name) if code in _kinds else code
