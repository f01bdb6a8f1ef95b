"""What may answer an incident, while its contact types it or when an agent works on it: texts of the services, and
incidents that were solved, of the company or for an agent of all. Bounded: it looks at the newest few that share a
word, whatever their number."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.utils.translation import get_language

from entitlements import searching
from entitlements.models import Document
from entitlements.searching import Found
from entitlements.telling_words import words_of
from subscriptions.models import Customer, User
from tickets.models import CloseReason, Incident, Status

LOOKED_AT = 100
REACH = 100_000  # how far back from the newest incident an agent's are looked for
SHOWN = 5
TEXTS = 3


def answering(reader: User, customer: Customer, title: str, at: datetime, question: str = "") -> list[Found]:
    """Articles, downloads, briefings and questions that read like `title` and that `reader` may see; not the one
    with the number `question`, which she takes to support because it was not answered."""
    found = searching.similar(title, reader, customer, at, get_language() or "en", TEXTS + 1)
    taken = (Document.Kind.QUESTION, question)
    return [text for text in found if (text.kind, text.code) != taken][:TEXTS]


def similar_solved(reader: User, title: str, beside: Incident | None = None) -> list[dict[str, Any]]:
    """Solved incidents that `reader` may see, sharing most words with `title` first; those of the product of
    `beside`, which is not among them, before others that share as many."""
    wanted = words_of(title)
    if not wanted:
        return []
    query = SearchQuery(" | ".join(sorted(wanted)), config="simple", search_type="raw")
    solved = Incident.objects.visible_to(reader).filter(
        status=Status.CLOSED, close_reason=CloseReason.SOLVED, text__words=query
    )
    product = beside.product_id if beside else None
    if beside:
        last = Incident.objects.order_by("-pk").values_list("pk", flat=True)[0]
        solved = solved.filter(pk__gt=last - REACH).exclude(pk=beside.pk)
    newest = solved.order_by("-pk").values("pk", "title", "product", "product__name", "customer__name")
    shared = [
        (len(wanted & words_of(row["title"])), row["product"] == product, row["pk"], row)
        for row in newest[:LOOKED_AT]
    ]
    enough = min(2, len(wanted))
    best = sorted((each for each in shared if each[0] >= enough), key=lambda each: each[:3], reverse=True)
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
