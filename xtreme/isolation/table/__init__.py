"""The leak table: every address of the product and every task, a module for each room.

A module of this folder has ROWS, and where it needs them TASKS and THINGS: the kinds of things that its addresses
lead to, and PUBLISHED, those of them that are the vendor's or the community's: all people of the vendor read them,
whatever of a customer hangs on them. It is found by being here, so that a new room adds a file and changes none. A
test fails for an address without a row and for a row without its address; docs/isolation.md is this table, printed.
"""

from importlib import import_module
from pkgutil import iter_modules

from xtreme.isolation.finding import Thing
from xtreme.isolation.rows import Row, Task

_MODULES = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]

TABLE: tuple[Row, ...] = tuple(row for module in _MODULES for row in module.ROWS)
TASKS: tuple[Task, ...] = tuple(task for module in _MODULES for task in getattr(module, "TASKS", ()))
THINGS: dict[str, Thing] = {
    kind: thing for module in _MODULES for kind, thing in getattr(module, "THINGS", {}).items()
}
PUBLISHED: frozenset[str] = frozenset(
    kind for module in _MODULES for kind in getattr(module, "PUBLISHED", ())
)
