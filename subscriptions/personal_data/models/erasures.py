"""That a person was erased: by whom, when, why, and how much. Her name is not kept, of course."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Erasure(models.Model):
    """Once for a person; `counts` says per step how many rows it changed."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="erasure", verbose_name=_("person")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    reason = models.CharField(_("reason"), max_length=200)
    counts = models.JSONField(_("what was done"), default=dict)

    class Meta:
        verbose_name = _("erasure of a person")
        verbose_name_plural = _("erasures of people")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.person_id} {self.at:%Y-%m-%d}"
