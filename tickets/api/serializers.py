"""What the API says of an incident, and what it takes. Codes, not labels; instants in UTC."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone, translation
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from entitlements.models import MilestoneKind, Severity
from subscriptions.models import InstalledSystem, Product, User
from tickets.api import additions
from tickets.explain import explain
from tickets.models import Attachment, Incident, Kind, Milestone, Status, TimelineEntry
from tickets.models.incidents import CloseReason, SolutionKind
from tickets.refusals import SeverityOutOfRange
from tickets.severities import unless_said
from tickets.shown import shown_to
from tickets.targets import expected_again
from tickets.views.portal import files

OUT_OF_RANGE: Any = dict.fromkeys(("invalid_choice", "null"), SeverityOutOfRange.sentence)


class PersonSerializer(serializers.ModelSerializer[User]):
    class Meta:
        model = User
        fields = ["name", "email"]


class TargetSerializer(serializers.ModelSerializer[Milestone]):
    """When a response is expected, and why, in the caller's language, zone and words for her (R8.1, R8.4)."""

    milestone = serializers.ChoiceField(MilestoneKind.choices, source="kind")
    missed = serializers.SerializerMethodField()
    expected_again = serializers.SerializerMethodField()
    explanation = serializers.SerializerMethodField()

    class Meta:
        model = Milestone
        fields = ["milestone", "started_at", "due_at", "result", "missed", "expected_again", "explanation"]

    def get_missed(self, milestone: Milestone) -> bool:
        return milestone.is_missed(timezone.now())

    def get_expected_again(self, milestone: Milestone) -> datetime | None:
        """When it is expected now, while it is missed and still owed (R8.11)."""
        at = timezone.now()
        return expected_again(milestone, at) if milestone.is_owed_late(at) else None

    def get_explanation(self, milestone: Milestone) -> str:
        caller = self.context["request"].user
        with translation.override(caller.language):
            return str(explain(milestone, timezone.now(), caller.zone, contact=not caller.is_staff))


class IncidentSerializer(serializers.ModelSerializer[Incident]):
    number = serializers.IntegerField(source="pk", read_only=True)
    customer = serializers.CharField(source="customer.number", read_only=True)
    product = serializers.CharField(source="product.code", read_only=True)
    tier = serializers.CharField(source="tier.code", read_only=True)
    contact = PersonSerializer(read_only=True)
    owner = serializers.CharField(source="owner.name", read_only=True, allow_null=True, default=None)
    due_at = serializers.SerializerMethodField()
    snoozed_until = serializers.SerializerMethodField()
    changed_at = serializers.SerializerMethodField()

    class Meta:
        model = Incident
        fields = [
            "number",
            "customer",
            "product",
            "tier",
            "title",
            "severity",
            "kind",
            "status",
            "acts_now",
            "contact",
            "owner",
            "logged_at",
            "changed_at",
            "closed_at",
            "close_reason",
            "due_at",
            "snoozed_until",
        ]

    def get_fields(self) -> dict[str, Any]:
        """With what the rooms beside the core add."""
        return super().get_fields() | {each.name: each.field() for each in additions.of_incident}

    def get_due_at(self, incident: Incident) -> datetime | None:
        """When what is owed next is due; for a contact, of the targets that she is shown (R8.9)."""
        milestone = incident.due_milestone
        shown = milestone is not None and milestone.kind in shown_to(incident.tier)
        return incident.due if shown or self.context["request"].user.is_staff else None

    def get_snoozed_until(self, incident: Incident) -> datetime | None:
        """Until when the vendor has put it aside; for the vendor's staff, null for others."""
        return incident.snoozed_until if self.context["request"].user.is_staff else None

    def get_changed_at(self, incident: Incident) -> datetime:
        """Of what the caller reads: a contact does not learn of a note."""
        if self.context["request"].user.is_staff:
            return incident.changed_at
        told: datetime = incident.told_at  # type: ignore[attr-defined]
        return told


class AttachmentSerializer(serializers.ModelSerializer[Attachment]):
    """`url` gives the file without a token, for a quarter of an hour; null where nobody may fetch it."""

    url = serializers.SerializerMethodField()

    class Meta:
        model = Attachment
        fields = ["id", "name", "size", "sha256", "content_type", "url"]

    def get_url(self, attachment: Attachment) -> str | None:
        fetchable = attachment.malware not in (Attachment.Malware.HELD, Attachment.Malware.FOUND)
        if not fetchable or attachment.removed_at:
            return None
        return files.link(attachment, self.context["request"].user)


# Facts of an entry that lead into the vendor's own systems.
FOR_STAFF = ("defect_link",)


class EntrySerializer(serializers.ModelSerializer[TimelineEntry]):
    author = serializers.CharField(source="author.name", allow_null=True, default=None)
    attachments = AttachmentSerializer(many=True)
    facts = serializers.SerializerMethodField()

    class Meta:
        model = TimelineEntry
        fields = [
            "id",
            "kind",
            "at",
            "author",
            "by_vendor",
            "public",
            "channel",
            "body",
            "facts",
            "attachments",
        ]

    def get_facts(self, entry: TimelineEntry) -> dict[str, Any]:
        """What the entry records; its keys depend on its kind. A contact's say of targets what she is shown (R8.9):
        `due` those that moved, `stopped` those that ended."""
        if self.context["request"].user.is_staff:
            return entry.facts
        shown = shown_to(entry.incident.tier)
        facts = {key: value for key, value in entry.facts.items() if key not in FOR_STAFF}
        if "due" in facts:
            facts["due"] = [due for due in facts["due"] if due["milestone"] in shown]
        if "stopped" in facts:
            facts["stopped"] = [kind for kind in facts["stopped"] if kind in shown]
        return facts


