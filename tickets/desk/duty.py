"""Duty as the desk shows it: who is on duty now, and whether a page has been acknowledged (R6.5)."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from subscriptions import directory
from subscriptions.models import SupportRegion, User
from subscriptions.wording import moment_words
from tickets.duty import paging
from tickets.duty.rosters import OnDuty, on_duty
from tickets.duty.waiting import is_urgent
from tickets.models import Incident


@dataclass(frozen=True)
class Paged:
    """The pages of the running paging in words; `mine` waits for the reader's own acknowledgement."""

    words: str
    acknowledged: bool
    mine: bool


def line(region: int | None, at: datetime) -> str:
    """ "On duty: Ida Holm until 08:00" of the region with this key; empty in office hours without a shift."""
    if region is None:
        return ""
    minute = at.replace(second=0, microsecond=0)
    return line_at(region, minute, timezone.get_current_timezone(), get_language())


@lru_cache(maxsize=1_000)
def line_at(region: int, at: datetime, zone: tzinfo, _language: str | None) -> str:
    """Looked up once a minute, as pages are drawn often and a roster changes seldom."""
    return _words(on_duty(SupportRegion.objects.get(pk=region), at), at, zone)


def line_of(agent: User, at: datetime) -> str:
    """The same for the region of an agent; empty for who has none."""
    colleague = directory.current().staff.get(agent.pk)
    return line(colleague.region if colleague else None, at)


def paged(incident: Incident, reader: User) -> Paged | None:
    """Who has been called to the incident, for as long as nobody has it; None where nobody has."""
    if not is_urgent(incident):
        return None
    pages = paging.pages(incident)
    if not pages:
        return None
    seen = [page for page in pages if page.acknowledged_at]
    names = ", ".join(dict.fromkeys(page.agent.name for page in seen or pages))
    words = _("{names} acknowledged the page.") if seen else _("Paged: {names}. Nobody has acknowledged yet.")
    mine = any(page.agent_id == reader.pk and page.acknowledged_at is None for page in pages)
    return Paged(words.format(names=names), bool(seen), mine)


def _words(duty: OnDuty | None, at: datetime, zone: tzinfo) -> str:
    if duty is None:
        return ""
    if duty.stands_in:
        return _("On duty: {name}, because the roster has nobody now").format(name=duty.person.name)
    if duty.until is None:
        return _("On duty: {name}").format(name=duty.person.name)
    local = duty.until.astimezone(zone)
    today = local.date() == at.astimezone(zone).date()
    until = date_format(local, "TIME_FORMAT") if today else moment_words(duty.until, at, zone)
    return _("On duty: {name} until {time}").format(name=duty.person.name, time=until)
