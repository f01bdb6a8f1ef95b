"""The places of a programme: who gives or takes one holds the programme's row, so two never share the last."""

from entitlements import participants
from entitlements.programmes.models import Application, Programme
from entitlements.programmes.refusals import ProgrammeFull


def locked(number: int) -> Programme:
    """The programme, fresh; others wait until the transaction ends."""
    return Programme.objects.select_for_update(no_key=True, of=("self",)).get(pk=number)


def give(programme: Programme, application: Application) -> None:
    """A place of the locked programme, with the builds that it has given (R2.3). Raises ProgrammeFull."""
    if programme.left <= 0:
        raise ProgrammeFull(n=programme.capacity)
    _count(programme, 1)
    builds = list(programme.builds.values_list("code", flat=True))
    participants.admit(programme.pk, [application.customer_id], builds)


def give_back(programme: Programme, application: Application) -> None:
    """The place is free again, and the builds are no longer the customer's (R2.3)."""
    _count(programme, -1)
    participants.dismiss(programme.pk, application.customer_id)


def _count(programme: Programme, number: int) -> None:
    programme.taken += number
    programme.save(update_fields=["taken"])
