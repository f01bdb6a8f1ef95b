"""The places of a programme: who gives or takes one holds the programme's row, so two never share the last."""

from datetime import datetime

from entitlements.programmes.models import Application, Programme
from entitlements.programmes.refusals import ProgrammeFull
from entitlements.programmes.signals import participants_changed


def locked(number: int) -> Programme:
    """The programme, fresh; others wait until the transaction ends."""
    return Programme.objects.select_for_update(no_key=True, of=("self",)).get(pk=number)


def give(programme: Programme, application: Application, at: datetime) -> None:
    """A place of the locked programme. Raises ProgrammeFull."""
    if programme.left <= 0:
        raise ProgrammeFull(n=programme.capacity)
    _change(programme, application, 1, at)


def give_back(programme: Programme, application: Application, at: datetime) -> None:
    """The place is free again."""
    _change(programme, application, -1, at)


def _change(programme: Programme, application: Application, number: int, at: datetime) -> None:
    programme.taken += number
    programme.save(update_fields=["taken"])
    participants_changed.send(
        Programme,
        programme=programme.pk,
        customer=application.customer_id,
        version=programme.version_id,
        admitted=number > 0,
        at=at,
    )
