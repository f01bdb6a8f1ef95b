"""Fixes of incidents (R3.2): linking a release to what it resolves, telling each contact once when it is published,
and her word whether it works, on which alone the incident closes.

A published release is worked off a batch a transaction by any number of workers (`go_on`): first everybody is told
and every timeline says so, then what waits for development goes back to work (L7). So telling of thousands takes
seconds, and the desk waits for no more than a batch.
"""

from collections import defaultdict
from collections.abc import Container, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from entitlements.downloads import kinds, telling
from entitlements.downloads.models import Release
from entitlements.downloads.models.releases import State
from notifications import outbox
from subscriptions import arrays, kept, permissions, texts
from subscriptions.models import User
from subscriptions.permissions import Permission
from tickets import closing, correspondence, lifecycle, resuming, targets, timeline
from tickets.models import CloseReason, Fix, Incident, SolutionKind, Status, TimelineEntry
from tickets.refusals import FixAnswered, FixNotReleased, FixOfAnother, UnknownIncident
from tickets.timeline import entry, write

TASK = "tickets.tasks.tell_of_fixes"
BATCH = 200  # incidents that are locked together
MOST_NAMED = 10  # incidents, in a mail about a fix


def link(release: Release, numbers: Iterable[int], by: User, at: datetime | None = None) -> int:
    """Note that the release resolves these incidents; how many were not noted yet. Of one that is published their
    contacts are told within minutes. Raises UnknownIncident, FixOfAnother for one that is about another product,
    FixNotReleased for a withdrawn one, Forbidden."""
    permissions.require(by, Permission.PUBLISH_RELEASES)
    at = at or timezone.now()
    wanted = list(dict.fromkeys(numbers))
    with transaction.atomic():
        locked = Release.objects.select_for_update(of=("self",), no_key=True).get(pk=release.pk)
        if locked.state == State.WITHDRAWN:
            raise FixNotReleased(release=locked.code)
        found = dict(_named(locked, wanted).values_list("pk", "customer"))
        _require_all(wanted, found)
        known = set(
            Fix.objects.filter(release=locked, incident__in=wanted).values_list("incident", flat=True)
        )
        made = [
            Fix(release=locked, incident_id=key, customer_id=customer, linked_at=at, linked_by=by)
            for key, customer in found.items()
            if key not in known
        ]
        Fix.objects.bulk_create(made, batch_size=1000, ignore_conflicts=True)
        if locked.state == State.PUBLISHED:
            outbox.nudge_after_commit(TASK)
    return len(made)


def possible(release: Release, numbers: Iterable[int]) -> list[Incident]:
    """The incidents of these numbers, which the release may resolve, with whom it would be told of. Raises
    FixOfAnother, UnknownIncident."""
    wanted = list(dict.fromkeys(numbers))
    found = list(_named(release, wanted).select_related("contact", "customer", "version").order_by("pk"))
    _require_all(wanted, {each.pk for each in found})
    return found


def unlink(fix: Fix, by: User) -> None:
    """Take the note back, while nobody was told of it. Raises FixAnswered, Forbidden."""
    permissions.require(by, Permission.PUBLISH_RELEASES)
    if not Fix.objects.filter(pk=fix.pk, told_at=None).delete()[0]:
        raise FixAnswered


def heed(sender: Any, *, release: int, **_words: Any) -> None:
    """Receives `entitlements.downloads.signals.release_published`: rows say what is to be told, a worker does
    it."""
    if Fix.objects.filter(release=release).exists():
        outbox.nudge_after_commit(TASK)


def heed_withdrawn(sender: Any, *, release: int, at: datetime, **_words: Any) -> None:
    """Receives `entitlements.downloads.signals.release_withdrawn`: each contact who was told of the fix is told
    once that it is withdrawn, unless as one who fetched it, and every timeline says so. A batch that is being told
    of it is waited for."""
    rows = Fix.objects.filter(release=release).select_for_update(of=("self",), no_key=True).order_by("pk")
    told = [fix for fix in rows.select_related("release__version", "incident__contact") if fix.told_at]
    if not told:
        return
    found = told[0].release
    words = {"code": "fix_withdrawn", "release": found.code, "why": found.withdrawn_why}
    timeline.add([entry(fix.incident, TimelineEntry.Kind.INFORMATION, at, **words) for fix in told])
    heard = set(telling.told_by_alert(found).values_list("recipient", flat=True))
    contacts = {fix.incident.contact_id: (fix.incident.contact, fix.customer_id) for fix in told}
    outbox.tell_each(
        kinds.FIX_WITHDRAWN.code,
        [each for key, each in contacts.items() if key not in heard],
        telling.withdrawal(found),
        context=telling.words_of(found) | {"reason": found.withdrawn_why},
        link=found.get_absolute_url(),
        at=at,
    )


def go_on(at: datetime | None = None) -> bool:
    """Work off one batch that no other worker holds; says whether there was one. One transaction."""
    at = at or timezone.now()
    with transaction.atomic():
        rows = Fix.objects.due().select_for_update(skip_locked=True, of=("self",), no_key=True)
        batch = list(rows.select_related("release__version").order_by("release", "pk")[:BATCH])
        if batch:
            with kept.settled():
                _tell(batch, at)
            return True
    return _resume(at)


