"""What an administrator sets of upgrade planning: when the call is due, how long is watched, and what is to be
ready; the plans, to read."""

from django.contrib import admin

from subscriptions.administration.room import OneRowRoom, ReadingRoom, Room
from tickets.advisory.upgrades.models import ReadinessPoint, UpgradePlan, UpgradeRules


@admin.register(UpgradeRules)
class UpgradeRulesAdmin(OneRowRoom):
    """One row, so the list leads straight to it. Plans that are made keep when their call is due."""

    fields = ("call_days", "watch_days")


@admin.register(ReadinessPoint)
class ReadinessPointAdmin(Room):
    """New plans take these over, those of their product and those of every one."""

    list_display = ("text_en", "product", "position")
    list_filter = ("product",)
    ordering = ("position",)


@admin.register(UpgradePlan)
class UpgradePlanAdmin(ReadingRoom):
    """Every plan. Advisors keep them at the desk."""

    hidden = ("found",)
    list_display = ("customer", "product", "planned_on", "state", "called_at")
    list_filter = ("state",)
    list_select_related = ("customer", "product")
    search_fields = ("customer__name", "customer__number")
