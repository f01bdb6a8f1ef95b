"""What an administrator edits of duty, and the ledger of pages to look at."""

from tickets.duty.admin import absences, pages, rosters, rules

__all__ = ["absences", "pages", "rosters", "rules"]
