"""Whether the mail server that we trust says that the address in From: is forged (RFC 8601, RFC 7489). Pure."""

import re
from email.message import Message

from tickets.mailbox import headers

VERDICT = re.compile(r"\bdmarc\s*=\s*([a-z]+)", re.IGNORECASE)


def is_forged(message: Message, trusted: str) -> bool:
    """Whether the topmost Authentication-Results of the host `trusted` says dmarc=fail. What others have written
    in the mail is not heard; nothing is, where `trusted` is empty."""
    if not trusted:
        return False
    for value in headers.all_of(message, "Authentication-Results"):
        host, _semicolon, results = value.partition(";")
        if host.split(" ")[0].lower() != trusted.lower():
            continue
        verdict = VERDICT.search(results)
        return bool(verdict and verdict[1].lower() == "fail")
    return False
