"""What incidents hold of people and customers: parts of an export, steps of an erasure, a rule of retention."""

from datetime import datetime
from typing import Any

import pgtrigger
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from subscriptions.models import User
from subscriptions.personal_data import erasing, parts, retention
from subscriptions.personal_data.erasing import FORMER_CONTACT, Step
from subscriptions.personal_data.parts import Part
from subscriptions.personal_data.retention import Rule
from tickets import shown
from tickets.models import Attachment, Follower, Incident, Milestone, TimelineEntry
from tickets.models.incidents import ENDED
from tickets.models.texts import WRITE

BLANK = "–"  # in the place of a text that is gone
FETCHABLE = Q(malware__in=[Attachment.Malware.NOT_ASKED, Attachment.Malware.CLEAN])


def add() -> None:
    """Once, when the room is ready."""
    parts.add(*PARTS)
    erasing.add(*STEPS)
    retention.add(*RULES)


PARTS = (
    Part(
        "incidents",
        Incident,
        (
            "id",
            "customer__number",
            "product__code",
            "version__name",
            "title",
            "description",
            "kind",
            "severity",
            "environment",
            "impact",
            "users_affected",
            "phone",
            "english_contact",
            "channel",
            "status",
            "logged_at",
            "closed_at",
            "close_reason",
            "solution_kind",
            "contact__name",
            "logged_by__name",
            "owner__name",
            "duplicate_of",
            "follow_up_of",
        ),
        people=("contact", "logged_by"),
        customer="customer",
    ),
    Part(
        "messages",
        TimelineEntry,
        ("id", "incident", "kind", "at", "author__name", "by_vendor", "public", "channel", "body"),
        people=("author",),
        customer="customer",
        public=Q(public=True),
    ),
    Part(
        "attachments",
        Attachment,
        (
            "id",
            "incident",
            "entry",
            "name",
            "content_type",
            "size",
            "sha256",
            "uploaded_by__name",
            "uploaded_at",
        ),
        people=("uploaded_by",),
        customer="customer",
        public=Q(entry__public=True) & FETCHABLE,
        file="file",
    ),
    Part(
        "response-targets",
        Milestone,
        ("incident", "kind", "started_at", "due_at", "ended_at", "result"),
        customer="customer",
        public=shown.among("incident__tier"),
    ),
    Part("followed-incidents", Follower, ("incident", "since", "stopped_at"), people=("person",)),
)


def _reached(person: User) -> QuerySet[Incident]:
    return Incident.objects.filter(contact=person).exclude(phone="", english_contact="")


def _mentions(person: User) -> QuerySet[TimelineEntry]:
    """Entries of her customers that name her."""
    companies = person.memberships.values("customer")
    named = TimelineEntry.objects.filter(customer__in=companies, facts__has_key="mentions")
    return named.extra(
        where=["exists (select 1 from jsonb_each_text(facts->'mentions') as named where value = %s)"],
        params=[person.name],
    )


def _forget_mentions(person: User) -> None:
    for entry in _mentions(person):
        names = entry.facts["mentions"]
        entry.facts["mentions"] = {
            key: FORMER_CONTACT if name == person.name else name for key, name in names.items()
        }
        _rewrite(entry, "facts")


def _rewrite(entry: TimelineEntry, *fields: str) -> None:
    """The one change that the timeline allows: what an erased person may not be known by."""
    with pgtrigger.ignore("tickets.TimelineEntry:append_only"):
        entry.save(update_fields=fields)


def _written(person: User) -> QuerySet[TimelineEntry]:
    return TimelineEntry.objects.filter(author=person).exclude(body__in=["", BLANK])


def _described(person: User) -> QuerySet[Incident]:
    return Incident.objects.filter(contact=person).exclude(description=BLANK)


def _blank_messages(person: User) -> None:
    """Their texts, and what a mail quoted; the words to search follow."""
    touched = set()
    for entry in _written(person):
        entry.body = BLANK
        entry.facts.pop("quoted", None)
        _rewrite(entry, "body", "facts")
        touched.add(entry.incident_id)
    _renew_words(list(touched))


def _renew_words(numbers: list[int]) -> None:
    if numbers:
        with connection.cursor() as cursor:
            cursor.execute(WRITE.format(which="id = any(%s)"), [numbers])


def _uploaded(person: User) -> QuerySet[Attachment]:
    return Attachment.objects.filter(uploaded_by=person, removed_at=None)


def _remove_files(attachments: Any) -> int:
    """Their content; name and size stay on record."""
    removed = 0
    for attachment in attachments:
        attachment.file.delete(save=False)
        attachment.removed_at = timezone.now()
        attachment.save(update_fields=["file", "removed_at"])
        removed += 1
    return removed


STEPS = (
    Step(
        "mentions",
        _("messages that mention her, which then mention a “Former contact”"),
        lambda person: _mentions(person).count(),
        _forget_mentions,
    ),
    Step.setting(
        "phones",
        _("incidents that lose her phone number and English-speaking contact"),
        _reached,
        {"phone": "", "english_contact": ""},
    ),
    Step.deleting(
        "follows",
        _("incidents she no longer follows"),
        lambda person: Follower.objects.filter(person=person),
    ),
    Step(
        "messages",
        _("messages whose text is blanked"),
        lambda person: _written(person).count(),
        _blank_messages,
        only_blanking=True,
    ),
    Step.setting(
        "descriptions",
        _("incidents whose description and impact are blanked"),
        _described,
        {"description": BLANK, "impact": ""},
        only_blanking=True,
    ),
    Step(
        "files",
        _("files that are removed"),
        lambda person: _uploaded(person).count(),
        lambda person: _remove_files(_uploaded(person)),
        only_blanking=True,
    ),
)


def _old_files(before: datetime) -> QuerySet[Attachment]:
    ended = Attachment.objects.filter(incident__status__in=ENDED, incident__status_since__lt=before)
    return ended.filter(removed_at=None).order_by("pk")


RULES = (
    Rule(
        "attachments",
        _("attachments of incidents, after these are closed"),
        5 * 365 + 1,
        lambda before: _old_files(before).count(),
        lambda before, most: _remove_files(_old_files(before)[:most]),
    ),
)
