"""What notifications hold of people: parts of an export, steps of an erasure, rules of retention; and the mail
that an export is ready. The ledger itself stays: that somebody was told of what and when, without the words.

How long deliveries of webhooks are kept is a rule of their own (webhooks/retention.py).
"""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from notifications.models import (
    Acknowledgement,
    AddressMark,
    Device,
    MailTimes,
    Notification,
    Preference,
    Registration,
)
from notifications.models.outbox import UNSENT, Channel
from notifications.outbox import tell
from subscriptions.models import User
from subscriptions.personal_data import erasing, parts, retention, signals
from subscriptions.personal_data.erasing import Step
from subscriptions.personal_data.exporting import KEPT
from subscriptions.personal_data.models import DataExport
from subscriptions.personal_data.parts import Part
from subscriptions.personal_data.retention import Rule

PAGES = {"own": "/account/data/", "person": "/desk/data/people/{}/", "customer": "/desk/data/customers/{}/"}


def add() -> None:
    """Once, when the room is ready."""
    parts.add(*PARTS)
    erasing.add(*STEPS)
    retention.add(*RULES)
    signals.export_made.connect(tell_of_export, dispatch_uid="exports are told of")
    signals.export_failed.connect(tell_of_failure, dispatch_uid="failed exports are told of")


def tell_of_export(sender: Any, export: int, **_signal: Any) -> None:
    """The mail leads to the page, which gives a link that is fresh: a mail may be read by anybody, years later."""
    _tell("export_ready", export)


def tell_of_failure(sender: Any, export: int, **_signal: Any) -> None:
    """That there will be no file."""
    _tell("export_failed", export)


def _tell(kind: str, number: int) -> None:
    export = DataExport.objects.select_related("asked_by", "person", "customer").get(pk=number)
    by = export.asked_by
    about = export.person or export.customer
    tell(
        f"{kind}_staff" if by.is_staff else kind,
        [by],
        f"export:{export.pk}:{kind}",
        customer=None if by.is_staff else export.customer,
        context={"about": str(about), "days": KEPT.days},
        link=_page(export),
    )


def _page(export: DataExport) -> str:
    if not export.asked_by.is_staff or export.person == export.asked_by:
        return PAGES["own"]
    if export.person:
        return PAGES["person"].format(export.person.pk)
    return PAGES["customer"].format(export.customer.number if export.customer else "")


PARTS = (
    Part(
        "alert-registrations",
        Registration,
        ("user__name", "customer__number", "product__code", "registered_at"),
        people=("user",),
        customer="customer",
    ),
    Part(
        "alert-acknowledgements",
        Acknowledgement,
        ("user__name", "customer__number", "alert__title", "at"),
        people=("user",),
        customer="customer",
    ),
    Part("devices", Device, ("name", "made_at", "last_used_at"), people=("user",)),
    Part("preferences", Preference, ("kind", "channel", "wanted", "pace"), people=("user",)),
    Part(
        "quiet-hours",
        MailTimes,
        ("quiet_from", "quiet_to", "quiet_days", "digest_at", "digest_day"),
        people=("user",),
    ),
    Part(
        "notifications",
        Notification,
        ("channel", "kind", "created_at", "sent_at", "read_at", "address", "subject", "text", "link"),
        people=("recipient",),
    ),
)


def _of(model: Any, relation: str) -> tuple[Any, Any]:
    """Counting and deleting the rows of a person."""

    def rows(person: User) -> QuerySet[Any]:
        found: QuerySet[Any] = model.objects.filter(**{relation: person})
        return found

    return (lambda person: rows(person).count()), (lambda person: rows(person).delete())


def _bell(person: User) -> QuerySet[Notification]:
    """What stands in her bell, and what was still to be sent to her."""
    return Notification.objects.filter(
        Q(channel=Channel.IN_APP, alert=None) | Q(state__in=UNSENT), recipient=person
    )


def _worded(person: User) -> QuerySet[Notification]:
    """What stays of the ledger and still has words or her address."""
    kept = Notification.objects.filter(recipient=person).exclude(pk__in=_bell(person).values("pk"))
    return kept.exclude(address="", subject="", text="")


def _blank(rows: QuerySet[Notification]) -> int:
    """Words and address of what stays; an alert's own words are nobody's."""
    rows.filter(alert=None).update(context={})
    return rows.update(address="", subject="", text="", last_error="")


def _marks(person: User) -> QuerySet[AddressMark]:
    return AddressMark.objects.filter(address__iexact=person.email)


STEPS = (
    Step("registrations", _("registrations for alerts ended"), *_of(Registration, "user")),
    Step("preferences", _("choices of what she is told deleted"), *_of(Preference, "user")),
    Step("devices", _("devices on which she is shown messages forgotten"), *_of(Device, "user")),
    Step("quiet-hours", _("quiet hours deleted"), *_of(MailTimes, "user")),
    Step.deleting(
        "bell",
        _("notifications in the app and unsent mails deleted"),
        _bell,
    ),
    Step(
        "ledger",
        _("sent mails that lose text and address; that they were sent stays in the ledger"),
        lambda person: _worded(person).count(),
        lambda person: _blank(_worded(person)),
    ),
    Step.deleting(
        "marks",
        _("marks of a failing address deleted"),
        _marks,
    ),
)


def _old_mails(before: datetime) -> QuerySet[Notification]:
    sent = Notification.objects.filter(channel=Channel.EMAIL, sent_at__lt=before)
    return sent.exclude(address="", subject="", text="")


def _remove_mails(before: datetime, most: int) -> int:
    keys = list(_old_mails(before).order_by("pk").values_list("pk", flat=True)[:most])
    return _blank(Notification.objects.filter(pk__in=keys))


def _old_bell(before: datetime) -> QuerySet[Notification]:
    """Lines of the bell whose event a mail's row keeps on record, too."""
    mailed = Notification.objects.filter(
        event=OuterRef("event"), recipient=OuterRef("recipient"), channel=Channel.EMAIL
    )
    return Notification.objects.filter(
        Exists(mailed), channel=Channel.IN_APP, alert=None, created_at__lt=before
    )


def _remove_bell(before: datetime, most: int) -> int:
    keys = list(_old_bell(before).order_by("pk").values_list("pk", flat=True)[:most])
    return Notification.objects.filter(pk__in=keys).delete()[0]


RULES = (
    Rule(
        "mail-texts",
        _("texts and addresses of mails that were sent"),
        400,
        lambda before: _old_mails(before).count(),
        _remove_mails,
    ),
    Rule(
        "bell",
        _("notifications in the app"),
        400,
        lambda before: _old_bell(before).count(),
        _remove_bell,
    ),
)
