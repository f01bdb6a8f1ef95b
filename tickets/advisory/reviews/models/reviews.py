"""An activity review: the period, the meeting about it, and the figures as they were when it was sent (R18.1)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from subscriptions.tenancy import TenantQuerySet
from tickets.advisory.models.rights import READ_BY_CONTACTS
from tickets.advisory.reviews.figures import Figures
from tickets.advisory.reviews.periods import Period


class ReviewQuerySet(TenantQuerySet):
    def whole(self) -> Self:
        """With the people and the customer that pages name."""
        return self.select_related("customer", "sent_by", "kept_by", "meeting")

    def brief(self) -> Self:
        """For lists: without the figures."""
        return self.whole().defer("figures", "agenda", "minutes", "decisions")

    def sent(self) -> Self:
        """What customers see."""
        return self.exclude(state=Review.State.PREPARED)

    def open(self) -> Self:
        """Not held yet."""
        return self.exclude(state=Review.State.HELD)

    def alarming(self, at: datetime) -> Self:
        """Those of which the advisor is to be told again that they are overdue (R18.2)."""
        return self.open().filter(next_alarm_at__lte=at).order_by("next_alarm_at", "pk")

    def unfinished(self) -> Self:
        """Sent, and their pictures and files are still to be made, or people still to be told."""
        return self.sent().filter(Q(made_at=None) | Q(told_at=None)).order_by("sent_at", "pk")


class Review(models.Model):
    """The review of one period of one customer. Prepared when the period is over; sent, its figures are kept and
    nothing that happens later changes them; held, its minutes are kept too.

    `starts_at` and `ends_at` are the midnights of the customer's zone around the period.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", _("in preparation")
        SENT = "sent", _("sent")
        HELD = "held", pgettext_lazy("of a meeting", "held")

    customer = models.ForeignKey(
        "subscriptions.Customer", models.PROTECT, related_name="+", verbose_name=_("customer")
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"))
    due_on = models.DateField(_("meeting due"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PREPARED)
    prepared_at = models.DateTimeField(_("prepared"))
    agenda = models.TextField(_("agenda"), blank=True)
    next_alarm_at = models.DateTimeField(_("next alarm"), null=True, blank=True)

    figures = models.JSONField(_("figures as sent"), null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sent by"),
    )
    made_at = models.DateTimeField(_("pictures and files made"), null=True, blank=True)
    told_at = models.DateTimeField(_("customer told"), null=True, blank=True)

    meeting = models.OneToOneField(
        "advisory.Meeting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="review",
        verbose_name=_("meeting"),
    )
    held_on = models.DateField(_("held on"), null=True, blank=True)
    minutes = models.TextField(_("minutes"), blank=True)
    decisions = models.TextField(_("decisions"), blank=True)
    kept_at = models.DateTimeField(_("minutes kept"), null=True, blank=True)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("minutes kept by"),
    )

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = READ_BY_CONTACTS
    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity review")
        verbose_name_plural = _("activity reviews")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["customer", "first_day"], name="one_review_of_a_period"),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day"), ends_at__gt=F("starts_at")),
                name="review_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(state="prepared", sent_at=None)
                | (~Q(state="prepared") & Q(sent_at__isnull=False, figures__isnull=False)),
                name="a_sent_review_has_its_figures",
            ),
            models.CheckConstraint(
                condition=(Q(state="held") & Q(held_on__isnull=False)) | (~Q(state="held") & Q(held_on=None)),
                name="a_held_review_has_its_day",
            ),
        ]
        indexes = [
            models.Index(F("customer"), F("id").desc(), name="reviews_of_customer"),
            models.Index(
                fields=["next_alarm_at"], name="reviews_overdue", condition=Q(next_alarm_at__isnull=False)
            ),
            models.Index(
                fields=["sent_at"],
                name="reviews_to_finish",
                condition=Q(made_at=None) | Q(told_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer}: {self.first_day} – {self.last_day}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:review", args=[self.pk])

    @property
    def desk_url(self) -> str:
        return reverse("reviews:desk_review", args=[self.pk])

    @property
    def period(self) -> Period:
        """Needs the customer."""
        return Period(self.first_day, self.last_day, self.customer.zone)

    @property
    def is_sent(self) -> bool:
        return self.state != self.State.PREPARED

    @property
    def is_held(self) -> bool:
        return self.state == self.State.HELD

    @property
    def kept(self) -> Figures | None:
        """The figures as they were when it was sent; None before."""
        kept: dict[str, Any] | None = self.figures
        return Figures.read(kept) if kept else None
