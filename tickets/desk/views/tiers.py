"""How long each tier waits for its first response, for those who lead (R15.3)."""

from datetime import datetime
from typing import Any

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Max, Q, Value
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from entitlements.models import MilestoneKind
from subscriptions.models import Tier, User
from tickets import parts
from tickets.desk.access import StaffRequest, for_staff
from tickets.models import Incident


@for_staff()
@require_safe
def tiers(request: StaffRequest) -> HttpResponse:
    """Every tier in the order of the queue, with what waits in it now."""
    at = timezone.now()
    context = {"tiers": waiting(request.user, at), "parts": parts.leading(request.user, at)}
    return render(request, "desk/tiers.html", context)


def waiting(reader: User, at: datetime) -> list[dict[str, Any]]:
    """For each tier: incidents to be worked, those without a response, how long these have waited, and how many
    are past due. Two queries."""
    unanswered = Q(due_milestone__kind=MilestoneKind.FIRST_RESPONSE)
    waited = ExpressionWrapper(Value(at) - F("logged_at"), output_field=DurationField())
    counted = (
        Incident.objects.visible_to(reader)
        .for_work()
        .values("tier")
        .annotate(
            open=Count("pk"),
            unanswered=Count("pk", filter=unanswered),
            average=Avg(waited, filter=unanswered),
            longest=Max(waited, filter=unanswered),
            missed=Count("pk", filter=Q(due_at__lt=at)),
        )
    )
    by_tier = {each["tier"]: each for each in counted}
    return [by_tier.get(tier.pk, {}) | {"tier": tier} for tier in Tier.objects.order_by("rank")]
