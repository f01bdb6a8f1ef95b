"""What people are told, kind by kind: one table, to which each room adds its own. The mail of a kind is
templates/mail/<code>.md.

A kind is for contacts or for staff; `words` are the keys that its context must hold. Of an incident these are
always number, title, severity, customer and product. Instants are ISO strings, days ISO dates; they are said
in the reader's language and zone when she reads them. `title_da` is the Danish of `title`, or empty; so is it with
any word.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from notifications.models.outbox import Channel, Notification, Pace
from notifications.words import day, in_language, in_words

URGENT, NORMAL = Notification.Priority.URGENT, Notification.Priority.NORMAL
TO_MANY = Notification.Priority.ALERT
BOTH = (Channel.IN_APP, Channel.EMAIL)
INCIDENT = ("number", "title", "severity", "customer", "product")
EVENT = ("customer", "weekend_on", "begins_at", "ends_at", "products")
ALERT = ("title", "product", "affected", "alert_class", "action_kind", "required_by")

ADDRESS = ("person", "address", "reason", "customer", "since")


@dataclass(frozen=True)
class Kind:
    """`bell` is its line in the app, filled from the context. `optional`: its e-mail may be switched off; what
    is in the app always stays. Or it comes in a digest: `pace` is that where nothing is chosen (R1.10)."""

    code: str
    name: str | Promise
    bell: str | Promise
    words: tuple[str, ...] = INCIDENT
    staff: bool = False
    optional: bool = True
    priority: int = NORMAL
    channels: tuple[str, ...] = BOTH
    pace: str = Pace.AT_ONCE

    @property
    def of_incident(self) -> bool:
        """Whether each of the kind is about one incident, whose words its context holds."""
        return set(INCIDENT) <= set(self.words)

    def missing(self, context: Mapping[str, Any]) -> list[str]:
        """The words that `context` lacks."""
        return [word for word in self.words if word not in context]

    def line(self, context: Mapping[str, Any]) -> str:
        """What the bell says, in the language that is active."""
        context = in_language(context)
        days = {word: day(context[word]) for word in context if word.endswith("_on") and context[word]}
        codes = {"what": in_words(context["what"])} if "what" in context else {}
        return str(self.bell).format_map(_Filled({**context, **days, **codes}))


class _Filled(dict[str, Any]):
    """A row written by an older version may lack a word; its line is still to be read."""

    def __missing__(self, key: str) -> str:
        return "…"


_TO_CONTACTS = (
    # The mail also says the alert's symptom and action. `affected`: for each product its `key` and name, and the
    # names of its versions: `listed`, or `since` and `until`; all empty for every version.
    Kind(
        "alert",
        _("Alert of a critical solution"),
        _("Critical solution for {product}: {title}"),
        ALERT,
        optional=False,
        priority=TO_MANY,
    ),
    # Not acknowledged: at most once a day, when staff ask for it.
    Kind(
        "alert_reminder",
        _("Reminder of an alert"),
        _("Please acknowledge the critical solution for {product}: {title}"),
        ALERT,
        optional=False,
        priority=TO_MANY,
    ),
    Kind(
        "alert_corrected",
        _("Correction of an alert"),
        _("Corrected alert for {product}: {title}"),
        ("title", "product", "correction"),
        optional=False,
        priority=TO_MANY,
    ),
    Kind(
        "alert_withdrawn",
        _("Withdrawal of an alert"),
        _("Withdrawn alert for {product}: {title}"),
        ("title", "product", "correction"),
        optional=False,
        priority=TO_MANY,
    ),
    # `lines`: the words of each thing, with its `kind`; `more`: how many are not among them.
    Kind(
        "periodic",
        _("Daily or weekly digest"),
        _("Your digest: {count} messages"),
        ("count", "lines", "more"),
        optional=False,
        channels=(Channel.EMAIL,),
    ),
    # What she is told late, the same.
    Kind(
        "digest_customer",
        _("Digest of missed response targets"),
        _("We missed {count} response targets"),
        ("count", "lines", "more"),
        optional=False,
        channels=(Channel.EMAIL,),
    ),
    # `about`: whose data; `days`: how long the file can be fetched.
    Kind(
        "export_ready",
        _("An export is ready"),
        _("The export of the data of {about} is ready"),
        ("about", "days"),
        optional=False,
    ),
    Kind(
        "export_failed",
        _("An export could not be made"),
        _("The export of the data of {about} could not be made"),
        ("about", "days"),
        optional=False,
    ),
    # To the managers: mail to one of their people fails `since` an instant; `reason` is the mail system's.
    Kind(
        "address_failed",
        _("Mail to a colleague fails"),
        _("Mail to {person} fails: {address}"),
        ADDRESS,
        optional=False,
    ),
)

_TO_STAFF = (
    # `lines`: the words of each thing, with its `kind`; `more`: how many are not among them.
    Kind(
        "digest",
        _("Digest of late reminders"),
        _("{count} reminders and escalations"),
        ("count", "lines", "more"),
        staff=True,
        optional=False,
    ),
    Kind(
        "periodic_staff",
        _("Daily or weekly digest"),
        _("Your digest: {count} messages"),
        ("count", "lines", "more"),
        staff=True,
        optional=False,
        channels=(Channel.EMAIL,),
    ),
    Kind(
        "export_ready_staff",
        _("An export is ready"),
        _("The export of the data of {about} is ready"),
        ("about", "days"),
        staff=True,
        optional=False,
    ),
    Kind(
        "export_failed_staff",
        _("An export could not be made"),
        _("The export of the data of {about} could not be made"),
        ("about", "days"),
        staff=True,
        optional=False,
    ),
    # The same of one of the vendor's people, or of a contact whose managers cannot be told.
    Kind(
        "address_failed_staff",
        _("Mail to a person fails"),
        _("Mail to {person} fails: {address}"),
        ADDRESS,
        staff=True,
        optional=False,
    ),
    Kind(
        "address_complained",
        _("Complaint of mail"),
        _("{person} complains of mail to {address}"),
        ADDRESS,
        staff=True,
        optional=False,
    ),
)

KINDS = {kind.code: kind for kind in (*_TO_CONTACTS, *_TO_STAFF)}


def register(*kinds: Kind) -> None:
    """Add the kinds of a room above, which has them in its own kinds.py and calls this as the product starts.

    Raises ValueError where a code is another's already.
    """
    for kind in kinds:
        if KINDS.setdefault(kind.code, kind) is not kind:
            raise ValueError(f"Two kinds are called {kind.code}.")
