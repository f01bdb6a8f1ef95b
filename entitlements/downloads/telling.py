"""Who is told of a release: those registered for its product (R2.5), everybody in the country of a rule (R3.5),
once each (R3.6); and of a faulty one, who fetched it. Writing and sending is notifications'."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from entitlements.downloads import kinds
from entitlements.downloads.models import Download, Release
from entitlements.downloads.models.releases import Kind
from notifications import alerts, drafts, outbox
from notifications.drafts import Affects, Origin
from notifications.models import Alert, AlertChange, AlertOrigin, Notification, Registration
from subscriptions.models import Customer, InstalledSystem, Membership, ProductLine, User

TELL = "entitlements.downloads.tasks.tell"  # by name: the task tells


def begin() -> None:
    """Have a worker tell of what was published; where the broker is away, beat finds it (R1.9)."""
    outbox.nudge_after_commit(TELL)


def untold() -> list[int]:
    """The keys of the releases that nobody was told of yet, the oldest first."""
    waiting = Release.objects.published().filter(told_at=None)
    return list(waiting.order_by("published_at", "pk").values_list("pk", flat=True))


def tell(number: int, at: datetime | None = None) -> bool:
    """Tell of one release, unless another worker does; says whether it did. One transaction."""
    at = at or timezone.now()
    with transaction.atomic():
        rows = Release.objects.published().filter(told_at=None, pk=number)
        release = rows.select_for_update(skip_locked=True, of=("self",)).select_related("version").first()
        if release is None:
            return False
        if release.kind == Kind.REGULATORY:
            _tell(kinds.UPDATE.code, in_country(release, at), release, at)
        _tell(kinds.NEWS.code, registered(release, at), release, at)
        release.told_at = at
        release.save(update_fields=["told_at"])
        return True


def covered(release: Release, at: datetime) -> QuerySet[Customer]:
    """The customers whose subscription covers its product then, of those it is for."""
    lines = ProductLine.objects.active(at).filter(product=release.product_id)
    found = Customer.objects.filter(pk__in=lines.values("customer"))
    return found if release.is_for_all else found.filter(pk__in=release.meant_for())


def registered(release: Release, at: datetime) -> QuerySet[Membership]:
    """The contacts registered for the product (R2.5)."""
    mine = Registration.objects.filter(
        customer=OuterRef("customer"), user=OuterRef("user"), product=release.product_id
    )
    return Membership.objects.active().filter(Exists(mine), customer__in=covered(release, at))


def in_country(release: Release, at: datetime) -> QuerySet[Membership]:
    """The contacts of the customers covered who have a site in the country of its rule (R3.5)."""
    return Membership.objects.active().filter(customer__in=there(release, at))


def there(release: Release, at: datetime) -> QuerySet[Customer]:
    """The customers covered who are in the country of its rule, themselves or with an installed system."""
    systems = InstalledSystem.objects.in_use().filter(customer=OuterRef("pk"), country=release.country)
    return covered(release, at).filter(Q(country=release.country) | Exists(systems))


def event(release: Release) -> str:
    """By which the ledger knows that somebody was told of it: once, as news or as an update of a rule."""
    return f"release:{release.pk}"


def withdrawal(release: Release) -> str:
    """The same of its withdrawal: once, by whatever she knew of it."""
    return f"{event(release)}:withdrawn"


def words_of(release: Release) -> dict[str, Any]:
    """What every kind of message about a release holds (kinds.py)."""
    return {
        "release": release.code,
        "release_kind": release.kind,
        "title": release.title_en,
        "title_da": release.title_da,
        "product": release.product.name,
        "version": release.version.name,
    }


def words_of_rule(release: Release) -> dict[str, Any]:
    """The same of a regulatory update."""
    assert release.effective_on is not None
    rule = {
        "effective_on": release.effective_on.isoformat(),
        "rule": release.rule_en,
        "rule_da": release.rule_da,
    }
    with override("en"):
        rule["country"] = release.country_name
    with override("da"):
        rule["country_da"] = release.country_name
    return words_of(release) | rule


def alert_of(release: Release, by: User, at: datetime) -> Alert:
    """The alert that the release is, made of it where there is none yet (R3.6)."""
    actions = {}
    for language in ("en", "da"):
        with override(language):
            actions[language] = _("Install {release}.").format(release=release.code)
    draft = drafts.Draft(
        title=f"{release.code}: {release.title_en}"[:160],
        title_da=f"{release.code}: {release.title_da}"[:160] if release.title_da else "",
        alert_class=release.alert_class,
        affected=[Affects(product=release.product, listed=[release.version])],
        symptom=release.symptom,
        symptom_da=release.symptom_da,
        action=actions["en"],
        action_da=actions["da"],
        action_kind=Alert.Action.FIX,
        required_by=release.effective_on,
    )
    origin = Origin(release.get_absolute_url(), release.code)
    return drafts.draft_from(origin, draft, release.edited_by, at)


def withdrawn(release: Release, at: datetime) -> None:
    """Who got its alert is told that it is withdrawn (R1.5), who fetched the faulty one and did not get it, by
    itself; where she is at the company no more, its managers."""
    _withdraw_alert(release, at)
    _warn(release, at)


def told_by_alert(release: Release) -> QuerySet[Notification]:
    """What says to those who got its alert that it was withdrawn with the release: they are told nothing else of
    it."""
    alert = AlertOrigin.objects.filter(link=release.get_absolute_url()).values("alert")
    change = AlertChange.objects.filter(
        alert__in=alert, kind=AlertChange.Kind.WITHDRAWN, at=release.withdrawn_at
    ).first()
    return (
        Notification.objects.filter(event=alerts.event_of(change)) if change else Notification.objects.none()
    )


def _tell(kind: str, members: QuerySet[Membership], release: Release, at: datetime) -> None:
    """Those of them who were not told by its alert already (R3.6)."""
    alert = AlertOrigin.objects.filter(link=release.get_absolute_url()).first()
    if alert:
        told = Notification.objects.filter(event=alerts.event(Alert(pk=alert.alert_id)))
        members = members.exclude(user__in=told.values("recipient"))
    words = words_of_rule(release) if kind == kinds.UPDATE.code else words_of(release)
    outbox.tell_each(
        kind, _people(members), event(release), context=words, link=release.get_absolute_url(), at=at
    )


def _people(members: QuerySet[Membership]) -> Iterator[tuple[User, int | None]]:
    found = members.select_related("user").order_by("user", "pk").iterator(outbox.BATCH)
    return ((member.user, member.customer_id) for member in found)


def _withdraw_alert(release: Release, at: datetime) -> None:
    assert release.withdrawn_by is not None
    with override("en"):
        first = _("{release} is faulty: do not install it.").format(release=release.code)
    said = f"{first} {release.withdrawn_why}"
    alerts.withdraw_from(release.get_absolute_url(), release.withdrawn_by, said, at)


def _warn(release: Release, at: datetime) -> None:
    fetched = Download.objects.filter(release=release)
    heard = set(told_by_alert(release).values_list("recipient", flat=True))
    took = list(fetched.order_by().values_list("customer", "person", "person__name").distinct())
    there = {
        (member.customer_id, member.user_id): member.user
        for member in Membership.objects.active()
        .filter(customer__in={customer for customer, _person, _name in took})
        .select_related("user")
    }
    for customer, person, name in took:
        found = there.get((customer, person))
        whom = [found] if found else [m.user for m in _managers(customer)]
        outbox.tell_each(
            kinds.WITHDRAWN.code,
            [(each, customer) for each in whom if each.pk not in heard],
            withdrawal(release),
            context=words_of(release) | {"who": name, "reason": release.withdrawn_why},
            link=release.get_absolute_url(),
            at=at,
        )


def _managers(customer: int) -> QuerySet[Membership]:
    managers = Membership.objects.active().filter(customer=customer, role=Membership.Role.MANAGER)
    return managers.select_related("user")
