"""The second wall."""

from django.db import migrations

from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [("satisfaction", "0001_initial"), ("subscriptions", "0002_walls")]

    operations = [Wall("satisfaction_satisfactionquestion")]
