"""What is known of an incident that the four conditions ask for (R11.4)."""

from datetime import datetime

from entitlements import answers
from tickets.consulting import asked_parts
from tickets.consulting.conditions import Question
from tickets.models import Incident, Kind

SERVICE = "how_to"


def question(incident: Incident, at: datetime) -> Question:
    """As it stands at `at`, in the language that is active."""
    said = asked_parts.said(incident)
    answer = answers.may(incident.customer, SERVICE, incident.product, at)
    return Question(
        product=str(incident.product),
        version=str(incident.version) if incident.version else "",
        is_installation=incident.kind == Kind.INSTALLATION,
        modified=asked_parts.modifications(incident),
        on_modified=bool(said.facts["modified"]) if said else None,
        not_covered="" if answer.allowed else str(answer.refusal()),
        generally_available=incident.version is None or incident.version.generally_available,
    )
