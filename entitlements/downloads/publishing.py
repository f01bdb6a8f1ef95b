"""Writing, publishing and withdrawing releases (R2.4, R3.4). Each verb is one transaction; who is told is
telling.py's, files are uploading.py's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from entitlements.downloads import finding, linking, telling
from entitlements.downloads.models import NamedCustomer, Release
from entitlements.downloads.models.releases import Kind, State
from entitlements.downloads.refusals import (
    AlertForSome,
    ChangedMeanwhile,
    CodeTaken,
    CountryMissing,
    DayBeforeRelease,
    DayMissing,
    FileMissing,
    NameTaken,
    NobodyNamed,
    NotADraft,
    NotesMissing,
    ReasonMissing,
    SymptomMissing,
    VersionOfAnother,
    day_words,
)
from entitlements.downloads.signals import release_published, release_withdrawn
from entitlements.models import Participant
from notifications import alerts
from subscriptions import permissions, texts
from subscriptions.models import Customer, Product, ProductVersion, User
from subscriptions.permissions import Permission


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a release says. `links` by kind of link; `customers` are those it is for, where not for all."""

    code: str
    product: Product
    version: ProductVersion
    kind: str
    title_en: str
    title_da: str = ""
    notes_en: str = ""
    notes_da: str = ""
    country: str = ""
    effective_on: date | None = None
    rule_en: str = ""
    rule_da: str = ""
    known_issues: Sequence[str] = ()
    generally_available: bool = True
    alert_class: str = ""
    symptom: str = ""
    symptom_da: str = ""
    customers: Sequence[Customer] = ()
    links: Mapping[str, Iterable[Release]] = field(default_factory=dict)

    def check(self, at: datetime) -> None:
        """Raises VersionOfAnother, CountryMissing, DayMissing, DayBeforeRelease, NobodyNamed, SymptomMissing,
        AlertForSome."""
        if self.version.product_id != self.product.pk:
            raise VersionOfAnother(product=self.product.name)
        if self.kind == Kind.REGULATORY and not self.country:
            raise CountryMissing
        if self.kind == Kind.REGULATORY and not self.effective_on:
            raise DayMissing
        if self.kind == Kind.REGULATORY:
            _check_day(self.effective_on, at)
        if not self.generally_available and not self.customers and not self._is_given():
            raise NobodyNamed
        if self.alert_class and not self.generally_available:
            raise AlertForSome
        if self.alert_class and not self.symptom.strip():
            raise SymptomMissing

    def _is_given(self) -> bool:
        """Whether customers take part in a programme that gives it: then nobody need be named (R2.3)."""
        return Participant.objects.of(self.code).exists()

    def words(self) -> dict[str, Any]:
        """The fields of the release itself; what is of regulatory ones alone is left out of others."""
        found = {each.name: getattr(self, each.name) for each in fields(self)}
        del found["customers"], found["links"]
        found["known_issues"] = list(self.known_issues)
        if self.kind != Kind.REGULATORY:
            found |= {"country": "", "effective_on": None, "rule_en": "", "rule_da": ""}
        return found


def write(draft: Draft, by: User, at: datetime | None = None) -> Release:
    """Keep a new release that nobody outside knows of. Raises what `Draft.check` and linking.set_links raise,
    CodeTaken, NameTaken, Forbidden."""
    permissions.require(by, Permission.PUBLISH_RELEASES)
    at = at or timezone.now()
    draft.check(at)
    with transaction.atomic():
        release = Release(**draft.words(), written_at=at, written_by=by, edited_at=at, edited_by=by)
        _save(release)
        _complete(release, draft)
    return release


def edit(release: Release, draft: Draft, by: User, edition: str = "", at: datetime | None = None) -> Release:
    """Change a draft. `edition`: that which she has seen. Raises as `write`, and NotADraft, ChangedMeanwhile."""
    permissions.require(by, Permission.PUBLISH_RELEASES)
    at = at or timezone.now()
    draft.check(at)
    with transaction.atomic():
        locked = _locked(release, edition)
        for name, value in draft.words().items():
            setattr(locked, name, value)
        locked.edited_by, locked.edited_at = by, at
        _save(locked)
        _complete(locked, draft)
    return locked


