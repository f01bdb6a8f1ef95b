"""What people are told about incidents, kind by kind; the mail of each is templates/mail/<code>.md. Rooms beside
the core have theirs."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from notifications.kinds import INCIDENT, URGENT, Kind
from notifications.models.outbox import Channel

# Of an escalation that the customer asks for: her words, whom to call, and when her answer is due.
ASKED_FOR = ("body", "who", "phone", "answer_by")


def _incident(code: str, name: Promise | str, bell: Promise | str, *words: str, **options: Any) -> Kind:
    return Kind(code, name, bell, (*INCIDENT, *words), **options)


KINDS = (
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
        "resumed",
        _("Back from development"),
        _("Incident {number} is back from development: {title}"),
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
        _("We are late with incident {number}: {title}"),
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
    # `reason`: solved, no_answer, duplicate, consulting, not_covered; `asks`: whether the reader is satisfied (L9).
    _incident(
        "closed",
        _("Incident closed"),
        _("Incident {number} is closed: {title}"),
        "reason",
        "reopen_days",
        "asks",
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
    # Incidents of a colleague, together.
    # `lines`: the words of each incident, in order of work, with `due_at`, or None; `more`: how many are not among
    # them.
    Kind(
        "given",
        _("Incidents given to me together"),
        _("{who} has given you incidents: {count}"),
        ("who", "count", "lines", "more"),
        staff=True,
    ),
    _incident(
        "contact_reply",
        _("The contact wrote"),
        _("{customer} wrote on incident {number}: {title}"),
        "body",
        staff=True,
    ),
    # `who` of the colleagues put it back to work, without the answer that was asked for.
    _incident(
        "resumed_staff",
        _("A colleague goes on with my incident"),
        _("Incident {number} no longer waits for the customer: {title}"),
        "who",
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
    # `level` 1 to 3; `cause` a code. What else is None where the customer does not ask for it.
    _incident(
        "escalated",
        _("Escalation"),
        _("Incident {number} is escalated to level {level}: {title}"),
        "level",
        "cause",
        *ASKED_FOR,
        staff=True,
        optional=False,
        priority=URGENT,
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
