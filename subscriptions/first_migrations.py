"""Migration operations for the first migration of a room: many tables at once, and what Django renders but once.

Each operation of its own makes Django render the historic models anew, and every model that points to them: a first
`migrate` took twice as long, and every run of the tests makes one.
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations.base import Operation


class Together(Operation):
    """Several operations that create tables, none of which needs another's table to be there before.

    Of the historic models only the new ones are rendered: those they point to get the other end of the relation,
    as models of a running program do.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        rendered, known = state.__dict__.pop("apps", None), set(state.models)
        for operation in self.operations:
            operation.state_forwards(app_label, state)
        if rendered is not None:
            rendered.render_multiple([model for key, model in state.models.items() if key not in known])
            state.apps = rendered

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"{len(self.operations)} operations together"


class InstallTriggers(Operation):
    """Every trigger that the models of the room name in their options."""

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The options name them already."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for (app, _name), model in to_state.models.items():
            for trigger in model.options.get("triggers", []) if app == app_label else []:
                schema_editor.execute(trigger.install_sql, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """They go with their tables."""

    def describe(self) -> str:
        return "Install the triggers of all models"
