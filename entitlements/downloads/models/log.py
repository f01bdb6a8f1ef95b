"""The log of downloads: who fetched what, when, and how much of it (R3.3, R3.7)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entitlements.downloads.models.files import ReleaseFile
from entitlements.downloads.models.releases import Release
from subscriptions.models import Customer
from subscriptions.tenancy import TenantQuerySet


class DownloadQuerySet(TenantQuerySet):
    def fetched(self) -> "DownloadQuerySet":
        """Those that are whole as far as is known: of a storage that sends files itself it is not known
        otherwise."""
        return self.filter(Q(whole=True) | Q(sent_elsewhere=True))


class Download(models.Model):
    """One person fetching one file, in however many requests. `spans` are the bytes [start, end) that were handed
    on, `sent` how many they are. While `is_open`, a further request of hers goes on with it (fetching.py)."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", verbose_name=_("customer"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person")
    )
    release = models.ForeignKey(Release, models.PROTECT, related_name="downloads", verbose_name=_("release"))
    file = models.ForeignKey(ReleaseFile, models.PROTECT, related_name="downloads", verbose_name=_("file"))
    by_script = models.BooleanField(_("by a script"), default=False)
    sent_elsewhere = models.BooleanField(_("sent by the storage"), default=False)
    started_at = models.DateTimeField(_("begun"))
    last_at = models.DateTimeField(_("last request"))
    requests = models.PositiveIntegerField(_("requests"), default=1)
    spans = models.JSONField(default=list)
    sent = models.BigIntegerField(_("bytes sent"), default=0)
    whole = models.BooleanField(_("complete"), default=False)
    is_open = models.BooleanField(_("goes on"), default=True)

    objects = DownloadQuerySet.as_manager()

    class Meta:
        verbose_name = _("download")
        verbose_name_plural = _("downloads")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "person", "file"],
                name="one_open_download_of_a_file",
                condition=Q(is_open=True),
            )
        ]
        indexes = [
            models.Index(fields=["customer", "-id"], name="downloads_of_customer"),
            models.Index(fields=["release", "customer"], name="downloads_of_release"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.file}"