class IncidentDetailSerializer(IncidentSerializer):
    expected_response = serializers.SerializerMethodField()
    release_expected_on = serializers.SerializerMethodField()
    timeline = serializers.SerializerMethodField()

    class Meta(IncidentSerializer.Meta):
        fields = [
            *IncidentSerializer.Meta.fields,
            "description",
            "expected_response",
            "release_expected_on",
            "timeline",
        ]

    @extend_schema_field(TargetSerializer(allow_null=True))
    def get_expected_response(self, incident: Incident) -> dict[str, Any] | None:
        first = incident.milestones.filter(kind=MilestoneKind.FIRST_RESPONSE).explained().last()
        return TargetSerializer(first, context=self.context).data if first else None

    def get_release_expected_on(self, incident: Incident) -> date | None:
        """The day that is expected while it waits for development (L6)."""
        return incident.release_expected_on if incident.status == Status.WAITING_DEVELOPMENT else None

    @extend_schema_field(EntrySerializer(many=True))
    def get_timeline(self, incident: Incident) -> list[dict[str, Any]]:
        entries = incident.timeline.select_related("author").prefetch_related("attachments")
        if not self.context["request"].user.is_staff:
            entries = entries.public()
        return list(EntrySerializer(entries, many=True, context=self.context).data)


class LogSerializer(serializers.Serializer[Any]):
    """POST /incidents/. `submission` makes a retry safe: the same value gives the same incident."""

    customer = serializers.CharField(
        required=False, help_text="Customer number; a contact's is her own and no other."
    )
    contact = serializers.EmailField(
        required=False, help_text="E-mail, on whose behalf; a contact's is her own and no other."
    )
    product = serializers.SlugRelatedField("code", queryset=Product.objects.all())
    title = serializers.CharField(max_length=200)
    description = serializers.CharField(max_length=200_000)
    severity = serializers.ChoiceField(
        Severity.choices,
        required=False,
        error_messages=OUT_OF_RANGE,
        help_text="3 where it is left out, 4 for a how-to question.",
    )
    kind = serializers.ChoiceField(Kind.choices, default=Kind.FAULT)
    environment = serializers.ChoiceField(
        InstalledSystem.Environment.choices, default=InstalledSystem.Environment.PRODUCTION
    )
    go_live_on = serializers.DateField(required=False, allow_null=True, default=None)
    impact = serializers.CharField(required=False, allow_blank=True, default="")
    users_affected = serializers.CharField(required=False, allow_blank=True, default="", max_length=80)
    phone = serializers.CharField(required=False, allow_blank=True, default="", max_length=40)
    english_contact = serializers.CharField(required=False, allow_blank=True, default="", max_length=120)
    submission = serializers.UUIDField(required=False, allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What nothing was said about (R11.3)."""
        return {"severity": unless_said(attrs["kind"])} | attrs


class MessageSerializer(serializers.Serializer[Any]):
    """POST /incidents/<number>/messages/. `asks` and `internal` are for the vendor's staff; `submission` makes a
    retry with the same text safe."""

    body = serializers.CharField(max_length=200_000)
    asks = serializers.BooleanField(default=False, help_text="The incident then waits for the customer.")
    internal = serializers.BooleanField(default=False, help_text="A note that the customer never sees.")
    submission = serializers.UUIDField(required=False, allow_null=True, default=None)


class ChangeSerializer(serializers.Serializer[Any]):
    """POST /incidents/<number>/changes/. Which changes a caller may make depends on her role and the status."""

    CONTACT = ("accept", "reject", "withdraw", "reopen", "ask_for_severity", "raise_again")
    STAFF = (
        "take",
        "wait_for_development",
        "set_expected_date",
        "resume",
        "propose_solution",
        "close",
        "reopen",
        "change_severity",
        "decline_severity",
        "lower_unreachable",
        "snooze",
        "wake",
    )

    change = serializers.ChoiceField(sorted({*CONTACT, *STAFF}))
    reason = serializers.CharField(required=False, allow_blank=True, default="")
    severity = serializers.ChoiceField(Severity.choices, required=False, error_messages=OUT_OF_RANGE)
    body = serializers.CharField(required=False, allow_blank=True, default="")
    solution = serializers.ChoiceField(SolutionKind.choices, default=SolutionKind.ANSWER)
    close_reason = serializers.ChoiceField(
        [CloseReason.DUPLICATE, CloseReason.NOT_COVERED],
        required=False,
        help_text="What is consulting's is handed over at the desk.",
    )
    duplicate_of = serializers.IntegerField(required=False, allow_null=True, default=None)
    defect_link = serializers.URLField(required=False, allow_blank=True, default="", max_length=200)
    release_expected_on = serializers.DateField(required=False, allow_null=True, default=None)
    impact = serializers.CharField(required=False, allow_blank=True, default="")
    phone = serializers.CharField(required=False, allow_blank=True, default="", max_length=40)
    until = serializers.DateTimeField(required=False, allow_null=True, default=None)
