"""Who follows an incident, and whether writing on it is following it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("subscriptions", "0004_life"),
        ("tickets", "0013_incomplete"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="lifecyclerules",
            name="writers_follow",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="They are told of what others write there, until they stop following it.",
                verbose_name="whoever writes on an incident follows it",
            ),
        ),
        migrations.CreateModel(
            name="Follower",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="since")),
                ("stopped_at", models.DateTimeField(blank=True, null=True, verbose_name="stopped")),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="subscriptions.customer",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followers",
                        to="tickets.incident",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "follower",
                "verbose_name_plural": "followers",
                "indexes": [
                    models.Index(
                        condition=models.Q(("stopped_at", None)),
                        fields=["incident"],
                        name="followers_of_incident",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("incident", "person"), name="each_follower_once")
                ],
            },
        ),
        Wall("tickets_follower"),
    ]
