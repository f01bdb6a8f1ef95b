"""What a customer applies for, whom she names, and her statement to each point (R19.1)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entitlements.programmes.models.programmes import POINT, Programme, Requirement
from subscriptions.models import Customer
from subscriptions.tenancy import TenantQuerySet


class ApplicationQuerySet(TenantQuerySet):
    def open(self) -> ApplicationQuerySet:
        """Under consideration, or with a place."""
        return self.filter(state__in=(Application.State.CONSIDERED, Application.State.ACCEPTED))

    def considered(self) -> ApplicationQuerySet:
        return self.filter(state=Application.State.CONSIDERED)

    def taking_part(self) -> ApplicationQuerySet:
        return self.filter(state=Application.State.ACCEPTED)

    def in_order(self, *, elite_first: bool) -> ApplicationQuerySet:
        """As they are considered: Elite before others while the programme says so, then by the instant (R19.2)."""
        return self.order_by(*(["-elite"] if elite_first else []), "applied_at", "pk")


class Application(models.Model):
    """One application and what became of it. That all points are met decides nothing: a person does, with a
    reason. `elite` is whether the customer has the service that puts her first, kept up to date."""

    class State(models.TextChoices):
        CONSIDERED = "considered", _("under consideration")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="applications", verbose_name=_("programme")
    )
    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="programme_applications", verbose_name=_("customer")
    )
    interest = models.TextField(_("interest"))
    environment = models.TextField(_("environment"), blank=True)
    elite = models.BooleanField(_("considered first"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.CONSIDERED)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("applied by")
    )
    applied_at = models.DateTimeField(_("applied"))
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application for a programme")
        verbose_name_plural = _("applications for programmes")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "customer"],
                name="one_open_application_a_programme",
                condition=Q(state__in=("considered", "accepted")),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("accepted", "declined"))
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(reason="")),
                name="decided_by_a_person_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}: {self.customer}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:application", args=[self.pk])

    @property
    def takes_part(self) -> bool:
        return self.state == self.State.ACCEPTED

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.CONSIDERED, self.State.ACCEPTED)


class NamedPerson(models.Model):
    """A contact whom the customer names for the programme."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="people", verbose_name=_("application")
    )
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", verbose_name=_("customer"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("contact")
    )

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("person named for a programme")
        verbose_name_plural = _("people named for programmes")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["application", "user"], name="each_person_named_once")]

    def __str__(self) -> str:
        return str(self.user)


class Statement(models.Model):
    """Whether a point is met: as the applicant says, or as it was looked up when a person decided."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="statements", verbose_name=_("application")
    )
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", verbose_name=_("customer"))
    requirement = models.ForeignKey(
        Requirement, models.PROTECT, related_name="+", verbose_name=_("requirement of a programme")
    )
    met = models.BooleanField(_("met"))
    note = models.CharField(_("note"), max_length=POINT, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement of an applicant")
        verbose_name_plural = _("statements of applicants")
        ordering = ["requirement__position"]
        constraints = [
            models.UniqueConstraint(fields=["application", "requirement"], name="one_statement_a_point")
        ]

    def __str__(self) -> str:
        return f"{self.requirement_id} {self.met}"
