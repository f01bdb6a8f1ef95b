"""Videos of recordings on their way in, in pieces (R13.1)."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("briefings", "0002_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="VideoUpload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("size", models.BigIntegerField(verbose_name="size in bytes")),
                ("received", models.BigIntegerField(default=0, verbose_name="bytes received")),
                ("pieces", models.PositiveIntegerField(default=0, verbose_name="pieces")),
                (
                    "last_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="last piece"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "recording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="briefings.recording",
                        verbose_name="recorded briefing",
                    ),
                ),
            ],
            options={
                "verbose_name": "upload of a file",
                "verbose_name_plural": "uploads of files",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
    ]