def answer(fix: Fix, contact: User, *, works: bool, reason: str = "", at: datetime | None = None) -> Incident:
    """Her word on a fix: it works, and the incident closes; or it does not, and what was closed opens again. Raises
    FixNotReleased, FixAnswered, ReasonMissing where it does not and she does not say how."""
    at = at or timezone.now()
    why = "" if works else texts.reason(reason)
    with transaction.atomic():
        row = Fix.objects.select_for_update(of=("self",)).select_related("release", "incident").get(pk=fix.pk)
        if row.told_at is None:
            raise FixNotReleased(release=row.release.code)
        if row.answer:
            raise FixAnswered
        row.answer = Fix.Answer.WORKS if works else Fix.Answer.FAILS
        row.answered_at, row.answered_by, row.resumes = at, contact, False
        row.save(update_fields=["answer", "answered_at", "answered_by", "resumes"])
        if works:
            _close(row, contact, at)
            return row.incident
        return correspondence.contact_reply(row.incident, contact, why, at=at, fix=row.release.code).incident


def _named(release: Release, wanted: list[int]) -> QuerySet[Incident]:
    """The incidents of these numbers. Raises FixOfAnother."""
    incidents = Incident.objects.filter(pk__in=wanted)
    if other := incidents.exclude(product=release.product_id).select_related("product").first():
        raise FixOfAnother(number=other.pk, product=other.product, release=release.code, own=release.product)
    return incidents


def _require_all(wanted: list[int], known: Container[int]) -> None:
    """Raises UnknownIncident for the first of these numbers that is of none."""
    if missing := [number for number in wanted if number not in known]:
        raise UnknownIncident(number=missing[0])


def _close(fix: Fix, contact: User, at: datetime) -> None:
    """By way of the proposal that the release is (L8, L9)."""
    with lifecycle.changing(fix.incident, at) as row:
        code = fix.release.code
        write(row, TimelineEntry.Kind.INFORMATION, at, author=contact, code="fix_works", release=code)
        if not row.is_open:
            return
        if row.status != Status.SOLUTION_PROPOSED:
            lifecycle.move(row, Status.SOLUTION_PROPOSED, at, None, solution=SolutionKind.FIX)
            targets.pause(row, at, Status.SOLUTION_PROPOSED)
        row.solution_kind = SolutionKind.FIX  # also where a workaround was proposed before
        closing.close(row, CloseReason.SOLVED, at, contact)


def _tell(batch: list[Fix], at: datetime) -> None:
    """Every timeline and every contact, by as many statements for one incident as for all."""
    releases = {fix.release_id: fix.release for fix in batch}
    found = Incident.objects.filter(pk__in={fix.incident_id for fix in batch}).order_by("pk")
    incidents = {
        row.pk: row for row in found.select_related("contact").select_for_update(of=("self",), no_key=True)
    }
    entries = []
    for fix in batch:
        row = incidents[fix.incident_id]
        fix.told_at, fix.resumes = at, row.status == Status.WAITING_DEVELOPMENT
        entries.append(_published(row, fix.release, at))
    timeline.add(entries)
    Incident.objects.filter(pk__in=incidents).update(changed_at=Greatest("changed_at", Value(at)))
    arrays.update(batch, ["told_at", "resumes"])
    for key, release in releases.items():
        contacts = [
            (incidents[fix.incident_id].contact, fix.customer_id) for fix in batch if fix.release_id == key
        ]
        outbox.tell_each(
            kinds.FIX.code,
            {person.pk: (person, customer) for person, customer in contacts}.values(),
            f"{telling.event(release)}:fix",
            context=telling.words_of(release) | {"logged": "", "proposed": ""},
            link=release.get_absolute_url(),
            at=at,
            own=_logged(release, [person.pk for person, _customer in contacts]),
        )


def _published(incident: Incident, release: Release, at: datetime) -> TimelineEntry:
    return entry(
        incident,
        TimelineEntry.Kind.INFORMATION,
        at,
        code="fix_published",
        release=release.code,
        title=release.title_en,
        title_da=release.title_da,
    )


def _logged(release: Release, contacts: Iterable[int]) -> dict[int, dict[str, str]]:
    """Of each of these contacts the incidents that it resolves, also those of later batches: she is told once. And
    on which of them a solution was proposed before, which silence closes."""
    found = Fix.objects.filter(release=release, incident__contact__in=list(contacts)).order_by("incident")
    numbers: dict[int, list[int]] = defaultdict(list)
    proposed: dict[int, list[int]] = defaultdict(list)
    for contact, number, status in found.values_list("incident__contact", "incident", "incident__status"):
        numbers[contact].append(number)
        if status == Status.SOLUTION_PROPOSED:
            proposed[contact].append(number)
    return {
        contact: {"logged": _listed(of), "proposed": _listed(proposed[contact])}
        for contact, of in numbers.items()
    }


def _listed(numbers: list[int]) -> str:
    more = " …" if len(numbers) > MOST_NAMED else ""
    return ", ".join(map(str, numbers[:MOST_NAMED])) + more


def _resume(at: datetime) -> bool:
    """What waited for development is worked on again (L7), where it still waits."""
    with transaction.atomic():
        rows = Fix.objects.filter(resumes=True).select_for_update(skip_locked=True, of=("self",), no_key=True)
        batch = dict(rows.order_by("pk").values_list("pk", "incident")[:BATCH])
        resuming.resume(set(batch.values()), at, reason="fix_published")
        Fix.objects.filter(pk__in=batch).update(resumes=False)
    return bool(batch)
