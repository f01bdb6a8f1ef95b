"""The rows of the audit trail as its pages show them."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from subscriptions.audit.canonical import canonical_json
from subscriptions.audit.models import Entry
from subscriptions.models import ProductVersion, User

# What of the details is said in words; the rest is shown as it is kept.
HIDDEN = frozenset({"history", "what", "row", "before", "reason"})


def rows_of(page: Iterable[Entry]) -> list[dict[str, Any]]:
    """Each with its words."""
    page = list(page)
    people, versions = _people(page), _versions(page)
    return [
        {
            "number": row.pk,
            "at": row.at,
            "what": row.kind_name,
            "who": row.person.name if row.person else "",
            "mail": row.person.email if row.person else "",
            "acting_as": row.acting_as.name if row.acting_as else "",
            "address": row.address or "",
            "session": row.session,
            "thing": _thing(row, people, versions),
            "customer": row.customer,
            "reason": row.details.get("reason", ""),
            "changes": _changes(row.details, versions),
            "more": _more(row.details),
        }
        for row in page
    ]


def _people(page: list[Entry]) -> dict[int, str]:
    """The names of those whom rows are about."""
    keys = {(row.details.get("row") or {}).get("user_id") for row in page}
    known = [key for key in keys if isinstance(key, int)]
    return dict(User.objects.filter(pk__in=known).values_list("pk", "name"))


def _versions(page: list[Entry]) -> dict[int, str]:
    """The names of the versions of installed systems that rows tell of."""
    told = [row.details.get(when) or {} for row in page for when in ("row", "before")]
    known = {each["version_id"] for each in told if isinstance(each.get("version_id"), int)}
    found = ProductVersion.objects.filter(pk__in=known).select_related("product") if known else ()
    return {version.pk: str(version) for version in found}


def _thing(row: Entry, people: dict[int, str], versions: dict[int, str]) -> str:
    """What it is about: its name, or whose it is, or what kind of thing; nothing where it is the person herself."""
    if row.object_type == User._meta.label and row.object_id == row.person_id:
        return ""
    told = row.details.get("row") or {}
    said = row.object_name or people.get(told.get("user_id") or 0, "")
    if said := said or versions.get(told.get("version_id") or 0, ""):
        return said
    return f"{_kind_of_thing(row.object_type)} {row.object_id}" if row.object_type else ""


def _kind_of_thing(label: str) -> str:
    try:
        return str(capfirst(apps.get_model(label)._meta.verbose_name))
    except LookupError:
        return label


def _changes(details: dict[str, Any], versions: dict[int, str]) -> list[tuple[str, str, str]]:
    """Of what a row tells: the column, what it was, what it is now; only what differs where both are known."""
    now, before = details.get("row") or {}, details.get("before")
    names = [name for name in now if before is None or before.get(name) != now[name]]
    return [
        (
            capfirst(name.removesuffix("_id").replace("_", " ")),
            _named(name, (before or {}).get(name), versions),
            _named(name, now[name], versions),
        )
        for name in names
    ]


def _named(column: str, value: Any, versions: dict[int, str]) -> str:
    return versions[value] if column == "version_id" and value in versions else _value(value)


def _value(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value if isinstance(value, str) else canonical_json(value)


def _more(details: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (capfirst(name.replace("_", " ")), _value(value))
        for name, value in details.items()
        if name not in HIDDEN
    ]
