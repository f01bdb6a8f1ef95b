"""The leak table as docs/isolation.md has it."""

from collections.abc import Iterator

from xtreme.isolation.addresses import addresses, row_of
from xtreme.isolation.rows import CHANGING, EVERYBODY, Needs, Row
from xtreme.isolation.table import TABLE, TASKS
from xtreme.isolation.things import is_published

BEGINS, ENDS = "<!-- the table -->", "<!-- the end of the table -->"
OTHERS = {
    Needs.NOTHING: "nothing of any customer",
    Needs.DEMO: "the demo has no real customers",
    Needs.LINK: "404 without the link; nothing but what it ends",
    Needs.READER: "sign-in, 404, or why it is not covered",
    Needs.PERSON: "signed out: sign-in",
    Needs.CONTACT: "signed out: sign-in; without a company: 403 or 404",
    Needs.CONTACT_OR_VENDOR: "signed out: sign-in; without a company: 403 or 404",
    Needs.MANAGER: "signed out: sign-in; other contacts: 403 or 404",
    Needs.MANAGER_OR_VENDOR: "signed out: sign-in; other contacts: 403",
    Needs.VENDOR: "signed out: sign-in; contacts: 404",
    Needs.ADMINISTRATOR: "signed out: sign-in; others: 403",
    Needs.KEY: "without a key: 401",
    Needs.KEY_OF_MANAGER: "without a key: 401; other contacts: 403",
}


def table() -> str:
    """Both tables, of addresses and of tasks, as Markdown."""
    rows = [f"| {' | '.join(row)} |" for row in _rows()]
    tasks = [f"| `{task.name}` | {task.writes} |" for task in TASKS]
    return "\n".join(
        [
            "| address | methods | for whom | tried with another customer's | others get |",
            "|---|---|---|---|---|",
            *rows,
            "",
            "| task | writes |",
            "|---|---|",
            *tasks,
        ]
    )


def put_into(page: str) -> str:
    """The page with the table of now between its marks. Raises ValueError for a page without them."""
    before, begins, rest = page.partition(BEGINS)
    _old, ends, after = rest.partition(ENDS)
    if not begins or not ends:
        raise ValueError(f"The page lacks {BEGINS} or {ENDS}.")
    return f"{before}{BEGINS}\n\n{table()}\n\n{ENDS}{after}"


def _rows() -> Iterator[tuple[str, ...]]:
    known = [(each.shown, row_of(each, TABLE)) for each in addresses()]
    for row in TABLE:
        shown = [address for address, rows in known if row in rows]
        address = f"`{shown[0]}`" if len(shown) == 1 else f"`{row.name}`"
        more = f" and {len(shown) - 1} more" if len(shown) > 1 and not row.only_where else ""
        yield address + more, " ".join(row.methods), _whom(row), _given(row), _others(row)


def _whom(row: Row) -> str:
    words = row.needs.value
    if row.needs in (Needs.VENDOR, Needs.CONTACT_OR_VENDOR) and row.roles != EVERYBODY:
        words = f"{words}: {_roles(row.roles)}"
    if row.writing not in (CHANGING, row.roles):
        words = f"{words}; to change: {_roles(row.writing)}"
    return words + (f" (where {row.only_where})" if row.only_where else "")


def _roles(roles: frozenset[str]) -> str:
    return ", ".join(sorted(roles)) or "nobody of the vendor"


def _given(row: Row) -> str:
    things = [thing for thing in row.things.values() if isinstance(thing, str)]
    asked = [f"`?{query}`" for query in row.asks] + [
        f"`{name}={text}`" for name, text in row.sends.items() if "{" in text
    ]
    return "; ".join([*things, *asked]) or "–"


def _others(row: Row) -> str:
    words = OTHERS[row.needs]
    if row.of_a_customer and row.needs not in (Needs.NOTHING, Needs.LINK, Needs.VENDOR):
        words += "; of another customer: 404"
    if row.of_a_customer and row.needs is Needs.VENDOR and not is_published(row):
        words += "; limited to other customers: 404"
    if row.shared:
        words += "; of another customer: what she shows"
    if (
        row.needs is Needs.VENDOR
        and {*row.roles, *row.writing}
        and row.may(row.methods[-1]) not in (EVERYBODY, CHANGING)
    ):
        words += "; without the role: 403" + (" or the refusal on the page" if row.on_page else "")
    return words
