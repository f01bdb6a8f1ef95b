"""What the API says of programmes, and what it takes. Codes, not labels; instants in UTC, days as they are."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from entitlements.models import Severity
from entitlements.programmes import eligibility
from entitlements.programmes.models import Application, Build, Feedback, Programme
from entitlements.programmes.models.programmes import POINT, TEXT


class ProgrammeSerializer(serializers.ModelSerializer[Programme]):
    """`left`: places that nobody has."""

    number = serializers.IntegerField(source="pk", read_only=True)
    product = serializers.CharField(source="product.code", read_only=True)
    version = serializers.CharField(source="version.name", read_only=True, allow_null=True, default=None)
    left = serializers.IntegerField(read_only=True)
    page = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = Programme
        fields = [
            "number",
            "title",
            "kind",
            "state",
            "product",
            "version",
            "about",
            "effort",
            "capacity",
            "left",
            "applications_until",
            "elite_first_until",
            "runs_from",
            "runs_to",
            "page",
        ]


class PointSerializer(serializers.Serializer[Any]):
    """One point that the programme asks for (R19.1). `looked_up`: nobody is asked. `met` is null while nobody has
    answered."""

    requirement = serializers.IntegerField(source="requirement.pk")
    kind = serializers.CharField(source="requirement.kind")
    words = serializers.CharField(source="requirement.words")
    looked_up = serializers.BooleanField()
    met = serializers.BooleanField(allow_null=True)
    note = serializers.CharField()


class BuildSerializer(serializers.ModelSerializer[Build]):
    """`build` is the code of its release among the downloads."""

    build = serializers.CharField(source="code", read_only=True)

    class Meta:
        model = Build
        fields = ["build", "note", "at"]


class ApplicationSerializer(serializers.ModelSerializer[Application]):
    """An application of the caller's company. `first`: whether it stands before others while Elite customers do."""

    by = serializers.CharField(source="applied_by.name", read_only=True)
    first = serializers.BooleanField(source="elite", read_only=True)

    class Meta:
        model = Application
        fields = [
            "state",
            "interest",
            "environment",
            "first",
            "by",
            "applied_at",
            "reason",
            "decided_at",
            "withdrawn_at",
        ]


class ProgrammeDetailSerializer(ProgrammeSerializer):
    """With what stands for the caller's company: each point, its application and, where it takes part, the builds.
    For the vendor's staff these are empty."""

    points = serializers.SerializerMethodField()
    application = serializers.SerializerMethodField()
    builds = serializers.SerializerMethodField()

    class Meta(ProgrammeSerializer.Meta):
        fields = [*ProgrammeSerializer.Meta.fields, "points", "application", "builds"]

    @extend_schema_field(PointSerializer(many=True))
    def get_points(self, programme: Programme) -> list[dict[str, Any]]:
        customer, own, at = self.context["customer"], self.context["own"], timezone.now()
        if customer is None:
            return []
        found = (
            eligibility.points_of(own, at)
            if own and own.is_open
            else eligibility.points(programme, customer, at)
        )
        return list(PointSerializer(found, many=True).data)

    @extend_schema_field(ApplicationSerializer(allow_null=True))
    def get_application(self, programme: Programme) -> dict[str, Any] | None:
        own = self.context["own"]
        return ApplicationSerializer(own).data if own else None

    @extend_schema_field(BuildSerializer(many=True))
    def get_builds(self, programme: Programme) -> list[dict[str, Any]]:
        own = self.context["own"]
        return list(BuildSerializer(programme.builds.all(), many=True).data) if own and own.takes_part else []


class AnswerSerializer(serializers.Serializer[Any]):
    """What the applicant says to a point that is not looked up."""

    requirement = serializers.IntegerField(min_value=1, max_value=10**18 - 1)
    met = serializers.BooleanField()
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=POINT)


class ApplySerializer(serializers.Serializer[Any]):
    """POST /programmes/<number>/application/. `people` are addresses of contacts of the company, the caller's own
    where there is none. `submission` makes a retry safe."""

    interest = serializers.CharField(max_length=TEXT)
    environment = serializers.CharField(required=False, allow_blank=True, default="", max_length=TEXT)
    people = serializers.ListField(
        child=serializers.EmailField(), required=False, default=list, max_length=50
    )
    answers = AnswerSerializer(many=True, required=False, default=list)
    submission = serializers.UUIDField(required=False, allow_null=True, default=None)


class FeedbackSerializer(serializers.ModelSerializer[Feedback]):
    """What the company says of a build."""

    build = serializers.CharField(source="build.code", read_only=True)
    by = serializers.CharField(source="by.name", read_only=True)

    class Meta:
        model = Feedback
        fields = ["build", "severity", "text", "incident", "by", "at"]


class SaySerializer(serializers.Serializer[Any]):
    """POST /programmes/<number>/feedback/. `submission` makes a retry safe."""

    build = serializers.CharField(max_length=40)
    severity = serializers.ChoiceField(Severity.choices)
    text = serializers.CharField(max_length=TEXT)
    incident = serializers.CharField(required=False, allow_blank=True, default="", max_length=18)
    submission = serializers.UUIDField(required=False, allow_null=True, default=None)
