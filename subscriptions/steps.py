"""What is done with a thing at the desk, step by step: a form, the verb it calls, and when it is offered."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from subscriptions.forms import RefusingForm
from subscriptions.models import User


@dataclass(frozen=True)
class Step[Thing]:
    """`label` opens its form, `button` does it, `done` is said afterwards."""

    name: str
    label: str | Promise
    button: str | Promise
    symbol: str
    form: Callable[[Thing, Any], Any]
    act: Callable[[Thing, User, Any], object]
    done: str | Promise
    possible: Callable[[Thing, datetime], bool]
    warns: bool = False


@dataclass(frozen=True)
class Offered[Thing]:
    step: Step[Thing]
    form: RefusingForm


def offered[Thing](
    steps: Iterable[Step[Thing]], thing: Thing, refused: dict[str, RefusingForm], at: datetime, *, may: bool
) -> list[Offered[Thing]]:
    """The steps that can be pressed at `at` by who may, and one that was refused, with what was typed."""
    return [
        Offered(each, refused.get(each.name) or each.form(thing, None))
        for each in steps
        if each.name in refused or (may and each.possible(thing, at))
    ]
