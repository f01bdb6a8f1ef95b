"""Mail that came in, and the rules for it."""

from tickets.mailbox.models.mails import IncomingMail, SenderAnswer
from tickets.mailbox.models.rules import MailboxRules

__all__ = ["IncomingMail", "MailboxRules", "SenderAnswer"]
