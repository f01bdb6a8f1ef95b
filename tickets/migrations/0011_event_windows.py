"""The weekends of special events that count for a milestone, and the moves of open incidents that follow from them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("special_events", "0002_walls_and_places"),
        ("subscriptions", "0005_one_advisor_at_a_time"),
        ("tickets", "0010_following"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="milestone",
            name="windows",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="That count as well: number of the event and interval (tickets.windows).",
                verbose_name="weekends of special events",
            ),
        ),
        migrations.CreateModel(
            name="EventMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                ("reached", models.BigIntegerField(default=0, verbose_name="up to number")),
                ("moved", models.PositiveIntegerField(default=0, verbose_name="milestones moved")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="subscriptions.customer",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="special_events.specialevent",
                        verbose_name="special event",
                    ),
                ),
            ],
            options={
                "verbose_name": "move for a special event",
                "verbose_name_plural": "moves for special events",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("finished_at", None)),
                        fields=["id"],
                        name="unfinished_event_moves",
                    )
                ],
            },
        ),
        Wall("tickets_eventmove"),
    ]
