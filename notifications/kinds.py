"""What people are told, kind by kind: one table. The mail of a kind is templates/mail/<code>.md.

A kind is for contacts or for staff; `words` are the keys that its context must hold. Of an incident these are
always number, title, severity, customer and product. Instants are ISO strings, days ISO dates; they are said
in the reader's language and zone when she reads them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from notifications.models.outbox import Channel, Notification, Pace
from notifications.words import day, in_words

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
        days = {word: day(context[word]) for word in context if word.endswith("_on") and context[word]}
        codes = {"what": in_words(context["what"])} if "what" in context else {}
        return str(self.bell).format_map(_Filled({**context, **days, **codes}))


class _Filled(dict[str, Any]):
    """A row written by an older version may lack a word; its line is still to be read."""

    def __missing__(self, key: str) -> str:
        return "…"


def _incident(code: str, name: Promise | str, bell: Promise | str, *words: str, **options: Any) -> Kind:
    return Kind(code, name, bell, (*INCIDENT, *words), **options)


def _event(code: str, name: Promise | str, bell: Promise | str, *words: str, **options: Any) -> Kind:
    """Of a special event: `weekend_on` is its Saturday, by which it goes."""
    return Kind(code, name, bell, (*EVENT, *words), **{"optional": False, **options})


_TO_CONTACTS = (
    # `why`: sentences of the target; `phone`: the number to call as well at severity 1, or None; `incomplete`: that
    # her mail left open what it is about.
    _incident(
        "receipt",
        _("Receipt of an incident"),
        _("Incident {number} is received: {title}"),
        "due_at",
        "why",
        "phone",
        "incomplete",
        optional=False,
    ),
    _incident("taken", _("An agent takes it"), _("{owner} works on incident {number}: {title}"), "owner"),
    # `asks`: whether the reply needs her answer.
    _incident("reply", _("Reply"), _("Reply to incident {number}: {title}"), "body", "asks", optional=False),
    _incident(
        "solution",
        _("Solution proposed"),
        _("A solution is proposed for incident {number}: {title}"),
        "body",
        optional=False,
    ),
    _incident(
        "waiting_development",
        _("Waiting for development"),
        _("Incident {number} waits for development: {title}"),
        "expected",
    ),
    # `expected` and `earlier` are days; `earlier` is None where none was known, `reason` may be empty.
    _incident(
        "expected_date",
        _("New expected date"),
        _("New expected date for incident {number}: {title}"),
        "expected",
        "earlier",
        "reason",
    ),
    _incident(
        "severity_changed",
        _("Severity changed"),
        _("Severity of incident {number} is now {after}: {title}"),
        "before",
        "after",
        "reason",
        "due_at",
        "why",
        optional=False,
    ),
    # `before` and `after` are names of products; it is worked under the line of the latter.
    _incident(
        "product_changed",
        _("Product changed"),
        _("Incident {number} is about {after} now: {title}"),
        "before",
        "after",
        "reason",
        "due_at",
        "why",
        optional=False,
    ),
    # Nobody answered `tries` calls to `phone` from the instant `first` to `last`; `reason` may be empty (R10.6).
    _incident(
        "unreachable",
        _("Severity lowered: nobody answered"),
        _("We could not reach you: incident {number} is severity 2 now: {title}"),
        "phone",
        "tries",
        "first",
        "last",
        "reason",
        "due_at",
        "why",
        optional=False,
    ),
    # `due_at` is the target that was missed, `expected_at` when a reply is expected now, or None (R8.11).
    _incident(
        "missed_customer",
        _("A response target was missed"),
        _("Our reply to incident {number} is late: {title}"),
        "milestone",
        "due_at",
        "expected_at",
        optional=False,
    ),
    _incident(
        "objection_upheld",
        _("An objection is upheld"),
        _("We work on incident {number} after all: {title}"),
        "body",
        optional=False,
    ),
    # `reminder` is 1 or 2, `closes_on` a day, `status` the one that lasts (LIFECYCLE.md, 3).
    _incident(
        "silence_reminder",
        _("Reminder of an answer"),
        _("Incident {number} waits for you: {title}"),
        "reminder",
        "closes_on",
        "status",
        optional=False,
    ),
    # `reason`: solved, no_answer, duplicate, consulting, not_covered.
    _incident(
        "closed",
        _("Incident closed"),
        _("Incident {number} is closed: {title}"),
        "reason",
        optional=False,
    ),
    # `what` happened is a code, `who` did it; `body` may be empty. What contacts have a kind of their own for,
    # those who follow are told by that.
    _incident(
        "followed_here",
        _("News of an incident I follow"),
        _("You follow incident {number}, {what}: {title}"),
        "what",
        "who",
        "body",
    ),
    _incident(
        "mentioned_here",
        _("Somebody mentions me"),
        _("{who} mentions you on incident {number}: {title}"),
        "who",
        "body",
    ),
    # Of a mail that could not be taken; `reason` is in her language, `subject` that of her mail.
    Kind(
        "mail_refused",
        _("A mail of yours could not be taken"),
        _("Your mail “{subject}” could not be taken"),
        ("subject", "reason"),
        optional=False,
    ),
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
    # `why` a code of webhooks' Endpoint.Why.
    Kind(
        "webhook_disabled",
        _("A webhook is disabled"),
        _("The webhook to {address} is disabled"),
        ("address", "cause"),
        optional=False,
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
    # `owner` and `mail` are the account owner's; `declined_on` the day on which it was said that it will not be
    # renewed, and `body` why, or None and empty.
    Kind(
        "renewal",
        _("Renewal of the subscription"),
        _("Your subscription ends on {ends_on}"),
        ("ends_on", "days", "owner", "mail", "declined_on", "body"),
        optional=False,
    ),
    # To the managers: it will not be renewed, or may be after all. `body` why; the latter may be empty.
    Kind(
        "not_renewing_here",
        _("Subscription will not be renewed"),
        _("Your subscription will not be renewed; it ends on {ends_on}"),
        ("ends_on", "person", "body", "owner", "mail"),
        optional=False,
    ),
    Kind(
        "open_again_here",
        _("Subscription may be renewed after all"),
        _("Your subscription may be renewed after all; it ends on {ends_on}"),
        ("ends_on", "person", "body", "owner", "mail"),
        optional=False,
    ),
    # To the managers: one of their people asks.
    Kind(
        "upgrade_asked_here",
        _("Upgrade asked for by a colleague"),
        _("{person} asks for {tier} for {product}"),
        ("person", "product", "tier", "body"),
    ),
    # `decision`: granted, declined, or answered, which leaves it open.
    Kind(
        "upgrade_answered",
        _("Answer to a request for an upgrade"),
        _("Your request for {tier} for {product} is answered"),
        ("person", "product", "tier", "decision", "body"),
        optional=False,
    ),
    # `resource` and `phone` are those of the person who supports the weekend.
    _event(
        "event_confirmed",
        _("Special event confirmed"),
        _("Your weekend of {weekend_on} is confirmed"),
        "resource",
        "phone",
    ),
    # `offered`: days of other weekends.
    _event(
        "event_declined",
        _("Special event declined"),
        _("Your weekend of {weekend_on} cannot be: {reason}"),
        "reason",
        "offered",
    ),
    # `who` of the vendor took access to the incident's confidential files, for a `reason`, `until` an instant.
    _incident(
        "glass_broken",
        _("Break-glass access"),
        _("{who} opened confidential files of incident {number}: {title}"),
        "who",
        "reason",
        "until",
        optional=False,
        priority=URGENT,
    ),
    # `side`: customer, vendor, lost, unanswered.
    _event(
        "event_cancelled",
        _("Special event cancelled"),
        _("Your weekend of {weekend_on} is cancelled"),
        "side",
        "reason",
    ),
    # `loses_on`: the day by which the subscription no longer includes it, as things stand; mostly empty.
    _event(
        "event_reminder",
        _("Reminder of a special event"),
        _("Your weekend of {weekend_on} is in {days} days"),
        "days",
        "loses_on",
        "resource",
    ),
    _event(
        "event_report",
        _("Report of a special event"),
        _("The report of your weekend of {weekend_on} is there"),
        "report",
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
    # `sender` is an address, `why` a word of tickets.mailbox.
    Kind(
        "mail_held",
        _("A mail is held"),
        _("A mail of {sender} waits for a person: {subject}"),
        ("sender", "subject", "reason"),
        staff=True,
        channels=(Channel.IN_APP,),
    ),
    _incident(
        "logged",
        _("New incident"),
        _("New incident {number}, severity {severity}, {customer}: {title}"),
        staff=True,
        channels=(Channel.IN_APP,),
    ),
    # The agent on duty is called; `phone` reaches the contact now.
    _incident(
        "page",
        _("Page of the agent on duty"),
        _("You are paged: incident {number}, severity {severity}, {customer}: {title}"),
        "impact",
        "phone",
        staff=True,
        optional=False,
        priority=URGENT,
    ),
    _incident(
        "glass_broken_staff",
        _("Break-glass access"),
        _("{who} took break-glass access to incident {number} of {customer}"),
        "who",
        "reason",
        "until",
        staff=True,
        optional=False,
        priority=URGENT,
    ),
    _incident(
        "assigned", _("Assigned to me"), _("Incident {number} is assigned to you: {title}"), staff=True
    ),
    _incident(
        "contact_reply",
        _("The contact wrote"),
        _("{customer} wrote on incident {number}: {title}"),
        "body",
        staff=True,
    ),
    _incident(
        "severity_asked",
        _("Another severity is asked for"),
        _("{customer} asks for severity {after} on incident {number}: {title}"),
        "before",
        "after",
        "reason",
        staff=True,
    ),
    # `phone` reaches the contact now.
    # To the advisor.
    _incident(
        "raised_to_one",
        _("Incident raised to severity 1"),
        _("Incident {number} of {customer} is severity 1 now: {title}"),
        staff=True,
        optional=False,
        priority=URGENT,
    ),
    _incident(
        "raised_again",
        _("Severity 1 again"),
        _("{customer} makes incident {number} severity 1 again: {title}"),
        "phone",
        staff=True,
        optional=False,
        priority=URGENT,
    ),
    # `percent` of the target have passed; None with milestone "phone": the contact is to be called.
    _incident(
        "reminder",
        _("Reminder of a target"),
        _("Target of incident {number} falls due: {title}"),
        "percent",
        "milestone",
        "due_at",
        staff=True,
    ),
    _incident(
        "missed",
        _("Target missed"),
        _("Target of incident {number} is missed: {title}"),
        "milestone",
        "due_at",
        staff=True,
        optional=False,
    ),
    # `level` 1 to 3; `cause` a code.
    _incident(
        "escalated",
        _("Escalation"),
        _("Incident {number} is escalated to level {level}: {title}"),
        "level",
        "cause",
        staff=True,
        optional=False,
        priority=URGENT,
    ),
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
    # In the app alone: what is due is told by its own kinds.
    _incident(
        "woken",
        _("A snooze is over"),
        _("Incident {number} is no longer snoozed: {title}"),
        staff=True,
        channels=(Channel.IN_APP,),
    ),
    # Severity 1 that is taken although the subscription has ended (R26.5).
    _incident(
        "logged_after_expiry",
        _("Severity 1 after expiry"),
        _("{customer}, whose subscription has ended, logged incident {number}, severity {severity}: {title}"),
        "ends_on",
        staff=True,
        optional=False,
        priority=URGENT,
    ),
    Kind(
        "webhook_disabled_staff",
        _("A webhook of ours is disabled"),
        _("Our webhook to {address} is disabled"),
        ("address", "cause"),
        staff=True,
        optional=False,
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
    Kind(
        "renewal_due",
        _("Renewal of a customer"),
        _("The subscription of {customer} ends on {ends_on}"),
        ("customer", "products", "ends_on", "days", "declined_on", "body"),
        staff=True,
    ),
    Kind(
        "not_renewing",
        _("A customer will not renew"),
        _("{customer} will not renew; the subscription ends on {ends_on}"),
        ("customer", "products", "ends_on", "person", "body"),
        staff=True,
        optional=False,
    ),
    Kind(
        "open_again",
        _("A customer may renew after all"),
        _("{customer} may renew after all; the subscription ends on {ends_on}"),
        ("customer", "products", "ends_on", "person", "body"),
        staff=True,
        optional=False,
    ),
    Kind(
        "upgrade_asked",
        _("Upgrade asked for"),
        _("{customer} asks for {tier} for {product}"),
        ("customer", "person", "product", "tier", "body"),
        staff=True,
        optional=False,
    ),
    # `purpose` a code.
    _event(
        "event_asked",
        _("Special event asked for"),
        _("{customer} asks for the weekend of {weekend_on}"),
        "by",
        "purpose",
        staff=True,
    ),
    _event(
        "event_resource",
        _("Support resource of a special event"),
        _("You support {customer} in the weekend of {weekend_on}"),
        staff=True,
    ),
    _event(
        "event_resource_changed",
        _("Another support resource"),
        _("{resource} supports {customer} in the weekend of {weekend_on} instead of you"),
        "resource",
        staff=True,
    ),
    _event(
        "event_cancelled_staff",
        _("Special event cancelled"),
        _("The weekend of {weekend_on} of {customer} is cancelled"),
        "side",
        "reason",
        staff=True,
    ),
    _event(
        "event_reminder_staff",
        _("Reminder of a special event"),
        _("The weekend of {weekend_on} of {customer} is in {days} days"),
        "days",
        "loses_on",
        "resource",
        staff=True,
    ),
    _event(
        "event_contact_lists",
        _("Contact lists of a special event"),
        _("Exchange contact lists with {customer} before the weekend of {weekend_on}"),
        staff=True,
    ),
    _event(
        "event_begun",
        _("Special event begins"),
        _("The weekend of {customer} begins: you are called first"),
        staff=True,
    ),
    _event(
        "event_report_due",
        _("Report of a special event is due"),
        _("Report on the weekend of {weekend_on} of {customer}"),
        staff=True,
    ),
    Kind(
        "advisor_missing",
        _("A customer has no advisor"),
        _("{customer} has no Dedicated Customer Advisor"),
        ("customer", "number"),
        staff=True,
        optional=False,
    ),
    # `what` happened is a code, `who` did it; `body` may be empty.
    _incident(
        "followed",
        _("News of an incident I follow"),
        _("You follow incident {number}, {what}: {title}"),
        "what",
        "who",
        "body",
        staff=True,
    ),
    _incident(
        "followed_note",
        _("Internal note on an incident I follow"),
        _("You follow incident {number}, internal note of {who}: {title}"),
        "who",
        "body",
        staff=True,
    ),
    _incident(
        "mentioned",
        _("A colleague mentions me"),
        _("{who} mentions you on incident {number}: {title}"),
        "who",
        "body",
        staff=True,
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
    _incident("reopened", _("Reopened"), _("Incident {number} is open again: {title}"), staff=True),
    _incident("withdrawn", _("Withdrawn"), _("Incident {number} is withdrawn: {title}"), staff=True),
    _incident(
        "objection",
        _("Objection to a hand-over"),
        _("{customer} objects to the hand-over of incident {number}: {title}"),
        "body",
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
