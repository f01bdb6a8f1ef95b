"""What an agent writes on an incident, with its files; colleagues whom it names are told."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from subscriptions.models import User
from tickets import mentions, telling
from tickets.attachments import attach
from tickets.models import Incident, TimelineEntry
from tickets.timeline import write


def by_agent(
    incident: Incident,
    agent: User,
    body: str,
    at: datetime,
    *,
    public: bool = True,
    files: list[UploadedFile] | None,
    submission: UUID | None,
    **facts: Any,
) -> TimelineEntry:
    """Inside `changing`: a message, or a note where it is not public."""
    meant = mentions.named(body, incident, public=public)
    entry = write(
        incident,
        TimelineEntry.Kind.MESSAGE if public else TimelineEntry.Kind.NOTE,
        at,
        author=agent,
        public=public,
        body=body,
        mentions=mentions.facts(meant) or None,
        submission=submission and str(submission),
        **facts,
    )
    attach(entry, files or [])
    telling.mentioned(incident, entry, meant.values())
    return entry
