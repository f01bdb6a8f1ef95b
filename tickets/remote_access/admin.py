"""Remote sessions and the rules of each customer, to read. The connection's secrets are not here."""

from django.contrib import admin

from subscriptions.administration.room import ReadingRoom, ReadingRows
from tickets.remote_access.models import (
    Approval,
    RemoteAccessRules,
    RemoteSession,
    SessionAgent,
    SessionSystem,
)


class SystemRows(ReadingRows):
    model = SessionSystem
    fields = ("system",)


class AgentRows(ReadingRows):
    model = SessionAgent
    fields = ("agent",)


class ApprovalRows(ReadingRows):
    model = Approval
    fields = ("version", "approver", "at", "words_en")


@admin.register(RemoteSession)
class RemoteSessionAdmin(ReadingRoom):
    """Every request and what became of it."""

    hidden = ("submission", "next_at")
    list_display = ("incident", "customer", "scope", "opens_at", "closes_at", "state")
    list_filter = ("state", "scope")
    list_select_related = ("customer", "incident")
    search_fields = ("customer__name", "customer__number", "incident__pk")
    inlines = [SystemRows, AgentRows, ApprovalRows]


@admin.register(RemoteAccessRules)
class RemoteAccessRulesAdmin(ReadingRoom):
    """What each customer's manager set. She alone changes it."""

    list_display = ("customer", "two_approvers", "never_production", "usual_minutes", "longest_minutes")
    list_select_related = ("customer",)
    search_fields = ("customer__name", "customer__number")
