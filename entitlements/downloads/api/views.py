"""The endpoints: releases that the caller's company is offered, with addresses that give their files."""

from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django_filters import rest_framework as filters
from django_filters.fields import IsoDateTimeField
from rest_framework import mixins, viewsets
from rest_framework.pagination import CursorPagination

from entitlements.downloads import offers, restricting
from entitlements.downloads.api.serializers import ReleaseSerializer
from entitlements.downloads.converters import ReleaseCode
from entitlements.downloads.models import Release
from entitlements.downloads.models.releases import Kind


class LastPublishedFirst(CursorPagination):
    """Pages by where the one before ended; `page_size` up to 200."""

    ordering = ("-published_at", "-pk")
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


class InstantField(IsoDateTimeField):
    """In UTC: PostgreSQL knows offsets of less than 16 hours alone."""

    def to_python(self, value: Any) -> datetime | None:
        found = super().to_python(value)
        try:
            return found.astimezone(UTC) if found else None
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class InstantFilter(filters.IsoDateTimeFilter):
    field_class = InstantField


class ReleaseFilter(filters.FilterSet):
    kind = filters.MultipleChoiceFilter(choices=Kind.choices)
    product = filters.CharFilter("product__code")
    version = filters.CharFilter("version__name")
    country = filters.CharFilter("country", lookup_expr="iexact")
    published_after = InstantFilter("published_at", lookup_expr="gt")

    class Meta:
        model = Release
        fields: list[str] = []


class ReleaseViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Release]):
    """Releases that the caller may download; for the vendor's staff all that are published. Any other is 404."""

    queryset = Release.objects.none()
    serializer_class = ReleaseSerializer
    pagination_class = LastPublishedFirst
    filterset_class = ReleaseFilter
    filter_backends = [filters.DjangoFilterBackend]
    lookup_field = lookup_url_kwarg = "code"
    lookup_value_regex = ReleaseCode.regex

    def get_queryset(self) -> Any:
        return (
            offered(self.request)
            .select_related("product", "version")
            .prefetch_related("files", "links__other")
        )

    def get_serializer_context(self) -> dict[str, Any]:
        membership = getattr(self.request._request, "membership", None) if self.request else None
        return {**super().get_serializer_context(), "membership": membership}


def offered(request: Any) -> Any:
    """What the caller of the API may download now (R2.2, R2.3, R2.7)."""
    if request.user.is_staff:
        return Release.objects.published()
    membership = request._request.membership
    if membership is None:
        return Release.objects.none()
    kept = restricting.restricted_for(membership)
    return offers.offer_to(membership.customer).releases().exclude(product__in=kept)
