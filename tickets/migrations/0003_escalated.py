"""The mark of an incident that is escalated at the customer's request."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tickets", "0002_walls")]

    operations = [
        migrations.AddField(
            model_name="incident",
            name="escalated",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="The customer has asked for it, and it lasts.",
                verbose_name="escalated",
            ),
        ),
    ]
