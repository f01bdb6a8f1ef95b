"""What the API says of remote sessions. Codes, not labels; instants in UTC; never a connection."""

from django.utils import timezone
from rest_framework import serializers

from tickets.remote_access.models import RemoteSession


class RemoteSessionSerializer(serializers.ModelSerializer[RemoteSession]):
    number = serializers.IntegerField(source="pk", read_only=True)
    incident = serializers.IntegerField(source="incident_id", read_only=True)
    state = serializers.SerializerMethodField(
        help_text="As it stands now: expired once its window has ended."
    )
    systems = serializers.SerializerMethodField(help_text="The installed systems in words.")
    people = serializers.SerializerMethodField(help_text="The vendor's people who take part.")
    approved_by = serializers.SerializerMethodField(help_text="Who has approved what is asked for now.")
    person = serializers.CharField(source="person.name", default=None, read_only=True)
    connection_supplied_at = serializers.DateTimeField(
        source="connection_at", read_only=True, allow_null=True
    )
    page = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = RemoteSession
        fields = [
            "number",
            "incident",
            "state",
            "purpose",
            "text",
            "scope",
            "systems",
            "production_reason",
            "people",
            "opens_at",
            "closes_at",
            "version",
            "asked_at",
            "approved_by",
            "person",
            "connection_supplied_at",
            "started_at",
            "ended_at",
            "reason",
            "done",
            "page",
        ]

    def get_state(self, session: RemoteSession) -> str:
        return str(session.stands(timezone.now()))

    def get_systems(self, session: RemoteSession) -> list[str]:
        return [str(system) for system in session.installed_systems]

    def get_people(self, session: RemoteSession) -> list[str]:
        return [person.name for person in session.people]

    def get_approved_by(self, session: RemoteSession) -> list[str]:
        return [person.name for person in session.approvers()]
