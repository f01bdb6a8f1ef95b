"""What a customer has beside the catalogue: how often she used what is limited. Read along with her lines, so that
an answer stays one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from entitlements.models import AllowanceUse, Service
from subscriptions.models import ProductLine


@dataclass(frozen=True)
class Use:
    """One use of a limited service, as people are told of it."""

    used_on: date
    reference: str


def carried(at: datetime) -> dict[str, Subquery]:
    """What to annotate lines with: the uses that count at `at` in the period of each."""
    uses = AllowanceUse.objects.counting(at).filter(subscription=OuterRef("subscription")).order_by()
    use = JSONObject(service="service_id", used_on="used_on", reference="reference")
    together = JSONBAgg(use, order_by=["used_on", "pk"])
    return {"uses": Subquery(uses.values("subscription").annotate(all=together).values("all"))}


def uses_of(line: ProductLine, service: Service) -> Sequence[Use]:
    """The uses that count in the period of a line that was read with `carried`, by day."""
    carried = getattr(line, "uses", None) or []
    return [
        Use(date.fromisoformat(use["used_on"]), use["reference"])
        for use in carried
        if use["service"] == service.pk
    ]
