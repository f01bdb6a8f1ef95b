"""Instants as somebody typed them (RFC 3339), in UTC: PostgreSQL takes no offset of 16 hours or more, which Python
does."""

from datetime import UTC, datetime

from django.utils.dateparse import parse_datetime


def read(text: str) -> datetime | None:
    """The instant; None for what is none, says no offset, or lies beyond the calendar once it is in UTC."""
    try:
        instant = parse_datetime(text)
        return instant.astimezone(UTC) if instant and instant.tzinfo else None
    except (ValueError, OverflowError):
        return None
