"""What may answer an incident that is being typed: texts of the services, and incidents of the company that were
solved. Bounded: it looks at the newest few that share a word, whatever their number."""

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
SHOWN = 5
TEXTS = 3


def answering(reader: User, customer: Customer, title: str, at: datetime, question: str = "") -> list[Found]:
    """Articles, downloads, briefings and questions that read like `title` and that `reader` may see; not the one
    with the number `question`, which she takes to support because it was not answered."""
    found = searching.similar(title, reader, customer, at, get_language() or "en", TEXTS + 1)
    taken = (Document.Kind.QUESTION, question)
    return [text for text in found if (text.kind, text.code) != taken][:TEXTS]


def similar_solved(reader: User, title: str) -> list[dict[str, Any]]:
    """Solved incidents that `reader` may see, sharing most words with `title` first."""
    wanted = words_of(title)
    if not wanted:
        return []
    query = SearchQuery(" | ".join(sorted(wanted)), config="simple", search_type="raw")
    solved = Incident.objects.visible_to(reader).filter(
        status=Status.CLOSED, close_reason=CloseReason.SOLVED, text__words=query
    )
    newest = solved.order_by("-pk").values("pk", "title", "product__name")[:LOOKED_AT]
    shared = [(len(wanted & words_of(row["title"])), row["pk"], row) for row in newest]
    enough = min(2, len(wanted))
    best = sorted((each for each in shared if each[0] >= enough), key=lambda each: each[:2], reverse=True)
    return [
        {
            "url": f"/incidents/{number}/",
            "number": number,
            "title": row["title"],
            "product": row["product__name"],
        }
        for _count, number, row in best[:SHOWN]
    ]
