"""What may answer an incident that is being typed: texts of the services, and incidents of the company that were
solved. Bounded: it looks at the newest few that share a word, whatever their number."""

import re
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.utils.translation import get_language

from entitlements import readers, searching
from entitlements.searching import Found
from subscriptions.models import Customer, User
from tickets.models import CloseReason, Incident, Status

LOOKED_AT = 100
SHOWN = 5
TEXTS = 3
MOST_WORDS = 12
# Words too common to say what an incident is about.
COMMON_WORDS = """
    and are but can cannot does for from has have how not that the this was what when why with you
    af den der det eller for fra har hos hvordan hvorfor ikke kan med når og på som til ved vores
"""
COMMON = frozenset(COMMON_WORDS.split())


def answering(reader: User, customer: Customer, title: str, at: datetime) -> list[Found]:
    """Articles, downloads, briefings and questions that read like `title` and that `reader` may see."""
    wanted = sorted(words_of(title))
    return (
        searching.similar(wanted, readers.reader(reader, customer, at), get_language() or "en", TEXTS)
        if wanted
        else []
    )


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


def words_of(text: str) -> set[str]:
    """The telling words of a line, in lower case: at least 3 letters or digits, at most a dozen words."""
    found = [word for word in re.findall(r"\w{3,40}", text.lower()) if word not in COMMON]
    return set(found[:MOST_WORDS])
