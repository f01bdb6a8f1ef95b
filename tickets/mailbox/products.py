"""Which product a mail is about that does not say: the most plausible of those that are covered. Pure but for
what it is given."""

import re
from collections.abc import Sequence

from subscriptions.models import Product, ProductLine


def plausible(lines: Sequence[ProductLine], said: str, last: Product | None) -> Product | None:
    """The only product; else the one that is named; else the one she wrote about last; else that of the best
    tier, so that nobody gets less than what was paid for. None without a line."""
    products = {line.product_id: line.product for line in lines}
    named = [product for product in products.values() if _is_named(product, said)]
    for choice in (list(products.values()), named):
        if len(choice) == 1:
            return choice[0]
    if last and last.pk in products:
        return products[last.pk]
    best = min(lines, key=lambda line: (line.tier.rank, line.product.name), default=None)
    return best.product if best else None


def _is_named(product: Product, said: str) -> bool:
    """By its name or its code, as words of their own."""
    names = "|".join(re.escape(name) for name in (product.name, product.code))
    return bool(re.search(rf"(?<!\w)(?:{names})(?!\w)", said, re.IGNORECASE))
