"""What the API says of activity reviews: the figures and every incident as they were sent (R18.1). Codes and keys,
not labels; instants in UTC."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from subscriptions.models import Product, User
from tickets.advisory.reviews.models import Review, ReviewedIncident


class ReviewedIncidentSerializer(serializers.ModelSerializer[ReviewedIncident]):
    """`logged_by` differs from `contact` where somebody logged it on her behalf (R18.3)."""

    number = serializers.IntegerField(source="incident_id", read_only=True)
    product = serializers.CharField(source="product.code", read_only=True)
    contact = serializers.CharField(source="contact.name", read_only=True)
    logged_by = serializers.CharField(source="logged_by.name", read_only=True)

    class Meta:
        model = ReviewedIncident
        fields = [
            "number",
            "title",
            "product",
            "severity",
            "kind",
            "channel",
            "contact",
            "logged_by",
            "logged_at",
            "status",
            "since",
            "response",
            "answered_at",
        ]


class ReviewSerializer(serializers.ModelSerializer[Review]):
    """`first_day` and `last_day` are days of the customer's zone."""

    number = serializers.IntegerField(source="pk", read_only=True)
    customer = serializers.CharField(source="customer.number", read_only=True)
    page = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = Review
        fields = [
            "number",
            "customer",
            "first_day",
            "last_day",
            "due_on",
            "state",
            "sent_at",
            "held_on",
            "page",
        ]


class ReviewDetailSerializer(ReviewSerializer):
    """With the figures as they were sent, null before, and what came of the meeting. In the figures products are
    codes and contacts names."""

    figures = serializers.SerializerMethodField()

    class Meta(ReviewSerializer.Meta):
        fields = [*ReviewSerializer.Meta.fields, "minutes", "decisions", "figures"]

    @extend_schema_field({"type": "object", "nullable": True, "additionalProperties": True})
    def get_figures(self, review: Review) -> dict[str, Any] | None:
        kept: dict[str, Any] | None = review.figures
        if not kept:
            return None
        codes = dict(Product.objects.values_list("pk", "code"))
        people = User.objects.filter(pk__in=[each["key"] for each in kept["contacts"]])
        names = dict(people.values_list("pk", "name"))
        return (kept if self.context["request"].user.is_staff else _shown(kept)) | {
            "products": [_named(each, "product", codes) for each in kept["products"]],
            "contacts": [_named(each, "contact", names) for each in kept["contacts"]],
        }


def _shown(kept: dict[str, Any]) -> dict[str, Any]:
    """Without the targets that the customer is not shown (R8.9)."""
    return kept | {
        name: [each for each in kept[name] if each["shown"]] for name in ("targets", "targets_before")
    }


def _named(share: dict[str, Any], what: str, names: dict[int, str]) -> dict[str, Any]:
    """A share by what it is of instead of a key."""
    return {what: names.get(share["key"], "")} | {k: v for k, v in share.items() if k != "key"}
