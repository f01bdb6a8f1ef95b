"""The pages behind the rows of the leak table, with things that are there."""

from xtreme.isolation.addresses import addresses, row_of
from xtreme.isolation.table import TABLE


def paths(needs, things, word, other=lambda address: "1"):
    """Each address that is read and needs one of these, with the first of its words or the thing of each kind,
    and with every question that is asked of it; where the customer has no such thing, or customers show each other
    what is there, none. `other` fills an argument of which the table says nothing."""
    words = {**things, "word": word}
    for address in addresses():
        for row in row_of(address, TABLE):
            if row.needs not in needs or "GET" not in row.methods or row.shared:
                continue
            kinds = {name: row.things.get(name, (other(address),)) for name in address.arguments}
            if any(isinstance(kind, str) and kind not in things for kind in kinds.values()):
                continue
            given = {name: things[kind] if isinstance(kind, str) else kind[0] for name, kind in kinds.items()}
            for query in ("", *row.asks):
                yield f"{address.filled(given)}?{query.format_map(words)}"
