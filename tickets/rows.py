"""Incidents as rows of a list: plain dicts, prepared here for the queue, the portal and the search, so that a
template only prints them. Which incidents, and in what order, is the caller's queryset."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.text import capfirst

from entitlements.models import MilestoneKind, Severity
from subscriptions import clock
from subscriptions.models import CalendarVersion, Customer, Product, ProductVersion, Tier, User
from subscriptions.wording import due_words, moment_words
from tickets.models import Pause
from tickets.models.incidents import AWAITING_CUSTOMER, ENDED, NEVER, IncidentQuerySet
from tickets.sentences import initials, status_words

Row = dict[str, Any]

FIELDS = (
    "pk",
    "title",
    "severity",
    "status",
    "due_at",
    "logged_at",
    "closed_at",
    "changed_at",
    "tier_rank",
    "customer_id",
    "product_id",
    "version_id",
    "tier_id",
    "contact_id",
    "owner_id",
    "due_milestone",
    "due_milestone__kind",
    "due_milestone__clock",
    "due_milestone__calendar",
    "due_milestone__started_at",
    "due_milestone__allowed",
)

# Where the names of a row stand. Joined to the incidents they would cost more to plan than to read: a join of nine
# tables took PostgreSQL 100 ms to plan and 1 ms to run.
NAMES: dict[type[Model], tuple[str, tuple[str, ...]]] = {
    Customer: ("name", ("customer_id",)),
    Product: ("name", ("product_id",)),
    ProductVersion: ("name", ("version_id",)),
    Tier: ("short_name", ("tier_id",)),
    User: ("name", ("contact_id", "owner_id")),
}

NOTHING_DUE = {"due": "", "level": "none", "used": None, "due_at": "", "due_full": "", "milestone": ""}

# What a contact is shown; the other milestones are internal (R8.9).
SHOWN_TO_CONTACTS = (MilestoneKind.FIRST_RESPONSE,)


def rows(
    incidents: IncidentQuerySet, reader: User, at: datetime | None = None, key: Sequence[str] = ()
) -> list[Row]:
    """A dict for each incident, as `reader` sees it at `at`. Seven small queries, whatever their number.

    `key` names the fields whose values, as a tuple, go along as the row's `key`: its place in the list.
    """
    at = at or timezone.now()
    found = list(incidents.values(*dict.fromkeys((*FIELDS, *key))))
    _name(found)
    pauses = _pauses(found)
    zone = timezone.get_current_timezone()
    return [
        _row(each, pauses[each["due_milestone"]], reader, at, zone)
        | {"key": tuple(each[name] for name in key)}
        for each in found
    ]


def _name(incidents: list[Row]) -> None:
    """Give each incident the names of what it points to: `customer`, `product`, `version`, `tier`, `contact`,
    `owner`; empty where it points to nothing."""
    for model, (field, keys) in NAMES.items():
        wanted = {incident[key] for incident in incidents for key in keys} - {None}
        names = dict(model._default_manager.filter(pk__in=wanted).values_list("pk", field))
        for incident in incidents:
            incident.update({key.removesuffix("_id"): names.get(incident[key], "") for key in keys})


def used_share(milestone: Row, pauses: Iterable[clock.Pause], at: datetime) -> float:
    """How much of a milestone's covered time has passed at `at`: 0 to 1, more when it is late."""
    calendar = CalendarVersion(pk=milestone["calendar"]).calendar(milestone["clock"])
    passed = clock.elapsed(calendar, milestone["started_at"], at, pauses)
    return passed / milestone["allowed"] if milestone["allowed"] else 1.0


def _row(incident: Row, pauses: list[clock.Pause], reader: User, at: datetime, zone: tzinfo) -> Row:
    owner = incident["owner"]
    page = "/desk/incidents/" if reader.is_staff else "/incidents/"
    return {
        "number": incident["pk"],
        "url": f"{page}{incident['pk']}/",
        "title": incident["title"],
        "severity": incident["severity"],
        "severity_word": str(Severity(incident["severity"]).label),
        "status_code": incident["status"],
        "status": capfirst(status_words(incident["status"], contact=not reader.is_staff)),
        "acts": ("customer" if reader.is_staff else "you")
        if incident["status"] in AWAITING_CUSTOMER
        else "us",
        "customer": incident["customer"],
        "product": " ".join(filter(None, (incident["product"], incident["version"]))),
        "rank": incident["tier_rank"],
        "tier": incident["tier"],
        "contact": incident["contact"],
        "owner": owner,
        "owner_initials": initials(owner),
        "logged_at": incident["logged_at"].isoformat(),
        "logged": moment_words(incident["logged_at"], at, zone),
        "closed": moment_words(incident["closed_at"], at, zone) if incident["closed_at"] else "",
    } | _due(incident, pauses, reader, at, zone)


def _due(incident: Row, pauses: list[clock.Pause], reader: User, at: datetime, zone: tzinfo) -> Row:
    """What is due next, in words and as a share; empty where nothing is, or where a contact is not told."""
    due_at, kind = incident["due_at"], incident["due_milestone__kind"]
    told = reader.is_staff or kind in SHOWN_TO_CONTACTS
    if due_at == NEVER or kind is None or not told or incident["status"] in ENDED:
        return NOTHING_DUE
    milestone = {
        key: incident[f"due_milestone__{key}"] for key in ("calendar", "clock", "started_at", "allowed")
    }
    words = due_words(due_at, at, zone, used_share(milestone, pauses, at))
    return {
        "due": words.words,
        "level": words.level,
        "used": words.used,
        "due_at": due_at.isoformat(),
        "due_full": moment_words(due_at, at, zone, zone_name=True),
        "milestone": str(MilestoneKind(kind).label),
    }


def _pauses(incidents: list[Row]) -> dict[int | None, list[clock.Pause]]:
    """The pauses of the milestones that are due next, by milestone; only a solution goal has any."""
    milestones = [each["due_milestone"] for each in incidents if each["due_milestone"]]
    found: dict[int | None, list[clock.Pause]] = defaultdict(list)
    for pause in Pause.objects.filter(milestone__in=milestones):
        found[pause.milestone_id].append(clock.Pause(pause.started_at, pause.ended_at))
    return found
