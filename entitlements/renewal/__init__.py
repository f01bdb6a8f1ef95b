"""Reminders before a subscription ends, and asking for an upgrade (R26.2; any refusal leads here). What is agreed
is done by the verbs of subscriptions.life."""
