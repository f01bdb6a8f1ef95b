"""What people are told about mail in; the mail of each kind is templates/mail/<code>.md."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import Kind
from notifications.models.outbox import Channel

KINDS = (
    # Of a mail that could not be taken; `reason` is in her language, `subject` that of her mail.
    Kind(
        "mail_refused",
        _("A mail of yours could not be taken"),
        _("Your mail “{subject}” could not be taken"),
        ("subject", "reason"),
        optional=False,
    ),
    # `sender` is an address, `why` a word of tickets.mailbox.
    Kind(
        "mail_held",
        _("A mail is held"),
        _("A mail of {sender} waits for a person: {subject}"),
        ("sender", "subject", "reason"),
        staff=True,
        channels=(Channel.IN_APP,),
    ),
)
