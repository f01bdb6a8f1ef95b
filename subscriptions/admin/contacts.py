"""Contacts of all customers as one list, to look at and to carry in and out; they are edited with their company."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from subscriptions.administration.exchange import ContactRows, Exchange
from subscriptions.administration.room import Room
from subscriptions.models import Membership


@admin.register(Membership)
class ContactAdmin(Exchange, Room):
    """They leave, and are let back, on their customer's page."""

    resource_classes = [ContactRows]
    list_display = (
        "user",
        "email",
        "customer",
        "role",
        "approves_remote_access",
        "speaks_english",
        "has_left",
    )
    list_filter = ("role", "approves_remote_access", "customer__region")
    list_select_related = ("user", "customer")
    search_fields = ("user__name", "user__email", "customer__name", "customer__number")
    fields = (
        "customer",
        "user",
        "role",
        "approves_remote_access",
        "speaks_english",
        "started_at",
        "ended_at",
    )

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def add_success_message(self, result: Any, request: HttpRequest) -> None:
        super().add_success_message(result, request)
        said = _(
            "Nobody was mailed. Who is new chooses a password at “Forgotten your password?” when she signs in."
        )
        self.message_user(request, said, messages.INFO)

    @display(description=gettext_lazy("e-mail"), ordering="user__email")
    def email(self, contact: Membership) -> str:
        return contact.user.email

    @display(description=gettext_lazy("has left"), boolean=True)
    def has_left(self, contact: Membership) -> bool:
        return contact.ended_at is not None
