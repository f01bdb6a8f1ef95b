"""What a release requires, supersedes and contains: set as a whole, never in a circle (R3.4)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import connection, transaction

from entitlements.downloads import graph
from entitlements.downloads.models import Link, Release, ReleaseLink
from entitlements.downloads.refusals import Circle, RequiresItself

LOCK = 0x646F776E  # of the advisory lock over all names and links


def set_links(release: Release, wanted: Mapping[str, Iterable[Release]]) -> None:
    """Have it link to just these releases, by kind of link. One lock over all links: of two people who would close
    a circle together, the second is refused. Raises RequiresItself, Circle; each names the kind as its field."""
    with transaction.atomic():
        lock()
        release.links.all().delete()  # type: ignore[attr-defined]
        for kind in Link.values:
            others = {other.pk: other for other in wanted.get(kind, ())}
            _check(release, kind, others.values())
            ReleaseLink.objects.bulk_create(
                ReleaseLink(release=release, kind=kind, other=other) for other in others.values()
            )


def lock() -> None:
    """Let nobody else name or link a release until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])


def _check(release: Release, kind: str, others: Iterable[Release]) -> None:
    edges: dict[int, list[int]] = defaultdict(list)
    for start, end in ReleaseLink.objects.filter(kind=kind).values_list("release", "other"):
        edges[start].append(end)
    for other in others:
        if other.pk == release.pk:
            raise RequiresItself(kind)
        if way := graph.path(edges, other.pk, release.pk):
            raise Circle(kind, way=_in_words([release.pk, *way]))


def _in_words(way: list[int]) -> str:
    codes = dict(Release.objects.filter(pk__in=way).values_list("pk", "code"))
    return " → ".join(codes[key] for key in way)
