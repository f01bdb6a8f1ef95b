"""Keeping who takes part in which builds (R2.3). The room of programmes says so; whoever publishes the builds asks
the rows and hears of changes (signals.py)."""

from collections.abc import Collection

from entitlements.models import Participant
from entitlements.signals import participants_changed


def admit(programme: int, customers: Collection[int], builds: Collection[str]) -> None:
    """Each of the customers takes part in each of the builds of the programme; what is there already stays."""
    made = [
        Participant(programme=programme, customer_id=customer, build=build)
        for customer in customers
        for build in builds
    ]
    Participant.objects.bulk_create(made, ignore_conflicts=True)
    _changed(programme, customers, builds, admitted=True)


def dismiss(programme: int, customer: int) -> None:
    """The customer takes part in no build of the programme any more."""
    rows = Participant.objects.filter(programme=programme, customer=customer)
    builds = list(rows.values_list("build", flat=True))
    rows.delete()
    _changed(programme, [customer], builds, admitted=False)


def _changed(programme: int, customers: Collection[int], builds: Collection[str], *, admitted: bool) -> None:
    participants_changed.send(
        Participant, programme=programme, customers=list(customers), builds=list(builds), admitted=admitted
    )
