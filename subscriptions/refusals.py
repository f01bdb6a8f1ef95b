"""Refusals: a sentence a person can act on and a code a machine can read (REQUIREMENTS.md, opening).

A verb raises one; the browser gets a page, the API a problem (RFC 9457), both from here.
"""

from typing import ClassVar

from django.db import DataError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """Something the product will not do, with why. Subclasses set `code`, `title`, `sentence` and `status`.

    Words in {braces} of `sentence` are filled with the keywords given on raising.
    """

    code: ClassVar[str] = "refused"
    title: ClassVar[str | Promise] = _("That is not possible")
    sentence: ClassVar[str | Promise] = ""
    status: ClassVar[int] = 409
    requirement: str = ""

    def __init__(self, **words: object) -> None:
        self.words = words
        self.details: dict[str, object] = {}  # what a machine reads beside the sentence
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.sentence).format(**self.words)

    @property
    def key(self) -> str:
        """The message key of the code."""
        return f"refusal.{self.code}"

    def next_steps(self) -> list[tuple[str, str]]:
        """What the reader can do about it: (label, address)."""
        return []


class Forbidden(Refusal):
    """The reader may see it but not do it."""

    code = "forbidden"
    title = _("You cannot do this")
    sentence = _("Your role does not include this. Ask {who}.")
    status = 403


class Limited(Forbidden):
    """Her role includes it; her scope does not."""

    code = "limited"
    sentence = _(
        "You see a part of the customers, and this concerns all of them. Ask {who} who is not limited to regions or"
        " products."
    )


class OnlyByForm(Refusal):
    """The address was opened, and takes only what a form sends."""

    code = "only_by_form"
    title = _("There is nothing to show here")
    sentence = _("This address only takes what a form sends. Nothing was changed.")
    status = 405


class InvalidInput(Refusal):
    """What was typed cannot be taken; `field` names where, so that a form can mark it."""

    status = 422
    title = _("Please look at what you typed")
    field = ""


class WrongText(InvalidInput):
    """A text at `field` that cannot be kept."""

    def __init__(self, field: str, **words: object) -> None:
        super().__init__(**words)
        self.field = field


class EmptyText(WrongText):
    code = "empty_text"
    sentence = _("Write a text first.")


class TextTooLong(WrongText):
    code = "text_too_long"
    sentence = _("The text has {length} characters; {limit} is the most.")


class ReasonMissing(InvalidInput):
    code = "reason_missing"
    field = "reason"
    sentence = _("Give a reason; it stays on record.")


class NotText(Refusal):
    """A NUL where no text has one: the database takes none, whichever question or form it came by."""

    code = "not_text"
    title = _("We could not read what was sent")
    sentence = _("It contains a character that no text may have. Nothing was saved.")
    status = 400


def refusal_in(error: Exception) -> Refusal | None:
    """The refusal that an error of a view means to the reader; None where it is a fault of ours."""
    if isinstance(error, DataError) and "NUL" in str(error):
        return NotText()
    return error if isinstance(error, Refusal) else None


class LengthRequired(Refusal):
    """The API reads no request whose length it is not told: it could be endless."""

    code = "length_required"
    title = _("We could not read what was sent")
    status = 411
    sentence = _("Send the request with its length (Content-Length), not in chunks. Nothing was saved.")


class StorageAway(Refusal):
    """Where files are kept does not answer. What is done with the file is not done; the rest can be tried again."""

    code = "storage_away"
    title = _("Files cannot be reached at the moment")
    status = 503
    sentence = _(
        "Files cannot be kept or fetched at the moment. Nothing is lost: try again in a few minutes."
    )
