"""What this room itself holds of people: its parts of an export, its steps of an erasure, its rules of
retention."""

from datetime import datetime
from importlib import import_module

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from subscriptions.models import ApiToken, InstalledSystem, Membership, ProductLine, User
from subscriptions.personal_data import erasing, exporting, parts, retention
from subscriptions.personal_data.erasing import ADDRESS, FORMER_CONTACT, Step
from subscriptions.personal_data.models import DataExport
from subscriptions.personal_data.parts import Part
from subscriptions.personal_data.retention import Rule

SESSIONS = 500  # read at once


def add() -> None:
    """Once, when the room is ready."""
    parts.add(*PARTS)
    erasing.add(*STEPS)
    retention.add(*RULES)


PARTS = (
    Part(
        "person",
        User,
        ("id", "email", "name", "phone", "language", "time_zone", "is_active", "joined_at", "last_login"),
        people=("pk",),
    ),
    Part(
        "contacts",
        Membership,
        (
            "user__name",
            "user__email",
            "user__phone",
            "user__language",
            "user__time_zone",
            "customer__number",
            "customer__name",
            "role",
            "approves_remote_access",
            "speaks_english",
            "started_at",
            "ended_at",
        ),
        people=("user",),
        customer="customer",
    ),
    Part(
        "api-keys",
        ApiToken,
        ("name", "place__customer__number", "created_at", "expires_at"),
        people=("user",),
    ),
    Part("second-factors", Authenticator, ("type", "created_at", "last_used_at"), people=("user",)),
    Part("addresses", EmailAddress, ("email", "verified", "primary"), people=("user",)),
    Part(
        "product-lines",
        ProductLine,
        ("product__code", "product__name", "tier__code", "starts_at", "ends_at"),
        customer="customer",
    ),
    Part(
        "installed-systems",
        InstalledSystem,
        ("product__code", "version__name", "environment", "site", "modified", "changed_at", "ended_at"),
        customer="customer",
    ),
)


def _sessions(person: User) -> list[str]:
    """The keys of her sessions. They are sealed: each that has not ended is opened, as Django itself does it."""
    running = Session.objects.filter(expire_date__gt=timezone.now()).iterator(chunk_size=SESSIONS)
    return [each.session_key for each in running if each.get_decoded().get("_auth_user_id") == str(person.pk)]


def _end_sessions(person: User) -> None:
    """In the database and in the cache before it."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for key in _sessions(person):
        store(key).delete()


def _erase_person(person: User) -> None:
    person.name, person.phone = FORMER_CONTACT, ""
    person.email = ADDRESS.format(number=person.pk)
    person.is_active = False
    person.set_unusable_password()
    person.save()
    person.memberships.filter(ended_at=None).update(ended_at=timezone.now())


def _remove_exports(person: User) -> None:
    exporting.remove(list(DataExport.objects.filter(person=person).exclude(file="")))


STEPS = (
    Step("sessions", _("sessions ended"), lambda person: len(_sessions(person)), _end_sessions),
    Step.deleting(
        "api-keys",
        _("API keys deleted"),
        lambda person: person.api_tokens.all(),
    ),
    Step.deleting(
        "second-factors",
        _("second factors and passkeys deleted"),
        lambda person: Authenticator.objects.filter(user=person),
    ),
    Step.deleting(
        "addresses",
        _("further e-mail addresses deleted"),
        lambda person: EmailAddress.objects.filter(user=person),
    ),
    Step(
        "exports",
        _("exports of her data removed"),
        lambda person: DataExport.objects.filter(person=person).exclude(file="").count(),
        _remove_exports,
    ),
    Step(
        "person",
        _("person, whose name becomes “Former contact” and whose address and phone go; she cannot sign in"),
        lambda person: 1,
        _erase_person,
        last=True,
    ),
)


def _ended_sessions(before: datetime) -> int:
    return Session.objects.filter(expire_date__lt=before).count()


def _remove_sessions(before: datetime, most: int) -> int:
    keys = list(Session.objects.filter(expire_date__lt=before).values_list("pk", flat=True)[:most])
    return Session.objects.filter(pk__in=keys).delete()[0]


def _old_exports(before: datetime) -> int:
    return DataExport.objects.filter(expires_at__lt=before).exclude(file="").count()


def _remove_old_exports(before: datetime, most: int) -> int:
    rows = list(DataExport.objects.filter(expires_at__lt=before).exclude(file="")[:most])
    exporting.remove(rows)
    return len(rows)


RULES = (
    Rule("sessions", _("sessions, after they ended"), 0, _ended_sessions, _remove_sessions),
    Rule("exports", _("files of exports, after their time is up"), 0, _old_exports, _remove_old_exports),
)
