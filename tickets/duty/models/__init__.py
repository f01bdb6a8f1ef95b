"""Duty: rosters that an administrator edits, and the ledger of pages. One concept a file."""

from subscriptions.models.history import keep_history
from tickets.duty.models.pages import Page, Paging
from tickets.duty.models.rosters import Absence, DutyShift, Place, Replacement, Roster
from tickets.duty.models.rules import DutyRules

__all__ = ["Absence", "DutyRules", "DutyShift", "Page", "Paging", "Place", "Replacement", "Roster"]

keep_history(Absence, DutyRules, DutyShift, Place, Replacement, Roster)
