"""Who of the vendor's people sees an incident: all of them, but for those whom an administrator limits to regions
or products (subscriptions.scope). For whoever chooses people; what a person reads is held by both walls."""

from subscriptions import narrowing
from subscriptions.models import User
from tickets.models import Incident
from tickets.refusals import OutsideScope


def sees(person: User, incident: Incident) -> bool:
    """Whether the incident is within her scope."""
    scope = person.scope
    region = incident.customer.region_id if scope else 0
    return not scope or narrowing.includes(scope, region=region, product=incident.product_id)


def check_sees(person: User, incident: Incident) -> None:
    """Raises OutsideScope unless she does."""
    if not sees(person, incident):
        raise OutsideScope(name=person)
