"""What a new article begins with where the address names a thing of another room (`?question=8`). The rooms above
say what can be named and which words it gives; nothing is kept before somebody keeps it."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from entitlements.knowledge.models import Visibility
from entitlements.knowledge.writing import Words
from subscriptions.models import Product


@dataclass(frozen=True)
class Beginning:
    """Words of a draft, and the product that they are about."""

    words: Words
    product: Product | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """As the form begins with them: for customers, not for strangers, until somebody chooses otherwise."""
        return asdict(self.words) | {"visibility": Visibility.SUBSCRIBERS}

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The same of its affected products."""
        return [{"product": self.product.pk}] if self.product else []


# By the name of what the address names; each is given what stands there, and gives None for what there is not.
of_thing: dict[str, Callable[[str], Beginning | None]] = {}


def of_address(asked: Mapping[str, str]) -> Beginning | None:
    """Of the first thing that the address names."""
    named = (begin(asked[name]) for name, begin in of_thing.items() if name in asked)
    return next(named, None)
