"""The index by which a customer's open incidents are counted beside each of them; built beside whoever works."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("tickets", "0017_confidential_files")]

    operations = [
        AddIndexConcurrently(
            model_name="incident",
            index=models.Index(
                condition=models.Q(("status__in", ("closed", "withdrawn")), _negated=True),
                fields=["customer", "severity"],
                name="open_of_customer",
            ),
        ),
    ]
