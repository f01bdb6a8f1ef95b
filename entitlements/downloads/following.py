"""What it means for a release that customers begin or cease to take part in a programme that gives it: a search
finds it for them, or no more (R2.3). Whether its page exists for them is asked when they ask for it."""

from collections.abc import Collection
from typing import Any

from entitlements.downloads import finding
from entitlements.downloads.models import Release
from entitlements.signals import participants_changed


def listen() -> None:
    """Once, when the room is ready."""
    participants_changed.connect(_participants_changed, dispatch_uid="releases follow participants")


def _participants_changed(builds: Collection[str], **_words: Any) -> None:
    if not builds:
        return
    for release in Release.objects.published().filter(code__in=builds).select_related("version"):
        finding.keep(release)
