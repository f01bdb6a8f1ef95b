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


class AttachmentQuerySet(TenantQuerySet):
    def held(self) -> "AttachmentQuerySet":
        """Those that the scanner has not seen yet."""
        return self.filter(malware=Attachment.Malware.HELD, removed_at=None)


class Attachment(models.Model):
    """A file of a timeline entry, seen by whoever sees the entry. Its type is read from its content; a picture is
    kept as it was drawn anew, `size` and `sha256` are of what is kept."""

    class Malware(models.TextChoices):
        NOT_ASKED = "", _("not looked for")  # there was no scanner
        HELD = "held", _("held until the scanner is back")
        CLEAN = "clean", _("none found")
        FOUND = "found", _("malware found")

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

    uploaded_at = models.DateTimeField(_("uploaded"), null=True)
    malware = models.CharField(
        _("malware"), max_length=5, choices=Malware.choices, blank=True, default="", db_default=""
    )
    removed_at = models.DateTimeField(
        _("removed"), null=True, help_text=_("The file is gone by the rules of retention; its name is kept.")
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["customer", "uploaded_at"], name="attachments_lately"),
            models.Index(fields=["id"], name="attachments_held", condition=models.Q(malware="held")),
        ]

    def __str__(self) -> str:
        return self.name
