"""Critical Solution Notification (R1): alerts, who is registered for them, who has acknowledged them.
Who was told is in the outbox."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from subscriptions.models import Product
from subscriptions.tenancy import TenantQuerySet


class AlertQuerySet(models.QuerySet["Alert"]):
    def published(self, at: datetime) -> "AlertQuerySet":
        """Alerts that were published by `at`, newest first."""
        return self.filter(published_at__lte=at).order_by("-published_at")

    def with_products(self) -> "AlertQuerySet":
        """With what `products` asks for."""
        return self.prefetch_related("affected__product")


class Alert(models.Model):
    """Word of a solution to a critical issue. Without an action text it cannot be published (R1.8)."""

    class Class(models.TextChoices):
        DATA_LOSS = "data_loss", _("data loss or corruption")
        WRONG_FIGURES = "wrong_figures", _("wrong money or tax figures")
        PRODUCTION_STOP = "production_stop", _("production stop")
        SECURITY = "security", _("security")
        STATUTORY = "statutory", _("statutory deadline")

    class Action(models.TextChoices):
        FIX = "fix", _("install the fix")
        WORKAROUND = "workaround", _("apply the workaround")
        WAIT = "wait", _("wait")

    title = models.CharField(_("title"), max_length=160)
    title_da = models.CharField(_("title (Danish)"), max_length=160, blank=True, default="", db_default="")
    alert_class = models.CharField(_("class"), max_length=20, choices=Class.choices)
    symptom = models.TextField(_("symptom"))
    symptom_da = models.TextField(_("symptom (Danish)"), blank=True, default="", db_default="")
    action_kind = models.CharField(_("action"), max_length=12, choices=Action.choices, default=Action.FIX)
    action = models.TextField(_("what to do"), blank=True)
    action_da = models.TextField(_("what to do (Danish)"), blank=True, default="", db_default="")
    required_by = models.DateField(_("required action by"), null=True, blank=True)
    language = models.CharField(
        _("language"), max_length=5, default="en", choices=[("en", "English"), ("da", "Dansk")]
    )
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    edited_at = models.DateTimeField(_("changed"), null=True, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("changed by"),
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("published by"),
    )

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/alerts/{self.pk}/"

    @property
    def shown_title(self) -> str:
        """Its title in the reader's language where it has one, else in the language it is written in."""
        return self.shown("title")[0]

    @property
    def title_language(self) -> str:
        """The language of that title."""
        return self.shown("title")[1]

    @property
    def shown_symptom(self) -> str:
        return self.shown("symptom")[0]

    @property
    def symptom_language(self) -> str:
        return self.shown("symptom")[1]

    @property
    def shown_action(self) -> str:
        return self.shown("action")[0]

    @property
    def action_language(self) -> str:
        return self.shown("action")[1]

    def shown(self, name: str) -> tuple[str, str]:
        """What it says for this reader under `name`, and in which language: each text falls back by itself."""
        danish = getattr(self, f"{name}_da")
        if danish and (get_language() or "en").startswith("da"):
            return danish, "da"
        return getattr(self, name), self.language

    @property
    def products(self) -> str:
        """The names of the affected products."""
        return ", ".join(sorted(each.product.name for each in self.affected.all()))

    @property
    def edition(self) -> str:
        """Another one after each change of the draft: what a reader sends along to say which one she has seen."""
        return (self.edited_at or self.created_at).isoformat()


class AlertOrigin(models.Model):
    """What an alert was written from, an article or a fix: a link into the product and what it says. Each origin
    has one alert, so that it tells once whatever publishes it (R1.1, R3.6)."""

    alert = models.OneToOneField(Alert, models.CASCADE, related_name="origin", verbose_name=_("alert"))
    link = models.CharField(_("link"), max_length=200, unique=True)
    label = models.CharField(_("label"), max_length=160)

    class Meta:
        verbose_name = _("origin of an alert")
        verbose_name_plural = _("origins of alerts")

    def __str__(self) -> str:
        return self.label


class AlertChange(models.Model):
    """What became of a published alert: a correction, or its withdrawal. The alert itself stays as it was
    published; those who got it are told of the change (R1.5)."""

    class Kind(models.TextChoices):
        CORRECTED = "corrected", _("corrected")
        WITHDRAWN = "withdrawn", _("withdrawn")

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="changes", verbose_name=_("alert"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    text = models.TextField(_("text"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("change of an alert")
        verbose_name_plural = _("changes of alerts")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["alert"], name="one_withdrawal", condition=models.Q(kind="withdrawn")
            )
        ]

    def __str__(self) -> str:
        return f"{self.alert}: {self.get_kind_display()}"


class Registration(models.Model):
    """That a contact wants the alerts of a product (R1.2)."""

    customer = models.ForeignKey("subscriptions.Customer", models.CASCADE, verbose_name=_("customer"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="registrations", verbose_name=_("contact")
    )
    product = models.ForeignKey(
        Product, models.CASCADE, related_name="registrations", verbose_name=_("product")
    )
    registered_at = models.DateTimeField(_("registered"), default=timezone.now)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.UniqueConstraint(fields=["customer", "user", "product"], name="one_registration")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.product}"


class Acknowledgement(models.Model):
    """That a contact has read an alert and says so (R1.4)."""

    customer = models.ForeignKey("subscriptions.Customer", models.CASCADE, verbose_name=_("customer"))
    alert = models.ForeignKey(Alert, models.CASCADE, related_name="acknowledgements", verbose_name=_("alert"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("contact"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        constraints = [models.UniqueConstraint(fields=["alert", "user"], name="one_acknowledgement")]

    def __str__(self) -> str:
        return f"{self.user}: {self.alert}"
