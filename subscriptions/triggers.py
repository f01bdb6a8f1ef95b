"""How the triggers of new tables get into the database."""

from typing import Any

from django.db.migrations.operations.base import Operation


class InstallTriggers(Operation):
    """Migration operation: install every trigger that the models of a first migration name in their options.

    pgtrigger's own operation for each trigger makes Django render the historic models anew, 80 times in all: half
    of the time that the first `migrate` of an installation, and of every run of the tests, takes.
    """

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
