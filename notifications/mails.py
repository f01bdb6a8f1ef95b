"""Turns a row of the outbox into a mail: one Markdown source per kind gives subject, text and HTML, in the
reader's language and zone. Sending is delivery.py's.

What people typed never becomes markup: see words.py. The HTML knows no other tags than those of MARKDOWN, and
no links but to this installation, to phones and to mailboxes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_noop
from markdown_it import MarkdownIt

from notifications import merging, unsubscribing
from notifications.models import Notification
from notifications.wire import WireMessage
from notifications.words import Typed

SUBJECT_LENGTH = 250
NO_ADDRESS = gettext_noop("The address is none.")
MARKDOWN = ("blockquote", "heading", "hr", "list", "emphasis", "entity", "escape", "link", "newline")


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802  the name is the library's
        return url.startswith((f"{settings.SITE_URL}/", "tel:", "mailto:"))


markdown = _Markdown("zero", {"html": False, "breaks": False}).enable(list(MARKDOWN))


@dataclass(frozen=True)
class Mail:
    """A mail as one reader gets it."""

    subject: str
    text: str
    html: str
    headers: dict[str, str] = field(default_factory=dict)


def is_address(address: str) -> bool:
    """Whether mail can be sent there at all."""
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def written(row: Notification) -> Mail:
    """The mail of `row`. Raises what the template raises: a missing one, an unknown variable."""
    reader = row.recipient
    with translation.override(reader.language), timezone.override(reader.zone):
        unsubscribe_url = unsubscribing.url(row) if row.alert else ""
        facts: dict[str, Any] = {
            "url": f"{settings.SITE_URL}{row.link}" if row.link.startswith("/") else ""
        } | row.context
        if row.alert:
            facts |= {"symptom": row.alert.symptom, "action": row.alert.action}
            bodies = merging.merged(_bodies, row.kind, facts, reader.name, unsubscribe_url)
        else:
            bodies = _bodies(row.kind, facts, reader.name, unsubscribe_url)
    return Mail(*bodies, _headers(row, unsubscribe_url))


def _bodies(kind: str, facts: Mapping[str, Any], reader: str, unsubscribe_url: str) -> tuple[str, str, str]:
    """Subject, text and HTML in the language and zone that are active."""
    facts = {"reader": reader, "unsubscribe_url": unsubscribe_url, **facts}
    subject, text = _source(kind, facts, html=False)
    _, source = _source(kind, facts, html=True)
    layout = get_template("mail/layout.html")
    body = mark_safe(markdown.render(source))  # noqa: S308  made of MARKDOWN's rules alone
    html = layout.render({"subject": subject, "body": body, "language": translation.get_language()})
    return subject, text, html


def message(row: Notification, mail: Mail) -> WireMessage:
    """`mail` addressed to its reader, ready to be sent."""
    sent = WireMessage(
        mail.subject,
        mail.text,
        settings.DEFAULT_FROM_EMAIL,
        [row.recipient.email],
        reply_to=[settings.REPLY_TO_EMAIL],
        headers=mail.headers,
    )
    sent.attach_alternative(mail.html, "text/html")
    return sent


def _source(kind: str, facts: Mapping[str, Any], *, html: bool) -> tuple[str, str]:
    """Subject and Markdown body. For HTML what was typed is escaped as it is printed, for text it is itself."""
    words = {key: typed(value) for key, value in facts.items()} | {"html": html}
    template, footer = (get_template(f"mail/{name}.md").template for name in (kind, "footer"))  # type: ignore[attr-defined]
    subject, _newline, body = template.render(Context(words, autoescape=html)).partition("\n")
    end = footer.render(Context(words, autoescape=html))
    source = f"{body.strip()}\n\n---\n\n{end.strip()}\n"
    return " ".join(subject.split())[:SUBJECT_LENGTH], re.sub(r"\n{3,}", "\n\n", source)


def typed(value: Any) -> Any:
    """The value with every string in it marked as typed by a person."""
    if isinstance(value, str):
        return Typed(value)
    if isinstance(value, dict):
        return {key: typed(inner) for key, inner in value.items()}
    return [typed(inner) for inner in value] if isinstance(value, list) else value


def domain() -> str:
    """The part of our Message-IDs after the @."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


def _headers(row: Notification, unsubscribe_url: str) -> dict[str, str]:
    """A retry says the same Message-ID. The mails of an incident are one thread; nobody's absence notice is
    wanted (RFC 3834)."""
    headers = {
        "Message-ID": f"<{row.pk}.{row.created_at:%Y%m%d%H%M%S%f}@{domain()}>",
        "Auto-Submitted": "auto-generated",
    }
    if number := row.context.get("number"):
        headers["References"] = headers["In-Reply-To"] = f"<incident.{number}@{domain()}>"
    elif row.alert_id:
        headers["References"] = headers["In-Reply-To"] = f"<alert.{row.alert_id}@{domain()}>"
    if unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
