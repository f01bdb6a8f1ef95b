"""What the API says of requests for escalation, and what it takes. Codes, not labels; instants in UTC."""

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from tickets.escalations.models import EscalationRequest


class EscalationSerializer(serializers.ModelSerializer[EscalationRequest]):
    """`request` counts the requests of the incident; `late`: whether the answer came, or still is, after
    `due_at`."""

    number = serializers.IntegerField(source="pk", read_only=True)
    incident = serializers.IntegerField(source="incident_id", read_only=True)
    customer = serializers.CharField(source="incident.customer.number", read_only=True)
    request = serializers.IntegerField(source="number", read_only=True)
    by = serializers.CharField(source="by.name", read_only=True)
    owner = serializers.CharField(source="owner.name", read_only=True, allow_null=True, default=None)
    answered_by = serializers.CharField(
        source="answered_by.name", read_only=True, allow_null=True, default=None
    )
    late = serializers.SerializerMethodField()
    page = serializers.SerializerMethodField()

    class Meta:
        model = EscalationRequest
        fields = [
            "number",
            "incident",
            "customer",
            "request",
            "level",
            "reason",
            "impact",
            "critical_on",
            "workaround_ok",
            "name",
            "phone",
            "by",
            "at",
            "due_at",
            "late",
            "owner",
            "answer",
            "answered_by",
            "answered_at",
            "proposed_outcome",
            "proposed_text",
            "proposed_at",
            "outcome",
            "ended_at",
            "page",
        ]

    def get_late(self, request: EscalationRequest) -> bool:
        return request.is_late(timezone.now())

    def get_page(self, request: EscalationRequest) -> str:
        return f"{request.incident.get_absolute_url()}escalation/"


class AskSerializer(serializers.Serializer[Any]):
    """POST /escalations/. `submission` makes a retry safe: the same value gives the same request."""

    incident = serializers.IntegerField(min_value=1, max_value=10**18 - 1)
    reason = serializers.CharField(max_length=200_000)
    impact = serializers.CharField(max_length=200_000, help_text="Money, users, which process.")
    critical_on = serializers.DateField(
        required=False, allow_null=True, default=None, help_text="By which it must work."
    )
    workaround_ok = serializers.BooleanField()
    name = serializers.CharField(max_length=120, help_text="The person the vendor calls.")
    phone = serializers.CharField(max_length=40)
    submission = serializers.UUIDField(required=False, allow_null=True, default=None)


class ChangeSerializer(serializers.Serializer[Any]):
    """POST /escalations/<number>/changes/: agree to the end that is proposed, or not, or end it. A reason is asked
    for where she does not agree."""

    change = serializers.ChoiceField(["agree", "disagree", "end"])
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=200_000)
