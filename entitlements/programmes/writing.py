"""Programmes as product managers write them: drafted, published, changed, ended; their agreements and builds
(R19.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from entitlements import participants
from entitlements.programmes import access, opening, telling
from entitlements.programmes.models import Agreement, Application, Build, Programme, Requirement
from entitlements.programmes.models.programmes import POINT, TEXT
from entitlements.programmes.places import locked
from entitlements.programmes.refusals import (
    AgreementMissing,
    AppliedAfterEnd,
    BuildCodeMissing,
    BuildThere,
    BusinessMissing,
    EffortMissing,
    EliteFirstTooLong,
    EndsBeforeStart,
    EnvironmentMissing,
    FewerThanTaken,
    NoDraft,
    NoPlaces,
    NotPublished,
    OtherOldestVersion,
    OtherProduct,
    PointTooLong,
    TitleMissing,
)
from subscriptions import texts
from subscriptions.models import Product, ProductVersion, User

MOST_PLACES = 1_000
Kind, Check, State = Requirement.Kind, Requirement.Check, Programme.State


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What can be changed as long as the programme lasts. Days are days of each customer's own calendar."""

    about: str = ""
    capacity: int
    applications_until: date
    elite_first_until: date
    runs_from: date
    runs_to: date


@dataclass(frozen=True, kw_only=True)
class Draft:
    """All that is typed of a programme. `business` and `stated` are points that applicants answer; `looked_up` are
    checks (Requirement.Check), `oldest_version` the one that the check of the version asks for."""

    title: str
    kind: str
    product: Product
    version: ProductVersion | None = None
    effort: str
    terms: Terms
    business: Sequence[str] = ()
    stated: Sequence[str] = ()
    looked_up: Sequence[str] = ()
    oldest_version: ProductVersion | None = None


def keep(draft: Draft, by: User, programme: Programme | None = None, at: datetime | None = None) -> Programme:
    """Keep a draft, a new one or `programme`. Raises Forbidden, NoDraft once it is published, and the refusals of
    what was typed."""
    access.require_running(by)
    facts = _facts(draft) | _terms(draft.terms, taken=0)
    points = _points(draft)
    with transaction.atomic():
        if programme is None:
            row = Programme(written_by=by, written_at=at or timezone.now())
        else:
            row = locked(programme.pk)
            if row.state != State.DRAFT:
                raise NoDraft(state=row.get_state_display())
        for name, value in facts.items():
            setattr(row, name, value)
        row.save()
        row.requirements.all().delete()
        for position, point in enumerate(points):
            point.programme, point.position = row, position
        Requirement.objects.bulk_create(points)
        return row


def publish(programme: Programme, by: User, at: datetime | None = None) -> Programme:
    """Let customers read and apply; a worker tells those who could take part. Raises Forbidden, NoDraft,
    AgreementMissing."""
    access.require_running(by)
    with transaction.atomic():
        row = locked(programme.pk)
        if row.state != State.DRAFT:
            raise NoDraft(state=row.get_state_display())
        if not row.agreements.exists():
            raise AgreementMissing
        row.state, row.published_at = State.PUBLISHED, at or timezone.now()
        row.save(update_fields=["state", "published_at"])
        opening.begin()
        return row


def change(programme: Programme, terms: Terms, by: User) -> Programme:
    """Change dates, places and the text of a published programme; what it requires stays. Raises Forbidden,
    NotPublished, FewerThanTaken and the refusals of the dates."""
    access.require_running(by)
    with transaction.atomic():
        row = locked(programme.pk)
        if row.state != State.PUBLISHED:
            raise NotPublished(state=row.get_state_display())
        for name, value in _terms(terms, taken=row.taken).items():
            setattr(row, name, value)
        row.save()
        return row


def end(programme: Programme, by: User) -> Programme:
    """Nobody applies or is given a place any more; participants keep what they have. Raises Forbidden,
    NotPublished."""
    access.require_running(by)
    with transaction.atomic():
        row = locked(programme.pk)
        if row.state != State.PUBLISHED:
            raise NotPublished(state=row.get_state_display())
        row.state = State.ENDED
        row.save(update_fields=["state"])
        return row