def publish(release: Release, by: User, edition: str = "", at: datetime | None = None) -> Release:
    """Offer it, and have those concerned told: one alert where it is one (R3.6), the news by a worker within
    minutes.

    Raises NotesMissing (R2.4), FileMissing, DayBeforeRelease, NotADraft, ChangedMeanwhile, Forbidden.
    """
    permissions.require(by, Permission.PUBLISH_RELEASES)
    at = at or timezone.now()
    with transaction.atomic():
        locked = _locked(release, edition)
        check_ready(locked, at)
        locked.state, locked.published_at, locked.published_by = State.PUBLISHED, at, by
        locked.save(update_fields=["state", "published_at", "published_by"])
        if locked.alert_class:
            alerts.publish(telling.alert_of(locked, by, at), by, at)
        finding.keep(locked)
        telling.begin()
        release_published.send(Release, release=locked.pk, at=at)
    return locked


def withdraw(release: Release, by: User, reason: str, at: datetime | None = None) -> Release:
    """Take a faulty one back: it is offered no more, and whoever fetched it or was told that it fixes something is
    told why. Raises ReasonMissing, NotADraft where it is not published, Forbidden."""
    permissions.require(by, Permission.PUBLISH_RELEASES)
    why = texts.message(reason, field="reason", missing=ReasonMissing)
    at = at or timezone.now()
    with transaction.atomic():
        locked = Release.objects.select_for_update(of=("self",)).get(pk=release.pk)
        if locked.state != State.PUBLISHED:
            raise NotADraft(release=locked.code, state=locked.get_state_display())
        locked.state, locked.withdrawn_at, locked.withdrawn_by = State.WITHDRAWN, at, by
        locked.withdrawn_why = why
        locked.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawn_why"])
        finding.forget(locked)
        telling.withdrawn(locked, at)
        release_withdrawn.send(Release, release=locked.pk, at=at)
    return locked


def draft_for_change(release: Release, edition: str = "") -> Release:
    """The release, locked inside a transaction, which is still a draft. Raises NotADraft, ChangedMeanwhile."""
    return _locked(release, edition)


def _locked(release: Release, edition: str) -> Release:
    locked = Release.objects.select_for_update(of=("self",)).get(pk=release.pk)
    if locked.state != State.DRAFT:
        raise NotADraft(release=locked.code, state=locked.get_state_display())
    if edition and edition != locked.edition:
        raise ChangedMeanwhile(name=locked.edited_by.name)
    return locked


def check_ready(release: Release, at: datetime) -> None:
    """Raises NotesMissing (R2.4), FileMissing, DayBeforeRelease where the draft cannot be published at `at`."""
    if not release.notes_en.strip():
        raise NotesMissing
    if release.kind != Kind.RELEASE_NOTES and not release.files.exists():  # type: ignore[attr-defined]
        raise FileMissing
    _check_day(release.effective_on, at)


def _check_day(day: date | None, at: datetime) -> None:
    if day and day < at.date():
        raise DayBeforeRelease(date=day_words(day))


def _save(release: Release) -> None:
    """What differs by small and capital letters alone is one name to who reads it. Of two who choose one at once
    the second is refused. Raises CodeTaken, NameTaken."""
    linking.lock()
    others = Release.objects.exclude(pk=release.pk)
    if others.filter(code__iexact=release.code).exists():
        raise CodeTaken
    if other := others.filter(version=release.version, title_en__iexact=release.title_en).first():
        raise NameTaken(version=str(release.version), other=other.code)
    release.save()


def _complete(release: Release, draft: Draft) -> None:
    release.named.all().delete()  # type: ignore[attr-defined]
    if not draft.generally_available:
        NamedCustomer.objects.bulk_create(
            NamedCustomer(release=release, customer=customer) for customer in dict.fromkeys(draft.customers)
        )
    linking.set_links(release, draft.links)
