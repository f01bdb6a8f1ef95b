"""What the API says of webhooks, and what it takes. Codes, not labels; instants in UTC."""

import json
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from notifications.webhooks.event_types import CHOICES
from notifications.webhooks.models import Attempt, Delivery, Endpoint, Secret


class SecretSerializer(serializers.ModelSerializer[Secret]):
    """A secret as it is told from another; the text of one is given when it is made, once."""

    class Meta:
        model = Secret
        fields = ["id", "ending", "created_at", "expires_at"]


class WebhookSerializer(serializers.ModelSerializer[Endpoint]):
    number = serializers.IntegerField(source="pk", read_only=True)
    customer = serializers.CharField(
        source="customer.number", allow_null=True, default=None, help_text="null: the vendor's."
    )
    secrets = serializers.SerializerMethodField()

    class Meta:
        model = Endpoint
        fields = [
            "number",
            "customer",
            "url",
            "description",
            "types",
            "enabled",
            "disabled_at",
            "disabled_why",
            "failing_since",
            "created_at",
            "secrets",
        ]

    @extend_schema_field(SecretSerializer(many=True))
    def get_secrets(self, endpoint: Endpoint) -> list[dict[str, Any]]:
        """Those that calls are signed with now, the newest first."""
        at = timezone.now()
        valid = [each for each in endpoint.secrets.all() if each.expires_at is None or each.expires_at > at]
        return list(SecretSerializer(valid, many=True).data)


class MadeSerializer(WebhookSerializer):
    """The answer to making a webhook."""

    secret = serializers.CharField(read_only=True, help_text="Shown this once.")

    class Meta(WebhookSerializer.Meta):
        fields = [*WebhookSerializer.Meta.fields, "secret"]


class WebhookInputSerializer(serializers.Serializer[Any]):
    """POST /webhooks/, PATCH /webhooks/<number>/."""

    url = serializers.CharField(max_length=500)
    description = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    types = serializers.ListField(
        child=serializers.ChoiceField(CHOICES),
        required=False,
        default=list,
        max_length=len(CHOICES),
        help_text="Events that are wanted; none given: all, also those that come with a later version.",
    )


class WebhookChangeSerializer(WebhookInputSerializer):
    """What is not given stays."""

    enabled = serializers.BooleanField(
        required=False, help_text="false: nothing is sent, and what waits is kept; true: it is sent at once."
    )


class RotateSerializer(serializers.Serializer[Any]):
    """POST /webhooks/<number>/secret/."""

    replaces = serializers.IntegerField(
        min_value=1,
        max_value=2**63 - 1,
        help_text="The id of the newest secret as you know it: of two who replace it at once, one does.",
    )


class RotatedSerializer(serializers.Serializer[Any]):
    """The new secret, shown this once; the one before is valid until its `expires_at`."""

    secret = serializers.CharField()
    secrets = SecretSerializer(many=True)


class AttemptSerializer(serializers.ModelSerializer[Attempt]):
    class Meta:
        model = Attempt
        fields = ["at", "milliseconds", "status", "response", "error", "detail"]


class DeliverySerializer(serializers.ModelSerializer[Delivery]):
    id = serializers.IntegerField(source="pk", read_only=True)
    webhook_id = serializers.CharField(
        source="message_id", help_text="The header webhook-id of each attempt."
    )
    webhook = serializers.IntegerField(source="endpoint_id", read_only=True)

    class Meta:
        model = Delivery
        fields = [
            "id",
            "webhook",
            "webhook_id",
            "type",
            "state",
            "attempts",
            "created_at",
            "next_attempt_at",
            "sent_at",
        ]


class DeliveryDetailSerializer(DeliverySerializer):
    event = serializers.SerializerMethodField()
    tries = AttemptSerializer(many=True)

    class Meta(DeliverySerializer.Meta):
        fields = [*DeliverySerializer.Meta.fields, "event", "tries"]

    def get_event(self, delivery: Delivery) -> dict[str, Any]:
        """The body of the call."""
        event: dict[str, Any] = json.loads(delivery.payload)
        return event
