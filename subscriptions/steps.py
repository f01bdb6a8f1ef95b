"""What is done with a thing on its page, step by step: a form, the verb it calls, and to whom and when it is
offered. components/steps.html draws them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
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
    possible: Callable[[Thing, User, datetime], bool]
    warns: bool = False


@dataclass(frozen=True)
class Offered[Thing]:
    step: Step[Thing]
    form: RefusingForm


def offered[Thing](
    steps: Iterable[Step[Thing]],
    thing: Thing,
    person: User,
    at: datetime,
    refused: dict[str, RefusingForm],
    *,
    may: bool = True,
) -> list[Offered[Thing]]:
    """The steps that the person can press at `at`, where she `may` press any, and one that was refused, with what
    was typed."""
    return [
        Offered(each, refused.get(each.name) or each.form(thing, None))
        for each in steps
        if each.name in refused or (may and each.possible(thing, person, at))
    ]


def pressed[Thing](
    request: HttpRequest, steps: Mapping[str, Step[Thing]], name: str, thing: Thing
) -> RefusingForm | None:
    """Do the step of that name with what the request sent: None where it is done, which is said; else its form,
    with the refusal at its field and what was typed. Raises Http404 where there is no such step."""
    if name not in steps:
        raise Http404
    step = steps[name]
    form: RefusingForm = step.form(thing, request.POST)
    if not form.accepted_by(lambda: step.act(thing, request.user, form)):  # type: ignore[arg-type]
        return form
    messages.success(request, str(step.done))
    return None


def plain(name: str, form: type[RefusingForm]) -> Callable[[object, Any], RefusingForm]:
    """The form of a step that asks nothing of the thing; its fields' ids begin with the step's name."""
    return lambda _thing, data: form(data, auto_id=f"{name}_%s")
