"""Who is told what about hand-overs. Writing and sending is notifications'.

Each is called inside the verb's transaction; the event carries the number of the entry or the row, so that the
same thing is told once.
"""

from typing import Any

from notifications.outbox import tell
from subscriptions import permissions
from subscriptions.models import StaffMember, User
from subscriptions.permissions import Permission
from tickets.consulting.models import HandOver, Objection
from tickets.models import Incident, TimelineEntry
from tickets.telling import region_staff, words_of

Role = StaffMember.Role


def handed_over(hand_over: HandOver, incident: Incident) -> None:
    """The consulting desk."""
    words = {"reason": hand_over.reason, "body": hand_over.text}
    _staff("handed_over", consultants(), hand_over, incident, f"hand_over:{hand_over.pk}", **words)


def written(hand_over: HandOver, entry: TimelineEntry) -> None:
    """Who has it at consulting; all of them while nobody has, or she may not sign in any more."""
    whom = [hand_over.consultant] if hand_over.in_hand and hand_over.consultant else consultants()
    event = f"hand_over:{hand_over.pk}:{entry.pk}"
    _staff("written_to_consulting", whom, hand_over, entry.incident, event, body=entry.body)


def objected(objection: Objection, entry: TimelineEntry) -> None:
    """Those who may decide: the region's leads, or every agent where the only lead handed it over."""
    hand_over = objection.hand_over
    whom = deciders(objection, entry.incident)
    _staff("objection", whom, hand_over, entry.incident, f"objection:{objection.pk}", body=entry.body)


def to_be_decided(objection: Objection, incident: Incident) -> None:
    """The same, when half of the time has passed."""
    words = {"due_at": objection.due_at.isoformat()}
    event = f"objection:{objection.pk}:reminder"
    whom = deciders(objection, incident)
    _staff("objection_reminder", whom, objection.hand_over, incident, event, **words)


def refused(incident: Incident, entry: TimelineEntry, why: str) -> None:
    """The contact: it stays with consulting, and why."""
    tell(
        "objection_refused",
        [incident.contact],
        f"incident:{incident.pk}:{entry.pk}",
        customer=incident.customer,
        context=words_of(incident) | {"body": why},
        link=incident.get_absolute_url(),
    )


def consultants() -> list[User]:
    """The consulting desk."""
    return list(User.objects.staff_with(*permissions.staff_roles(Permission.CONSULT)))


def deciders(objection: Objection, incident: Incident) -> list[User]:
    """Who is asked to decide; never who handed it over."""
    for roles in ((Role.LEAD,), (Role.LEAD, Role.AGENT), (Role.SUPPORT_MANAGER,)):
        people = [each for each in region_staff(incident, *roles) if each.pk != objection.hand_over.by_id]
        if people:
            return people
    return []


def _staff(
    kind: str, whom: list[User], hand_over: HandOver, incident: Incident, event: str, **words: Any
) -> None:
    tell(
        kind,
        whom,
        event,
        customer=incident.customer,
        context=words_of(incident) | words,
        link=hand_over.get_absolute_url(),
    )
