"""Instants as somebody typed them into an address."""

from datetime import UTC, datetime

from django.utils.dateparse import parse_datetime


def read(text: str) -> datetime | None:
    """The instant, in UTC; None for what is none, has no zone, or is none any more in UTC. PostgreSQL knows offsets
    of less than 16 hours alone."""
    try:
        found = parse_datetime(text)
        return found.astimezone(UTC) if found and found.tzinfo else None
    except (ValueError, OverflowError):
        return None
