"""The people of a log: callers become contacts of the customer, everybody else becomes an agent.

The log has no addresses. Such a person cannot sign in and is sent nothing until somebody gives her a real one.
"""

from datetime import datetime
from zlib import crc32

from django.utils.text import slugify

from subscriptions.models import Customer, Membership, StaffMember, User

DOMAIN = "imported.invalid"  # no mail can ever be delivered there (RFC 2606)
NOBODY = "Unknown"
LONGEST_NAME, LONGEST_WORD = 120, 60


class People:
    """Finds or makes the person behind a name of the log."""

    def __init__(self, customer: Customer, since: datetime) -> None:
        self.customer, self.since = customer, since
        self._known: dict[tuple[str, str], User] = {}

    def contact(self, name: str) -> User:
        """The caller of that name, a contact of the customer."""
        user, new = self._person(name or f"{NOBODY} caller", self.customer.number)
        if new:
            Membership.objects.create(customer=self.customer, user=user, started_at=self.since)
        return user

    def agent(self, *names: str) -> User:
        """The agent of the first name that the log knows."""
        name = next(filter(None, names), f"{NOBODY} agent")
        user, new = self._person(name, "agents", is_staff=True)
        if new:
            StaffMember.objects.create(user=user, roles=[StaffMember.Role.AGENT], region=self.customer.region)
        return user

    def _person(self, name: str, group: str, *, is_staff: bool = False) -> tuple[User, bool]:
        if (known := self._known.get((name, group))) is not None:
            return known, False
        email = f"{_word(name)}@{_word(group)}.{DOMAIN}"
        user = User.objects.filter(email=email).first()
        made = user is None
        if user is None:
            user = User.objects.create_user(
                email,
                name=" ".join(name.split())[:LONGEST_NAME],
                time_zone=self.customer.time_zone,
                language=self.customer.language,
                is_active=False,
                joined_at=self.since,
                is_staff=is_staff,
            )
        self._known[name, group] = user
        return user, made


def _word(name: str) -> str:
    """The name as a part of an address; one that has no Latin letters becomes a number."""
    return slugify(name)[:LONGEST_WORD] or f"{crc32(name.encode()):08x}"
