"""What the API says of the phone. Codes, not labels; instants in UTC."""

from typing import Any

from rest_framework import serializers

from tickets.phone.models import PhoneLine


class NumberSerializer(serializers.ModelSerializer[PhoneLine]):
    class Meta:
        model = PhoneLine
        fields = ["number", "languages"]


class HoursSerializer(serializers.Serializer[Any]):
    """Whether a call of a severity about a product is taken now."""

    product = serializers.CharField(source="line.product.code")
    severity = serializers.IntegerField()
    clock = serializers.CharField(help_text="office, 24x5 or 24x7.")
    open = serializers.BooleanField(source="is_taken")
    changes_at = serializers.DateTimeField(
        source="hours.changes_at", allow_null=True, help_text="When it closes or opens; null: never."
    )
    code = serializers.SerializerMethodField(help_text="Why a call is not taken; empty where it is.")
    why = serializers.SerializerMethodField()

    def get_code(self, answer: Any) -> str:
        return answer.refusal.code if answer.refusal else ""

    def get_why(self, answer: Any) -> str:
        return str(answer.refusal) if answer.refusal else ""


class PhoneSerializer(serializers.Serializer[Any]):
    """Numbers and hours of one customer."""

    customer = serializers.CharField(source="customer.number")
    at = serializers.DateTimeField()
    numbers = NumberSerializer(many=True)
    hours = HoursSerializer(many=True)
