"""Tiers, products and their versions. What a tier grants is in the table of services (entitlements)."""

from itertools import count, takewhile
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget

from subscriptions.administration.exchange import Exchange, ProductRows
from subscriptions.administration.room import Room, Rows
from subscriptions.models import Product, ProductVersion, Tier
from subscriptions.signals import ranks_changed, tier_begun


class TierForm(forms.ModelForm):
    """A tier. It may take the place of another, which then moves down (ranked)."""

    like = forms.ModelChoiceField(
        Tier.objects.order_by("-rank"),
        label=gettext_lazy("Grants what this tier grants"),
        required=False,
        empty_label=gettext_lazy("No service yet"),
        widget=UnfoldAdminSelectWidget,
        help_text=gettext_lazy("To begin with: each service can be changed or taken away afterwards."),
    )

    class Meta:
        help_texts: ClassVar = {
            "rank": gettext_lazy(
                "1 stands first in the queue within a severity. Where another tier has this place, it and"
                " those below it move down."
            )
        }

    def validate_unique(self) -> None:
        """Of everything but the place."""
        try:
            self.instance.validate_unique(exclude=self._get_validation_exclusions() | {"rank"})  # type: ignore[attr-defined]
        except ValidationError as error:
            self._update_errors(error)  # type: ignore[attr-defined]


@admin.register(Tier)
class TierAdmin(Room):
    """Tiers and their order in the queue."""

    form = TierForm
    fixed = ("code",)
    list_display = ("name", "code", "short_name", "rank")
    fields = (
        "code",
        "name",
        "short_name",
        "rank",
        "heads_after_hours",
        "shows_next_reply",
        "shows_solution_goal",
    )

    def get_fields(self, request: HttpRequest, obj: Tier | None = None) -> Any:
        return self.fields if obj else (*self.fields, "like")

    def save_model(self, request: HttpRequest, obj: Tier, form: forms.ModelForm, change: bool) -> None:
        moved = _make_room(obj) if "rank" in form.changed_data else []
        super().save_model(request, obj, form, change)
        ranked = [obj, *moved] if change and "rank" in form.changed_data else moved
        if ranked:
            ranks_changed.send(sender=Tier, tiers=[tier.pk for tier in ranked])
        if moved:
            said = _("One place further down now: %(tiers)s.")
            self.message_user(request, said % {"tiers": ", ".join(map(str, moved))}, messages.INFO)
        if not change:
            self._begin(request, obj, form.cleaned_data["like"])

    def _begin(self, request: HttpRequest, tier: Tier, like: Tier | None) -> None:
        if like:
            tier_begun.send(sender=Tier, tier=tier.pk, like=like.pk, at=timezone.now())
            said = _("%(tier)s grants what %(like)s grants. Give it targets in a new version of the targets.")
        else:
            said = _("Now say what %(tier)s grants, and give it targets in a new version of the targets.")
        self.message_user(request, said % {"tier": tier, "like": like}, messages.WARNING)


def _make_room(tier: Tier) -> list[Tier]:
    """Move down by one who has the place that the tier is to have, and whoever has the next, up to the first free
    one; who was moved. Who does so at the same time waits."""
    tiers = list(Tier.objects.select_for_update())
    others = {each.rank: each for each in tiers if each.pk != tier.pk}
    moved = [others[rank] for rank in takewhile(others.__contains__, count(tier.rank))]
    if moved and tier.pk:  # where none of them goes
        Tier.objects.filter(pk=tier.pk).update(rank=max(each.rank for each in tiers) + 2)
    for each in reversed(moved):
        each.rank += 1
        each.save(update_fields=["rank"])
    return moved


class VersionRows(Rows):
    model = ProductVersion
    fields = ("name", "generally_available", "end_of_support")


@admin.register(Product)
class ProductAdmin(Exchange, Room):
    """Component systems with their versions."""

    fixed = ("code",)
    resource_classes = [ProductRows]
    list_display = ("name", "code", "after_hours_supported", "number_of_versions", "number_of_lines")
    list_filter = ("after_hours_supported",)
    search_fields = ("name", "code")
    fields = ("code", "name", "after_hours_supported")
    inlines = [VersionRows]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Product]:
        return (
            super()
            .get_queryset(request)
            .annotate(
                versions_made=Count("versions", distinct=True), lines_sold=Count("lines", distinct=True)
            )
        )

    @display(description=gettext_lazy("versions"), ordering="versions_made")
    def number_of_versions(self, product: Any) -> int:
        return product.versions_made

    @display(description=gettext_lazy("product lines"), ordering="lines_sold")
    def number_of_lines(self, product: Any) -> int:
        return product.lines_sold


@admin.register(ProductVersion)
class ProductVersionAdmin(Room):
    """Versions by themselves, to be searched; they are edited on their product's page as well."""

    list_display = ("name", "product", "generally_available", "end_of_support")
    list_filter = ("product", "generally_available")
    search_fields = ("name", "product__name")
    list_select_related = ("product",)
    fields = ("product", "name", "generally_available", "end_of_support")
    fixed = ("product",)
