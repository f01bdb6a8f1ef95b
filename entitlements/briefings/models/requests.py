"""Requests for briefings: a topic that customers ask for together (R13.2 to R13.4).

The topic is read by every customer; who asks for it, and why, is a row of her company alone.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entitlements.briefings.models.recordings import Recording
from entitlements.briefings.models.sessions import Session
from subscriptions.models import Customer, Product
from subscriptions.tenancy import TenantQuerySet

WHY = 4_000  # characters


class BriefingRequestQuerySet(models.QuerySet["BriefingRequest"]):
    def open(self) -> BriefingRequestQuerySet:
        """What may still be joined."""
        return self.filter(state__in=OPEN)

    def taking_in(self, request: BriefingRequest) -> BriefingRequestQuerySet:
        """Those that `request` may be merged into: who may not ask for an interactive briefing comes into none by
        that (R13.4)."""
        others = self.open().exclude(pk=request.pk)
        return others if request.is_interactive else others.filter(kind=BriefingRequest.Kind.RECORDED)

    def most_wanted_first(self) -> BriefingRequestQuerySet:
        """With `weight`, by which they are listed: how many customers ask for what is open; what is closed stands
        behind."""
        return self.annotate(
            weight=Case(When(state__in=OPEN, then=F("companies")), default=Value(-1))  # each has one who asks
        )

    def shown(self) -> BriefingRequestQuerySet:
        """Those that customers see: not what was merged into another, or what nobody wants any more."""
        gone = (BriefingRequest.State.MERGED, BriefingRequest.State.WITHDRAWN)
        return self.exclude(state__in=gone)


class BriefingRequest(models.Model):
    """A topic that customers ask for. `companies` and `people` count who asks; nobody sees which companies.

    `expected_on` is None until staff set a date (R13.3).
    """

    class Kind(models.TextChoices):
        RECORDED = "recorded", _("recorded briefing")
        INTERACTIVE = "interactive", _("interactive briefing")

    class State(models.TextChoices):
        ASKED = "asked", _("asked for")
        ACCEPTED = "accepted", _("accepted")
        ANSWERED = "answered", _("answered")
        DECLINED = "declined", _("declined")
        MERGED = "merged", _("merged")
        WITHDRAWN = "withdrawn", _("withdrawn")

    topic = models.CharField(_("topic"), max_length=160)
    kind = models.CharField(_("type"), max_length=12, choices=Kind.choices, default=Kind.RECORDED)
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("product")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    companies = models.PositiveIntegerField(_("customers who ask"), default=0, editable=False)
    people = models.PositiveIntegerField(_("people who ask"), default=0, editable=False)
    asked_at = models.DateTimeField(_("asked"))
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    expected_on = models.DateField(_("expected on"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    recording = models.ForeignKey(
        Recording, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recording")
    )
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("session")
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )

    objects = BriefingRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a briefing")
        verbose_name_plural = _("requests for briefings")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(recording__isnull=False) | Q(session__isnull=False),
                name="answered_request_leads_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into=None)),
                name="merged_request_names_the_other",
            ),
        ]

    def __str__(self) -> str:
        return self.topic

    def get_absolute_url(self) -> str:
        return reverse("briefings:request", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_interactive(self) -> bool:
        return self.kind == self.Kind.INTERACTIVE


OPEN = (BriefingRequest.State.ASKED, BriefingRequest.State.ACCEPTED)


class RequestJoin(models.Model):
    """That a contact asks for it, and why; `first` is who asked it first."""

    request = models.ForeignKey(
        BriefingRequest, models.CASCADE, related_name="joins", verbose_name=_("request for a briefing")
    )
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", verbose_name=_("customer"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("contact")
    )
    why = models.TextField(_("why"), blank=True)
    first = models.BooleanField(_("asked first"), default=False)
    at = models.DateTimeField(_("at"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("voice for a briefing")
        verbose_name_plural = _("voices for briefings")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["request", "user"], name="one_voice_a_person")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.user_id}"
