"""The list that a customer's script reads before it downloads: `/downloads/manifest.json`, by API key
(docs/downloads.md)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from entitlements import answers
from entitlements.downloads import offers
from entitlements.downloads.api.serializers import ReleaseSerializer
from entitlements.downloads.api.views import InstantFilter, ReleaseFilter, offered
from entitlements.downloads.views.files import LINK
from subscriptions.api import refuse_unknown

MOST = 500


class ManifestFilter(ReleaseFilter):
    published_before = InstantFilter("published_at", lookup_expr="lt")


class Manifest(APIView):
    """Everything the caller may download, the newest first: codes, sizes, SHA-256 and addresses that give the files
    for six hours. `product`, `version`, `kind`, `country` and `published_after` narrow it; what cannot be read of
    them is refused, so that no script takes everything for what it asked for."""

    filterset_class = ManifestFilter

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        refuse_unknown(request, self.filterset_class.base_filters)
        at = timezone.now()
        membership: Any = request._request.membership  # type: ignore[attr-defined]
        if membership and not offers.offer_to(membership.customer, at).services:
            answers.require(membership.customer, "updates", at=at)
        found = filters.DjangoFilterBackend().filter_queryset(request, offered(request), self)
        found = found.select_related("version").prefetch_related("files", "links__other")
        rows = list(found.newest_first()[: MOST + 1])
        listed = ReleaseSerializer(rows[:MOST], many=True, context={"membership": membership}).data
        return Response(
            {
                "generated_at": at,
                "links_valid_until": at + LINK,
                "releases": listed,
                "next": _next(request, rows[MOST - 1].published_at) if len(rows) > MOST else None,
            },
            headers={"Cache-Control": "private, no-store"},
        )


def _next(request: Request, last: datetime | None) -> str:
    """Where the list goes on. Releases of one instant stand on one page only: instants have microseconds."""
    params = request.query_params.copy()
    params["published_before"] = last.isoformat() if last else ""
    return f"{settings.SITE_URL}/downloads/manifest.json?{params.urlencode()}"
