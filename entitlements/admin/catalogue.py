"""Services, and the comparison of tiers as it is printed. What a tier grants is in grants.py."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import ManyToManyField
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminExpandableTextareaWidget

from entitlements.models import ComparisonCell, ComparisonRow, Footnote, Service
from subscriptions.administration.room import Room, Rows

WORDS = ("hours", "critical_hours", "times", "discount")
IN_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


@admin.register(Service)
class ServiceAdmin(Room):
    """Services; programs ask by their code."""

    fixed = ("code",)
    list_display = ("name", "code", "requirement", "scope", "tiers")
    list_filter = ("scope",)
    search_fields = ("code", "name_en", "name_da", "requirement")
    ordering_field = "position"
    hide_ordering_field = True
    fieldsets = (
        (None, {"fields": ("code", "requirement", "scope", "position")}),
        (gettext_lazy("In English"), {"fields": ("name_en", "summary_en")}),
        (gettext_lazy("In Danish"), {"fields": ("name_da", "summary_da")}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("grants__tier")

    @display(description=gettext_lazy("tiers"))
    def tiers(self, service: Service) -> str:
        names = {grant.tier.rank: grant.tier.short_name for grant in service.grants.all()}
        return ", ".join(names[rank] for rank in sorted(names, reverse=True)) or _("none")


class TextsForm(forms.ModelForm):
    """Texts of the comparison; a word in braces is filled in, so it must be one that can be."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("text_en", "text_da"):
            if wrong := list(_unknown_words(cleaned.get(name) or "")):
                self.add_error(name, self._unknown(wrong))
        return cleaned

    def _unknown(self, wrong: Iterable[str]) -> ValidationError:
        return ValidationError(
            _("Nothing can be filled in for %(wrong)s. In braces may stand: %(known)s."),
            code="braces",
            params={"wrong": ", ".join(wrong), "known": ", ".join(f"{{{word}}}" for word in WORDS)},
        )


class CellRows(Rows):
    model = ComparisonCell
    form = TextsForm
    fields = ("tier", "text_en", "text_da")
    verbose_name_plural = gettext_lazy("other texts for single tiers")


@admin.register(ComparisonRow)
class ComparisonAdmin(Room):
    """Rows of the comparison, in their printed order; drag them to another place."""

    form = TextsForm
    list_display = ("label", "service", "shows", "text", "marks")
    list_filter = ("shows",)
    list_select_related = ("service",)
    search_fields = ("label_en", "label_da", "service__code")
    ordering_field = "position"
    hide_ordering_field = True
    inlines = [CellRows]
    fieldsets = (
        (None, {"fields": ("service", "shows", "position", "footnotes")}),
        (gettext_lazy("In English"), {"fields": ("label_en", "text_en")}),
        (gettext_lazy("In Danish"), {"fields": ("label_da", "text_da")}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("footnotes")

    def formfield_for_manytomany(self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["widget"] = UnfoldAdminCheckboxSelectMultipleWidget
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.label_from_instance = lambda note: f"{note.mark} {Truncator(note.text).chars(60)}"  # type: ignore[union-attr]
        return field

    @display(description=gettext_lazy("label"))
    def label(self, row: ComparisonRow) -> str:
        return row.label

    @display(description=gettext_lazy("text"))
    def text(self, row: ComparisonRow) -> str:
        return row.text

    @display(description=gettext_lazy("footnotes"))
    def marks(self, row: ComparisonRow) -> str:
        return " ".join(note.mark for note in row.footnotes.all())


@admin.register(Footnote)
class FootnoteAdmin(Room):
    """Texts printed under the comparison."""

    list_display = ("mark", "text")
    formfield_overrides: dict[Any, Any] = {
        **Room.formfield_overrides,
        models.TextField: {"widget": UnfoldAdminExpandableTextareaWidget},
    }

    def kept_because(self, obj: Footnote) -> str:
        """The table refers to it (R24.2)."""
        marked = models.Q(footnotes=obj)
        for name in ("text_en", "text_da", "cells__text_en", "cells__text_da"):
            marked |= models.Q(**{f"{name}__contains": obj.mark})
        row = ComparisonRow.objects.filter(marked).order_by("position", "pk").first()
        if row is None:
            return super().kept_because(obj)
        words = _(
            "“%(name)s” stays: the comparison refers to it in “%(row)s”. Take the mark away there first."
        )
        return words % {"name": Truncator(obj).chars(60), "row": row.label}

    @display(description=gettext_lazy("text"))
    def text(self, note: Footnote) -> str:
        return note.text


def _unknown_words(text: str) -> Iterable[str]:
    """What stands in braces, or is a lone brace, and cannot be filled in."""
    return (found[0] for found in IN_BRACES.finditer(text) if found[1] not in WORDS)
