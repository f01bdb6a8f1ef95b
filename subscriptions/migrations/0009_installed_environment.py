"""Where an installed system runs and on what: by which peers are found in the community (R12.2)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("subscriptions", "0008_auditor"),
    ]

    operations = [
        migrations.AddField(
            model_name="installedsystem",
            name="database",
            field=models.CharField(
                blank=True, default="", db_default="", max_length=40, verbose_name="database"
            ),
        ),
        migrations.AddField(
            model_name="installedsystem",
            name="hosting",
            field=models.CharField(
                blank=True,
                choices=[("cloud", "cloud"), ("on_premises", "on-premises")],
                default="",
                db_default="",
                max_length=12,
                verbose_name="hosting",
            ),
        ),
        migrations.AddField(
            model_name="installedsystem",
            name="operating_system",
            field=models.CharField(
                blank=True, default="", db_default="", max_length=40, verbose_name="operating system"
            ),
        ),
    ]
