"""The endpoints: releases that the caller's company is offered, with addresses that give their files."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from rest_framework import mixins

from entitlements.downloads import offers, restricting
from entitlements.downloads.api.serializers import ReleaseSerializer
from entitlements.downloads.converters import ReleaseCode
from entitlements.downloads.models import Release
from entitlements.downloads.models.releases import Kind
from subscriptions import instants
from subscriptions.api import ByCursor
from subscriptions.api_endpoints import Called
from subscriptions.countries import NAMES
from subscriptions.forms import InstantField
from subscriptions.models import Product, ProductVersion


class LastPublishedFirst(ByCursor):
    ordering = ("-published_at", "-pk")

    def is_place(self, position: str) -> bool:
        return instants.read(position) is not None


class InstantFilter(filters.IsoDateTimeFilter):
    """One that the database takes, whatever its offset (subscriptions.instants)."""

    field_class = InstantField


def known_product(code: str) -> None:
    """Raises ValidationError where there is no product of this code."""
    if not Product.objects.filter(code=code).exists():
        raise ValidationError(_("There is no product “{code}”.").format(code=code[:40]))


def known_version(name: str) -> None:
    """Raises ValidationError where no product has a version of this name."""
    if not ProductVersion.objects.filter(name=name).exists():
        raise ValidationError(_("There is no version “{name}”.").format(name=name[:40]))


def known_country(code: str) -> None:
    """Raises ValidationError where the two letters, in either case, are of no country."""
    code = code.upper()
    if code not in NAMES:
        words = _("There is no country “{code}” here. Give its two letters, such as DK.")
        raise ValidationError(words.format(code=code[:40]))


class ReleaseFilter(filters.FilterSet):
    kind = filters.MultipleChoiceFilter(choices=Kind.choices)
    product = filters.CharFilter("product__code", validators=[known_product])
    version = filters.CharFilter("version__name", validators=[known_version])
    country = filters.CharFilter("country", lookup_expr="iexact", validators=[known_country])
    published_after = InstantFilter("published_at", lookup_expr="gt")

    class Meta:
        model = Release
        fields: list[str] = []

    def filter_queryset(self, queryset: Any) -> Any:
        """Raises the refusal where the product asked for is kept from the caller: an empty list says nothing."""
        asked = self.form.cleaned_data
        membership = self.request._request.membership if self.request else None
        if asked["product"] and membership:
            product = Product.objects.get(code=asked["product"])
            offers.require_product(product, membership, timezone.now(), asked["kind"])
        return super().filter_queryset(queryset)


class ReleaseViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Called[Release]):
    """Releases that the caller may download; for the vendor's staff all that are published. One that she knows of
    and may not have is 403 with the refusal, any other 404."""

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

    def get_object(self) -> Release:
        try:
            found: Release = super().get_object()
        except Http404:
            membership = self.request._request.membership  # type: ignore[attr-defined]
            known = offers.known(membership.customer) if membership else Release.objects.none()
            release = get_object_or_404(known, code=self.kwargs["code"])
            offers.require(release, membership, timezone.now())
            raise
        return found

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
