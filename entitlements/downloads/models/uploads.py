"""A large file on its way in, piece by piece."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entitlements.downloads.models.releases import Release


class Upload(models.Model):
    """A file that a publisher's browser sends in pieces. It becomes a file of the release once all have come, and
    nothing before (uploading.py)."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    release = models.ForeignKey(Release, models.CASCADE, related_name="uploads", verbose_name=_("release"))
    name = models.CharField(_("name"), max_length=200)
    size = models.BigIntegerField(_("size in bytes"))
    received = models.BigIntegerField(_("bytes received"), default=0)
    pieces = models.PositiveIntegerField(_("pieces"), default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    last_at = models.DateTimeField(_("last piece"), default=timezone.now)

    class Meta:
        verbose_name = _("upload of a file")
        verbose_name_plural = _("uploads of files")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def path(self, piece: int) -> str:
        """Where a piece is kept until the file is whole."""
        return f"uploads/{self.key.hex}/{piece:06}"
