from tickets.remote_access.models.approvals import Approval
from tickets.remote_access.models.connections import ConnectionDetails, ConnectionKind
from tickets.remote_access.models.rules import RemoteAccessRules
from tickets.remote_access.models.sessions import (
    RemoteSession,
    SessionAgent,
    SessionNotice,
    SessionSystem,
    State,
)

__all__ = [
    "Approval",
    "ConnectionDetails",
    "ConnectionKind",
    "RemoteAccessRules",
    "RemoteSession",
    "SessionAgent",
    "SessionNotice",
    "SessionSystem",
    "State",
]
