"""Which articles of the knowledge base an incident has to do with: sent to the contact, sent as the solution, or
drafted from it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from subscriptions.tenancy import TenantQuerySet


class IncidentArticle(models.Model):
    """An article and an incident, once. `how` says the most that the article did for it."""

    class How(models.TextChoices):
        DRAFTED = "drafted", _("drafted from it")
        SENT = "sent", _("sent to the contact")
        SOLVED = "solved", _("sent as the solution")

    incident = models.ForeignKey("tickets.Incident", models.CASCADE, related_name="articles")
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    article = models.ForeignKey("knowledge.Article", models.PROTECT, related_name="incidents")
    how = models.CharField(_("how"), max_length=8, choices=How.choices)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("article of an incident")
        verbose_name_plural = _("articles of incidents")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "article"], name="each_article_of_an_incident_once")
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}: {self.article_id}"
