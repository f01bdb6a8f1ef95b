"""To which part of the customers an administrator limits one of the vendor's people: regions, products, or both.

Nobody is limited unless it is said. Whoever is acts in a database role of her own, whose policies read the scope
from the transaction (scope_policies); pages ask `visible_to(user)` as for everybody.
"""

from dataclasses import dataclass

ALL = "*"


@dataclass(frozen=True)
class Scope:
    """Keys of support regions and of products; where there are none, they do not limit her. A scope that limits
    nothing is false."""

    regions: frozenset[int] = frozenset()
    products: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.regions or self.products)

    def settings(self) -> dict[str, str]:
        """What the policies read. A setting that is missing shows nothing; everything is asked for by its name."""
        return {"xtreme.regions": _array(self.regions), "xtreme.products": _array(self.products)}


UNLIMITED = Scope()


def _array(keys: frozenset[int]) -> str:
    return "{" + ",".join(map(str, sorted(keys))) + "}" if keys else ALL
