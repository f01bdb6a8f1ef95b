"""Applications, feedback, cards and codes to read; programmes are the desk's, the discount the catalogue's
(grants)."""

from django.contrib import admin

from entitlements.programmes.models import Application, CardEntry, DiscountCode, Programme, TrainingCard
from subscriptions.administration.room import ReadingRoom, ReadingRows


@admin.register(Programme)
class ProgrammeAdmin(ReadingRoom):
    """Every programme. Product managers write them at the desk."""

    list_display = ("title", "kind", "product", "state", "taken", "capacity")
    list_filter = ("state", "kind")
    list_select_related = ("product",)
    search_fields = ("title",)


@admin.register(Application)
class ApplicationAdmin(ReadingRoom):
    """Every application and what was decided. Product managers decide at the desk."""

    hidden = ("submission",)
    list_display = ("customer", "programme", "state", "elite", "applied_at")
    list_filter = ("state",)
    list_select_related = ("customer", "programme")
    search_fields = ("customer__name", "customer__number")


@admin.register(DiscountCode)
class DiscountCodeAdmin(ReadingRoom):
    """One a period; the discount of coming ones is that of the granted service."""

    list_display = ("code", "customer", "percent", "issued_at", "ended_at")
    list_select_related = ("customer",)
    search_fields = ("code", "customer__name", "customer__number")


class EntryRows(ReadingRows):
    model = CardEntry
    fields = ("at", "units", "note", "by")


@admin.register(TrainingCard)
class TrainingCardAdmin(ReadingRoom):
    """Cards with their entries. Units are recorded at the desk."""

    list_display = ("agreement_number", "customer", "balance", "expires_on")
    list_select_related = ("customer",)
    search_fields = ("agreement_number", "customer__name", "customer__number")
    inlines = [EntryRows]
