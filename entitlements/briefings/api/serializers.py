"""What the API says of briefings. Codes, not labels; instants in UTC."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from entitlements.briefings.models import Chapter, Recording, Session


class ChapterSerializer(serializers.ModelSerializer[Chapter]):
    class Meta:
        model = Chapter
        fields = ["second", "title"]


class _WithProducts(serializers.ModelSerializer[Any]):
    number = serializers.IntegerField(source="pk", read_only=True)
    products: Any = serializers.SlugRelatedField(slug_field="code", many=True, read_only=True)
    page = serializers.CharField(source="get_absolute_url", read_only=True)


class RecordingSerializer(_WithProducts):
    chapters = ChapterSerializer(many=True, read_only=True)
    captions = serializers.SerializerMethodField(help_text="The languages in which there are captions.")

    class Meta:
        model = Recording
        fields = [
            "number",
            "title",
            "language",
            "about",
            "products",
            "speakers",
            "recorded_on",
            "seconds",
            "chapters",
            "captions",
            "published_at",
            "page",
        ]

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_captions(self, recording: Recording) -> list[str]:
        return [track.language for track in recording.captions.all()]


class SessionSerializer(_WithProducts):
    host = serializers.CharField(source="host.name", read_only=True)
    free = serializers.IntegerField(read_only=True, help_text="Seats that nobody has.")
    recording = serializers.SerializerMethodField(help_text="The number of its recording in the library.")

    class Meta:
        model = Session
        fields = [
            "number",
            "title",
            "language",
            "about",
            "products",
            "starts_at",
            "minutes",
            "host",
            "capacity",
            "free",
            "state",
            "recording",
            "page",
        ]

    def get_recording(self, session: Session) -> int | None:
        """None while it is not published, and after it was withdrawn: nobody can watch it."""
        found = session.recording
        return found.pk if found and found.state == Recording.State.PUBLISHED else None
