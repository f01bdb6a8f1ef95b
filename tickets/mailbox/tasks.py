"""What beat calls for. Thin: each transaction takes on the staff role and calls one verb."""

from celery import shared_task

from subscriptions import tenancy
from tickets.mailbox import answering, fetching, taking


@shared_task
def take_in() -> None:
    """Fetch what waits in the mailbox, work off what was left, answer unknown senders."""
    fetching.fetch()
    while taking.go_on():
        pass
    with tenancy.as_staff():
        owed = answering.owed()
    for number in owed:
        with tenancy.as_staff():
            answering.send_owed(number)
