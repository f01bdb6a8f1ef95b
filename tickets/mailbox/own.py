"""Whether a mail is one of ours that came back: a loop, if it were answered."""

from email.utils import parseaddr

from django.conf import settings

from notifications import message_ids
from tickets.mailbox.reading import ReadMail


def is_ours(mail: ReadMail) -> bool:
    """By its Message-ID, or by its sender: the address that we write from, or that we are answered at."""
    if message_ids.ours_in(mail.message_id):
        return True
    ours = {
        _plain(parseaddr(address)[1]) for address in (settings.DEFAULT_FROM_EMAIL, settings.REPLY_TO_EMAIL)
    }
    return _plain(mail.sender) in ours


def _plain(address: str) -> str:
    """Without what stands after a plus."""
    local, _at, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"
