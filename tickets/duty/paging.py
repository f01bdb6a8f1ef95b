"""Paging: a severity 1 without owner is brought to the agent on duty, and on, until somebody has it (R6.5, R10.1).

A `Paging` runs for as long as waiting.py says that nobody has the incident; its next step is stored and scanned,
so that the cost is what is due, not what is open. `follow` keeps it in line with the incident inside the verbs'
transactions, `go_on` does the steps that fall due. Both hold the incident: nothing happens twice at once.

1. when its clock runs: outside office hours the agent on duty is paged, in a special event's weekend the resource;
2. after 10 covered minutes level 1, and the page goes on to the next; where the office has closed meanwhile, to the
   first;
3. after 5 more level 2, and the whole rota is called (LIFECYCLE.md, 4).

The minutes are DutyRules'. Who has acknowledged stops the pages; the levels stop with an owner only.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from entitlements.special_events.windows import resource_for
from notifications.outbox import tell
from subscriptions.calendars import NoCoveredTime, SupportCalendar
from subscriptions.composed import Composed
from subscriptions.models import Customer, User
from tickets import reminders
from tickets.duty import waiting
from tickets.duty.models import DutyRules, Page, Paging
from tickets.duty.models.pages import PagingQuerySet
from tickets.duty.refusals import NothingToAcknowledge
from tickets.duty.rosters import Called, absent, called, in_office, on_duty
from tickets.hours import calendar_of, covers_critical
from tickets.models import Incident, TimelineEntry
from tickets.narrowing import sees
from tickets.targets import SG
from tickets.telling import words_of
from tickets.timeline import write

BATCH = 20
RUNNING = Composed(lambda incident: Paging.objects.running().filter(incident=incident))
Kind = TimelineEntry.Kind


def follow(incident: Incident, at: datetime, *, raised: bool = False) -> None:
    """Inside a verb's transaction, once it has changed `incident`: begin, move or end its paging accordingly.
    `raised`: the verb gave it another severity."""
    running = next(iter(RUNNING(incident=incident.pk)), None)
    if running is None:
        if waiting.begins(incident, at, raised=raised):
            _begin(incident, at)
    elif not waiting.goes_on(running, incident):
        _end(running, incident, at)
    elif not running.step:
        _from_clock_start(running, incident, at)


def go_on(at: datetime | None = None, customer: Customer | None = None) -> int:
    """Do the next step of a batch of pagings that are due by `at`; returns how many. `customer`: hers alone.

    Call it until it returns 0; several may run at once. One step an incident: what was missed meanwhile is not
    made up for at once, and its next step is due as long after this one as it was to be.
    """
    at = at or timezone.now()
    with transaction.atomic():
        due = (
            _due(at, customer)
            .select_for_update(skip_locked=True, no_key=True, of=("self", "incident"))
            .select_related("incident__customer", "incident__region", "incident__tier", "incident__product")
            .order_by("next_at")[:BATCH]
        )
        pagings = list(due)
        for paging in pagings:
            _step(paging, paging.incident, at)
        return len(pagings)


def next_due(by: datetime, customer: Customer | None = None) -> datetime | None:
    """When the earliest step that is due by then is due; None where none is. A past that is filled in does each at
    its own instant."""
    due = _due(by, customer).order_by("next_at")
    return due.values_list("next_at", flat=True).first()


def acknowledge(incident: Incident, agent: User, at: datetime | None = None) -> Page:
    """The agent who was paged has seen it: the page goes on to nobody else. Twice is once. Raises
    NothingToAcknowledge for who was not paged, and once it has an owner."""
    at = at or timezone.now()
    with transaction.atomic():
        row = Incident.objects.for_change().get(pk=incident.pk)
        page = hers(row, agent)
        if page is None:
            raise NothingToAcknowledge
        if page.acknowledged_at is None:
            page.acknowledged_at = at
            page.save(update_fields=["acknowledged_at"])
            write(row, Kind.INFORMATION, at, author=agent, public=False, code="page_acknowledged")
            _tell_the_customer(row, "page_acknowledged", at)
        return page


def hers(incident: Incident, agent: User) -> Page | None:
    """The last page of the running paging that went to `agent`."""
    return next((page for page in reversed(pages(incident)) if page.agent_id == agent.pk), None)


def pages(incident: Incident) -> list[Page]:
    """Those of the running paging, first to last, with who was paged."""
    running = next((paging for paging in incident.pagings.all() if paging.ended_at is None), None)
    return list(running.pages.select_related("agent")) if running else []


def is_running(incident: Incident) -> bool:
    """Whether it looks for somebody now."""
    return Paging.objects.running().filter(incident=incident).exists()


def on_call(incident: Incident, at: datetime) -> list[User]:
    """Whom it would call first if it became severity 1 at `at`: nobody while the office works the queue, nor in
    hours that are not covered for severity 1."""
    if not (covers_critical(incident, at) and _first_call(incident, at, at)):
        return []
    first = _called(incident, at).following(())
    return [first] if first else []


def unanswered(incident: Incident) -> list[Page]:
    """The pages of the running paging, first to last; none where somebody has acknowledged one."""
    sent = pages(incident)
    return [] if any(page.acknowledged_at for page in sent) else sent


def _due(by: datetime, customer: Customer | None) -> PagingQuerySet:
    due = Paging.objects.running().filter(next_at__lte=by)
    return due.filter(customer=customer) if customer else due


def _begin(incident: Incident, at: datetime) -> None:
    paging = Paging.objects.create(
        incident=incident,
        customer_id=incident.customer_id,
        cause=waiting.cause_of(incident, at),
        owner_id=incident.owner_id,
        started_at=at,
    )
    _from_clock_start(paging, incident, at)


def _end(paging: Paging, incident: Incident, at: datetime) -> None:
    """Somebody has it, or it needs nobody at once: who was paged and has taken or answered it has acknowledged."""
    paging.ended_at, paging.next_at = at, None
    paging.save(update_fields=["ended_at", "next_at"])
    have_it = [incident.owner_id, *waiting.answered_by(paging, incident)]
    paging.pages.filter(agent__in=[who for who in have_it if who], acknowledged_at=None).update(
        acknowledged_at=at
    )


def _from_clock_start(paging: Paging, incident: Incident, at: datetime) -> None:
    """Nobody is called before the clock runs: at once, or stored for when it does (R10.1)."""
    paging.next_at = _covered(incident, at, timedelta(0))
    if paging.next_at and paging.next_at <= at:
        _step(paging, incident, at)
    else:
        paging.save(update_fields=["next_at"])


def _step(paging: Paging, incident: Incident, at: datetime) -> None:
    if not waiting.goes_on(paging, incident):
        _end(paging, incident, at)
        return
    rules = DutyRules.current()
    match paging.step:
        case 0:
            if code := _first_call(incident, paging.next_at or at, at):
                _page_following(paging, incident, at, code)
            _next(paging, incident, at, rules.first)
        case 1:
            _escalate(paging, incident, 1, at)
            if unanswered(incident):
                _page_following(paging, incident, at, "handed_on")
            elif not paging.pages.exists() and (code := _first_call(incident, paging.next_at or at, at)):
                _page_following(paging, incident, at, code)
            _next(paging, incident, at, rules.then)
        case _:
            _escalate(paging, incident, 2, at)
            if unanswered(incident) or not (incident.owner_id or paging.pages.exists()):
                _page(paging, incident, _called(incident, at).others(_paged(paging)), at, "rota_called")
            _next(paging, incident, at, None)


def _escalate(paging: Paging, incident: Incident, level: int, at: datetime) -> None:
    if incident.owner_id is None:
        reminders.escalate(incident, level, f"without_owner:{paging.pk}", at)


def _next(paging: Paging, incident: Incident, at: datetime, after: timedelta | None) -> None:
    """The next step comes `after` covered minutes from when this one was due; from now, where that has passed."""
    due = None
    if after and paging.next_at:
        due = _covered(incident, paging.next_at, after)
        due = due if due is None or due > at else _covered(incident, at, after)
    paging.step, paging.next_at = paging.step + 1, due
    paging.save(update_fields=["step", "next_at"])


def _page_following(paging: Paging, incident: Incident, at: datetime, code: str) -> None:
    following = _called(incident, at).following(_paged(paging))
    _page(paging, incident, [following] if following else [], at, code)


def _called(incident: Incident, at: datetime) -> Called:
    """Whom a page goes to, of those who see it; in a weekend of a special event of its customer her support
    resource first (R23.2)."""

    found = called(incident.region, at, lambda person: sees(person, incident))
    resource = _resource(incident, at)
    return found.after(resource) if resource else found


def _resource(incident: Incident, at: datetime) -> User | None:
    """The support resource of the weekend that runs, where she is there and would see the incident: since it was
    confirmed she may be out of office, or limited."""
    found = resource_for(incident.customer_id, at)
    return found if found and found.pk not in absent(at) and sees(found, incident) else None


def _first_call(incident: Incident, due: datetime, at: datetime) -> str:
    """Why the first one is called; empty where the office works the queue."""
    if _resource(incident, at):
        return "resource_paged"
    if in_office(incident.region, due):
        return ""
    found = on_duty(incident.region, at)
    return "stand_in_paged" if found is None or found.stands_in else "paged"


def _page(paging: Paging, incident: Incident, agents: Sequence[User], at: datetime, code: str) -> None:
    """A row, the entries of the timeline and an urgent mail; `code` says why these are called now."""
    if not agents:
        return
    begun = paging.pages.count()
    names = ", ".join(agent.name for agent in agents)
    write(incident, Kind.INFORMATION, at, public=False, code=code, to=names)
    _tell_the_customer(incident, code, at)
    for round_, agent in enumerate(agents, begun + 1):
        Page.objects.create(
            paging=paging,
            incident=incident,
            customer_id=incident.customer_id,
            round=round_,
            agent=agent,
            at=at,
        )
        tell(
            "page",
            [agent],
            f"paging:{paging.pk}:{round_}",
            customer=incident.customer,
            context=words_of(incident) | {"impact": incident.impact, "phone": incident.phone},
            link=f"/desk/incidents/{incident.pk}/",
            at=at,
        )


def _tell_the_customer(incident: Incident, step: str, at: datetime) -> None:
    """That somebody is called is hers to see; who is, and who did not answer, stays with us: an entry of its own,
    because the facts of an entry are read by the API as well."""
    write(incident, Kind.INFORMATION, at, code="duty_told", step=step)


def _covered(incident: Incident, start: datetime, passed: timedelta) -> datetime | None:
    """When so much of the incident's covered time has passed since `start`, from its next covered instant on; None
    where no time is covered."""
    clock = _clock(incident, start)
    try:
        return clock.add(start, passed) if passed else clock.next_covered(start)
    except NoCoveredTime:
        return None


def _clock(incident: Incident, at: datetime) -> SupportCalendar:
    """The time that counts for its response; where none is promised, what its tier grants (R10.1, R14.1)."""
    promised = incident.milestones.exclude(kind=SG).select_related("calendar").last()
    return promised.hours if promised else calendar_of(incident, at)


def _paged(paging: Paging) -> list[int]:
    return list(paging.pages.values_list("agent_id", flat=True))
