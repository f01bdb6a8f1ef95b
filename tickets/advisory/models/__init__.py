from tickets.advisory.models.meetings import AgendaPoint, Meeting, Participant
from tickets.advisory.models.plans import ActionPlan, PlanIncident, Task, TaskReminder
from tickets.advisory.models.requests import SeniorRequest
from tickets.advisory.models.resources import IdentifiedResource
from tickets.advisory.models.rules import AdvisoryRules

__all__ = [
    "ActionPlan",
    "AdvisoryRules",
    "AgendaPoint",
    "IdentifiedResource",
    "Meeting",
    "Participant",
    "PlanIncident",
    "SeniorRequest",
    "Task",
    "TaskReminder",
]
