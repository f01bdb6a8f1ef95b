"""What the API says of hand-overs. Codes, not labels; instants in UTC."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tickets.consulting.models import HandOver, Objection


class ObjectionSerializer(serializers.ModelSerializer[Objection]):
    """`upheld` is null until a person has decided; `decided_by` and `answer` say who and why."""

    by = serializers.CharField(source="by.name", read_only=True)
    decided_by = serializers.CharField(
        source="decided_by.name", read_only=True, allow_null=True, default=None
    )

    class Meta:
        model = Objection
        fields = ["reason", "by", "at", "due_at", "upheld", "answer", "decided_by", "decided_at"]


class HandOverSerializer(serializers.ModelSerializer[HandOver]):
    number = serializers.IntegerField(source="pk", read_only=True)
    incident = serializers.IntegerField(source="incident_id", read_only=True)
    customer = serializers.CharField(source="incident.customer.number", read_only=True)
    by = serializers.CharField(source="by.name", read_only=True)
    consultant = serializers.CharField(
        source="consultant.name", read_only=True, allow_null=True, default=None
    )
    objection = serializers.SerializerMethodField()
    page = serializers.CharField(source="incident.get_absolute_url", read_only=True)

    class Meta:
        model = HandOver
        fields = [
            "number",
            "incident",
            "customer",
            "reason",
            "text",
            "by",
            "at",
            "state",
            "consultant",
            "answered_at",
            "ended_at",
            "objection",
            "page",
        ]

    @extend_schema_field(ObjectionSerializer(allow_null=True))
    def get_objection(self, hand_over: HandOver) -> dict[str, Any] | None:
        found = getattr(hand_over, "objection", None)
        return ObjectionSerializer(found).data if found else None


class ObjectSerializer(serializers.Serializer[Any]):
    """POST /hand-overs/<number>/objection/."""

    reason = serializers.CharField(max_length=200_000, help_text="What makes it a fault or a usage question.")
