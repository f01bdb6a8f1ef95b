"""Devices on which a person is shown what she is told, as a third channel of the outbox."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0009_undelivered"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Device",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="devices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "endpoint",
                    models.CharField(max_length=500, unique=True, verbose_name="address at the push service"),
                ),
                ("p256dh", models.CharField(max_length=100, verbose_name="public key")),
                ("auth", models.CharField(max_length=40, verbose_name="shared secret")),
                ("name", models.CharField(max_length=80, verbose_name="device")),
                ("signed_in_as", models.CharField(editable=False, max_length=128)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="since")),
                ("last_used_at", models.DateTimeField(blank=True, null=True, verbose_name="last used")),
                ("failed_at", models.DateTimeField(blank=True, null=True, verbose_name="failing since")),
                ("last_error", models.CharField(blank=True, max_length=200, verbose_name="last error")),
            ],
            options={
                "verbose_name": "device",
                "verbose_name_plural": "devices",
            },
        ),
        migrations.AddField(
            model_name="notification",
            name="taken_by",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), editable=False, null=True
            ),
        ),
        migrations.AlterField(
            model_name="notification",
            name="channel",
            field=models.CharField(
                choices=[("in_app", "in the app"), ("email", "e-mail"), ("push", "on her devices")],
                max_length=10,
                verbose_name="channel",
            ),
        ),
        migrations.AlterField(
            model_name="preference",
            name="channel",
            field=models.CharField(
                choices=[("in_app", "in the app"), ("email", "e-mail"), ("push", "on her devices")],
                max_length=10,
                verbose_name="channel",
            ),
        ),
    ]
