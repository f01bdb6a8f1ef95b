"""Which release resolves which incident (R3.2)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entitlements.downloads.models import Release
from entitlements.downloads.models.releases import State
from subscriptions.tenancy import TenantQuerySet
from tickets.models.incidents import Incident


class FixQuerySet(TenantQuerySet):
    def due(self) -> FixQuerySet:
        """Of published releases, those of which the incident's contact was not told yet."""
        return self.filter(told_at=None, release__state=State.PUBLISHED)

    def told(self) -> FixQuerySet:
        return self.filter(told_at__isnull=False)


class Fix(models.Model):
    """That a release resolves an incident. Published, its contact is told and says whether it works; `resumes`
    while the incident is still to go back to work from waiting for development (fixes.py)."""

    class Answer(models.TextChoices):
        WORKS = "works", _("it works")
        FAILS = "fails", _("it does not work")

    release = models.ForeignKey(Release, models.PROTECT, related_name="resolves", verbose_name=_("release"))
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="fixes", verbose_name=_("incident"))
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    linked_at = models.DateTimeField(_("linked"))
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("linked by")
    )
    told_at = models.DateTimeField(_("told"), null=True, blank=True)
    resumes = models.BooleanField(default=False, editable=False)
    answer = models.CharField(_("answer"), max_length=5, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )

    objects = FixQuerySet.as_manager()

    class Meta:
        verbose_name = _("fix of an incident")
        verbose_name_plural = _("fixes of incidents")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["release", "incident"], name="each_incident_once_a_release")
        ]
        indexes = [
            models.Index(fields=["release", "id"], name="fixes_to_tell", condition=Q(told_at=None)),
            models.Index(fields=["id"], name="fixes_to_resume", condition=Q(resumes=True)),
        ]

    def __str__(self) -> str:
        return f"{self.release}: {self.incident_id}"
