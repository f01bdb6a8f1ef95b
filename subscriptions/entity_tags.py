"""Conditions of programs that read and write (RFC 9110, 13): a tag says which state of a thing they have read."""

import json
from hashlib import sha256
from typing import Any

from django.http import HttpRequest
from django.utils.http import parse_etags
from django.utils.translation import gettext_lazy as _
from rest_framework.utils.encoders import JSONEncoder

from subscriptions.refusals import Refusal


class ChangedMeanwhile(Refusal):
    """What a program wants to change is not what it has read (If-Match)."""

    code = "changed_meanwhile"
    title = _("Changed meanwhile")
    sentence = _("This is no longer as you have read it (If-Match). Nothing was changed. Read it again.")
    status = 412


def tag(said: Any, passing: frozenset[str]) -> str:
    """The tag of what a reader is told; fields `passing` differ with every reading and are left out."""
    words = json.dumps(_lasting(said, passing), cls=JSONEncoder, sort_keys=True)
    return f'"{sha256(words.encode()).hexdigest()[:32]}"'


def _lasting(said: Any, passing: frozenset[str]) -> Any:
    if isinstance(said, dict):
        return {name: _lasting(value, passing) for name, value in said.items() if name not in passing}
    return [_lasting(each, passing) for each in said] if isinstance(said, list) else said


def is_known(request: HttpRequest, current: str) -> bool:
    """Whether the reader has this state already (If-None-Match)."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in known or current in (each.removeprefix("W/") for each in known)


def has_condition(request: HttpRequest) -> bool:
    """Whether something is to be changed only in a state that was read; `*` is any that is there."""
    return request.headers.get("If-Match", "*").strip() != "*"


def check(request: HttpRequest, current: str) -> None:
    """Raise ChangedMeanwhile unless this state was read."""
    if current not in parse_etags(request.headers["If-Match"]):
        raise ChangedMeanwhile
