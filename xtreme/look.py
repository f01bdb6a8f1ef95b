"""The sheet of the look: every part of the pages with sample data, at /demo/look/. Needs no rows."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from entitlements.models import Severity
from subscriptions import wording
from tickets.models import Status

PAGES = ("queue", "incident")
ZONE = ZoneInfo("Europe/Copenhagen")
ELITE = {"rank": 1, "short_name": "Elite"}
PREMIUM = {"rank": 2, "short_name": "Premium"}
SUPPORT = {"rank": 3, "short_name": "Support"}
# Severity, title, customer, product, tier, minutes to the due time, share of the target used.
QUEUE = (
    (1, "No invoices leave the system since 06:10", "Nordlys", "Ledgerkant Finance 13.0", ELITE, -4, 1),
    (1, "Scanners rejected after patch", "Tsukimori", "Stakhus Warehouse 8.0", PREMIUM, 11, 0.82),
    (2, "Posting stops with error 4711", "Nordlys", "Ledgerkant Finance 13.0", ELITE, 38, 0.37),
    (2, "VAT report rejected by the tax portal", "Havblik", "Ledgerkant Finance 12.1", SUPPORT, 1500, 0.08),
    (3, "Footer shows last year's name", "Wattlebird", "Ordrevej Distribution 6.0", ELITE, 1600, 0.12),
    (4, "How do I export the chart of accounts?", "Malhar", "Tallebord Analytics 2.0", SUPPORT, 4400, 0.05),
)
MEANINGS = (
    "Production is down or data is being corrupted; no workaround. E.g. nobody can post.",
    "An important function is badly degraded, or a deadline is in danger.",
    "A function is impaired, but there is a workaround or few users are hit.",
    "A question, documentation, a cosmetic fault, a wish.",
)


class SampleForm(forms.Form):
    """Fields of every kind, some of them wrong."""

    product = forms.ChoiceField(choices=[("", "Choose"), ("LGF", "Ledgerkant Finance 13.0")])
    kind = forms.ChoiceField(
        choices=[("fault", "Fault"), ("how_to", "How-to")], widget=forms.RadioSelect, initial="fault"
    )
    title = forms.CharField(max_length=200, help_text="One line, as you would say it to a colleague.")
    users = forms.CharField(label="Users affected", required=False)
    description = forms.CharField(widget=forms.Textarea, help_text="What you did, and what came instead.")
    attachments = forms.FileField(required=False)
    agree = forms.BooleanField(label="Somebody who speaks English can be reached", required=False)


def _rows(now: datetime) -> list[dict[str, Any]]:
    rows = []
    for number, (severity, title, customer, product, tier, minutes, used) in enumerate(QUEUE):
        due_at = now + timedelta(minutes=minutes)
        due = wording.due_words(due_at, now, ZONE, used)
        rows.append(
            {
                "number": 10482 - 3 * number,
                "url": "/demo/look/incident/",
                "title": title,
                "customer": customer,
                "product": product,
                "severity": severity,
                "severity_word": Severity(severity).label,
                "rank": tier["rank"],
                "tier": tier["short_name"],
                "due": due.words,
                "level": due.level,
                "used": due.used,
                "due_at": due_at.isoformat(),
                "due_full": wording.moment_words(due_at, now, ZONE, zone_name=True),
                "status": "New",
                "owner": "Anna" if number == 1 else "",
                "owner_initials": "AK",
            }
        )
    return rows


def _timeline(at: datetime) -> list[dict[str, Any]]:
    mette = {"author": "Mette Nygaard", "initials": "MN", "where": "Nordlys", "at": at}
    anna = {"author": "Anna Kjær", "initials": "AK", "where": "Support", "at": at, "vendor": True}
    question = {
        "text": "The posting run for period 11 stops after 1,204 of 5,310 vouchers.\nWe close on Friday.",
        "files": [{"url": "#", "name": "posting-log.txt", "size": 49_152}],
    }
    answer = {
        "text": "Thank you, Mette. The log points to a voucher series without an end date.",
        "result": "first response met by 41 min",
        "seen_by": "seen by the customer",
    }
    missed = {"words": "First response missed by 4 min", "icon": "circle-alert", "late": True}
    return [
        mette | question,
        {"words": "Anna Kjær took the incident", "at": at, "icon": "hand"},
        anna | answer,
        anna | {"note": True, "text": "Same as 10391. Development confirms: fixed in SP 3."},
        {"words": "Severity 3 → 2", "at": at, "icon": "gauge", "reason": "Month-end is in danger."},
        missed | {"at": at},
    ]


def _targets(now: datetime) -> list[dict[str, Any]]:
    sentences = [
        "Severity 2, Elite, Ledgerkant Finance: next reply within 4 covered hours.",
        "Office hours, Copenhagen: Monday to Friday 08:00 to 17:00.",
        "Started 09:31, no pauses.",
    ]
    reply_due = now + timedelta(hours=2, minutes=4)
    total = "Expected by today 13:31 (Copenhagen)"
    return [
        {"name": "next reply", "due_at": reply_due, "used": 0.48, "sentences": sentences, "sum": total},
        {"name": "solution goal", "due_at": now + timedelta(minutes=25), "used": 0.84},
        {"name": "first response", "result": "met", "words": "at 09:31, by 41 min"},
    ]


def _alert(now: datetime) -> dict[str, Any]:
    return {
        "id": 1,
        "url": "#",
        "title": "Ledgerkant Finance 13.0: the period lock is not released",
        "action": "Install fix LGF-13.0-0117. It concerns your production system.",
        "at": now,
        "by": datetime(2026, 12, 1, tzinfo=UTC),
        "products": "Ledgerkant Finance",
        "fix_url": "#",
        "acknowledge_url": "#",
    }


def _dues(now: datetime) -> list[dict[str, Any]]:
    steps = ((-4, 1.0), (11, 0.82), (80, 0.33), (1500, 0.1), (4400, 0.05), (90_000, 0.01))
    running = [{"due_at": now + timedelta(minutes=minutes), "used": used} for minutes, used in steps]
    return [*running, {"due_at": now, "used": 0.5, "paused": True}, {"due_at": None}]


def samples(now: datetime) -> dict[str, Any]:
    """Everything the sheet and its compositions show, as at `now`."""
    form = SampleForm({"title": "", "kind": "fault"})
    form.is_valid()
    return {
        "pages": PAGES,
        "form": form,
        "rows": _rows(now),
        "timeline": _timeline(now - timedelta(hours=1)),
        "targets": _targets(now),
        "alert": _alert(now),
        "dues": _dues(now),
        "statuses": Status.values,
        "tier_elite": ELITE,
        "tier_premium": PREMIUM,
        "tier_support": SUPPORT,
        "choices": [
            {"value": severity.value, "text": text} for severity, text in zip(Severity, MEANINGS, strict=True)
        ],
        "spans": [{"start": 480, "minutes": 540}],
        "now": 620,
        "rail_counts": {"queue": 42, "mine": 6, "unassigned": 9, "waiting": 11, "at_risk": 3},
    }


@login_not_required
def look(request: HttpRequest, page: str = "index") -> HttpResponse:
    """The sheet, or one composition of it."""
    if page not in ("index", *PAGES):
        raise Http404
    return render(request, f"look/{page}.html", samples(timezone.now()))
