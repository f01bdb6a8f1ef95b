"""Words for every kind of mail, as the product fills them in. `python -m tests.notifications.mail_words FOLDER`
writes each mail in both languages as HTML and text, to be looked at."""

import sys
from datetime import UTC, datetime
from pathlib import Path

AT = datetime(2026, 11, 26, 7, 30, tzinfo=UTC)
WORDS = {
    "build": "STH-9.0-B3",
    "code": "EDU-7KQ4-M2XD",
    "from_on": "2026-07-01",
    "to_on": "2027-06-30",
    "note": "Voice picking works with the new scanners.",
    "planned_on": "2026-12-19",
    "number": 10475,
    "incident": 10475,
    "title": "Month-end posting stops with “period lock held”, nobody can post",
    "severity": 2,
    "customer": "Nordlys Energiudstyr A/S",
    "product": "Ledgerkant Finance",
    "due_at": AT.isoformat(),
    "answer_by": AT.isoformat(),
    "phone": "+45 70 00 00 01",
    "owner": "Anna Kjær",
    "body": "We have found the lock: a cancelled posting still holds it.\n"
    "Please open Period, Locks and send us what you see.\n\nAnna",
    "asks": True,
    "incomplete": False,
    "expected": "2026-12-01",
    "before": 3,
    "after": 2,
    "reason": "All four companies stand still now, and the month must be closed tonight.",
    "milestone": "first_response",
    "percent": 75,
    "level": 1,
    "cause": "missed",
    "reminder": 1,
    "reopen_days": 30,
    "closes_on": "2026-12-10",
    "status": "waiting_customer",
    "correction": "The fix is 0118",
    "alert_class": "production_stop",
    "affected": [
        {"key": 1, "product": "Ledgerkant Finance", "listed": "12.1, 13.0", "since": "", "until": ""}
    ],
    "action_kind": "fix",
    "required_by": "2026-12-01",
    "ends_on": "2026-12-15",
    "days": 20,
    "declined_on": "2026-11-20",
    "change": {
        "kind": "reinstated",
        "product": "",
        "facts": {
            "first": "2026-12-16",
            "last": "2027-12-15",
            "lines": ["Ledgerkant Finance: Elite", "Ordrevej Distribution: Premium"],
        },
    },
    "about": "Mette Solgaard",
    "tries": 3,
    "first": AT.isoformat(),
    "last": AT.isoformat(),
    "products": "Ledgerkant Finance, Ordrevej Distribution",
    "person": "Birthe Munk",
    "tier": "Xtreme Premium Support",
    "decision": "granted",
    "mail": "ida@xtreme.example",
    "weekend_on": "2026-12-12",
    "release": "LGF-13.0-0117",
    "release_kind": "fix",
    "version": "13.0",
    "country": "Denmark",
    "country_da": "Danmark",
    "title_da": "",
    "rule_da": "Virksomheder over en grænse, fra 1. juli 2026.",
    "logged": "10475, 10481",
    "proposed": "10481",
    "effective_on": "2026-07-01",
    "rule": "Companies over a limit, from 1 July 2026.",
    "begins_at": "2026-12-11T16:00:00+00:00",
    "ends_at": "2026-12-14T07:00:00+00:00",
    "resource": "Emil Bach",
    "offered": ["2026-12-19", "2027-01-09"],
    "side": "vendor",
    "loses_on": "2026-12-11",
    "report": "Three incidents, all solved within two hours.\nThe upgrade ran through on Sunday at 14:10.",
    "by": "Mette Nygaard",
    "purpose": "go_live",
    "address": "mette@nordlys.example",
    "why": ["Ledgerkant Finance has Xtreme Support.", "Severity 2: 4 hours of office hours."],
    "since": AT.isoformat(),
    "earlier": "2026-11-28",
    "expected_at": AT.isoformat(),
    "impact": "Nobody can post",
    "what": "solution",
    "response": "declined",
    "who": "Anna Kjær",
    "until": AT.isoformat(),
    "subject": "Posting stops",
    "sender": "someone@elsewhere.example",
    "article": 12,
    "name": "Release a stuck period lock safely",
    "name_da": "",
    "summary": "What to look at before a lock is released, and in which order.",
    "votes": 12,
    "count": 203,
    "more": 200,
    "starts_at": AT.isoformat(),
    "was_at": "2026-11-25T07:30:00+00:00",
    "minutes": 60,
    "minutes_before": 60,
    "another": True,
    "host": "Emil Bach",
    "language": "en",
    "seats": 2,
    "moved_up": True,
    "waiting": False,
    "invitation": None,
    "join": "https://meet.example/payroll",
    "explained": "Interactive briefings come with Xtreme Premium Support.",
    "topic": "Payday Super step by step",
    "merged_into": "Payday Super from 1 July",
    "systems": "Ledgerkant Finance 13.0 LEDGER01",
    "people": "Torben Krag",
    "opens_at": AT.isoformat(),
    "closes_at": "2026-11-26T09:30:00+00:00",
    "changes": False,
    "again": False,
    "how": "ended",
    "closing": "We read the lock table; 12 sessions wait behind the dead one.",
    "outcome": "accepted",
    "answer": "We record it after the next pay run.",
    "text": "Does the new rule hold for casual staff?",
    "step": "planned",
    "question": 31,
    "heading": "How do you test a service pack without a second licence?",
    "done": "hidden",
    "programme_kind": "beta",
    "until_on": "2026-12-31",
    "elite_until_on": "2026-12-10",
    "first_on": "2026-07-01",
    "last_on": "2026-09-30",
    "held_on": "2026-10-21",
    "opened": 23,
    "closed": 22,
    "open_after": 1,
    "met": 21,
    "missed": 2,
    "notes": "We went through the two late responses. Both came in the week of the holidays.",
    "decisions": "A second agent covers Ledgerkant Finance in weeks 28 to 31.",
    "place": "https://meet.example/nordlys",
    "calls": False,
    "advisor": "Line Østergaard",
    "kind": "development",
    "wished": "Tuesday or Wednesday morning",
    "plan": 12,
    "task": "Install fix LGF-13.0-0117 on the test system",
    "due_on": "2026-12-01",
}
WORDS["lines"] = [
    WORDS | {"kind": kind, "line": "Reply to incident 10475"} for kind in ("reminder", "missed", "escalated")
]


def write_all(folder):
    """Every kind, in English and Danish, to a contact or an agent who is in no database."""
    from notifications import mails
    from notifications.kinds import KINDS
    from notifications.models import Alert, Notification
    from subscriptions.models import User

    folder.mkdir(parents=True, exist_ok=True)
    alert = Alert(
        pk=7,
        symptom="A cancelled posting leaves the period locked; nobody can post until it is released.",
        action="Install fix LGF-13.0-0117.\nUntil then release the lock as article 1 says.",
    )
    for kind in KINDS.values():
        for language in ("en", "da"):
            reader = User(pk=7, name="Mette Nygaard", email="mette@nordlys.example", language=language)
            told = Notification(
                pk=7,
                kind=kind.code,
                recipient=reader,
                created_at=AT,
                context={word: WORDS[word] for word in (*kind.words, "affected")},
                link="/incidents/10475/",
                customer_id=1,
                alert=alert if kind.code.startswith("alert") else None,
            )
            mail = mails.written(told)
            (folder / f"{kind.code}.{language}.html").write_text(mail.html)
            (folder / f"{kind.code}.{language}.txt").write_text(f"{mail.subject}\n\n{mail.text}")


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    write_all(Path(sys.argv[1]))
