"""What may answer an incident, while its contact types it or when an agent works on it: texts of the services, and
incidents that were solved, of the company or for an agent of all. Bounded: it looks at the newest few that share a
word, whatever their number."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.utils.translation import get_language

from entitlements import searching
from entitlements.models import Document
from entitlements.searching import Found
from entitlements.telling_words import words_of
from subscriptions.models import Customer, User
from tickets.models import CloseReason, Incident, Status, Words
from tickets.models.incidents import IncidentQuerySet

LOOKED_AT = 100
REACH = 100_000  # how far back from the newest incident an agent's are looked for
SHOWN = 5
ENOUGH = 20  # titles, by which a word that most of them have is known to be usual
OFFERED = 10
TEXTS = 3


def answering(reader: User, customer: Customer, title: str, at: datetime, question: str = "") -> list[Found]:
    """Articles, downloads, briefings and questions that read like `title` and that `reader` may see; not the one
    with the number `question`, which she takes to support because it was not answered."""
    found = searching.similar(title, reader, customer, at, get_language() or "en", TEXTS + 1)
    taken = (Document.Kind.QUESTION, question)
    return [text for text in found if (text.kind, text.code) != taken][:TEXTS]


def perhaps_the_same(incident: Incident, reader: User, words: str = "") -> list[dict[str, Any]]:
    """Open incidents of its customer and product of which it may be a duplicate, that `reader` may see: those with
    these words or the number, or all; the ones first that share most words with its title, then the newest."""
    others = Incident.objects.visible_to(reader).open().exclude(pk=incident.pk)
    found = others.filter(customer=incident.customer_id, product=incident.product_id)
    if words.strip():
        found = found.matching(Words(words, internal=True))
    newest = found.order_by("-pk").values("pk", "title", "status", "severity", "logged_at")[:LOOKED_AT]
    wanted = words_of(incident.title)
    nearest = sorted(newest, key=lambda row: (len(wanted & words_of(row["title"])), row["pk"]), reverse=True)
    return nearest[:OFFERED]


def similar_solved(reader: User, title: str, beside: Incident | None = None) -> list[dict[str, Any]]:
    """Solved incidents that `reader` may see and whose title is like `title`, sharing most words with it first;
    those of the product of `beside`, which is not among them, before others that share as many.

    What most of those say that were solved lately (`Category`, in a log that has no other words) tells nothing: it
    is left out, and others are looked for by the rest."""
    wanted, solved = words_of(title), _solved(reader, beside)
    newest = _newest(solved, wanted)
    if usual := _usual([words_of(row["title"]) for row in newest]) & wanted:
        wanted -= usual
        newest = _newest(solved, wanted)
    product = beside.product_id if beside else None
    shared = [
        (len(wanted & said), row["product"] == product, row["pk"], row)
        for row in newest
        if _is_like(wanted, said := words_of(row["title"]) - usual)
    ]
    best = sorted(shared, key=lambda each: each[:3], reverse=True)
    return [
        {
            "url": f"{'/desk' if reader.is_staff else ''}/incidents/{number}/",
            "number": number,
            "title": row["title"],
            "product": row["product__name"],
            "customer": row["customer__name"],
        }
        for _count, _product, number, row in best[:SHOWN]
    ]


def _solved(reader: User, beside: Incident | None) -> IncidentQuerySet:
    solved = Incident.objects.visible_to(reader).filter(status=Status.CLOSED, close_reason=CloseReason.SOLVED)
    if beside is None:
        return solved
    last = Incident.objects.order_by("-pk").values_list("pk", flat=True)[0]
    return solved.filter(pk__gt=last - REACH).exclude(pk=beside.pk)


def _newest(solved: IncidentQuerySet, words: set[str]) -> list[dict[str, Any]]:
    """Those that have any of the words."""
    if not words:
        return []
    query = SearchQuery(" | ".join(sorted(words)), config="simple", search_type="raw")
    rows = solved.filter(text__words=query).order_by("-pk")
    return list(rows.values("pk", "title", "product", "product__name", "customer__name")[:LOOKED_AT])


def _usual(titles: Sequence[set[str]]) -> set[str]:
    """The words that most of them have, where there are enough to say so."""
    if len(titles) < ENOUGH:
        return set()
    times = Counter(word for words in titles for word in words)
    return {word for word, number in times.items() if number > len(titles) / 2}


def _is_like(wanted: set[str], said: set[str]) -> bool:
    """Whether two titles share two words, where there are two, and half of the shorter one."""
    shared = len(wanted & said)
    return shared >= min(2, len(wanted)) and 2 * shared >= min(len(wanted), len(said))
