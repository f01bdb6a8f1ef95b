"""An article with the least said, and who reads it."""

from itertools import count

from entitlements.knowledge import publishing, reading, writing
from entitlements.knowledge.models import KnowledgeRules
from entitlements.knowledge.writing import About, Words
from notifications.drafts import Affects
from tests import factories as make
from tests.tickets.moments import moment

NOW = moment("2026-11-25 09:00 +01:00")
LATER = moment("2026-11-25 12:00 +01:00")
numbers = count(1)


def writer():
    return make.staff("agent", name=f"Writer {next(numbers)}")


def publisher():
    return make.staff("publisher", name=f"Publisher {next(numbers)}")


def words(language="en", **fields):
    return Words(language=language, **{"title": "Release a lock", "body": "Open *Period*, Locks."} | fields)


def about(*products, owner=None, **fields):
    affected = fields.pop("affected", [Affects(product=product) for product in products])
    return About(owner=owner or writer(), affected=affected, **fields)


def draft(*products, by=None, at=NOW, language="en", text=None, **fields):
    by = by or writer()
    return writing.write(about(*products, owner=by, **fields), words(language, **(text or {})), by, at)


def published(*products, by=None, at=NOW, **fields):
    article = draft(*products, at=at, **fields)
    publishing.publish(article, by or publisher(), at=at)
    return article


def translated(article, by, language="da", at=NOW, **fields):
    writing.edit(article, writing.about_of(article), words(language, **fields), by, at=at)


def covered(product, tier="XT", **fields):
    """A contact of a customer whose line covers the product."""
    customer = make.customer()
    make.line(customer, product, tier, **fields)
    return make.contact(customer)


def reader(person, at=NOW):
    return reading.reader(person, None if person.is_staff else person.memberships.get().customer, at)


def rules(**fields):
    KnowledgeRules.objects.update_or_create(pk=1, defaults=fields)
