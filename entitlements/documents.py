"""Keeping what can be searched, as the rooms publish it, and naming it to who may know of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from entitlements.full_text import STEMS
from entitlements.models import Document
from entitlements.readers import Reader
from entitlements.signals import document_kept
from subscriptions import tenancy
from subscriptions.texts import composed

LONGEST = 100_000  # characters of a text that are searched; a vector of words holds 1 MB
# The body counts by its stems (B) more than by its words as they stand (C).
_STEMS = "case language {} else 'simple' end".format(
    " ".join(f"when '{language}' then '{config}'" for language, config in STEMS.items())
)
# The words of a row of `text` (its code, language, title and body), and those of its title; taken apart beside it.
IN_TITLE = "in_title"
WORDS = (
    f"{IN_TITLE} || setweight(to_tsvector(stems, searched), 'B')"
    " || setweight(to_tsvector('simple', searched), 'C')"
)
TAKEN_APART = f"""
  lateral (select left(body, {LONGEST}) as searched, cast({_STEMS} as regconfig) as stems) as taken,
  lateral (
    select setweight(to_tsvector(stems, title), 'A')
      || setweight(to_tsvector('simple', code || ' ' || title), 'A') as {IN_TITLE}
  ) as titled
"""
KEEP = f"""
insert into {Document._meta.db_table} (kind, key, code, language, title, body, address,
  visibility, service, products, customers, published_at, words, title_words)
select %(kind)s, %(key)s, code, language, left(title, 300), body, %(address)s, %(visibility)s, %(service)s,
  cast(%(products)s as bigint[]), cast(%(customers)s as bigint[]), %(published_at)s, {WORDS}, {IN_TITLE}
from (
  select cast(%(code)s as text) as code, *
  from unnest(cast(%(languages)s as text[]), cast(%(titles)s as text[]), cast(%(bodies)s as text[]))
    as each (language, title, body)
) as text, {TAKEN_APART}
on conflict (kind, key, language) do update set code = excluded.code, title = excluded.title, body = excluded.body,
  address = excluded.address, visibility = excluded.visibility, service = excluded.service,
  products = excluded.products, customers = excluded.customers, published_at = excluded.published_at,
  words = excluded.words, title_words = excluded.title_words
"""  # noqa: S608  made of constants


@dataclass(frozen=True)
class Text:
    """What is searched of one language (`en`, `da`): plain text, without marks of Markdown."""

    language: str
    title: str
    body: str = ""


@dataclass(frozen=True)
class Title:
    """What a page says of a thing of another room."""

    title: str
    address: str
    language: str


def keep(
    kind: str,
    key: int,
    address: str,
    texts: Iterable[Text],
    *,
    code: str,
    visibility: str,
    service: str = "",
    products: Iterable[int] = (),
    customers: Iterable[int] = (),
    published_at: datetime,
) -> None:
    """Have the thing found by these texts and no others, by who may see it, of customers those whose subscription
    has the `service`. Whoever publishes it: a question is asked by a contact, who may write no such row herself."""
    kept = [each for each in texts if each.title]
    languages = [each.language for each in kept]
    values: dict[str, Any] = {
        "kind": kind,
        "key": key,
        "code": code,
        "address": address,
        "visibility": visibility,
        "service": service,
        "products": sorted(products),
        "customers": sorted(customers),
        "published_at": published_at,
        "languages": languages,
        "titles": [_storable(each.title) for each in kept],
        "bodies": [_storable(each.body) for each in kept],
    }
    with tenancy.as_staff(), connection.cursor() as cursor:
        Document.objects.filter(kind=kind, key=key).exclude(language__in=languages).delete()
        cursor.execute(KEEP, values)
        document_kept.send(sender=Document, kind=kind, key=key)


def forget(kind: str, key: int) -> None:
    """Have it found by nobody any more."""
    with tenancy.as_staff():
        Document.objects.filter(kind=kind, key=key).delete()


def titles(reader: Reader, kind: str, codes: Iterable[str], language: str) -> dict[str, Title]:
    """The things with these codes that `reader` may know of, in `language` where they have it. One query."""
    rows = Document.objects.visible_to(reader).filter(kind=kind, code__in=list(codes))
    found: dict[str, Title] = {}
    for code, title, address, spoken in rows.values_list("code", "title", "address", "language"):
        if code not in found or spoken == language:
            found[code] = Title(title, address, spoken)
    return found


def _storable(text: str) -> str:
    """Composed, and without the one character that PostgreSQL cannot hold."""
    return composed(text).replace("\x00", "")
