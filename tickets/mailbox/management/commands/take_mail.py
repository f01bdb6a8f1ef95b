"""Take in one mail from standard input, as a mail server pipes it. The exit code tells the server what to do."""

import logging
import sys
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError
from django.utils import timezone

from tickets.mailbox import reading
from tickets.mailbox.keeping import HEAD, keep_head
from tickets.mailbox.taking import take_in

OK, NO_MAIL, TOO_LARGE, LATER = 0, 65, 69, 75  # sysexits.h
CHUNK = 1024 * 1024

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Take in one mail from standard input: 0 taken, 65 no mail, 69 too large, 75 try again later."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        sys.exit(self.taken(sys.stdin.buffer))

    def taken(self, pipe: BinaryIO) -> int:
        """What became of the mail in the pipe, as an exit code; what is printed a mail server passes on."""
        raw = pipe.read(settings.MAIL_BYTES + 1)
        try:
            if not reading.is_mail(raw):
                return self._says(NO_MAIL, "5.6.0 This is no mail")
            if len(raw) > settings.MAIL_BYTES:
                size = len(raw) + _rest(pipe)
                keep_head(raw[:HEAD], size, timezone.now())
                limit = settings.MAIL_BYTES // (1024 * 1024)
                return self._says(TOO_LARGE, f"5.3.4 The mail is too large: at most {limit} MB are taken")
            take_in(raw)
        except (DatabaseError, OSError):
            log.warning("the mail is to come again", exc_info=True)
            return self._says(LATER, "4.3.0 Not now; try again later")
        return OK

    def _says(self, code: int, words: str) -> int:
        self.stdout.write(words)
        return code


def _rest(pipe: BinaryIO) -> int:
    """Read on to the end, a chunk at a time; how much that was."""
    read = 0
    while chunk := pipe.read(CHUNK):
        read += len(chunk)
    return read
