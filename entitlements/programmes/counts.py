"""The numbers that are kept of programmes and training cards, counted anew."""

from collections.abc import Iterator

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from entitlements.programmes.models import Application, Programme, TrainingCard

HELD = Count("applications", filter=Q(applications__state=Application.State.ACCEPTED))


def differences() -> Iterator[str]:
    """Programmes whose places taken are not those that customers hold, and cards whose balance is not the sum of
    their entries."""
    for row in Programme.objects.annotate(held=HELD).exclude(taken=F("held")).order_by("pk"):
        yield f"programme {row.pk}: {row.taken} places taken, not {row.held}"  # type: ignore[attr-defined]
    cards = TrainingCard.objects.annotate(units=Coalesce(Sum("entries__units"), 0))
    for card in cards.exclude(balance=F("units")).order_by("pk"):
        yield f"training card {card.agreement_number}: {card.balance} units, not {card.units}"
