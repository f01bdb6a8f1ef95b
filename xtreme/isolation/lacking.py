"""What to write where the leak table lacks a row: the sentence that the next engineer meets."""

from xtreme.isolation.addresses import Address

FOLDER = "xtreme/isolation/table"


def address_without_row(address: Address) -> str:
    """For an address that nobody has put into the table."""
    things = ", ".join(f'"{name}": "…"' for name in address.arguments)
    row = f'Row("{address.name}", Needs.…{f", things={{{things}}}" if things else ""})'
    room = address.name.partition(":")[0] if ":" in address.name else "…"
    return (
        f"{address.shown} has no row in the leak table: add to ROWS in {FOLDER}/{room}.py {row}"
        " (CONTRIBUTING.md says more)."
    )


def task_without_row(name: str) -> str:
    """For a task that nobody has put into the table."""
    room = name.partition(".tasks.")[0].rpartition(".")[2]
    return (
        f"The task {name} has no row in the leak table: add to TASKS in {FOLDER}/{room}.py"
        f' Task("{name}", "what it writes for whom").'
    )
