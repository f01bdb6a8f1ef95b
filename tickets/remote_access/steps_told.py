"""How the timeline of an incident says each step of a remote session (R7.3). No secret is in any of them."""

from collections.abc import Callable
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from subscriptions.wording import moment_here
from tickets.models import TimelineEntry
from tickets.wording import author_of

WORDS: dict[str, str | Promise] = {
    "remote_asked": _("{who} asks for a remote session"),
    "remote_changed": _(
        "{who} asks for something else in the remote session; what was approved before is void"
    ),
    "remote_cancelled": _("{who} does not need the remote session any more"),
    "remote_approved": _("{who} fully approves the remote session"),
    "remote_declined": _("{who} declines the remote session"),
    "remote_withdrawn": _("{who} withdraws the remote session"),
    "remote_connection": _("{who} has supplied the connection for the remote session"),
    "remote_person": _("{to} is ready to discuss the matter during the remote session"),
    "remote_started": _("{who} has started the remote session; {person} is ready to discuss the matter"),
    "remote_ended": _("{who} has ended the remote session"),
    "remote_with_incident": _("The remote session ends with the incident; the connection is erased"),
    "remote_noted": _("{who} says what was done in the remote session"),
}
RAN_OUT = _("The window of the remote session ended {time}, and the session with it")
NEVER_BEGUN = _("The window of the remote session ended {time}; it was not started")


def _said(entry: TimelineEntry, contact: bool) -> str:
    facts = entry.facts
    words = str(WORDS[facts["code"]])
    return words.format(who=author_of(entry), to=facts.get("to", ""), person=facts.get("person", ""))


def _expired(entry: TimelineEntry, contact: bool) -> str:
    words = str(RAN_OUT if entry.facts.get("ran") else NEVER_BEGUN)
    return words.format(time=moment_here(datetime.fromisoformat(entry.facts["ended"])))


SENTENCES: dict[str | None, Callable[[TimelineEntry, bool], str]] = {
    **dict.fromkeys(WORDS, _said),
    "remote_expired": _expired,
}