def write_agreement(programme: Programme, text: str, by: User, at: datetime | None = None) -> Agreement:
    """A further version of the agreement; participants are asked to accept it. Raises Forbidden, EmptyText,
    TextTooLong."""
    access.require_running(by)
    said = texts.message(text, 5 * TEXT, field="agreement")
    with transaction.atomic():
        row = locked(programme.pk)
        newest = row.agreements.order_by("-number").first()
        if newest and newest.text == said:
            return newest
        number = newest.number + 1 if newest else 1
        made = Agreement.objects.create(
            programme=row, number=number, text=said, written_by=by, at=at or timezone.now()
        )
        telling.agreement(made)
        return made


def give_build(programme: Programme, code: str, note: str, by: User, at: datetime | None = None) -> Build:
    """A build for the participants, who are told; the release of that code is theirs to download (R2.3). Raises
    Forbidden, BuildCodeMissing, BuildThere, TextTooLong."""
    access.require_running(by)
    said = texts.line(code)[:40]
    if not said:
        raise BuildCodeMissing
    kept = texts.optional(note, TEXT, field="note")
    try:
        with transaction.atomic():
            row = locked(programme.pk)
            made = Build.objects.create(
                programme=row, code=said, note=kept, given_by=by, at=at or timezone.now()
            )
            taking_part = Application.objects.taking_part().filter(programme=row)
            participants.admit(row.pk, list(taking_part.values_list("customer", flat=True)), [said])
            telling.build(made)
            return made
    except IntegrityError as error:
        raise BuildThere(code=said) from error


def _facts(draft: Draft) -> dict[str, Any]:
    title, effort = texts.line(draft.title)[:120], texts.line(draft.effort)
    if not title:
        raise TitleMissing
    if draft.version and draft.version.product_id != draft.product.pk:
        raise OtherProduct
    if not effort:
        raise EffortMissing
    _require_short("effort", effort)
    return {
        "title": title,
        "kind": draft.kind,
        "product": draft.product,
        "version": draft.version,
        "effort": effort,
    }


def _terms(terms: Terms, taken: int) -> dict[str, Any]:
    if not 1 <= terms.capacity <= MOST_PLACES:
        raise NoPlaces(most=MOST_PLACES)
    if terms.capacity < taken:
        raise FewerThanTaken(taken=taken)
    if terms.runs_to < terms.runs_from:
        raise EndsBeforeStart
    if terms.applications_until > terms.runs_to:
        raise AppliedAfterEnd
    if terms.elite_first_until > terms.applications_until:
        raise EliteFirstTooLong
    return {
        "about": texts.optional(terms.about, TEXT, field="about"),
        "capacity": terms.capacity,
        "applications_until": terms.applications_until,
        "elite_first_until": terms.elite_first_until,
        "runs_from": terms.runs_from,
        "runs_to": terms.runs_to,
    }


def _points(draft: Draft) -> list[Requirement]:
    """Timing and effort are a point each by themselves; of business and environment there is at least one."""
    business = _lines("business", draft.business)
    stated = _lines("stated", draft.stated)
    oldest = draft.oldest_version
    if oldest and oldest.product_id != draft.product.pk:
        raise OtherOldestVersion
    checks = [check for check in draft.looked_up if check in Check.values and check != Check.VERSION]
    if not business:
        raise BusinessMissing
    if not (stated or checks or oldest):
        raise EnvironmentMissing
    return [
        Requirement(kind=Kind.TIMING),
        Requirement(kind=Kind.EFFORT),
        *(Requirement(kind=Kind.BUSINESS, text=text) for text in business),
        *(Requirement(kind=Kind.ENVIRONMENT, check_of=check) for check in checks),
        *([Requirement(kind=Kind.ENVIRONMENT, check_of=Check.VERSION, version=oldest)] if oldest else []),
        *(Requirement(kind=Kind.ENVIRONMENT, text=text) for text in stated),
    ]


def _lines(field: str, lines: Sequence[str]) -> list[str]:
    said = [line for line in map(texts.line, lines) if line]
    for line in said:
        _require_short(field, line)
    return said


def _require_short(field: str, line: str) -> None:
    if len(line) > POINT:
        raise PointTooLong(field, limit=POINT, start=line[:40])
