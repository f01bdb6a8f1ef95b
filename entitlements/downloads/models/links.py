"""What a release needs, replaces and holds (R3.4)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from entitlements.downloads.models.releases import Release


class Link(models.TextChoices):
    REQUIRES = "requires", _("requires")
    SUPERSEDES = "supersedes", _("supersedes")
    CONTAINS = "contains", _("contains")


class ReleaseLink(models.Model):
    """`release` requires, supersedes or contains `other`. Links of one kind lead in no circle (linking.py)."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="links", verbose_name=_("release"))
    kind = models.CharField(_("kind"), max_length=10, choices=Link.choices)
    other = models.ForeignKey(Release, models.PROTECT, related_name="linked", verbose_name=_("other"))

    class Meta:
        verbose_name = _("link between releases")
        verbose_name_plural = _("links between releases")
        ordering = ["kind", "other__code"]
        constraints = [
            models.UniqueConstraint(fields=["release", "kind", "other"], name="each_link_once"),
            models.CheckConstraint(condition=~Q(release=F("other")), name="no_release_links_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.release} {self.kind} {self.other}"
