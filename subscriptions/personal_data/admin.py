"""How long what is kept, what becomes of an erased person's messages, and the record of exports and erasures."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from subscriptions.administration.room import OneRowRoom, ReadingRoom, Room
from subscriptions.personal_data import retention
from subscriptions.personal_data.models import DataExport, Erasure, ErasureRules, RetentionPeriod


@admin.register(RetentionPeriod)
class RetentionPeriodAdmin(Room):
    """A row for each rule in code; how many days is the administrator's."""

    fields = ("shown_code", "days")
    readonly_fields = ("shown_code",)
    list_display = ("shown_code", "days")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        known = set(RetentionPeriod.objects.values_list("code", flat=True))
        missing = [rule for rule in retention.RULES if rule.code not in known]
        RetentionPeriod.objects.bulk_create(
            [RetentionPeriod(code=rule.code, days=rule.days) for rule in missing], ignore_conflicts=True
        )
        return super().changelist_view(request, extra_context)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @display(description=_("what"))
    def shown_code(self, period: RetentionPeriod) -> str:
        words = {rule.code: str(rule.words) for rule in retention.RULES}
        return words.get(period.code, period.code)


@admin.register(ErasureRules)
class ErasureRulesAdmin(OneRowRoom):
    """What becomes of the messages of an erased person."""

    fields = ("blanks_messages",)


@admin.register(DataExport)
class DataExportAdmin(ReadingRoom):
    """Who asked for whose data, and who has fetched them."""

    list_display = ("person", "customer", "asked_by", "asked_at", "state", "fetched_at")
    list_filter = ("state",)
    list_select_related = ("person", "customer", "asked_by")
    fields = (
        "person",
        "customer",
        "asked_by",
        "asked_at",
        "state",
        "size",
        "made_at",
        "expires_at",
        "fetched_at",
    )


@admin.register(Erasure)
class ErasureAdmin(ReadingRoom):
    """Which people were erased, by whom and why."""

    list_display = ("person", "by", "at", "reason")
    list_select_related = ("person", "by")
