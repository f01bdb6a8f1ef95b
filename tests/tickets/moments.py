"""Instants of TARGETS.md as people write them: "2026-11-28 10:00 +01:00"."""

from datetime import datetime


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M %z")
