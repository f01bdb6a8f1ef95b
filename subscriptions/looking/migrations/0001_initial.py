import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import subscriptions.first_migrations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("subscriptions", "0002_walls"),
    ]

    operations = [
        subscriptions.first_migrations.Together(
            operations=[
                migrations.CreateModel(
                    name="BreakGlass",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        ("reason", models.CharField(max_length=500, verbose_name="reason")),
                        ("began_at", models.DateTimeField(verbose_name="begun")),
                        ("ends_at", models.DateTimeField(verbose_name="ends")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                        ("object_type", models.CharField(max_length=80)),
                        ("object_id", models.BigIntegerField()),
                        ("object_name", models.CharField(max_length=200, verbose_name="on what")),
                    ],
                    options={
                        "verbose_name": "break-glass access",
                        "verbose_name_plural": "break-glass accesses",
                        "indexes": [
                            models.Index(
                                fields=["person", "object_type", "object_id", "-ends_at"],
                                name="glass_of_person",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("began_at"))),
                                name="break_glass_ends_after_it_began",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LookingRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "see_as_minutes",
                            models.PositiveSmallIntegerField(
                                default=15,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1440),
                                ],
                                verbose_name="minutes that the portal is seen as a contact",
                            ),
                        ),
                        (
                            "break_glass_minutes",
                            models.PositiveSmallIntegerField(
                                default=30,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1440),
                                ],
                                verbose_name="minutes that break-glass access lasts",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rules of looking",
                        "verbose_name_plural": "rules of looking",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="one_row_of_looking_rules"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("break_glass_minutes__gte", 1), ("see_as_minutes__gte", 1)
                                ),
                                name="a_look_has_a_minute",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "looking_lookingrulesevent" ("break_glass_minutes", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "see_as_minutes") VALUES (NEW."break_glass_minutes", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."see_as_minutes"); RETURN NULL;',
                                    hash="1d8f0cd0a82a1fe621b2f0e14c481952279e677c",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_d9775",
                                    table="looking_lookingrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "looking_lookingrulesevent" ("break_glass_minutes", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "see_as_minutes") VALUES (NEW."break_glass_minutes", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."see_as_minutes"); RETURN NULL;',
                                    hash="68df5e1e8fb0a6051f25c9ef8c6f3789a29fb52c",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_b1eff",
                                    table="looking_lookingrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "looking_lookingrulesevent" ("break_glass_minutes", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "see_as_minutes") VALUES (OLD."break_glass_minutes", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."see_as_minutes"); RETURN NULL;',
                                    hash="7a77d8ad0e301ee3d5cf36f8774927baefdd8a09",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_15169",
                                    table="looking_lookingrules",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LookingRulesEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                related_query_name="+",
                                to="looking.lookingrules",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "see_as_minutes",
                            models.PositiveSmallIntegerField(
                                default=15,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1440),
                                ],
                                verbose_name="minutes that the portal is seen as a contact",
                            ),
                        ),
                        (
                            "break_glass_minutes",
                            models.PositiveSmallIntegerField(
                                default=30,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1440),
                                ],
                                verbose_name="minutes that break-glass access lasts",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="884e86c5d622f244689b6a21149f7873052923c4",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_eefa7",
                                    table="looking_lookingrulesevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SeeAs",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        ("reason", models.CharField(max_length=500, verbose_name="reason")),
                        ("began_at", models.DateTimeField(verbose_name="begun")),
                        ("ends_at", models.DateTimeField(verbose_name="ends")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="contact",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "look at the portal",
                        "verbose_name_plural": "looks at the portal",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("began_at"))),
                                name="see_as_ends_after_it_began",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("person",),
                                name="one_open_look_at_the_portal",
                            ),
                        ],
                    },
                ),
            ],
        ),
        subscriptions.first_migrations.InstallTriggers(),
    ]
