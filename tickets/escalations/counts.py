"""The marks of incidents that are escalated, counted anew."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q

from tickets.escalations.models import EscalationRequest
from tickets.models import Incident


def differences() -> Iterator[str]:
    """How many incidents are marked as escalated without a request that lasts, or are not in spite of one."""
    lasting = EscalationRequest.objects.filter(ended_at=None)
    with_one = Exists(lasting.filter(incident=OuterRef("pk")))
    looked_at = Incident.objects.filter(Q(escalated=True) | Q(pk__in=lasting.values("incident")))
    if wrong := looked_at.exclude(with_one, escalated=True).count():
        yield f"incidents with a mark of escalation that their requests do not bear out: {wrong}"
