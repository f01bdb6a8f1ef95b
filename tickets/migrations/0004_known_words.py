"""The words that incidents are made of, read by beat: those of incidents that are there already a batch at a time."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tickets", "0003_escalated"),
    ]

    operations = [
        migrations.CreateModel(
            name="WordsRead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("up_to", models.BigIntegerField(default=0, verbose_name="last entry")),
                ("before", models.BigIntegerField(default=0, verbose_name="last entry of the run before")),
            ],
            options={
                "verbose_name": "reading of words",
                "verbose_name_plural": "readings of words",
            },
        ),
        migrations.CreateModel(
            name="KnownWord",
            fields=[
                (
                    "word",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="word"),
                ),
                ("english", models.CharField(max_length=40, verbose_name="English stem")),
                ("danish", models.CharField(max_length=40, verbose_name="Danish stem")),
            ],
            options={
                "verbose_name": "known word",
                "verbose_name_plural": "known words",
                "indexes": [
                    models.Index(fields=["english"], name="known_words_in_english"),
                    models.Index(fields=["danish"], name="known_words_in_danish"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["word"], name="known_words_alike", opclasses=["gin_trgm_ops"]
                    ),
                ],
            },
        ),
    ]
