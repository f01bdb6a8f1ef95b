"""Attachments: when they came, what the scanner said, whether retention has removed their file."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tickets", "0018_open_of_customer")]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="uploaded_at",
            field=models.DateTimeField(null=True, verbose_name="uploaded"),
        ),
        migrations.AddField(
            model_name="attachment",
            name="malware",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "not looked for"),
                    ("held", "held until the scanner is back"),
                    ("clean", "none found"),
                    ("found", "malware found"),
                ],
                db_default="",
                default="",
                max_length=5,
                verbose_name="malware",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="removed_at",
            field=models.DateTimeField(
                help_text="The file is gone by the rules of retention; its name is kept.",
                null=True,
                verbose_name="removed",
            ),
        ),
    ]
