"""What beat has done for the audit trail."""

from celery import shared_task

from subscriptions.audit import sealing, sweeping


@shared_task
def seal() -> int:
    """Every few seconds: what waits gets its place in the chain."""
    return sealing.seal()


@shared_task
def sweep() -> int:
    """Once a day: what is older than the rules keep it."""
    return sweeping.sweep().rows
