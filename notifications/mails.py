"""Turns a row of the outbox into a mail: one Markdown source per kind gives subject, text and HTML, in the
reader's language and zone. Sending is delivery.py's, the text mail_text.py's, the look of the HTML mail_look.py's,
its octets wire.py's.

What people typed never becomes markup: see words.py.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_noop

from notifications import invitations, mail_look, mail_text, merging, reply_addresses, unsubscribing, wire
from notifications.flowed import flowed
from notifications.kinds import KINDS, Kind
from notifications.mail_facts import facts
from notifications.merging import Bodies
from notifications.message_ids import domain, message_id
from notifications.models import Notification
from notifications.words import Ours, Typed, in_language

SUBJECT_LENGTH = 250
PREHEADER_LENGTH = 140
NO_ADDRESS = gettext_noop("The address is none.")
ALERTS = "alerts"  # the list that all mails about alerts are of


class UnknownWord(LookupError):
    """A template asks for a word that is not in its context. The mail is not sent without it."""


class UnknownKind(LookupError):
    """A row of a kind that is no more, or not yet."""


class _Words(Context):
    """What a template may say: unlike Django's own context it says nothing in place of a word that it lacks."""

    def __getitem__(self, word: Any) -> Any:
        if not super().__contains__(word):
            raise UnknownWord(f"There is no “{word}” to say in this mail.")
        return super().__getitem__(word)

    def __contains__(self, word: Any) -> bool:
        if not super().__contains__(word) and word not in ("forloop", "block"):  # Django's own
            raise UnknownWord(f"There is no “{word}” to say in this mail.")
        return super().__contains__(word)


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
    """The mail of `row`. Raises UnknownKind for one that is not in kinds.py, UnknownWord where its template asks
    for more than the row knows."""
    reader, kind = row.recipient, KINDS.get(row.kind)
    if kind is None:
        raise UnknownKind(f"There is no kind of mail “{row.kind}”.")
    url = unsubscribing.url(row, kind)

    def render(name: str, unsubscribe_url: str) -> Bodies:
        return _bodies(row, kind, name, unsubscribe_url)

    with translation.override(reader.language), timezone.override(reader.zone):
        if row.alert:
            bodies = merging.merged(render, _in_common(row), reader.name, url)
        else:
            bodies = render(reader.name, url)
    return Mail(*bodies, _headers(row, kind, url))


def octets(row: Notification, mail: Mail) -> bytes:
    """`mail` addressed to its reader, as it is sent; its text is in lines that flow. Raises ValueError where her
    address is none."""
    return wire.mail(
        mail.subject,
        settings.DEFAULT_FROM_EMAIL,
        row.recipient.email,
        reply_to(row),
        mail.headers,
        flowed(mail.text),
        mail.html,
        invitations.of_message(row),
    )


def reply_to(row: Notification) -> str:
    """Where an answer to it goes: for an incident an address that says which, else the mailbox."""
    number = incident(row)
    if number and settings.REPLIES_ARE_READ:
        return reply_addresses.address_for(number, row.recipient)
    return str(settings.REPLY_TO_EMAIL)


def incident(row: Notification) -> int | None:
    """The number of the incident that it is about, if it is about one."""
    return row.context.get("number") if KINDS[row.kind].of_incident else None


def typed(value: Any) -> Any:
    """The value with every string in it marked as typed by a person."""
    if isinstance(value, str):
        return Typed(value)
    if isinstance(value, dict):
        return {key: typed(inner) for key, inner in value.items()}
    return [typed(inner) for inner in value] if isinstance(value, list) else value


def _in_common(row: Notification) -> tuple[object, ...]:
    """All that its words come from, but for the reader's name and her address to unsubscribe."""
    reader, alert = row.recipient, row.alert
    said = json.dumps(row.context, sort_keys=True)
    return (
        row.kind,
        reader.language,
        reader.time_zone,
        row.link,
        said,
        alert and (alert.shown("symptom"), alert.shown("action")),
    )


def _bodies(row: Notification, kind: Kind, reader: str, unsubscribe_url: str) -> Bodies:
    """Subject, text and HTML, in the language and zone that are active."""
    words = _words(row, kind, reader, unsubscribe_url)
    subject, first, source = _source(kind, words)
    html = get_template("mail/layout.html").render(
        {
            "subject": subject,
            "preheader": first,
            "body": mark_safe(mail_look.html(source)),  # noqa: S308  made of its rules alone
            "language": row.recipient.language,
        }
    )
    return subject, mail_text.text(source), html


def _words(row: Notification, kind: Kind, reader: str, unsubscribe_url: str) -> dict[str, Any]:
    """What the templates may say, but for the letters of HTML. A row of an older version may lack a word that its
    kind has by now."""
    said = in_language(row.context)
    known: dict[str, Any] = (
        dict.fromkeys(kind.words)
        | {
            "reader": reader,
            "greeted": not kind.staff,
            "kind_name": str(kind.name),
            "url": f"{settings.SITE_URL}{row.link}" if row.link.startswith("/") else "",
            "unsubscribe_url": unsubscribe_url,
            "registered_for": row.context.get("product", "") if row.alert_id else "",
            "answered": settings.REPLIES_ARE_READ and kind.of_incident and not kind.staff,
            "mailbox_is_read": settings.REPLIES_ARE_READ,
        }
        | said
    )
    if row.alert:
        known |= {"symptom": row.alert.shown_symptom, "action": row.alert.shown_action}
    return typed(known) | {"facts": [(label, Typed(value)) for label, value in facts(kind, said)]}


def _source(kind: Kind, words: Mapping[str, Any]) -> tuple[str, str, str]:
    """Subject and what is said first, without marks, and the whole in Markdown."""
    rendered = _rendered(kind.code, words)
    subject, _newline, body = rendered.partition("\n")
    frame = _rendered("frame", {**words, "body": Ours(body.strip())})
    first = mail_text.text(" ".join(body.strip().partition("\n\n")[0].split()))
    source = re.sub(r"\n{3,}", "\n\n", f"{frame.strip()}\n")
    return mail_text.text(" ".join(subject.split()))[:SUBJECT_LENGTH], first[:PREHEADER_LENGTH], source


def _rendered(name: str, words: Mapping[str, Any]) -> str:
    """The template with these words, each sign in what was typed as an entity."""
    template = get_template(f"mail/{name}.md").template  # type: ignore[attr-defined]
    return str(template.render(_Words(words)))


def _headers(row: Notification, kind: Kind, unsubscribe_url: str) -> dict[str, str]:
    """A retry says the same Message-ID. The mails of an incident are one thread; nobody's absence notice is wanted
    (RFC 3834). What its reader can leave is a list, which it names (RFC 2919) with the way out (RFC 8058)."""
    headers = {
        "Message-ID": message_id(row),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
    }
    if number := incident(row):
        headers["References"] = headers["In-Reply-To"] = f"<incident.{number}@{domain()}>"
    elif row.alert_id:
        headers["References"] = headers["In-Reply-To"] = f"<alert.{row.alert_id}@{domain()}>"
    if unsubscribe_url:
        headers["List-Id"] = f"<{ALERTS if row.alert_id else kind.code}.{domain()}>"
        headers["List-Unsubscribe"] = f"<{unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
