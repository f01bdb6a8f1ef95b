"""Incidents that came of questions of the community."""

import django.db.models.deletion
from django.db import migrations, models

from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0002_walls"),
        ("subscriptions", "0009_installed_environment"),
        ("tickets", "0021_fixes"),
    ]

    operations = [
        migrations.CreateModel(
            name="OfCommunity",
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
                    ),
                ),
                (
                    "incident",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="of_community",
                        to="tickets.incident",
                    ),
                ),
                (
                    "question",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="community.question"
                    ),
                ),
            ],
            options={
                "verbose_name": "incident of a question of the community",
                "verbose_name_plural": "incidents of questions of the community",
            },
        ),
        Wall("tickets_ofcommunity"),
    ]
