"""What the API says of a release. Codes, not labels; instants in UTC."""

from typing import Any

from rest_framework import serializers

from entitlements.downloads.models import Release, ReleaseFile
from entitlements.downloads.views import files


class FileSerializer(serializers.ModelSerializer[ReleaseFile]):
    """`url` gives the file without a token, whole or in ranges, for six hours; null for the vendor's people."""

    url = serializers.SerializerMethodField()
    signed = serializers.SerializerMethodField()

    class Meta:
        model = ReleaseFile
        fields = ["name", "size", "sha256", "signed", "url"]

    def get_url(self, file: ReleaseFile) -> str | None:
        membership = self.context.get("membership")
        return files.link(file, membership) if membership else None

    def get_signed(self, file: ReleaseFile) -> bool:
        """Whether its page has a detached signature."""
        return bool(file.signature_name)


class ReleaseSerializer(serializers.ModelSerializer[Release]):
    product = serializers.CharField(source="product.code", read_only=True)
    version = serializers.CharField(source="version.name", read_only=True)
    title = serializers.CharField(source="title_en", read_only=True)
    address = serializers.CharField(source="get_absolute_url", read_only=True)
    requires = serializers.SerializerMethodField()
    supersedes = serializers.SerializerMethodField()
    contains = serializers.SerializerMethodField()
    files = FileSerializer(many=True, read_only=True)

    class Meta:
        model = Release
        fields = [
            "code",
            "kind",
            "product",
            "version",
            "title",
            "country",
            "effective_on",
            "known_issues",
            "published_at",
            "address",
            "requires",
            "supersedes",
            "contains",
            "files",
        ]

    def get_requires(self, release: Release) -> list[str]:
        return _linked(release, "requires")

    def get_supersedes(self, release: Release) -> list[str]:
        return _linked(release, "supersedes")

    def get_contains(self, release: Release) -> list[str]:
        return _linked(release, "contains")


def _linked(release: Any, kind: str) -> list[str]:
    return [link.other.code for link in release.links.all() if link.kind == kind]
