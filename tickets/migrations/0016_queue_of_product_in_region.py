"""The index of the queue of one product in one region; that of a tier goes, whose queue is found in every other one by
the tier's rank."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("tickets", "0015_region_moves")]

    operations = [
        AddIndexConcurrently(
            model_name="incident",
            index=models.Index(
                condition=models.Q(("status__in", ("new", "in_progress", "waiting_development"))),
                fields=["product", "region", "severity", "tier_rank", "due_at", "id"],
                name="queue_of_product_in_region",
            ),
        ),
        RemoveIndexConcurrently(model_name="incident", name="queue_of_tier"),
    ]
