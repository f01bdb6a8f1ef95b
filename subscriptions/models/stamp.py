"""The stamp of everything that administrators set up (subscriptions.kept)."""

from django.db import models


class SettingsStamp(models.Model):
    """One row that changes, by triggers, with every change of a table whose rows are kept in the processes."""

    stamp = models.UUIDField()

    class Meta:
        verbose_name = "stamp of the settings"
        verbose_name_plural = "stamps of the settings"

    def __str__(self) -> str:
        return str(self.stamp)
