"""Who reads, and what of an article she gets to see: the language, or the sentence why not (R5.5)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from entitlements import answers, readers
from entitlements.answers import Facts
from entitlements.knowledge.models import Article, ArticleText, Revision, State, Visibility
from entitlements.knowledge.refusals import NoLongerPublished
from subscriptions.models import Customer, User

SERVICE = "online_support"


class SignInFirst(Exception):
    """A stranger asks for what contacts may read."""


@dataclass(frozen=True)
class Reader(readers.Reader):
    """The same of whom a page of the knowledge base is for: who she is, None for a stranger, and what her company's
    subscription answers. `products` are those whose articles it grants."""

    person: User | None = None
    facts: Facts | None = field(default=None, repr=False)


def reader_of(request: HttpRequest, at: datetime | None = None) -> Reader:
    """Who asks. One query for a contact."""
    user: Any = request.user
    return reader(user if user.is_authenticated else None, getattr(request, "customer", None), at)


def reader(person: User | None, customer: Customer | None, at: datetime | None = None) -> Reader:
    """The same by person and the company she acts for."""
    if person and person.is_staff:
        return Reader(is_staff=True, person=person)
    if customer is None:
        return Reader(person=person)
    facts = answers.facts(customer, at or timezone.now())
    granted = {line.product_id for line in facts.lines if facts.answer(SERVICE, line.product).allowed}
    return Reader(customer=customer.pk, products=frozenset(granted), person=person, facts=facts)


@dataclass(frozen=True)
class Shown:
    """An article in one language. `wanted` is the language it is not written in, empty where it is."""

    article: Article
    text: Revision
    wanted: str = ""

    @property
    def is_fallback(self) -> bool:
        return bool(self.wanted)


def article(of: Reader, number: int, language: str = "") -> Shown:
    """The article as she may read it.

    Raises Http404 for what is not hers to know of, SignInFirst, NoLongerPublished, and the refusal of her
    subscription where that is why (R5.5).
    """
    found = Article.objects.readable(of).whole().filter(pk=number).first()
    if found is None:
        raise _why_not(of, number)
    return shown(found, language)


def shown(found: Article, language: str = "") -> Shown:
    """A published article in the language asked for, else in the reader's, else in another (R5.5)."""
    return _in_language(found, published_texts(found), language)


def worked_on(found: Article, language: str = "") -> Shown:
    """The same of what is worked on, published or not."""
    return _in_language(found, {text.language: text.current for text in found.texts.all()}, language)


def titles(found: Iterable[Article]) -> list[Shown]:
    """Published articles of a list, read with `whole`. No query."""
    return [shown(each) for each in found]


def published_texts(found: Article) -> dict[str, Revision]:
    """What is published of it by language."""
    texts: Iterable[ArticleText] = found.texts.all()
    return {text.language: text.published for text in texts if text.published}


def _in_language(found: Article, texts: dict[str, Revision], language: str) -> Shown:
    wanted = language if language in texts else (get_language() or "en")[:2]
    if wanted in texts:
        return Shown(found, texts[wanted])
    return Shown(found, next(iter(texts.values())), wanted)


def _why_not(of: Reader, number: int) -> Exception:
    known = (Visibility.PUBLIC, Visibility.SUBSCRIBERS, Visibility.COVERED)
    found = Article.objects.filter(pk=number, published_at__isnull=False, visibility__in=known).first()
    if found is None or found.state not in (State.PUBLISHED, State.WITHDRAWN):
        return Http404()
    if of.person is None and found.visibility != Visibility.PUBLIC:
        return SignInFirst()
    products = [row.product for row in found.affected.select_related("product")]
    if of.facts and found.visibility != Visibility.PUBLIC:
        asked = [
            of.facts.answer(SERVICE, each) for each in products if found.visibility == Visibility.COVERED
        ]
        asked = asked or [of.facts.answer(SERVICE)]
        if not any(each.allowed for each in asked):
            return asked[0].refusal()
    if found.state == State.WITHDRAWN:
        return NoLongerPublished(number=number, why=found.withdrawal)
    return Http404()
