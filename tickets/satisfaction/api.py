"""What the API says of satisfaction with an incident: the question of its last closing as solved and its answer,
for the vendor and for her own company. Her words the vendor and she herself read, as the question promises her."""

from typing import Any

from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tickets.api.additions import Addition
from tickets.models import Incident
from tickets.satisfaction.models import SatisfactionQuestion


class SatisfactionSerializer(serializers.ModelSerializer[SatisfactionQuestion]):
    """`satisfied` is null until the contact has answered."""

    class Meta:
        model = SatisfactionQuestion
        fields = ["asked_at", "satisfied", "text", "answered_at"]


@extend_schema_field(SatisfactionSerializer(allow_null=True))
class SatisfactionField(serializers.Field[Incident, Any, Any, Any]):
    """Null where nobody was asked."""

    def __init__(self, **options: Any) -> None:
        super().__init__(read_only=True, source="*", **options)

    def to_representation(self, value: Incident) -> dict[str, Any] | None:
        found = next(iter(value.satisfaction_questions.all()), None)  # type: ignore[attr-defined]
        if found is None:
            return None
        reader = self.context["request"].user
        said = dict(SatisfactionSerializer(found).data)
        return said if reader.is_staff or reader.pk == found.contact_id else said | {"text": ""}


SATISFACTION = Addition(
    "satisfaction",
    SatisfactionField,
    Prefetch("satisfaction_questions", SatisfactionQuestion.objects.order_by("-asked_at", "-pk")),
)
