"""A special event: the weekend with support for every severity that a customer asks for (R23)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from entitlements.models import AllowanceUse
from subscriptions.models import Customer, Membership, Product, Subscription
from subscriptions.tenancy import TenantQuerySet

TEXT = 10_000  # characters of what a person writes about it

# A confirmed event has a place in its weekend until it is cancelled. Who cancels may be a contact, who sees no
# other customer's events: the trigger counts for her.
COUNT_PLACES = """
create function count_places_of_weekends() returns trigger language plpgsql security definer
set search_path from current as $$
begin
  if tg_op = 'UPDATE' and old.state = 'confirmed' then
    update special_events_weekendload set taken = taken - 1 where saturday = old.saturday;
  end if;
  if new.state = 'confirmed' then
    insert into special_events_weekendload as known (saturday, taken) values (new.saturday, 1)
      on conflict (saturday) do update set taken = known.taken + 1;
  end if;
  return null;
end $$
"""


class Purpose(models.TextChoices):
    """What the weekend is for (R23.7)."""

    UPGRADE = "upgrade", _("upgrade")
    MIGRATION = "migration", _("migration")
    GO_LIVE = "go_live", _("go-live of a covered product")
    PERIOD_CLOSE = "period_close", _("period close")
    IMPLEMENTATION = "implementation", _("first implementation")


class State(models.TextChoices):
    """Where a request stands. That a confirmed one has begun or is over follows from the instant."""

    ASKED = "asked", _("asked for")
    CONFIRMED = "confirmed", _("confirmed")
    DECLINED = "declined", _("declined")
    CANCELLED = "cancelled", _("cancelled")


class Side(models.TextChoices):
    """Who cancelled (R23.14, R23.15)."""

    CUSTOMER = "customer", _("the customer")
    VENDOR = "vendor", _("the vendor")
    LOST = "lost", _("the subscription no longer includes it")
    UNANSWERED = "unanswered", _("it began without an answer")


class SpecialEventQuerySet(TenantQuerySet):
    def open(self) -> SpecialEventQuerySet:
        """Asked for or confirmed, whether it is ahead, runs or is over."""
        return self.filter(state__in=(State.ASKED, State.CONFIRMED))

    def current(self, at: datetime) -> SpecialEventQuerySet:
        """Open, and not over at `at`."""
        return self.open().filter(ends_at__gt=at)

    def asked(self) -> SpecialEventQuerySet:
        return self.filter(state=State.ASKED)

    def confirmed(self) -> SpecialEventQuerySet:
        return self.filter(state=State.CONFIRMED)

    def running(self, at: datetime) -> SpecialEventQuerySet:
        """Those whose weekend it is at `at`."""
        return self.confirmed().filter(starts_at__lte=at, ends_at__gt=at)

    def whole(self) -> SpecialEventQuerySet:
        """With everything that a page or a mail about one says, in three queries."""
        return self.select_related(
            "customer__region", "subscription", "asked_by", "english_contact", "resource", "answered_by"
        ).prefetch_related(
            "products__product",
            Prefetch("named_contacts", NamedContact.objects.select_related("before", "after", "by")),
        )


class SpecialEvent(models.Model):
    """One request and what became of it. Its instants stay as the rules had them when it was asked for. It
    counts in the annual support period `subscription` and takes from the allowance by `use`, from its
    confirmation on; of the other periods of its products its products say so."""

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="special_events", verbose_name=_("customer")
    )
    subscription = models.ForeignKey(
        Subscription, models.PROTECT, related_name="special_events", verbose_name=_("support period")
    )
    saturday = models.DateField(_("Saturday of the weekend"))
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    purpose = models.CharField(_("purpose"), max_length=16, choices=Purpose.choices)
    text = models.TextField(_("what is planned"), blank=True)
    language = models.CharField(_("language"), max_length=5, default="en")
    english_contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("English-speaking contact")
    )
    phone = models.CharField(_("phone during the weekend"), max_length=40)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked"))
    submission = models.UUIDField(
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text="Of the form that asked: once, whatever is pressed.",
    )

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    resource = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events_as_resource",
        verbose_name=_("support resource"),
    )
    use = models.OneToOneField(
        AllowanceUse,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="special_event",
        verbose_name=_("use"),
    )
    decline_reason = models.TextField(_("reason for declining"), blank=True)
    offered = ArrayField(
        models.DateField(), verbose_name=_("weekends offered"), default=list, blank=True, size=12
    )
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cancelled by"),
    )
    cancelled_side = models.CharField(
        _("side that cancelled"), max_length=12, choices=Side.choices, blank=True
    )
    cancel_reason = models.TextField(_("reason for cancelling"), blank=True)

    contacts_exchanged_at = models.DateTimeField(_("contact lists exchanged"), null=True, blank=True)
    contacts_exchanged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("exchanged by"),
    )
    report = models.TextField(_("report"), blank=True)
    reported_at = models.DateTimeField(_("reported"), null=True, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reported by"),
    )

    objects = SpecialEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("special event")
        verbose_name_plural = _("special events")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription"], name="one_open_request_a_period", condition=Q(state=State.ASKED)
            ),
            models.UniqueConstraint(
                fields=["customer", "saturday"],
                name="one_event_a_weekend",
                condition=Q(state__in=(State.ASKED, State.CONFIRMED)),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CONFIRMED)
                | Q(use__isnull=False, resource__isnull=False, answered_by__isnull=False),
                name="confirmed_by_somebody_with_a_resource",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="event_ends_later"),
            models.CheckConstraint(
                condition=Q(state=State.CANCELLED, cancelled_at__isnull=False)
                | (~Q(state=State.CANCELLED) & Q(cancelled_at=None)),
                name="cancelled_event_has_an_instant",
            ),
        ]
        indexes = [
            models.Index(
                fields=["customer", "ends_at"],
                name="confirmed_events",
                condition=Q(state=State.CONFIRMED),
            ),
            models.Index(fields=["saturday"], name="events_by_weekend"),
        ]

    def __str__(self) -> str:
        return f"{self.customer}, {date_format(self.saturday, 'DATE_FORMAT')}"

    def get_absolute_url(self) -> str:
        return reverse("special_events:event", args=[self.pk])

    @property
    def window(self) -> tuple[datetime, datetime] | None:
        """[start, end) with support for every severity; None where there is or was none."""
        if self.state == State.CONFIRMED:
            return self.starts_at, self.ends_at
        if self.has_begun_by(self.cancelled_at) and self.cancelled_at:
            return self.starts_at, min(self.cancelled_at, self.ends_at)
        return None

    def is_open_at(self, at: datetime) -> bool:
        """Whether it is asked for or confirmed, and not over at `at`."""
        return self.state in (State.ASKED, State.CONFIRMED) and self.ends_at > at

    def is_spoken_for(self) -> bool:
        """Whether its contact can speak with us: she is the customer's still, and speaks English as her company
        says now (R23.6)."""
        members = Membership.objects.active().filter(customer=self.customer_id, user=self.english_contact_id)
        return members.filter(speaks_english=True).exists()

    def has_begun_by(self, at: datetime | None) -> bool:
        """Whether it was confirmed and its weekend had begun at `at`."""
        return self.use_id is not None and at is not None and self.starts_at < at

    @property
    def english_handling(self) -> bool:
        """Whether what was written is in another language: it is taken, and handled in English (R23.6)."""
        return not self.language.startswith("en")


class EventProduct(models.Model):
    """A product that the event covers; no longer from `lost_at` on, where its line lost the service (R23.15). `use`
    is that of the support period of its line, from the confirmation on: two products may be of two (R23.1)."""

    event = models.ForeignKey(
        SpecialEvent, models.CASCADE, related_name="products", verbose_name=_("special event")
    )
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+", verbose_name=_("product"))
    lost_at = models.DateTimeField(_("lost"), null=True, blank=True)
    use = models.ForeignKey(
        AllowanceUse,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="event_products",
        verbose_name=_("use"),
    )

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("product of a special event")
        verbose_name_plural = _("products of special events")
        ordering = ["product__name"]
        constraints = [
            models.UniqueConstraint(fields=["event", "product"], name="each_product_of_an_event_once")
        ]

    def __str__(self) -> str:
        return str(self.product)


class NamedContact(models.Model):
    """Another English-speaking contact, or another phone of hers, that the customer named for an event (R23.6):
    who it was until then, who it is from `at` on, and who said so."""

    event = models.ForeignKey(
        SpecialEvent, models.CASCADE, related_name="named_contacts", verbose_name=_("special event")
    )
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    before = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("until then")
    )
    after = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("from then on")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("named by")
    )
    at = models.DateTimeField(_("at"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("English-speaking contact named since")
        verbose_name_plural = _("English-speaking contacts named since")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.event_id} {self.after}"


class EventStep(models.Model):
    """Something that happens by itself once in the life of an event: that it did, and when (watching.py)."""

    class Kind(models.TextChoices):
        TWO_WEEKS = "two_weeks", _("14 days before")
        ONE_WEEK = "one_week", _("the week before")
        THREE_DAYS = "three_days", _("3 days before")
        BEGUN = "begun", _("begun")
        OVER = "over", _("over")

    event = models.ForeignKey(
        SpecialEvent, models.CASCADE, related_name="steps", verbose_name=_("special event")
    )
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    kind = models.CharField(_("step"), max_length=12, choices=Kind.choices)
    at = models.DateTimeField(_("at"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a special event")
        verbose_name_plural = _("steps of special events")
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["event", "kind"], name="each_step_of_an_event_once")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.kind}"
