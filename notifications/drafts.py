"""Writing an alert before it is published: by a person at the desk, or from an article or a fix (R1.1, R1.8).

Each verb is one transaction. Publishing is alerts.py's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from notifications.models import Alert, AlertChange, AlertOrigin
from notifications.refusals import (
    AlertChangedMeanwhile,
    AlertPublished,
    DanishTwice,
    NothingAffected,
    OriginElsewhere,
    ProductTwice,
    RangeAndList,
    RangeUpsideDown,
    VersionOfAnother,
)
from subscriptions import versions
from subscriptions.models import Product, ProductVersion, User

TWINS = ("title_da", "symptom_da", "action_da")


@dataclass(frozen=True, kw_only=True)
class Affects:
    """A product of an alert: in the versions listed, or from one to another, or, naming none, in every one."""

    product: Product
    listed: Sequence[ProductVersion] = ()
    since: ProductVersion | None = None
    until: ProductVersion | None = None

    def check(self) -> None:
        """Raises VersionOfAnother, RangeAndList, RangeUpsideDown: each names the field where it belongs."""
        ends = {"from_version": [self.since], "to_version": [self.until]}
        for field, named in ({"versions": self.listed} | ends).items():
            if any(each and each.product_id != self.product.pk for each in named):
                raise VersionOfAnother(field, product=self.product.name)
        if self.listed and (self.since or self.until):
            raise RangeAndList
        if self.since and self.until and versions.place(self.since.name) > versions.place(self.until.name):
            raise RangeUpsideDown(since=self.since.name, until=self.until.name)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What an alert says. Without an action it can be kept, not published (R1.8)."""

    title: str
    alert_class: str
    affected: Sequence[Affects]
    symptom: str
    action: str = ""
    action_kind: str = Alert.Action.FIX
    required_by: date | None = None
    language: str = "en"
    title_da: str = ""  # the same in Danish, each where it is known
    symptom_da: str = ""
    action_da: str = ""

    def check(self) -> None:
        """Raises NothingAffected, DanishTwice, ProductTwice, and what `Affects.check` raises."""
        for name in TWINS if self.language == "da" else ():
            if getattr(self, name):
                raise DanishTwice(name)
        if not self.affected:
            raise NothingAffected
        check_affected(self.affected)

    def words(self) -> dict[str, Any]:
        """The fields of the alert itself."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "affected"}


@dataclass(frozen=True)
class Origin:
    """Where an alert comes from: a path of this installation that contacts may follow, and what it says."""

    link: str
    label: str


def check_affected(affected: Sequence[Affects]) -> None:
    """Raises ProductTwice, and what `Affects.check` raises."""
    products = [each.product for each in affected]
    for each in affected:
        each.check()
        if products.count(each.product) > 1:
            raise ProductTwice(product=each.product.name)


def affect(rows: Any, affected: Sequence[Affects]) -> None:
    """Keep the products with their versions. `rows`: the manager of what they belong to (models.affected)."""
    for each in affected:
        row = rows.create(product=each.product, from_version=each.since, to_version=each.until)
        row.versions.set(each.listed)


def write(draft: Draft, by: User, at: datetime | None = None) -> Alert:
    """Keep a new alert that nobody is told of yet. Raises what `Draft.check` raises."""
    draft.check()
    at = at or timezone.now()
    with transaction.atomic():
        alert = Alert.objects.create(
            **draft.words(), created_by=by, created_at=at, edited_by=by, edited_at=at
        )
        affect(alert.affected, draft.affected)  # type: ignore[attr-defined]
    return alert


def draft_from(origin: Origin, draft: Draft, by: User, at: datetime | None = None) -> Alert:
    """The alert of an article or a fix: the one that it has already, else a new draft. So whatever publishes it and
    how often, each person is told once (R1.1, R3.6). Raises OriginElsewhere, and what `Draft.check` raises."""
    if not origin.link.startswith("/") or origin.link.startswith("//"):
        raise OriginElsewhere
    try:
        with transaction.atomic():
            alert = write(draft, by, at)
            AlertOrigin.objects.create(alert=alert, link=origin.link, label=origin.label)
    except IntegrityError:
        return AlertOrigin.objects.select_related("alert").get(link=origin.link).alert
    return alert


def let_go(link: str) -> None:
    """What stands at `link` is written anew: where the alert that it had was withdrawn, it may have another."""
    AlertOrigin.objects.filter(link=link, alert__changes__kind=AlertChange.Kind.WITHDRAWN).delete()


def has_alert(link: str) -> bool:
    """Whether what stands at `link` has its alert already."""
    return AlertOrigin.objects.filter(link=link).exists()


def edit(alert: Alert, draft: Draft, by: User, edition: str = "", at: datetime | None = None) -> None:
    """Change a draft. `edition`: that which she has seen.

    Raises AlertPublished, AlertChangedMeanwhile, and what `Draft.check` raises.
    """
    draft.check()
    with transaction.atomic():
        locked = Alert.objects.select_for_update().get(pk=alert.pk)
        if locked.published_at:
            raise AlertPublished
        check_edition(locked, edition)
        for name, value in draft.words().items():
            setattr(locked, name, value)
        locked.edited_by, locked.edited_at = by, at or timezone.now()
        locked.save()
        locked.affected.all().delete()  # type: ignore[attr-defined]
        affect(locked.affected, draft.affected)  # type: ignore[attr-defined]
    alert.refresh_from_db()


def check_edition(alert: Alert, edition: str) -> None:
    """Raises AlertChangedMeanwhile where the reader has seen another edition of the draft; none is any."""
    if edition and edition != alert.edition:
        raise AlertChangedMeanwhile(name=alert.edited_by.name if alert.edited_by else "…")
