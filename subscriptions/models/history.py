"""Keeps what a setting was before each change of it, and who made the change (R27.3).

Triggers write the rows, so that commands and imports leave them too; the admin names the person
(xtreme.admin). They are read in the history of each page of the admin.
"""

import pghistory
from django.db import models


def keep_history(*settings: type[models.Model]) -> None:
    """Write a row for every insert, change and deletion of these models. The rows cannot be changed."""
    for model in settings:
        pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            append_only=True,
            obj_field=pghistory.ObjForeignKey(related_name="history", related_query_name="+"),
        )(model)
