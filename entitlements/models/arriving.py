"""A large file on its way in, piece by piece."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Arriving(models.Model):
    """A file that somebody's browser sends in pieces (pieces.py). Each room has a table of its own, with what the
    file will belong to; it is nothing of that before all of it has come."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    size = models.BigIntegerField(_("size in bytes"))
    received = models.BigIntegerField(_("bytes received"), default=0)
    pieces = models.PositiveIntegerField(_("pieces"), default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    last_at = models.DateTimeField(_("last piece"), default=timezone.now)

    class Meta:
        abstract = True
        verbose_name = _("upload of a file")
        verbose_name_plural = _("uploads of files")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where it is kept until it is whole."""
        return f"uploads/{self.key.hex}"
