"""Whether an action plan is the result of an escalation."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("advisory", "0002_walls")]

    operations = [
        migrations.AddField(
            model_name="actionplan",
            name="answers_escalation",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="result of an escalation"
            ),
        ),
    ]
