"""Every address of the product, by its name, as the URL resolver has it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver

from xtreme.isolation.rows import Row

ARGUMENT = re.compile(r"\(\?P<(?P<regex>\w+)>[^()]*\)|<(?:\w+:)?(?P<route>\w+)>")


@dataclass(frozen=True)
class Address:
    """`name` with its namespaces; the route itself where it has none."""

    name: str
    route: str

    @property
    def arguments(self) -> list[str]:
        return [found["regex"] or found["route"] for found in ARGUMENT.finditer(self.route)]

    @property
    def shown(self) -> str:
        """The route as a person reads it."""
        return "/" + _plain(ARGUMENT.sub(lambda found: f"<{found['regex'] or found['route']}>", self.route))

    def filled(self, values: Mapping[str, Any]) -> str:
        """The path with its arguments. Raises KeyError where one is missing."""
        return "/" + _plain(
            ARGUMENT.sub(lambda found: str(values[found["regex"] or found["route"]]), self.route)
        )


def addresses() -> list[Address]:
    """All of them, each once."""
    return list(dict.fromkeys(_walk(get_resolver(), "", ())))


def row_of(address: Address, table: tuple[Row, ...]) -> list[Row]:
    """Her rows: those of the very name, else those that stand for all that begin so."""
    exact = [row for row in table if row.name == address.name]
    return exact or [row for row in table if row.knows(address.name)]


def _walk(resolver: Any, route: str, namespaces: tuple[str, ...]) -> Iterator[Address]:
    for each in resolver.url_patterns:
        whole = f"{route}{each.pattern}"
        if isinstance(each, URLPattern):
            yield Address(":".join([*namespaces, each.name]) if each.name else whole, whole)
        else:
            yield from _walk(each, whole, (*namespaces, each.namespace) if each.namespace else namespaces)


def _plain(route: str) -> str:
    return route.replace("^", "").replace("$", "").replace("\\", "")
