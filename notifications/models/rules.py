"""What an administrator sets of alerts: whom a class of them reaches, and how they are published (R1.6, R1.9)."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from notifications.models.alerts import Alert
from subscriptions.models import Product
from subscriptions.models.history import keep_history
from subscriptions.models.one_row import OneRow


class RegistrationRule(models.Model):
    """Whether one must register to be told of alerts of a class, for one product or for all without a rule of
    their own. Without any rule one must (R1.6)."""

    class Told(models.TextChoices):
        REGISTERED = "registered", _("registration required")
        EVERYONE = "everyone", _("everyone covered is told")

    alert_class = models.CharField(_("class of alerts"), max_length=20, choices=Alert.Class.choices)
    product = models.ForeignKey(
        Product,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("product"),
        help_text=_("None chosen: every product without a rule of its own for the class."),
    )
    told = models.CharField(
        _("who is told"),
        max_length=10,
        choices=Told.choices,
        default=Told.REGISTERED,
        help_text=_(
            "Where everyone covered is told nobody can leave; one chooses only whether mail comes too."
        ),
    )

    class Meta:
        verbose_name = _("rule of registration")
        verbose_name_plural = _("rules of registration")
        ordering = ["alert_class", "product__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["alert_class", "product"],
                name="one_rule_a_class_and_product",
                nulls_distinct=False,
                violation_error_message=_(
                    "There is a rule for this class and product already: change that one."
                ),
            )
        ]

    def __str__(self) -> str:
        about = str(self.product) if self.product else str(_("every product"))
        return f"{self.get_alert_class_display()}, {about}: {self.get_told_display()}"


class AlertRules(OneRow):
    """One row."""

    second_person = models.BooleanField(
        _("a second person publishes"),
        default=False,
        help_text=_("Who wrote an alert or changed it last cannot publish it."),
    )
    sent_within_minutes = models.PositiveSmallIntegerField(
        _("sent within minutes"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(1440)],
        help_text=_("What is sent later after publishing is counted as late."),
    )

    class Meta:
        verbose_name = _("rules of alerts")
        verbose_name_plural = _("rules of alerts")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_row_of_alert_rules")]

    @property
    def sent_within(self) -> timedelta:
        return timedelta(minutes=self.sent_within_minutes)


keep_history(RegistrationRule, AlertRules)
