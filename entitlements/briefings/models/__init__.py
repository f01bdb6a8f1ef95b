"""Recordings, requests, sessions with their seats and questions, and the rules. One concept a file."""

from entitlements.briefings.models.questions import Question, Vote
from entitlements.briefings.models.recordings import Captions, Chapter, Recording, WatchPosition
from entitlements.briefings.models.requests import BriefingRequest, RequestJoin
from entitlements.briefings.models.rules import BriefingRules
from entitlements.briefings.models.sessions import CalendarFeed, Session, SessionReminder, SignUp
from entitlements.briefings.models.uploads import VideoUpload

__all__ = [
    "BriefingRequest",
    "BriefingRules",
    "CalendarFeed",
    "Captions",
    "Chapter",
    "Question",
    "Recording",
    "RequestJoin",
    "Session",
    "SessionReminder",
    "SignUp",
    "VideoUpload",
    "Vote",
    "WatchPosition",
]
