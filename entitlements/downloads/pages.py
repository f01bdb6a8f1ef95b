"""Long lists of releases, the newest first, page by page (subscriptions.paging)."""

from django.db.models import Q
from django.http import HttpRequest

from entitlements.downloads.models import Release
from entitlements.downloads.models.releases import ReleaseQuerySet
from subscriptions import paging


def newest(request: HttpRequest, found: ReleaseQuerySet, size: int) -> tuple[list[Release], int | None]:
    """The releases published before that of `?before=`, and the key before which the next page begins."""
    first = paging.before(request)
    last = Release.objects.filter(pk=first).values_list("published_at", flat=True).first() if first else None
    if last is not None:
        found = found.filter(Q(published_at__lt=last) | Q(published_at=last, pk__lt=first))
    return paging.cut(found.newest_first(), size)
