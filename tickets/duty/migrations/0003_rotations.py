"""Several rotations may share the week of a roster: what there is belongs to the first."""

import django.core.validators
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("duty", "0002_walls"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="place",
            options={
                "ordering": ["rotation", "position", "pk"],
                "verbose_name": "place in the rotation",
                "verbose_name_plural": "rotation",
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="dutyshift",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="dutyshift",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="dutyshift",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="place",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="place",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="place",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="dutyshift",
            name="rotation",
            field=models.PositiveSmallIntegerField(
                db_default=1,
                default=1,
                help_text="Whose shift it is: the number of a rotation above.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(9),
                ],
                verbose_name="rotation",
            ),
        ),
        migrations.AddField(
            model_name="dutyshiftevent",
            name="rotation",
            field=models.PositiveSmallIntegerField(
                db_default=1,
                default=1,
                help_text="Whose shift it is: the number of a rotation above.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(9),
                ],
                verbose_name="rotation",
            ),
        ),
        migrations.AddField(
            model_name="place",
            name="rotation",
            field=models.PositiveSmallIntegerField(
                db_default=1,
                default=1,
                help_text="1, unless several share the week: say 1 on weekdays, 2 at weekends.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(9),
                ],
                verbose_name="rotation",
            ),
        ),
        migrations.AddField(
            model_name="placeevent",
            name="rotation",
            field=models.PositiveSmallIntegerField(
                db_default=1,
                default=1,
                help_text="1, unless several share the week: say 1 on weekdays, 2 at weekends.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(9),
                ],
                verbose_name="rotation",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dutyshift",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "duty_dutyshiftevent" ("end_day", "end_time", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "roster_id", "rotation", "start_day", "start_time") VALUES (NEW."end_day", NEW."end_time", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."roster_id", NEW."rotation", NEW."start_day", NEW."start_time"); RETURN NULL;',
                    hash="e49e8de00c0043b988a84e52b756455f10326ee9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6870e",
                    table="duty_dutyshift",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dutyshift",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "duty_dutyshiftevent" ("end_day", "end_time", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "roster_id", "rotation", "start_day", "start_time") VALUES (NEW."end_day", NEW."end_time", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."roster_id", NEW."rotation", NEW."start_day", NEW."start_time"); RETURN NULL;',
                    hash="4d67dc89433ca2d1d56a2f9dcb58a988cb7a9f7d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4816f",
                    table="duty_dutyshift",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dutyshift",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "duty_dutyshiftevent" ("end_day", "end_time", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "roster_id", "rotation", "start_day", "start_time") VALUES (OLD."end_day", OLD."end_time", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."roster_id", OLD."rotation", OLD."start_day", OLD."start_time"); RETURN NULL;',
                    hash="a2883af27532b4e41c87f645d19a9189291912c4",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8f80c",
                    table="duty_dutyshift",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="place",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "duty_placeevent" ("agent_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "roster_id", "rotation") VALUES (NEW."agent_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."roster_id", NEW."rotation"); RETURN NULL;',
                    hash="fe9a434faf3c91391de4209b8dc19cef0cac6dda",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7b0b8",
                    table="duty_place",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="place",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "duty_placeevent" ("agent_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "roster_id", "rotation") VALUES (NEW."agent_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."roster_id", NEW."rotation"); RETURN NULL;',
                    hash="cb63dc3d74f035520eaf22ce76c1aaa9462fbbce",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_954a6",
                    table="duty_place",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="place",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "duty_placeevent" ("agent_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "roster_id", "rotation") VALUES (OLD."agent_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."roster_id", OLD."rotation"); RETURN NULL;',
                    hash="dd554ee5ffd3e81974953aaf1f6fad3c5242d0e9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7d475",
                    table="duty_place",
                    when="AFTER",
                ),
            ),
        ),
    ]
