"""What the words of a log mean here. docs/import.md shows these tables with their reasons."""

from entitlements.models import Severity
from tickets.models import Channel, Incident, Status
from xtreme.demo.history.log import Event

STATES = {
    "New": Status.NEW,
    "Active": Status.IN_PROGRESS,
    "Awaiting User Info": Status.WAITING_CUSTOMER,
    "Awaiting Evidence": Status.WAITING_CUSTOMER,
    "Awaiting Problem": Status.WAITING_DEVELOPMENT,
    "Awaiting Vendor": Status.WAITING_DEVELOPMENT,
    "Resolved": Status.SOLUTION_PROPOSED,
    "Closed": Status.CLOSED,
}
PRIORITIES = {
    "1": Severity.CRITICAL,
    "2": Severity.HIGH,
    "3": Severity.MEDIUM,
    "4": Severity.LOW,
}
CHANNELS = {"Phone": Channel.PHONE, "IVR": Channel.PHONE, "Email": Channel.MAIL}
NOT_IN_LOG = "not in the log"


def status(event: Event) -> Status | None:
    """Our status of the log's state, None for a state that has none."""
    return STATES.get(event["incident_state"])


def severity(event: Event) -> Severity | None:
    """Our severity of "3 - Moderate", None where the log does not say."""
    return PRIORITIES.get(event["priority"][:1])


def channel(event: Event) -> Channel:
    return CHANNELS.get(event["contact_type"], Channel.PORTAL)


def title(event: Event) -> str:
    """The log has no texts: what an incident is about are its categories."""
    about = [event["category"], event["subcategory"], event["u_symptom"]]
    return ", ".join(filter(None, about))[: Incident._meta.get_field("title").max_length] or event["number"]


def description(event: Event) -> str:
    """The facts of an incident when it was opened, one a line."""
    columns = {
        "Number": "number",
        "Category": "category",
        "Subcategory": "subcategory",
        "Symptom": "u_symptom",
        "Impact": "impact",
        "Urgency": "urgency",
        "Group": "assignment_group",
    }
    known = [f"{name}: {event[column]}" for name, column in columns.items() if event[column]]
    return "\n".join(["Imported from a log that holds no texts.", *known])


def impact(event: Event) -> str:
    return f"Impact {event['impact'] or NOT_IN_LOG}, urgency {event['urgency'] or NOT_IN_LOG}."


def changes(before: Event | None, event: Event) -> str:
    """What a person would see differ from the event before, one column a line."""
    if before is None:
        return ""
    seen = ("category", "subcategory", "u_symptom", "assignment_group", "assigned_to", "impact", "urgency")
    return "\n".join(
        f"{column}: {before[column] or '–'} → {event[column] or '–'}"
        for column in seen
        if before[column] != event[column]
    )
