"""What changes for whom a release is (R2.3): customers begin or cease to take part in a programme that gives it, or
its version becomes generally available, or no more. A search finds it for them, or not, from then on. Whether its
page exists for them is asked when they ask for it."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q
from django.db.models.signals import post_save

from entitlements.downloads import finding
from entitlements.downloads.models import Release
from entitlements.signals import participants_changed
from subscriptions.models import ProductVersion


def listen() -> None:
    """Once, when the room is ready."""
    participants_changed.connect(_participants_changed, dispatch_uid="releases follow participants")
    post_save.connect(_version_changed, sender=ProductVersion, dispatch_uid="releases follow their version")


def _participants_changed(builds: Collection[str], **_words: Any) -> None:
    if builds:
        _keep(Q(code__in=builds))


def _version_changed(instance: ProductVersion, *, created: bool, **_words: Any) -> None:
    if not created:
        _keep(Q(version=instance))


def _keep(which: Q) -> None:
    for release in Release.objects.published().filter(which).select_related("version"):
        finding.keep(release)
