"""What an administrator sets of the knowledge base."""

from django.contrib import admin

from entitlements.knowledge.models import KnowledgeRules
from subscriptions.administration.room import OneRowRoom


@admin.register(KnowledgeRules)
class KnowledgeRulesAdmin(OneRowRoom):
    """One row, so the list leads straight to it."""

    fields = ("second_person", "look_through_days", "failing_percent", "failing_votes")
