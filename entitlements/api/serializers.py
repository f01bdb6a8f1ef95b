"""What the API says of installed systems, and what it takes. Codes, not labels; instants in UTC."""

from typing import Any

from rest_framework import serializers

from subscriptions.countries import NAMES
from subscriptions.installed import LONGEST_MODIFIED
from subscriptions.models import InstalledSystem


class InstalledSystemSerializer(serializers.ModelSerializer[InstalledSystem]):
    number = serializers.IntegerField(source="pk", read_only=True)
    customer = serializers.CharField(source="customer.number", read_only=True)
    product = serializers.CharField(source="product.code", read_only=True)
    version = serializers.CharField(source="version.name", read_only=True)
    standard = serializers.SerializerMethodField(help_text="Whether nothing in it is modified.")
    edition = serializers.CharField(read_only=True, help_text="Another one after each change.")

    class Meta:
        model = InstalledSystem
        fields = [
            "number",
            "customer",
            "product",
            "version",
            "environment",
            "site",
            "country",
            "standard",
            "modified",
            "hosting",
            "database",
            "operating_system",
            "changed_at",
            "edition",
        ]

    def get_standard(self, system: InstalledSystem) -> bool:
        return not system.modified


class InstalledSystemInputSerializer(serializers.Serializer[Any]):
    """POST /installed-systems/, PATCH /installed-systems/<number>/, where what is not given stays."""

    product = serializers.CharField(max_length=20, help_text="The code of the product.")
    version = serializers.CharField(max_length=40, help_text="The name of its version, such as 13.0.")
    environment = serializers.ChoiceField(
        InstalledSystem.Environment.choices, required=False, default=InstalledSystem.Environment.PRODUCTION
    )
    site = serializers.CharField(
        max_length=80,
        required=False,
        allow_blank=True,
        default="",
        help_text="By which it is told from others.",
    )
    country = serializers.ChoiceField(
        list(NAMES),
        required=False,
        allow_blank=True,
        default="",
        help_text="Of the site, in two letters; empty where it is the company's own.",
    )
    modified = serializers.CharField(
        max_length=LONGEST_MODIFIED,
        required=False,
        allow_blank=True,
        default="",
        help_text="What is modified in it; empty for standard.",
    )
    hosting = serializers.ChoiceField(
        InstalledSystem.Hosting.choices, required=False, allow_blank=True, default=""
    )
    database = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    operating_system = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")


class InstalledSystemChangeSerializer(InstalledSystemInputSerializer):
    """What is not given stays."""

    edition = serializers.CharField(
        max_length=40,
        required=False,
        help_text="That which the caller has read: where another has changed it since, the answer is 409.",
    )
