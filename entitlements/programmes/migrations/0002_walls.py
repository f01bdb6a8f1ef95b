"""The second wall."""

from django.db import migrations

from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial")]

    operations = [
        Wall("programmes_application"),
        Wall("programmes_namedperson"),
        Wall("programmes_statement"),
        Wall("programmes_acceptance"),
        Wall("programmes_feedback"),
        Wall("programmes_trainingcard"),
        Wall("programmes_cardentry"),
        Wall("programmes_discountcode"),
    ]
