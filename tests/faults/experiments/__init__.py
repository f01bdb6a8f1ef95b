"""The experiments by subject. Each ends with everything mended and all that can be sent, sent."""

from tests.faults.experiments import (
    beat,
    broker,
    clock,
    database,
    deploy,
    disk,
    night,
    readers,
    smtp,
    urgency,
    web,
    workers,
)

__all__ = [
    "beat",
    "broker",
    "clock",
    "database",
    "deploy",
    "disk",
    "night",
    "readers",
    "smtp",
    "urgency",
    "web",
    "workers",
]
