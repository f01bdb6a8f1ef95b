"""Each attempt to send a message stays on record with what came of it; the mail server's own answer is a source of
reports about addresses."""

from django.db import migrations, models

SOURCES = [
    ("report", "report by mail"),
    ("service", "mail service"),
    ("session", "answer of the mail server"),
]


def source() -> "models.CharField[str, str]":
    return models.CharField(choices=SOURCES, max_length=10, verbose_name="source")


class Migration(migrations.Migration):
    dependencies = [("notifications", "0011_push_due")]

    operations = [
        migrations.AddField(
            "notification",
            "tries",
            models.JSONField(
                db_default=models.Value([], models.JSONField()), default=list, verbose_name="each attempt"
            ),
        ),
        migrations.AlterField("addressmark", "source", source()),
        migrations.AlterField("addressreport", "source", source()),
    ]
