"""Files that belong to a message. Stored outside the web server's reach; served by a view that checks."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from subscriptions.tenancy import TenantQuerySet
from tickets.models.incidents import Incident
from tickets.models.timeline import TimelineEntry


def storage_name(attachment: "Attachment", name: str) -> str:
    """Where the file lies: by incident, under a name that nobody chose."""
    return f"incidents/{attachment.incident_id}/{uuid4().hex}"


class Attachment(models.Model):
    """A file of a timeline entry, seen by whoever sees the entry. Its type is read from its content."""

    incident = models.ForeignKey(
        Incident, models.PROTECT, related_name="attachments", verbose_name=_("incident")
    )
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    entry = models.ForeignKey(
        TimelineEntry, models.PROTECT, related_name="attachments", verbose_name=_("timeline entry")
    )
    file = models.FileField(_("file"), upload_to=storage_name)
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size"), help_text=_("In bytes."))
    sha256 = models.CharField(max_length=64)
    confidential = models.BooleanField(
        _("confidential"),
        default=False,
        db_default=False,
        help_text=_("Of the vendor only those who work on the incident open it."),
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
