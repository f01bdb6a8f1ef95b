"""What was told to whom, to look at. Alerts are written and published on the publishers' own pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from notifications.models import (
    Acknowledgement,
    AddressMark,
    AddressReport,
    AffectedProduct,
    Alert,
    AlertRules,
    BounceRules,
    Notification,
    Registration,
    RegistrationRule,
)
from subscriptions.administration.room import OneRowRoom, ReadingRoom, ReadingRows, Room


@admin.register(Notification)
class NotificationAdmin(ReadingRoom):
    """The ledger: one row for each message to one person by one channel."""

    list_display = ("created_at", "recipient", "customer", "kind", "channel", "shown_state", "sent_at")
    list_filter = ("state", "channel", "kind")
    search_fields = ("recipient__email", "address", "event")
    search_help_text = gettext_lazy("Address of the recipient, or the event.")
    list_select_related = ("recipient", "customer")
    ordering = ("-pk",)
    hidden = ("taken_by",)

    @display(
        description=gettext_lazy("state"),
        ordering="state",
        label={"waiting": "info", "leased": "info", "sent": "success", "set_aside": "danger"},
    )
    def shown_state(self, notification: Notification) -> tuple[str, Any]:
        return notification.state, notification.get_state_display()


class AcknowledgementRows(ReadingRows):
    model = Acknowledgement
    fields = ("user", "customer", "at")


class AffectedProductRows(ReadingRows):
    model = AffectedProduct
    fields = ("product", "span")
    readonly_fields = ("span",)

    @display(description=gettext_lazy("versions"))
    def span(self, affected: AffectedProduct) -> str:
        return affected.span

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).in_full()


@admin.register(Alert)
class AlertAdmin(ReadingRoom):
    """Critical Solution Notifications as published."""

    list_display = ("title", "products", "alert_class", "published_at", "published_by")
    list_filter = ("alert_class",)
    search_fields = ("title", "affected__product__name")
    list_select_related = ("published_by",)
    inlines = [AffectedProductRows, AcknowledgementRows]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_products()

    @display(description=gettext_lazy("affected products"))
    def products(self, alert: Alert) -> str:
        return alert.products


@admin.register(RegistrationRule)
class RegistrationRuleAdmin(Room):
    """Which classes of alerts reach everyone covered, for all products or for one (R1.6)."""

    fields = ("alert_class", "product", "told")
    list_display = ("alert_class", "shown_product", "told")
    list_filter = ("alert_class", "told")
    list_select_related = ("product",)
    search_fields = ("product__name",)

    @display(description=gettext_lazy("product"), ordering="product__name")
    def shown_product(self, rule: RegistrationRule) -> str:
        return str(rule.product or _("every product"))


@admin.register(AlertRules)
class AlertRulesAdmin(OneRowRoom):
    """Who may publish an alert, and from when on it counts as late."""

    fields = ("second_person", "sent_within_minutes")


@admin.register(Registration)
class RegistrationAdmin(ReadingRoom):
    """Who wants the alerts of which product; people register in the portal."""

    list_display = ("user", "customer", "product", "registered_at")
    list_filter = ("product",)
    search_fields = ("user__name", "user__email", "customer__name")
    list_select_related = ("user", "customer", "product")


@admin.register(AddressMark)
class AddressMarkAdmin(ReadingRoom):
    """Addresses that mail fails to, or whose readers complained. A mark is lifted where the person is shown."""

    list_display = ("address", "shown_state", "since", "source", "lifted_at", "lifted_by")
    list_filter = ("state", "source", ("lifted_at", admin.EmptyFieldListFilter))
    search_fields = ("address",)
    list_select_related = ("lifted_by",)

    @display(
        description=gettext_lazy("state"),
        ordering="state",
        label={"fails": "danger", "complained": "warning", "lifted": "success"},
    )
    def shown_state(self, mark: AddressMark) -> tuple[str, Any]:
        return ("lifted", _("lifted")) if mark.lifted_at else (mark.state, mark.get_state_display())


@admin.register(AddressReport)
class AddressReportAdmin(ReadingRoom):
    """What mail systems and services reported, as it came."""

    list_display = ("at", "address", "verdict", "why", "source")
    list_filter = ("verdict", "source")
    search_fields = ("address",)


@admin.register(BounceRules)
class BounceRulesAdmin(OneRowRoom):
    """One row, so the list leads straight to it."""

    fields = ("failures", "within_days")
