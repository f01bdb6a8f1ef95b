"""The endpoints: releases that the caller's company is offered, with addresses that give their files."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from rest_framework import mixins, viewsets
from rest_framework.pagination import CursorPagination

from entitlements.downloads import offers, restricting
from entitlements.downloads.api.serializers import ReleaseSerializer
from entitlements.downloads.converters import ReleaseCode
from entitlements.downloads.countries import NAMES
from entitlements.downloads.models import Release
from entitlements.downloads.models.releases import Kind
from subscriptions.forms import InstantField
from subscriptions.models import Product, ProductVersion


class LastPublishedFirst(CursorPagination):
    """Pages by where the one before ended; `page_size` up to 200."""

    ordering = ("-published_at", "-pk")
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


class InstantFilter(filters.IsoDateTimeFilter):
    """One that the database takes, whatever its offset (subscriptions.instants)."""

    field_class = InstantField


class ProductField(forms.CharField):
    """The code of a product."""

    def clean(self, value: Any) -> str:
        code: str = super().clean(value)
        if code and not Product.objects.filter(code=code).exists():
            raise forms.ValidationError(_("There is no product “{code}”.").format(code=code[:40]))
        return code


class VersionField(forms.CharField):
    """The name of a version."""

    def clean(self, value: Any) -> str:
        name: str = super().clean(value)
        if name and not ProductVersion.objects.filter(name=name).exists():
            raise forms.ValidationError(_("There is no version “{name}”.").format(name=name[:40]))
        return name


class CountryField(forms.CharField):
    """A country by the two letters of its code."""

    def clean(self, value: Any) -> str:
        code: str = super().clean(value).upper()
        if code and code not in NAMES:
            words = _("There is no country “{code}” here. Give its two letters, such as DK.")
            raise forms.ValidationError(words.format(code=code[:40]))
        return code


class ProductFilter(filters.CharFilter):
    field_class = ProductField


class VersionFilter(filters.CharFilter):
    field_class = VersionField


class CountryFilter(filters.CharFilter):
    field_class = CountryField


class ReleaseFilter(filters.FilterSet):
    kind = filters.MultipleChoiceFilter(choices=Kind.choices)
    product = ProductFilter("product__code")
    version = VersionFilter("version__name")
    country = CountryFilter("country")
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
