"""What people of the community are told, kind by kind. Words of a mail are what everybody in it sees: names shown,
never a person, her address or her company. Answering such a mail writes nothing (the mail says so)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from notifications import kinds
from notifications.kinds import Kind
from notifications.models.outbox import Pace

POST = ("question", "heading", "body")


def _kind(code: str, name: str | Promise, bell: str | Promise, *words: str, **options: object) -> Kind:
    return Kind(f"community_{code}", name, bell, (*POST, *words), **options)  # type: ignore[arg-type]


# `question` is its number, `heading` its title, `who` a name shown; `body` what was written, or the reason.
_BOTH = (
    (
        "answer",
        _("Answer to my question in the community"),
        _("{who} answers your question: {heading}"),
        "who",
    ),
    (
        "followed",
        _("Answer to a question I follow in the community"),
        _("{who} answers a question you follow: {heading}"),
        "who",
    ),
    ("mention", _("A member mentions me in the community"), _("{who} mentions you: {heading}"), "who"),
    ("accepted", _("My answer is accepted in the community"), _("Your answer is accepted: {heading}")),
    # `what` a moderator did is a code (Act).
    (
        "moderated",
        _("A moderator on what I wrote in the community"),
        _("A moderator about what you wrote: {heading}"),
        "done",
    ),
)
DAILY = {"followed": Pace.DAILY}
MUST = {"moderated": False}

KINDS = (
    *(
        _kind(
            code if not staff else f"{code}_staff",
            name,
            bell,
            *words,
            staff=staff,
            pace=DAILY.get(code, Pace.AT_ONCE),
            optional=MUST.get(code, True),
        )
        for staff in (False, True)
        for code, name, bell, *words in _BOTH
    ),
    _kind("reported", _("A post of the community is reported"), _("Reported: {heading}"), staff=True),
)


def add() -> None:
    """Once, when the room is ready."""
    kinds.register(*KINDS)
