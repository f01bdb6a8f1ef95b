"""Exports and erasure of personal data."""

from typing import Any

from subscriptions.permissions import Permission, staff_roles
from subscriptions.personal_data.exporting import link
from subscriptions.personal_data.models import DataExport
from xtreme.isolation.finding import Between, Thing, members, newest
from xtreme.isolation.rows import FORM, POSTS, Needs, Row, Task

ADMINISTERING = staff_roles(Permission.ADMINISTER)


def _exports(between: Between) -> Any:
    return DataExport.objects.filter(asked_by__in=members(between.other).values("user"))


def _key(between: Between) -> str | None:
    """What the link to the newest export has: it was for who asked."""
    export = _exports(between).order_by("-pk").first()
    return export and link(export).partition("key=")[2]


THINGS = {
    "export": Thing(lambda between: newest(_exports(between))),
    "key of the export": Thing(_key, "no-key"),
}

ROWS = (
    Row("personal_data:own", Needs.PERSON, FORM),
    Row("personal_data:company", Needs.MANAGER, POSTS),
    Row("personal_data:fetch", Needs.PERSON, things={"number": "export"}, asks=("key={key of the export}",)),
    Row(
        "personal_data:person",
        Needs.VENDOR,
        FORM,
        {"number": "person"},
        roles=ADMINISTERING,
        writing=ADMINISTERING,
    ),
    Row(
        "personal_data:erase",
        Needs.VENDOR,
        POSTS,
        {"number": "person"},
        sends={"reason": "-", "seen": "-"},
        writing=ADMINISTERING,
    ),
    Row(
        "personal_data:customer",
        Needs.VENDOR,
        FORM,
        {"number": "customer"},
        roles=ADMINISTERING,
        writing=ADMINISTERING,
    ),
    Row("personal_data:kept", Needs.VENDOR, roles=ADMINISTERING, writing=ADMINISTERING),
)

TASKS = (
    Task("subscriptions.personal_data.tasks.make_exports", "files, each for who asked for it"),
    Task("subscriptions.personal_data.tasks.apply_retention", "nothing: it removes what is old"),
)
