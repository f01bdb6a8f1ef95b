"""What a row of the leak table says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from subscriptions.models import StaffMember

Role = StaffMember.Role
EVERYBODY = frozenset(Role)
CHANGING = EVERYBODY - {Role.AUDITOR}  # an auditor reads everything and changes nothing
NOBODY: frozenset[str] = frozenset()

READS = ("GET", "HEAD")
POSTS = ("POST",)
FORM = ("GET", "HEAD", "POST")
INCIDENT = {"number": "incident"}


class Needs(Enum):
    """Who an address is for; the value is how the table says it."""

    NOTHING = "anybody, without sign-in"
    DEMO = "anybody, in the embedded demo alone"
    LINK = "whoever holds the link of a mail"
    READER = "whoever may read it, without sign-in where it is for everybody"
    PERSON = "whoever is signed in, her own"
    CONTACT = "a contact, her company's"
    CONTACT_OR_VENDOR = "a contact, her company's; the vendor's people"
    MANAGER = "a manager, her company's"
    MANAGER_OR_VENDOR = "a manager, her company's; the vendor's people"
    VENDOR = "the vendor's people"
    ADMINISTRATOR = "an administrator"
    KEY = "the holder of an API key, her company's; the vendor's people all"
    KEY_OF_MANAGER = "the holder of a manager's API key, her company's; the vendor's people all"


@dataclass(frozen=True)
class Row:
    """An address by its name; one that ends in `*` stands for all addresses that begin so. A name may have several
    rows: it is then tried in several ways.

    `things` says of which kind each argument of the address is (THINGS); a tuple has words that are tried one after
    another and belong to no customer. `asks` are query strings, `sends` the fields of a form, both with things of
    the other customer in braces. `roles` may read, `writing` may write; for others of the vendor it is 403, or a
    refusal on the page of the form where `on_page`. `only_where` names what an installation must have for the
    address to be there. `shared` says that what the arguments lead to is every customer's to read, though things of
    the other customer hang on it: it is not to be 404, and none of those may be seen.
    """

    name: str
    needs: Needs
    methods: tuple[str, ...] = READS
    things: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    asks: tuple[str, ...] = ()
    sends: Mapping[str, str] = field(default_factory=dict)
    roles: frozenset[str] = EVERYBODY
    writing: frozenset[str] = CHANGING
    on_page: bool = False
    only_where: str = ""
    shared: bool = False

    @property
    def of_a_customer(self) -> bool:
        """Whether its arguments lead to something of a customer, so that another's is to be 404."""
        return not self.shared and any(isinstance(thing, str) for thing in self.things.values())

    def may(self, method: str) -> frozenset[str]:
        """The roles that may call it so."""
        return self.roles if method in READS else self.writing

    def knows(self, name: str) -> bool:
        """Whether the address of this name is hers to say."""
        return name.startswith(self.name[:-1]) if self.name.endswith("*") else name == self.name


@dataclass(frozen=True)
class Task:
    """A task of the workers, and what it writes for whom."""

    name: str
    writes: str
