"""What a new article begins with where the address names a thing of another room (`?question=8`). The rooms above
say what can be named, which words it gives, and how the article is tied to it once somebody keeps it."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from entitlements.knowledge import writing
from entitlements.knowledge.models import Article, Visibility
from entitlements.knowledge.writing import About, Words
from subscriptions.models import Product, ProductVersion, User


def untied(article: Article) -> None:
    """Nothing is to know of the article."""


@dataclass(frozen=True)
class Beginning:
    """Words of a draft, the product and version that they are about, and how what they are of is told which article
    was made of it."""

    words: Words
    product: Product | None = None
    version: ProductVersion | None = None
    tie: Callable[[Article], None] = untied

    @property
    def fields(self) -> dict[str, Any]:
        """As the form begins with them: for customers, not for strangers, until somebody chooses otherwise."""
        return asdict(self.words) | {"visibility": Visibility.SUBSCRIBERS}

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The same of its affected products."""
        versions = [self.version.pk] if self.version else []
        return [{"product": self.product.pk, "versions": versions}] if self.product else []


# By the name of what the address names; each is given what stands there, and gives None for what there is not.
of_thing: dict[str, Callable[[str], Beginning | None]] = {}


def of_address(asked: Mapping[str, str]) -> Beginning | None:
    """Of the first thing that the address names."""
    named = (begin(asked[name]) for name, begin in of_thing.items() if name in asked)
    return next(named, None)


def write(begun: Beginning | None, about: About, words: Words, by: User) -> Article:
    """A new draft, tied to what it began with. Raises what `writing.write` raises."""
    with transaction.atomic():
        article = writing.write(about, words, by)
        if begun:
            begun.tie(article)
    return article
