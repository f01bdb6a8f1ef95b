"""Following an incident, and who follows it now.

What followers are told, and of what, is telling.py's. Whether somebody may still see the incident is asked each
time that she is told: who has left the company, or the vendor, follows nothing any more.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from subscriptions.models import User
from subscriptions.prepared import columns, read
from tickets.live import announcing
from tickets.models import Follower, Incident, LifecycleRules


@dataclass(frozen=True)
class Shown:
    """Those whom a page names, and whether its reader is among them."""

    names: list[str]
    mine: bool


def follow(incident: Incident, person: User, at: datetime | None = None) -> None:
    """She is told of what happens to it from now on; call it only where she may see it."""
    facts = {"customer_id": incident.customer_id, "since": at or timezone.now(), "stopped_at": None}
    with transaction.atomic():
        Follower.objects.update_or_create(incident=incident, person=person, defaults=facts)
        incident.is_followed = True
        announcing.changed(incident, public=not person.is_staff)


def stop(incident: Incident, person: User, at: datetime | None = None) -> None:
    """She is told no more of it."""
    with transaction.atomic():
        mine = Follower.objects.following().filter(incident=incident, person=person)
        if mine.update(stopped_at=at or timezone.now()):
            announcing.changed(incident, public=not person.is_staff)


def wrote(incident: Incident, person: User, at: datetime) -> None:
    """Inside a verb: whoever writes on it follows it, where the rules say so and she has not stopped once."""
    if not LifecycleRules.current().writers_follow or person.pk in (incident.contact_id, incident.owner_id):
        return
    facts = {"customer_id": incident.customer_id, "since": at}
    Follower.objects.get_or_create(incident=incident, person=person, defaults=facts)
    incident.is_followed = True


# Written out: most verbs ask it, and Django takes ten times as long to compose it as PostgreSQL to answer.
FOLLOWING = """
from tickets_follower join subscriptions_user person on person.id = person_id
where incident_id = {incident} and stopped_at is null and person.is_active and (
  person.is_staff or exists (
    select from subscriptions_membership membership
    where user_id = person.id and membership.customer_id = tickets_follower.customer_id and ended_at is null))
"""

FOLLOWERS = (
    f"select {columns(User, 'person')} {FOLLOWING.format(incident='%s')} order by person.name, person.id"
)


def followers(incident: Incident) -> list[User]:
    """Those who follow it and may see it now, by name."""
    return read(User, FOLLOWERS, [incident.pk]) if incident.is_followed else []


def shown(incident: Incident, reader: User) -> Shown:
    """As `reader` sees them: a contact sees those of her company."""
    people = [person for person in followers(incident) if reader.is_staff or not person.is_staff]
    return Shown([person.name for person in people], reader in people)
