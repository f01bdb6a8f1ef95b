"""Incidents and the work on them. One concept a file; what changes them is in lifecycle.py and its sisters."""

from tickets.models.articles import IncidentArticle
from tickets.models.attachments import Attachment
from tickets.models.community import OfCommunity
from tickets.models.counts import ListCount
from tickets.models.event_moves import EventMove
from tickets.models.fixes import Fix
from tickets.models.followers import Follower
from tickets.models.following import Following
from tickets.models.incidents import Channel, CloseReason, Incident, Kind, SolutionKind, Status
from tickets.models.milestones import DueTime, Milestone, Pause, Reminder
from tickets.models.retargeting import Retargeting
from tickets.models.rules import LifecycleRules
from tickets.models.texts import IncidentText, Words
from tickets.models.timeline import Escalation, SilenceNotice, TimelineEntry
from tickets.models.vocabulary import KnownWord, WordsRead

__all__ = [
    "Attachment",
    "Channel",
    "CloseReason",
    "DueTime",
    "Escalation",
    "EventMove",
    "Fix",
    "Follower",
    "Following",
    "Incident",
    "IncidentArticle",
    "IncidentText",
    "Kind",
    "KnownWord",
    "LifecycleRules",
    "ListCount",
    "Milestone",
    "OfCommunity",
    "Pause",
    "Reminder",
    "Retargeting",
    "SilenceNotice",
    "SolutionKind",
    "Status",
    "TimelineEntry",
    "Words",
    "WordsRead",
]
