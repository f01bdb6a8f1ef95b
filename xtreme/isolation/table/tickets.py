"""Incidents in the portal and in the API, their files, and search."""

from typing import Any

from django.utils import timezone

from entitlements.models import Document
from subscriptions import coverage, signed_links
from subscriptions.models import Customer
from subscriptions.permissions import Permission, staff_roles
from tickets.models import Attachment, Fix, Incident
from tickets.views.portal.files import PURPOSE
from xtreme.isolation.finding import NO_NUMBER, Between, Thing, hers, members, newest
from xtreme.isolation.rows import FORM, INCIDENT, POSTS, Needs, Row, Task

FILE = {"number": "incident of the file", "file": "file"}
RELEASING = staff_roles(Permission.PUBLISH_RELEASES)
WORKING, WRITING = staff_roles(Permission.WORK), staff_roles(Permission.WRITE)
SEARCHES = ("q={word}", "q={incident}", "q={customer}", "before={after}", "after={after}")


def _file(field: str) -> Thing:
    return Thing(
        lambda between: newest(Attachment.objects.filter(customer=between.other, entry__public=True), field)
    )


def _fix(field: str, absent: Any = NO_NUMBER) -> Thing:
    return Thing(lambda between: newest(Fix.objects.told().filter(customer=between.other), field), absent)


def _key(between: Between) -> str | None:
    """What a link to her file would have that the API had given to one of the visitor's company."""
    file, reader = _file("pk").find(between), newest(members(between.own), "user")
    return signed_links.sign(PURPOSE, file, reader, timezone.now()) if file and reader else None


def _products(of: Customer) -> set[str]:
    return {product.code for product in coverage.covered_products(of, timezone.now())}


def _product(between: Between) -> str | None:
    """The code of one that only she is covered for."""
    return min(_products(between.other) - _products(between.own), default=None)


def _text(between: Between) -> str | None:
    """An article that names her as its reader, by its kind and code."""
    named = Document.objects.filter(
        kind=Document.Kind.ARTICLE, customers__contains=[between.other.pk]
    ).first()
    return f"{named.kind}:{named.code}" if named else None


def _own_product(between: Between) -> Any:
    return min(_products(between.own), default=None)


THINGS = {
    "incident": Thing(lambda between: newest(Incident.objects.open().filter(customer=between.other))),
    "after": hers(Incident),
    "incident of the file": _file("incident"),
    "file": _file("pk"),
    "fix": _fix("pk"),
    "incident of the fix": _fix("incident"),
    "release of the fix": _fix("release__code", "NO-SUCH"),
    "key of the file": Thing(_key, "no-key"),
    "product": Thing(_product, "NO-SUCH"),
    "text for her alone": Thing(_text, "article:0"),
    "own product of the visitor": Thing(_own_product, absent=None),
}
PUBLISHED = ("release of the fix",)

ROWS = (
    Row("tickets:home", Needs.CONTACT),
    Row(
        "tickets:incidents", Needs.CONTACT, asks=(*SEARCHES, "product={product}", "list=closed", "whose=mine")
    ),
    Row(
        "tickets:new",
        Needs.CONTACT,
        FORM,
        asks=("product={product}",),
        sends={"product": "{product}", "severity": "3", "kind": "fault", "title": "-", "description": "-"},
    ),
    Row("tickets:expected", Needs.CONTACT, asks=("product={product}&severity=1",)),
    Row("tickets:similar", Needs.CONTACT, asks=("title={word}",)),
    Row("tickets:incident", Needs.CONTACT, things=INCIDENT, asks=("logged=1",)),
    Row("tickets:follow", Needs.CONTACT, POSTS, INCIDENT),
    Row("tickets:reply", Needs.CONTACT, POSTS, INCIDENT, sends={"body": "-"}),
    Row("tickets:accept", Needs.CONTACT, POSTS, INCIDENT),
    Row("tickets:reject", Needs.CONTACT, POSTS, INCIDENT, sends={"reason": "-"}),
    Row("tickets:ask_severity", Needs.CONTACT, POSTS, INCIDENT, sends={"severity": "2", "reason": "-"}),
    Row("tickets:raise_again", Needs.CONTACT, POSTS, INCIDENT, sends={"phone": "+45 70 00 00 00"}),
    Row("tickets:withdraw", Needs.CONTACT, POSTS, INCIDENT, sends={"reason": "-"}),
    Row(
        "tickets:answer_fix",
        Needs.CONTACT,
        POSTS,
        {"number": "incident of the fix", "fix": "fix"},
        sends={"do": "works"},
    ),
    Row(
        "tickets:link_fix",
        Needs.VENDOR,
        POSTS,
        {"code": "release of the fix"},
        sends={"incidents": "{incident}"},
        writing=RELEASING,
    ),
    Row(
        "tickets:unlink_fix",
        Needs.VENDOR,
        POSTS,
        {"code": "release of the fix", "fix": "fix"},
        writing=RELEASING,
    ),
    Row("tickets:download", Needs.PERSON, things=FILE),
    Row("tickets:confidential", Needs.PERSON, FORM, FILE),
    Row("tickets:download_by_link", Needs.LINK, things={"file": "file"}, asks=("key={key of the file}",)),
    Row("tickets:search", Needs.NOTHING, asks=(*SEARCHES, "q={word}&where=article")),
    Row("tickets:suggestions", Needs.PERSON, asks=("q={word}", "q={incident}")),
    Row("tickets:answered", Needs.CONTACT, POSTS, sends={"by": "{text for her alone}", "title": "-"}),
    Row(
        "incident-list",
        Needs.KEY,
        ("GET", "HEAD", "POST"),
        asks=("q={word}", "q={incident}", "product={product}", "page_size=200", "open=false"),
        sends={"customer": "{customer}", "product": "{product}", "title": "-", "description": "-"},
        writing=WORKING,
    ),
    Row("incident-detail", Needs.KEY, things=INCIDENT),
    Row("incident-messages", Needs.KEY, POSTS, INCIDENT, sends={"body": "-"}, writing=WRITING),
    Row(
        "incident-changes",
        Needs.KEY,
        POSTS,
        INCIDENT,
        sends={"change": "withdraw", "reason": "-"},
        writing=WORKING,
    ),
)

TASKS = (
    Task("tickets.tasks.scan_held", "what a scanner says of files, each its own"),
    Task("tickets.tasks.remind", "to the vendor's people; of a miss, to the contact"),
    Task("tickets.tasks.close_silent", "to the contact of the incident"),
    Task("tickets.tasks.sum_up_counts", "numbers of the desk's lists"),
    Task("tickets.tasks.keep_words", "the words of incidents, each with its customer"),
    Task("tickets.tasks.forget_words", "words of all incidents, which no contact's role may read"),
    Task("tickets.tasks.move_open_incidents", "due times of the customer's incidents"),
    Task("tickets.tasks.follow_ranks", "places of incidents in the queue, each its own"),
    Task("tickets.tasks.follow_heads_hours", "to the vendor's people"),
    Task("tickets.tasks.follow_subscriptions", "places and due times of the customer's incidents"),
    Task("tickets.tasks.tell_of_fixes", "to the contact of each incident that a release resolves"),
    Task("tickets.duty.tasks.page", "to agents on duty"),
)
