"""One source per kind gives text and HTML, in the reader's language and zone; what was typed is no markup."""

from datetime import UTC, datetime

import pytest

from notifications import mails
from notifications.kinds import KINDS
from notifications.models import Alert, Notification
from tests import factories as make

AT = datetime(2026, 11, 26, 7, 30, tzinfo=UTC)
WORDS = {
    "number": 10475,
    "title": "Posting stops",
    "severity": 2,
    "customer": "Nordlys Energiudstyr A/S",
    "product": "Ledgerkant Finance",
    "due_at": AT.isoformat(),
    "phone": "+45 70 00 00 01",
    "owner": "Anna Kjær",
    "body": "First line\nsecond line\n\nNew paragraph",
    "asks": True,
    "expected": "2026-12-01",
    "before": 3,
    "after": 2,
    "reason": "It got worse",
    "milestone": "first_response",
    "percent": 75,
    "level": 1,
    "cause": "missed",
    "reminder": 1,
    "closes_on": "2026-12-10",
    "status": "waiting_customer",
    "correction": "The fix is 0118",
    "alert_class": "production_stop",
    "versions": "12.1, 13.0",
    "action_kind": "fix",
    "required_by": "2026-12-01",
    "ends_on": "2026-12-15",
    "days": 20,
    "tries": 3,
    "first": AT.isoformat(),
    "last": AT.isoformat(),
    "products": "Ledgerkant Finance, Ordrevej Distribution",
    "person": "Birthe Munk",
    "tier": "Xtreme Premium Support",
    "decision": "granted",
    "mail": "ida@xtreme.example",
    "address": "https://hooks.example.com/in",
    "why": "failing",
    "weekend_on": "2026-12-12",
    "begins_at": "2026-12-11T16:00:00+00:00",
    "ends_at": "2026-12-14T07:00:00+00:00",
    "resource": "Emil Bach",
    "offered": ["2026-12-19", "2027-01-09"],
    "side": "vendor",
    "loses_on": "2026-12-11",
    "report": "Three incidents, all solved",
    "by": "Mette Nygaard",
    "purpose": "go_live",
    "count": 203,
    "more": 200,
}
WORDS["lines"] = [WORDS | {"kind": kind} for kind in ("reminder", "missed", "escalated")]
NASTY = (
    "<script>alert(1)</script> [click](https://evil.example) **b** ![x](https://evil.example/x.png)"
    " _i_ `c` &amp; 1. # >"
)


def row(kind="reply", language="en", context=None, **fields):
    reader = make.user(name="Mette Nygaard", language=language, time_zone="Europe/Copenhagen")
    return Notification(
        pk=7,
        kind=kind,
        recipient=reader,
        channel="email",
        created_at=AT,
        context=WORDS | (context or {}),
        link="/incidents/10475/",
        **fields,
    )


def alert(**fields):
    facts = {
        "title": "Lock",
        "alert_class": "production_stop",
        "symptom": "Posting waits",
        "action": "Install",
    }
    return Alert.objects.create(product=make.product(), **(facts | fields))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_mail_of_subject_text_and_html(kind):
    about = {"alert": alert()} if kind.startswith("alert") else {}
    mail = mails.written(row(kind, **about))
    assert mail.subject
    assert "\n" not in mail.subject
    assert "{%" not in mail.text + mail.html
    assert "\n\n\n" not in mail.text
    assert "**" not in mail.html
    assert "http://localhost:8000/incidents/10475/" in mail.text
    assert 'href="http://localhost:8000/incidents/10475/"' in mail.html
    assert "<img" not in mail.html
    assert "{" not in KINDS[kind].line(WORDS)
