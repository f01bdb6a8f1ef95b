"""The sheet of the look: every part of the pages with sample data, at /demo/look/. No database."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from subscriptions import wording
from tickets.models import Status

PAGES = ("queue", "incident", "home", "new", "portal_incident", "subscription", "plans", "refusal")
ZONE = ZoneInfo("Europe/Copenhagen")
ELITE = {"rank": 1, "short_name": "Elite"}
PREMIUM = {"rank": 2, "short_name": "Premium"}
SUPPORT = {"rank": 3, "short_name": "Support"}
QUEUE = (
    (
        1,
        "No invoices leave the system since 06:10",
        "Nordlys Energiudstyr",
        "Ledgerkant Finance 13.0",
        ELITE,
        -4,
        1,
    ),
    (
        1,
        "Warehouse scanners rejected after patch",
        "Tsukimori Precision",
        "Stakhus Warehouse 8.0",
        PREMIUM,
        11,
        0.82,
    ),
    (
        2,
        "Posting stops with error 4711 in period 11",
        "Nordlys Energiudstyr",
        "Ledgerkant Finance 13.0",
        ELITE,
        38,
        0.37,
    ),
    (
        2,
        "Intercompany match doubles lines",
        "Brückentor Maschinenbau",
        "Ledgerkant Finance 13.0",
        PREMIUM,
        80,
        0.33,
    ),
    (
        2,
        "VAT report 2026 rejected by the tax portal",
        "Havblik Møbler",
        "Ledgerkant Finance 12.1",
        SUPPORT,
        1500,
        0.08,
    ),
    (
        3,
        "Report footer shows last year's name",
        "Wattlebird Freight",
        "Ordrevej Distribution 6.0",
        ELITE,
        1600,
        0.12,
    ),
    (
        4,
        "How do I export the chart of accounts?",
        "Malhar Auto Components",
        "Tallebord Analytics 2.0",
        SUPPORT,
        4400,
        0.05,
    ),
)
SEVERITIES = (
    (
        1,
        "Critical",
        "Production is down, a business-critical function cannot be used, or data is being corrupted; no workaround. E.g. nobody can post, the line stands.",
        "within 30 min, day and night",
    ),
    (
        2,
        "High",
        "An important function is missing or badly degraded; work goes on restricted, or a deadline is in danger. E.g. the MRP run takes all night.",
        "within 1 h, office hours",
    ),
    (
        3,
        "Medium",
        "A function is impaired, but there is a workaround or few users are hit. E.g. a report totals wrongly.",
        "within 2 h, office hours",
    ),
    (
        4,
        "Low",
        "A question, documentation, a cosmetic fault, a wish. E.g. how do I close one company's period?",
        "within 4 h, office hours",
    ),
)
PLANS = (
    ("Critical Solution Notification", "●", "●", "●"),
    ("Number of incidents", "unlimited", "unlimited", "unlimited"),
    ("Telephone, severity 1", "24×5*", "24×7*", "24×7*"),
    (
        "First-response target, severity 1/2/3/4",
        "2 h / 4 h / 1 d / 2 d",
        "1 h / 2 h / 4 h / 8 h",
        "30 min / 1 h / 2 h / 4 h",
    ),
    ("Priority Subscription Queuing", "–", "● (2.)", "● (1.)"),
    ("Interactive Briefings", "–", "●", "●"),
    ("Dedicated Customer Advisor", "–", "–", "●"),
    ("Training-card discount**", "–", "–", "25 %"),
)


class Sample(forms.Form):
    """Fields of every kind, some of them wrong."""

    product = forms.ChoiceField(choices=[("", "Choose"), ("LGF", "Ledgerkant Finance 13.0")])
    kind = forms.ChoiceField(
        choices=[("fault", "Fault"), ("how_to", "How-to"), ("enhancement", "Enhancement")],
        widget=forms.RadioSelect,
    )
    title = forms.CharField(max_length=200, help_text="One line, as you would say it to a colleague.")
    impact = forms.CharField(label="Business impact", widget=forms.Textarea(attrs={"rows": 3}))
    phone = forms.CharField(label="Phone reachable now")
    users = forms.CharField(label="Users affected", required=False)
    description = forms.CharField(
        widget=forms.Textarea, help_text="What you did, what you expected, what came instead."
    )
    files = forms.FileField(label="Attachments", required=False)
    severity = forms.IntegerField(widget=forms.HiddenInput, required=False)
    agree = forms.BooleanField(
        label="Somebody who speaks English can be reached outside office hours", required=False
    )


def _rows(now: datetime) -> list[dict[str, Any]]:
    rows = []
    for number, (level, title, customer, product, tier, minutes, used) in enumerate(QUEUE):
        due_at = now + timedelta(minutes=minutes)
        due = wording.due_words(due_at, now, ZONE, used)
        owner = "Anna" if number in (1, 2) else ""
        rows.append(
            {
                "severity": level, "severity_word": SEVERITIES[level - 1][1], "title": title, "customer": customer,
                "product": product, "rank": tier["rank"], "tier": tier["short_name"], "number": 10482 - 3 * number,
                "url": "/demo/look/incident/", "level": due.level, "due": due.words, "used": due.used,
                "due_at": due_at.isoformat(), "due_full": wording.moment_words(due_at, now, ZONE, zone_name=True),
                "status": "In progress" if owner else "New", "owner": owner, "owner_initials": "AK",
            }
        )  # fmt: skip
    return rows


def _timeline(now: datetime) -> list[dict[str, Any]]:
    at = now - timedelta(hours=1)
    mette = {"author": "Mette Nygaard", "initials": "MN", "where": "Nordlys Energiudstyr", "at": at}
    anna = {"author": "Anna Kjær", "initials": "AK", "where": "Support", "at": at, "vendor": True}
    return [
        mette | {
            "text": "Since this morning the posting run for period 11 stops after 1,204 of 5,310 vouchers with error"
            " 4711.\nWe close the month on Friday.",
            "files": [{"url": "#", "name": "posting-log.txt", "size": 49_152}],
        },
        {"words": "Anna Kjær took the incident", "at": at, "icon": "hand"},
        anna | {
            "text": "Thank you, Mette. The log points to a voucher series without an end date. I am checking it against"
            " fix LGF-13.0-0117 and will write again before 13:31.",
            "result": "first response met by 41 min", "seen_by": "seen by the customer",
        },
        anna | {"note": True, "text": "Same as 10391 at Rio Verde. Sofie in development confirms: fixed in SP 3."},
        {"words": "Severity 3 → 2", "at": at, "icon": "gauge", "reason": "Month-end closing is in danger."},
        {"words": "First response missed by 4 min; the team lead is told", "at": at, "icon": "circle-alert", "late": True},
    ]  # fmt: skip


def _targets(now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "name": "next reply", "due_at": now + timedelta(hours=2, minutes=4), "used": 0.48,
            "sentences": [
                "Severity 2, Elite, Ledgerkant Finance: next reply within 4 covered hours.",
                "Office hours, Copenhagen: Monday to Friday 08:00 to 17:00.", "Started 09:31, no pauses.",
            ],
            "sum": "Expected by today 13:31 (Copenhagen)",
        },
        {"name": "solution goal", "due_at": now + timedelta(minutes=25), "used": 0.84},
        {"name": "first response", "result": "met", "words": "at 09:31, by 41 min"},
    ]  # fmt: skip


def samples(now: datetime) -> dict[str, Any]:
    """Everything the sheet and its compositions show, as at `now`."""
    form = Sample({"title": "", "kind": "fault"})
    form.is_valid()
    steps = ((-4, 1.0), (11, 0.82), (80, 0.33), (1500, 0.1), (4400, 0.05), (90_000, 0.01))
    return {
        "pages": PAGES, "form": form, "rows": _rows(now), "timeline": _timeline(now), "targets": _targets(now),
        "tier_elite": ELITE, "tier_premium": PREMIUM, "tier_support": SUPPORT, "statuses": Status.values,
        "dues": [{"due_at": now + timedelta(minutes=m), "used": used} for m, used in steps]
        + [{"due_at": now, "used": 0.5, "paused": True}, {"due_at": None}],
        "choices": [dict(zip(("value", "word", "text", "due"), each, strict=True)) for each in SEVERITIES],
        "plans": [{"name": name, "cells": cells} for name, *cells in PLANS],
        "composer": {"action": "#", "draft": "reply-10475", "to": "Mette Nygaard", "text": "", "files": True},
        "alert": {
            "id": 1, "url": "#", "title": "Ledgerkant Finance 13.0: the period lock is not released",
            "action": "Install fix LGF-13.0-0117. It concerns your production system.", "at": now,
            "by": datetime(2026, 12, 1, tzinfo=UTC), "products": "Ledgerkant Finance", "fix_url": "#",
            "acknowledge_url": "#",
        },
        "spans": [{"start": 480, "minutes": 540}], "spans_all": [{"start": 0, "minutes": 1440}], "now": 620, "label": "Open 08:00 to 17:00, now 10:20",
        "rail_counts": {"queue": 42, "mine": 6, "unassigned": 9, "waiting": 11, "at_risk": 3},
        "refusal": SimpleNamespace(
            title="The weekend has been used", code="event_used", contact="Ida Holm, ida@xtreme.example",
            next_steps=[("See your subscription", "/subscription/")],
            __str__=lambda: "The weekend for the support period has been used.",
        ),
    }  # fmt: skip


@login_not_required
def look(request: HttpRequest, page: str = "index") -> HttpResponse:
    """The sheet, or one composition of it."""
    if page not in ("index", *PAGES):
        raise Http404
    template = "refusal.html" if page == "refusal" else f"look/{page}.html"
    return render(request, template, samples(timezone.now()))
