"""The columns of the product's incidents that the bare view prints."""

from django.db import models


class Incident(models.Model):
    """A row of the product's table; made and changed by the product alone."""

    title = models.CharField(max_length=200)
    severity = models.PositiveSmallIntegerField()
    tier_rank = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=20)
    due_at = models.DateTimeField()
    customer_id = models.BigIntegerField()
    owner_id = models.BigIntegerField(null=True)

    class Meta:
        managed = False
        db_table = "tickets_incident"

    def __str__(self) -> str:
        return self.title
