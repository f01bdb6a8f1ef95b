"""What a mail reports about mail of ours: delivery status notifications (RFC 3464), complaints (RFC 5965) and the
odd shapes of bounces. Reading only; what follows is bounces.py's.

Anybody may write such a mail. So one that names none of our mails is believed of nobody.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parseaddr

from flufl.bounce import all_failures

from notifications.message_ids import ours_in
from notifications.models.addresses import Verdict

log = logging.getLogger(__name__)

SEARCHED = 200_000  # octets of a report; our mails and their reports are shorter
WHY_LENGTH = 500
DAEMONS = ("mailer-daemon", "postmaster")
STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
# Final answers that are about the mail and not about its address (RFC 3463): a full mailbox, a mail that is too
# large or not understood, a policy.
OF_THE_MAIL = ("5.2.2", "5.2.3", "5.3.", "5.6.", "5.7.")


@dataclass(frozen=True)
class Report:
    """What is said of one `address`, empty where it is left out; `mail` is the Message-ID of ours that it is
    about, empty where it names none. `final`: that mail will not arrive any more."""

    verdict: Verdict
    address: str
    why: str
    mail: str = ""
    final: bool = True


def read(raw: bytes) -> list[Report] | None:
    """The reports that the mail holds, none where it tells of success; None for a mail that is no report."""
    try:
        message = message_from_bytes(raw[:SEARCHED])
    except RecursionError:  # parts within parts, a thousand deep
        return None
    mail = ours_in(raw[:SEARCHED].decode("ascii", "replace")) or ours_in(_words(message))
    kind = str(message.get_param("report-type", "")).lower()
    if kind == "delivery-status":
        return list(_statuses(message, mail))
    if kind == "feedback-report":
        return list(_complaints(message, mail))
    return list(_odd(message, mail)) or None if _from_a_machine(message) else None


def verdict_of(status: str) -> Verdict:
    """What an enhanced status code (RFC 3463) says of an address; without one it is final."""
    final = not status.startswith("4") and not status.startswith(OF_THE_MAIL)
    return Verdict.FAILED if final else Verdict.DELAYED


def status_in(text: str) -> str:
    """The first enhanced status code in it, such as 5.1.1."""
    match = STATUS.search(text)
    return match[0] if match else ""


def _statuses(message: Message, mail: str) -> Iterator[Report]:
    """A report for each recipient that something is said of (RFC 3464, 2.3)."""
    any_block = False
    for block in _blocks(message, "message/delivery-status"):
        recipient = _typed(block, "Original-Recipient") or _typed(block, "Final-Recipient")
        action = str(block.get("Action", "")).strip().lower()
        any_block = any_block or bool(action)
        if not action.startswith(("failed", "error", "delayed")):
            continue
        why = _line(_text(block, "Diagnostic-Code").rpartition(";")[2] or _text(block, "Status"))
        status = status_in(_text(block, "Status")) or status_in(why)
        late = action.startswith("delayed")
        yield Report(Verdict.DELAYED if late else verdict_of(status), recipient, why, mail, final=not late)
    if not any_block:
        yield from _odd(message, mail)


def _complaints(message: Message, mail: str) -> Iterator[Report]:
    """A complaint for each recipient; where a provider leaves them out, one about the mail (RFC 5965, 3)."""
    for block in _blocks(message, "message/feedback-report"):
        if _text(block, "Feedback-Type").lower() == "not-spam":
            return
        why = _line(_text(block, "Feedback-Type"))
        recipients = [_address(str(value)) for value in block.get_all("Original-Rcpt-To", [])]
        for recipient in recipients or [_complainer(message)]:
            yield Report(Verdict.COMPLAINED, recipient, why, mail, final=False)


def _complainer(message: Message) -> str:
    """Whom the returned mail was to."""
    returned = [part for part in message.walk() if part is not message and part["To"]]
    return parseaddr(str(returned[-1]["To"]))[1] if returned else ""


def _odd(message: Message, mail: str) -> Iterator[Report]:
    """Bounces in shapes of their senders' own."""
    try:
        late, failed = all_failures(message)
    except Exception:  # its detectors raise whatever a crippled mail makes them
        log.warning("a report cannot be read", exc_info=True)
        return
    words = _words(message)
    status = status_in(words)
    near = re.search(rf"[^\n]*{re.escape(status)}[^\n]*", words) if status else None
    why = _line(near[0] if near else _text(message, "Subject"))
    for address in sorted(failed):
        yield Report(verdict_of(status), address.decode(errors="replace"), why, mail)
    for address in sorted(late):
        yield Report(Verdict.DELAYED, address.decode(errors="replace"), why, mail, final=False)


def _from_a_machine(message: Message) -> bool:
    """Whether it comes from a mail system: from nobody, or from one that goes by the usual names."""
    writer = parseaddr(_text(message, "From"))[1].partition("@")[0].lower()
    nobody = _text(message, "Return-Path").replace(" ", "") == "<>"
    return nobody or writer in DAEMONS or message.get_content_type() == "multipart/report"


def _blocks(message: Message, content_type: str) -> Iterator[Message]:
    """The blocks of fields of the parts of that type."""
    for part in message.walk():
        held = part.get_payload() if part.get_content_type() == content_type else None
        if isinstance(held, list):
            yield from (block for block in held if isinstance(block, Message))


def _words(message: Message) -> str:
    """What the parts say, decoded."""
    held = (part.get_payload(decode=True) for part in message.walk() if not part.is_multipart())
    return "\n".join(octets.decode("utf-8", "replace") for octets in held if isinstance(octets, bytes))


def _typed(block: Message, name: str) -> str:
    """The address of a field such as `rfc822; mette@nordlys.example`, with or without its type."""
    return _address(str(block.get(name, "") or ""))


def _address(value: str) -> str:
    found = getaddresses([value.rpartition(";")[2]])
    return next((address for _name, address in found if "@" in address), "")


def _text(message: Message, name: str) -> str:
    """A field, unfolded and decoded."""
    value = str(message.get(name, "") or "")
    try:
        return " ".join(str(make_header(decode_header(value))).split())
    except (LookupError, ValueError):
        return " ".join(value.split())


def _line(text: str) -> str:
    return " ".join(text.split())[:WHY_LENGTH]
