"""What gives a customer away: words that stand in her rows and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models

from subscriptions.models import Customer, User
from subscriptions.sign_in.models import IdentityProvider
from subscriptions.tenancy import walled_models
from tickets.models import Incident, Pause
from xtreme.isolation.showing import shown_to_all

SHORTEST = 9  # characters; shorter words stand anywhere
ROWS = 200  # of each table, the newest, and so many marks of each column
CODES = frozenset(
    {
        "pgh_label",
        "windows",
        "time_zone",
        "country",
        "language",
        "content_type",
        "sha256",
        "kind",
        "event",
        "object_type",
        "object_name",  # of another row, which has it too, or of a file of the product's own
        "link",
        "cause",
    }
)
# Where the models are of what the vendor publishes and the community writes.
PUBLISHING = ("entitlements.", "notifications.models.alerts")
# Codes that have the name of a text elsewhere.
CODES_THERE = frozenset({(Pause, "reason")})
# Of an identity provider, to whoever comes to sign in: that is what it is for. Its secret is not.
SHOWN_AT_SIGN_IN = frozenset(
    {"name", "slug", "server_url", "client_id", "entity_id", "sso_url", "slo_url", "certificate"}
)


@dataclass(frozen=True)
class Marks:
    """`texts` are looked for in answers; `word` finds something of hers and is no mark, as searches repeat what was
    looked for."""

    texts: tuple[str, ...]
    word: str

    def found_in(self, answer: str) -> str:
        """The first that stands in it, or nothing."""
        return next((text for text in self.texts if text in answer), "")


def marks_of(other: Customer, own: Customer) -> Marks:
    """Those in the newest rows of each of her tables, that no row of the visitor's company and nobody of the vendor
    has, and that she does not show to all herself. As the vendor."""
    texts, shown = set(_people(other)), shown_to_all(other)
    for model in walled_models():
        texts |= _texts(model, other) - _texts(model, own)
    texts = {text for text in texts if len(text) >= SHORTEST and text not in shown}
    texts -= {*_people(own), *_vendor()}
    title = (
        Incident.objects.filter(customer=other).order_by("-pk").values_list("title", flat=True).first() or ""
    )
    word = max(title.split(), key=len, default="-")
    return Marks(tuple(sorted(text for text in texts if text not in word)), word)


def not_published(marks: Marks) -> Marks:
    """Those that stand in nothing that all of the vendor's people read, whatever their limits. As the vendor."""
    walled = walled_models()
    published = "\n".join(
        text
        for model in apps.get_models()
        if model.__module__.startswith(PUBLISHING) and model not in walled and _names(model)
        for row in model._default_manager.order_by("-pk").values_list(*_names(model))[:ROWS]
        for text in row
        if text
    )
    return Marks(tuple(text for text in marks.texts if text not in published), marks.word)


def rows_with(marks: Marks, of: Customer) -> list[str]:
    """The tables in which rows of this customer hold one of the marks, which are another's. As the vendor."""
    return [table for table, column in walled_tables() if _holds(table, column, marks, of)]


def walled_tables() -> list[tuple[str, str]]:
    """Each table behind the second wall, with the column that says whose a row is."""
    return [(model._meta.db_table, _column(model)) for model in walled_models()]


def text_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """What people write in a row: no codes, no choices, no addresses of files."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, models.FileField)
        and not field.choices
        and field.name not in CODES
        and (model, field.name) not in CODES_THERE
        and not (model is IdentityProvider and field.name in SHOWN_AT_SIGN_IN)
    ]


def _texts(model: type[models.Model], of: Customer) -> set[str]:
    rows = model._default_manager.filter(**{_column(model): of.pk}).order_by("-pk")
    names = _names(model)
    if not names:
        return set()
    return {
        text.strip()
        for row in rows.values_list(*names)[:ROWS]
        for text in row
        if text and "\n" not in text.strip()
    }


def _names(model: type[models.Model]) -> list[str]:
    return [field.name for field in text_fields(model)]


def _column(model: type[models.Model]) -> str:
    names = {field.name for field in model._meta.fields}
    return "customer_id" if "customer" in names else "id"


def _people(of: Customer) -> list[str]:
    people = User.objects.filter(memberships__customer=of)
    return [text for row in people.values_list("email", "name") for text in row]


def _vendor() -> list[str]:
    return [text for row in User.objects.filter(is_staff=True).values_list("email", "name") for text in row]


def _holds(table: str, column: str, marks: Marks, of: Customer) -> bool:
    patterns = [f"%{text.replace('%', '').replace('_', '')}%" for text in marks.texts]
    with connection.cursor() as cursor:
        cursor.execute(
            f"select exists (select from {table} as row where {column} = %s"  # noqa: S608
            " and row::text like any (%s))",
            [of.pk, patterns],
        )
        return bool(cursor.fetchone()[0])
