"""What participants do: accept the agreement for their company, say what they think of a build (R19.3)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from entitlements.models import Severity
from entitlements.programmes import access, telling
from entitlements.programmes.models import Acceptance, Agreement, Application, Build, Feedback
from entitlements.programmes.models.programmes import TEXT
from entitlements.programmes.refusals import (
    AgreementChanged,
    AgreementFirst,
    ManagerAccepts,
    NoBuild,
    NoSeverity,
    NotIncidentNumber,
    NotTakingPart,
)
from entitlements.refusals import listed
from subscriptions import paging, texts
from subscriptions.models import Membership, User


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a participant types of one build; `incident` is the number of one that she has logged, or empty."""

    build: Build | None
    severity: int | None
    text: str
    incident: str = ""
    submission: UUID | None = None


def in_force(application: Application) -> Agreement | None:
    """The version of the agreement to be accepted: the newest."""
    return Agreement.objects.filter(programme=application.programme_id).order_by("-number").first()


def has_accepted(application: Application) -> bool:
    """Whether the company has accepted the newest version."""
    newest = in_force(application)
    return newest is not None and application.acceptances.filter(agreement=newest).exists()


def accept_agreement(
    application: Application, agreement: Agreement, by: User, at: datetime | None = None
) -> None:
    """A manager accepts the agreement for her company; twice is as good as once. Raises NotTakingPart,
    ManagerAccepts, AgreementChanged where it is no longer the newest."""
    _require_part(application)
    if not access.manages(application.customer, by):
        managers = Membership.objects.managing(application.customer).select_related("user")
        raise ManagerAccepts(names=listed(member.user.name for member in managers))
    if agreement != in_force(application):
        raise AgreementChanged
    Acceptance.objects.bulk_create(
        [
            Acceptance(
                agreement=agreement,
                application=application,
                customer=application.customer,
                by=by,
                at=at or timezone.now(),
            )
        ],
        ignore_conflicts=True,
    )


def give_feedback(application: Application, said: Said, by: User, at: datetime | None = None) -> Feedback:
    """Feedback on one build of the programme; who runs programmes is told. Pressing twice gives the one of that
    `submission`. Raises NotTakingPart, AgreementFirst, NoBuild, NoSeverity, EmptyText, TextTooLong,
    NotIncidentNumber."""
    _require_part(application)
    if not has_accepted(application):
        newest = in_force(application)
        raise AgreementFirst(number=newest.number if newest else 1)
    if said.build is None or said.build.programme_id != application.programme_id:
        raise NoBuild
    if said.severity not in Severity.values:
        raise NoSeverity
    incident = texts.line(said.incident).removeprefix("#")
    if incident and paging.key(incident) is None:
        raise NotIncidentNumber
    text = texts.message(said.text, TEXT, field="text")
    try:
        with transaction.atomic():
            made = Feedback.objects.create(
                application=application,
                customer=application.customer,
                build=said.build,
                severity=said.severity,
                text=text,
                incident=incident,
                by=by,
                at=at or timezone.now(),
                submission=said.submission,
            )
            telling.feedback(made)
            return made
    except IntegrityError:
        return Feedback.objects.get(submission=said.submission, application=application)


def _require_part(application: Application) -> None:
    if not application.takes_part:
        raise NotTakingPart(state=application.get_state_display())
