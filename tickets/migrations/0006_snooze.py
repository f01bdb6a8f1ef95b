"""An incident that is snoozed: until when, and that the numbers of the lists leave it out."""

from django.db import migrations, models

from tickets.models.counts import KEEP_COUNTS, LISTED, LISTS_OF_AN_INCIDENT


class Migration(migrations.Migration):
    dependencies = [("tickets", "0005_retargeting")]

    operations = [
        migrations.AddField(
            model_name="incident",
            name="snoozed_until",
            field=models.DateTimeField(
                blank=True,
                help_text="Out of the order of work and silent until then; no due time moves.",
                null=True,
                verbose_name="snoozed until",
            ),
        ),
        migrations.AlterField(
            model_name="timelineentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("logged", "logged"),
                    ("message", "message"),
                    ("note", "internal note"),
                    ("call", "call"),
                    ("status", "status"),
                    ("severity", "severity"),
                    ("severity_request", "severity asked for"),
                    ("owner", "owner"),
                    ("target", "target"),
                    ("reminder", "reminder"),
                    ("escalation", "escalation"),
                    ("hold", "held open"),
                    ("snooze", "snoozed"),
                    ("link", "link"),
                    ("information", "information"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.RunSQL(LISTS_OF_AN_INCIDENT, migrations.RunSQL.noop),
        migrations.RunSQL(KEEP_COUNTS, KEEP_COUNTS.replace(LISTED, "status")),
    ]
