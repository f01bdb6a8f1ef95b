"""What a person decides of an application, with a reason (R19.1). Nothing is decided by itself, whatever is met."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from entitlements.programmes import access, eligibility, places, telling
from entitlements.programmes.models import Application, Programme, Statement
from entitlements.programmes.models.programmes import TEXT
from entitlements.programmes.refusals import (
    DecisionReasonMissing,
    EliteStandBefore,
    NotOpen,
    NotPublished,
)
from subscriptions import texts
from subscriptions.models import User

State = Application.State


def accept(application: Application, by: User, reason: str, at: datetime | None = None) -> Application:
    """Give the customer a place. Of two who give the last at once, one reads that all are taken.

    Raises Forbidden, DecisionReasonMissing, TextTooLong, NotOpen, NotPublished, EliteStandBefore (until its date
    only Elite customers are given places, R19.2), ProgrammeFull.
    """
    at = at or timezone.now()
    access.require_running(by)
    why = _reason(reason)
    with transaction.atomic():
        programme = places.locked(application.programme_id)
        row = _considered(application)
        if programme.state != Programme.State.PUBLISHED:
            raise NotPublished(state=programme.get_state_display())
        if not row.elite and programme.puts_elite_first(access.day_there(row.customer, at)):
            day = date_format(programme.elite_first_until, "DATE_FORMAT")
            raise EliteStandBefore(date=day, customer=row.customer)
        _decide(row, State.ACCEPTED, by, why, at)
        places.give(programme, row)
        return row


def decline(application: Application, by: User, reason: str, at: datetime | None = None) -> Application:
    """Give her none. Raises Forbidden, DecisionReasonMissing, TextTooLong, NotOpen."""
    at = at or timezone.now()
    access.require_running(by)
    why = _reason(reason)
    with transaction.atomic():
        places.locked(application.programme_id)
        row = _considered(application)
        _decide(row, State.DECLINED, by, why, at)
        return row


def _considered(application: Application) -> Application:
    rows = Application.objects.select_for_update(no_key=True, of=("self",))
    row = rows.select_related("customer", "programme__product", "applied_by").get(pk=application.pk)
    if row.state != State.CONSIDERED:
        raise NotOpen(state=row.get_state_display())
    return row


def _decide(row: Application, state: str, by: User, reason: str, at: datetime) -> None:
    """Keep what was looked up as it stood at the decision."""
    found = [point for point in eligibility.points_of(row, at) if point.looked_up]
    for point in found:
        Statement.objects.update_or_create(
            application=row,
            requirement=point.requirement,
            defaults={"met": bool(point.met), "customer": row.customer},
        )
    row.state, row.decided_by, row.decided_at, row.reason = state, by, at, reason
    row.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    telling.decided(row)


def _reason(text: str) -> str:
    return texts.message(text, TEXT, field="reason", missing=DecisionReasonMissing)
