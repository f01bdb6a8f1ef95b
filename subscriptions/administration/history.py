"""Reads the kept history of settings (models.history) as what changed, in words. Writes nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pghistory.models
from django.apps import apps
from django.contrib.admin.utils import display_for_field
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subscriptions.models import User

WHAT = {
    "insert": gettext_lazy("added"),
    "update": gettext_lazy("changed"),
    "delete": gettext_lazy("deleted"),
}


@dataclass(frozen=True)
class Difference:
    """One field of a change; `before` is empty where the row was added."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One row that somebody added, changed or deleted."""

    at: datetime
    who: str
    thing: str
    name: str
    what: str
    differences: list[Difference]


def changes_of(obj: models.Model, parts: Iterable[type[models.Model]] = ()) -> list[Change]:
    """What happened to a row and to the rows of `parts` that belong to it, the latest first."""
    events = list(_events(type(obj)).filter(pgh_obj_id=obj.pk)) if _tracked(type(obj)) else []
    for part in filter(_tracked, parts):
        if owner := _owner(part, obj):
            events += _events(part).filter(**{f"{owner}_id": obj.pk})
    return _described(events)


def edition_of(obj: models.Model, names: Iterable[str], parts: Iterable[type[models.Model]]) -> str:
    """Another one after each change of the row or of the rows of `parts` that belong to it: by the newest row of
    their history, or where none is kept by what stands there, of the row itself in the fields of these names."""
    if _tracked(type(obj)):
        said: list[Any] = [_newest(_events(type(obj)).filter(pgh_obj_id=obj.pk))]
    else:
        there = {field.name for field in obj._meta.concrete_fields}
        shown = [name for name in names if name in there]
        said = [*type(obj)._base_manager.filter(pk=obj.pk).values_list(*shown)] if shown else []
    for part in parts:
        if owner := _owner(part, obj):
            rows = {f"{owner}_id": obj.pk}
            kept = _tracked(part)
            said.append(
                _newest(_events(part).filter(**rows))
                if kept
                else list(part._base_manager.filter(**rows).order_by("pk").values_list())
            )
    return salted_hmac("edition", repr(said), algorithm="sha256").hexdigest()[:16]


def _newest(events: models.QuerySet[Any]) -> int:
    return events.aggregate(newest=models.Max("pgh_id"))["newest"] or 0


def _owner(part: type[models.Model], obj: models.Model) -> str:
    """By which field rows of `part` belong to such a row."""
    return next((f.name for f in part._meta.fields if f.related_model is type(obj)), "")


def latest_changes(number: int) -> list[Change]:
    """The last changes of all settings, the latest first."""
    newest: list[Any] = []
    for model in apps.get_models():
        if issubclass(model, pghistory.models.Event):
            newest += (
                model._default_manager.order_by("-pgh_id")
                .values_list("pgh_created_at", "pgh_id", "pgh_obj_id")
                .annotate(model=models.Value(model._meta.label))[:number]
            )
    chosen = sorted(newest, reverse=True)[:number]
    events: list[Any] = []
    for label in {row[3] for row in chosen}:
        objects = {row[2] for row in chosen if row[3] == label}
        events += _events(apps.get_model(label).pgh_tracked_model).filter(pgh_obj_id__in=objects)
    return _described(events)[:number]


def _tracked(model: type[models.Model]) -> bool:
    return hasattr(model, "pgh_event_model")


def _events(model: Any) -> models.QuerySet[Any]:
    return model.pgh_event_model._default_manager.select_related("pgh_context").order_by("pgh_id")


def _described(events: list[Any]) -> list[Change]:
    people = _people(events)
    previous: dict[tuple[type, int], Any] = {}
    changes = []
    for event in events:
        key = (type(event), event.pgh_obj_id)
        changes.append(_change(event, previous.get(key), people))
        previous[key] = event
    changes.reverse()
    return sorted(changes, key=lambda change: change.at, reverse=True)


def _change(event: Any, before: Any, people: dict[int, str]) -> Change:
    model = event.pgh_tracked_model
    user = event.pgh_context.metadata.get("user") if event.pgh_context else None
    differences = [] if event.pgh_label == "delete" else list(_differences(event, before))
    return Change(
        event.pgh_created_at,
        people.get(user, "") if user else _("a command of the system"),
        str(capfirst(model._meta.verbose_name)),
        _named(event),
        str(WHAT[event.pgh_label]),
        differences,
    )


def _named(event: Any) -> str:
    """How the row called itself then."""
    model = event.pgh_tracked_model
    names = [field.attname for field in model._meta.concrete_fields]
    return str(model(**{name: getattr(event, name) for name in names if hasattr(event, name)}))


def _differences(event: Any, before: Any) -> Iterator[Difference]:
    for field in event._meta.fields:
        if field.name == "id" or field.name.startswith("pgh_"):
            continue
        after = getattr(event, field.attname)
        earlier = getattr(before, field.attname) if before else None
        if (before and after == earlier) or (not before and after in (None, "", [], {})):
            continue
        yield Difference(
            str(capfirst(field.verbose_name)), _shown(field, earlier) if before else "", _shown(field, after)
        )


def _shown(field: Any, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.related_model and value is not None:
        row = field.related_model._base_manager.filter(pk=value).first()
        return str(row) if row else f"#{value}"
    return str(display_for_field(value, field, "–"))


def _people(events: Iterable[Any]) -> dict[int, str]:
    numbers = {event.pgh_context.metadata.get("user") for event in events if event.pgh_context}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=numbers - {None})}
