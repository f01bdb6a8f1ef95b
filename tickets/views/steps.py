"""What a person of the vendor does with a thing on its page: a form, the verb it calls, and when it is offered.
components/steps.html draws them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from subscriptions.models import User
from tickets.forms import PortalForm

Typed = dict[str, Any]


@dataclass(frozen=True)
class Step[Thing]:
    """`label` opens its form, `button` does it, `done` is said afterwards."""

    name: str
    label: str | Promise
    button: str | Promise
    symbol: str
    form: type[PortalForm]
    act: Callable[[Thing, User, Typed], object]
    done: str | Promise
    possible: Callable[[Thing, User, datetime], bool]
    warns: bool = False


@dataclass(frozen=True)
class Offered[Thing]:
    step: Step[Thing]
    form: PortalForm


def form_of[Thing](step: Step[Thing], data: Any = None) -> PortalForm:
    """Its form, with what was typed where something was."""
    return step.form(data, auto_id=f"{step.name}_%s")


def offered[Thing](
    steps: Iterable[Step[Thing]], thing: Thing, person: User, at: datetime, refused: dict[str, PortalForm]
) -> list[Offered[Thing]]:
    """The steps that the person can press at `at`, and one that was refused, with what was typed."""
    return [
        Offered(each, refused.get(each.name) or form_of(each))
        for each in steps
        if each.name in refused or each.possible(thing, person, at)
    ]
