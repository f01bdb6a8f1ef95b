"""What came of searching: words that found nothing, and incidents that a text made needless."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from entitlements.models.documents import Document
from subscriptions.models.products import Product
from subscriptions.tenancy import TenantQuerySet

LONGEST = 100


class VainSearch(models.Model):
    """Words that customers searched for and nothing was found, for the editors. Not who."""

    words = models.CharField(_("words"), max_length=LONGEST, unique=True)
    times = models.PositiveIntegerField(_("times"), default=1)
    last_at = models.DateTimeField(_("last searched for"))

    class Meta:
        verbose_name = _("search in vain")
        verbose_name_plural = _("searches in vain")
        indexes = [models.Index(fields=["-times", "-last_at"], name="vain_searches_most_first")]

    def __str__(self) -> str:
        return self.words


class Deflection(models.Model):
    """An incident that was not logged, because its contact found what she needed while she typed it."""

    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    user = models.ForeignKey(
        "subscriptions.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("contact")
    )
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, related_name="+", verbose_name=_("product")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Document.Kind)
    code = models.CharField(_("code"), max_length=60)
    title = models.CharField(_("what she had typed"), max_length=200)
    at = models.DateTimeField(_("when"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident that was not needed")
        verbose_name_plural = _("incidents that were not needed")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "code", "title"], name="one_deflection_a_title")
        ]
        indexes = [models.Index(fields=["-at"], name="deflections_newest_first")]

    def __str__(self) -> str:
        return self.title
