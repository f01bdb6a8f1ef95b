"""What a person does with a session: a form, the verb it calls, and when it is offered to her."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from subscriptions.forms import RefusingForm
from subscriptions.models import User
from tickets.remote_access.models import RemoteSession


@dataclass(frozen=True)
class Step:
    """`label` opens its form, `button` does it, `done` is said afterwards."""

    name: str
    label: str | Promise
    button: str | Promise
    symbol: str
    form: Callable[[RemoteSession, Any], Any]
    act: Callable[[RemoteSession, User, Any], object]
    done: str | Promise
    possible: Callable[[RemoteSession, User, datetime], bool]
    warns: bool = False


@dataclass(frozen=True)
class Offered:
    step: Step
    form: RefusingForm


def offered(
    steps: Iterable[Step],
    session: RemoteSession,
    person: User,
    at: datetime,
    refused: dict[str, RefusingForm],
) -> list[Offered]:
    """The steps that are hers to press at `at`, and one that was refused, with what was typed."""
    return [
        Offered(each, refused.get(each.name) or each.form(session, None))
        for each in steps
        if each.name in refused or each.possible(session, person, at)
    ]
