"""Whether a session may start: the three things that must be there (R7.2). Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

APPROVAL = _("approval")
CONNECTION = _("connection")
PERSON = _("a person ready to discuss the matter")


@dataclass(frozen=True)
class Readiness:
    """`approvals` of those that count, `needed` of them by the customer's rules; whether there is a connection, and
    a person who is available."""

    approvals: int
    needed: int
    connection: bool
    person: bool

    @property
    def approved(self) -> bool:
        return self.approvals >= self.needed

    @property
    def complete(self) -> bool:
        """Of the eight combinations, one."""
        return not any(True for _missing in self.missing())

    def missing(self) -> Iterator[str | Promise]:
        """What is not there yet, in words."""
        if not self.approved:
            yield APPROVAL
        if not self.connection:
            yield CONNECTION
        if not self.person:
            yield PERSON
