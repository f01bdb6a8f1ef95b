"""The files of a release."""

from datetime import datetime
from pathlib import PurePosixPath
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entitlements.downloads.models.releases import Release
from subscriptions.serving import Content


def kept_as(file: "ReleaseFile", name: str) -> str:
    """Where a file is kept: under a name nobody chose."""
    day = timezone.now()
    return str(PurePosixPath("releases") / f"{day:%Y/%m}" / uuid4().hex)


class ReleaseFile(models.Model):
    """A build or document as it was uploaded. Its bytes never change: size and SHA-256 are those of the upload
    (R3.3)."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="files", verbose_name=_("release"))
    name = models.CharField(_("name"), max_length=200)
    file = models.FileField(_("file"), upload_to=kept_as, max_length=200)
    size = models.BigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    signature = models.BinaryField(_("detached signature"), default=bytes, blank=True)
    signature_name = models.CharField(_("name of the signature"), max_length=200, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("file of a release")
        verbose_name_plural = _("files of releases")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["release", "name"], name="one_file_a_name_in_a_release")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def content(self) -> Content:
        """The file as it is served."""
        changed: datetime = self.uploaded_at
        return Content(
            storage=self.file.storage,
            path=str(self.file.name),
            name=self.name,
            size=self.size,
            tag=self.sha256,
            changed_at=changed,
        )
