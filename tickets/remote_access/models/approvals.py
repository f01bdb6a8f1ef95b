"""That somebody who may has fully approved a session, as it was asked for then (R7.2, R7.5, R7.6)."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from subscriptions.tenancy import TenantQuerySet


class Approval(models.Model):
    """One person's yes to one version of what was asked: what it said then, word for word in both languages.
    Another version makes it void; it stays on record."""

    session = models.ForeignKey(
        "remote_access.RemoteSession",
        models.CASCADE,
        related_name="approvals",
        verbose_name=_("remote session"),
    )
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(_("version"))
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("approved by")
    )
    at = models.DateTimeField(_("at"))
    words_en = models.TextField(_("what was approved, English"))
    words_da = models.TextField(_("what was approved, Danish"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval of remote access")
        verbose_name_plural = _("approvals of remote access")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "version", "approver"], name="each_approver_once_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id} v{self.version} {self.approver_id}"

    @property
    def words(self) -> str:
        """What was approved, in the language that is active."""
        return self.words_da if (get_language() or "").startswith("da") else self.words_en
