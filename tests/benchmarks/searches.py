"""What the SQL of searching costs, of two words with a filter and of suggestions while somebody types, for words
that are common, rare, and nowhere.

Run by itself: `python -m tests.benchmarks.searches AGENT CONTACT PRODUCT`; prints one line of JSON. Everything is
searched, incidents and articles; a contact sees her company's and what her subscription covers.
"""

import json
import os
import re
import sys
from typing import Any
from urllib.parse import urlencode

import django

from tests.benchmarks.statements import statements

COMMON = ("posting stops", "week document", "error log", "Version update")
ABSENT = ("gyroscope flywheel", "posting flywheel", "document 00000000000")
TYPED = ("po", "pos", "posting st", "invoice matching", "s", "the up", "gyrosc", "document", "error log")
NUMBER = re.compile(r"Document (\d+)")


def searched(agent: str, contact: str, product: str) -> dict[str, Any]:
    """Milliseconds of the dearest of each kind, by who searches."""
    kinds = {"common": COMMON, "rare": _rare(), "absent": ABSENT}
    found: dict[str, Any] = {}
    for who, email in (("staff", agent), ("contact", contact)):
        for kind, several in kinds.items():
            found[f"{kind}_{who}_ms"] = max(_searched(email, words, product) for words in several)
        found[f"suggested_{who}_ms"] = max(_suggested(email, typed) for typed in TYPED)
    return found


def _searched(email: str, words: str, product: str) -> float:
    """Of the dearest with a filter."""
    narrowed: tuple[dict[str, str], ...] = ({"product": product}, {"language": "en"}, {"where": "article"})
    if email.endswith("@vendor.example"):
        narrowed = (*narrowed, {"severity": "2"}, {"status": "new"})
    return max(_cost(email, "/search/", {"q": words} | filters) for filters in narrowed)


def _suggested(email: str, typed: str) -> float:
    return _cost(email, "/search/suggestions/", {"q": typed})


def _cost(email: str, path: str, asked: dict[str, str]) -> float:
    return float(statements(email, f"{path}?{urlencode(asked)}")["p50_ms"])


def _rare() -> list[str]:
    """A word that is in every text beside one that is in one of them, of an incident and of an article."""
    from entitlements.models import Document
    from subscriptions import tenancy
    from tickets.models import Incident

    with tenancy.as_staff():
        incidents, documents = Incident.objects.order_by("pk"), Document.objects.order_by("pk")
        texts = [*incidents.values_list("description", flat=True)[:1]]
        texts += documents.filter(kind="article", language="en").values_list("body", flat=True)[:1]
    return [f"document {found[1]}" for text in texts if (found := NUMBER.search(text))]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xtreme.settings")
    django.setup()
    print(json.dumps(searched(*sys.argv[1:4])))
