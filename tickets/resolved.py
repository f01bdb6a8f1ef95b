"""The incidents that a release resolves, for its page (R3.2)."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from entitlements.downloads.models import Release
from entitlements.downloads.models.releases import State
from entitlements.downloads.parts import Part
from subscriptions import permissions
from subscriptions.models import Customer, User
from subscriptions.permissions import Permission
from tickets.models import Fix, Incident, Status

SHOWN = 50


def of_release(release: Release, reader: User, customer: Customer | None) -> Part | None:
    """For a contact her company's incidents that it resolves, where there are any; for the vendor's people all,
    with what was answered."""
    rows = Fix.objects.visible_to(reader).filter(release=release).select_related("incident", "customer")
    if not reader.is_staff:
        mine = list(rows.told().filter(customer=customer).order_by("-pk")[:SHOWN])
        return Part("tickets/portal/resolved.html", {"rows": mine}) if mine else None
    shown: dict[str, Any] = Fix.objects.filter(release=release).aggregate(
        count=Count("pk"),
        told=Count("pk", filter=Q(told_at__isnull=False)),
        works=Count("pk", filter=Q(answer=Fix.Answer.WORKS)),
        fails=Count("pk", filter=Q(answer=Fix.Answer.FAILS)),
    )
    may_link = permissions.may(reader, Permission.PUBLISH_RELEASES)
    words = {"release": release, "rows": rows.order_by("-pk")[:SHOWN], "may_link": may_link}
    return Part("tickets/desk/resolved.html", shown | words)


def of_publishing(release: Release) -> Part | None:
    """The incidents whose contacts are told and asked to try again once the release is published."""
    rows = Fix.objects.filter(release=release, told_at=None)
    shown: dict[str, Any] = rows.aggregate(
        incidents=Count("pk"),
        contacts=Count("incident__contact", distinct=True),
        customers=Count("customer", distinct=True),
        waiting=Count("pk", filter=Q(incident__status=Status.WAITING_DEVELOPMENT)),
    )
    if not shown["incidents"]:
        return None
    listed = list(
        rows.select_related("incident__contact", "incident__version", "customer").order_by("pk")[:SHOWN]
    )
    shown |= {
        "rows": listed,
        "others": max(shown["incidents"] - SHOWN, 0),
        "warnings": version_warnings(release, [fix.incident for fix in listed]),
    }
    return Part("tickets/desk/publishing.html", shown)


def version_warnings(release: Release, incidents: Iterable[Incident]) -> list[str]:
    """Of each incident that is about another version than the release: a warning, which refuses nothing."""
    words = _("Incident {number} is about {version}, {release} is for {own}. Check that it helps there.")
    return [
        words.format(number=each.pk, version=each.version, release=release.code, own=release.version)
        for each in incidents
        if each.version_id and each.version_id != release.version_id
    ]


def asked(incident: Incident, reader: User) -> Fix | None:
    """The fix of an incident on which its customer is asked for her word: the last that was told of, and none while
    a solution stands that was proposed since, so that one question is asked at a time; none that was withdrawn."""
    rows = Fix.objects.visible_to(reader).told().filter(incident=incident.pk, answer="")
    rows = rows.filter(release__state=State.PUBLISHED)
    last = rows.select_related("release").order_by("-told_at", "-pk").first()
    proposed = incident.status == Status.SOLUTION_PROPOSED
    return None if proposed and last and last.told_at < incident.status_since else last
