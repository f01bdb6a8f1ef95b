"""What incidents say, as words to search, with the triggers that keep it (tickets.models.texts)."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

from subscriptions.tenancy import Wall
from tickets.models.texts import ON_ENTRY, ON_INCIDENT

TRIGGERS = {
    "write_incident_text": "create trigger write_incident_text after insert or update of title, description"
    " on tickets_incident for each row execute function write_incident_text()",
    "add_to_incident_text": "create trigger add_to_incident_text after insert on tickets_timelineentry"
    " for each row when (new.body <> '') execute function add_to_incident_text()",
}


class Migration(migrations.Migration):
    dependencies = [("subscriptions", "0003_stamp"), ("tickets", "0008_phone_tries")]

    operations = [
        migrations.CreateModel(
            name="IncidentText",
            fields=[
                (
                    "incident",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="text",
                        serialize=False,
                        to="tickets.incident",
                        verbose_name="incident",
                    ),
                ),
                ("words", django.contrib.postgres.search.SearchVectorField(verbose_name="words")),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="subscriptions.customer",
                    ),
                ),
            ],
            options={
                "verbose_name": "words of an incident",
                "verbose_name_plural": "words of incidents",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=True,
                        fields=["words"],
                        gin_pending_list_limit=16384,
                        name="incident_words",
                    )
                ],
            },
        ),
        Wall("tickets_incidenttext"),
        migrations.RunSQL(ON_INCIDENT, "drop function write_incident_text()"),
        migrations.RunSQL(ON_ENTRY, "drop function add_to_incident_text()"),
        migrations.RunSQL(
            TRIGGERS["write_incident_text"], "drop trigger write_incident_text on tickets_incident"
        ),
        migrations.RunSQL(
            TRIGGERS["add_to_incident_text"], "drop trigger add_to_incident_text on tickets_timelineentry"
        ),
    ]
