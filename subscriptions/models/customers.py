"""Customers, the people who speak for them, and the advisor who looks after them."""

import json
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Deferrable, F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from subscriptions import json_rows
from subscriptions.kept import KeptForeignKey
from subscriptions.models.people import is_time_zone
from subscriptions.prepared import columns, read
from subscriptions.tenancy import TenantQuerySet


class CustomerQuerySet(TenantQuerySet):
    tenant_field = "pk"


class Customer(models.Model):
    """A company with a subscription: the tenant."""

    number = models.CharField(_("customer number"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=120)
    city = models.CharField(_("city"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=2)
    time_zone = models.CharField(_("time zone"), max_length=40, validators=[is_time_zone])
    language = models.CharField(
        _("language"), max_length=5, default="en", choices=[("en", "English"), ("da", "Dansk")]
    )
    industry = models.CharField(_("industry"), max_length=80, blank=True)
    region = KeptForeignKey(
        "subscriptions.SupportRegion",
        models.PROTECT,
        verbose_name=_("support region"),
        help_text=_("Whose office hours and holidays count for this customer."),
    )
    account_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account owner"),
        help_text=_("Whom refusals name for renewals and upgrades."),
    )
    second_factor_by_vendor = models.BooleanField(
        _("second factor demanded"),
        default=False,
        db_default=False,
        help_text=_(
            "Its people set one up before they can do anything else. Its managers cannot switch it off."
        ),
    )
    second_factor_by_company = models.BooleanField(
        _("second factor demanded by its manager"), default=False, db_default=False
    )

    objects = CustomerQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a region where nothing could be promised."""
        region = getattr(self, "region", None)
        if region and not region.calendar_versions.filter(in_force_from__lte=timezone.now()).exists():
            words = _(
                "%(region)s has no calendar in force, so nothing could be promised there. Give it one first."
            )
            raise ValidationError({"region": ValidationError(words, params={"region": region})})

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def whom_to_ask(self) -> Any:
        """The account owner, while she may sign in; else None: nobody is sent to who has left."""
        owner = self.account_owner
        return owner if owner and owner.is_active else None

    @property
    def demands_second_factor(self) -> bool:
        return self.second_factor_by_vendor or self.second_factor_by_company


# Written out: every request of a contact asks it, and Django takes longer to compose it than PostgreSQL to answer.
OF_PERSON = """
select {membership}, to_jsonb(customer)::text as company
from subscriptions_membership membership join subscriptions_customer customer on customer.id = customer_id
where user_id = %s and ended_at is null order by membership.id
"""


class MembershipQuerySet(TenantQuerySet):
    def active(self) -> "MembershipQuerySet":
        """Memberships that have not ended, of people who may sign in."""
        return self.filter(ended_at=None, user__is_active=True)

    def of_person(self, key: int | None) -> list["Membership"]:
        """The active ones of somebody who has signed in, by her key, each with its customer."""
        statement = OF_PERSON.format(membership=columns(Membership, "membership"))
        places: list[Any] = read(Membership, statement, [key])
        for place in places:
            place.customer = json_rows.row(Customer, json.loads(place.company))
        return places

    def managing(self, customer: Customer) -> "MembershipQuerySet":
        """Those of the customer's managers."""
        return self.active().filter(customer=customer, role=Membership.Role.MANAGER)


class Membership(models.Model):
    """A person's place at a customer. Ended, never deleted: who logged an incident stays (R18.3)."""

    class Role(models.TextChoices):
        CONTACT = "contact", _("contact")
        MANAGER = "manager", _("manager")

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="memberships", verbose_name=_("customer")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.CONTACT)
    approves_remote_access = models.BooleanField(_("approves remote access"), default=False)
    speaks_english = models.BooleanField(_("speaks English"), default=True)
    started_at = models.DateTimeField(_("since"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["user__name"]
        constraints = [models.UniqueConstraint(fields=["customer", "user"], name="one_membership_a_person")]

    def __str__(self) -> str:
        return f"{self.user} ({self.customer})"

    @property
    def is_manager(self) -> bool:
        return self.role == self.Role.MANAGER


class DaysRange(Func):
    """The range of two dates, for constraints; without an end where the second is empty."""

    function = "daterange"
    output_field = models.Field()


class AdvisorAssignmentQuerySet(TenantQuerySet):
    def on(self, day: date) -> "AdvisorAssignmentQuerySet":
        """Those that hold on that day."""
        return self.between(day, day)

    def between(self, first: date, last: date) -> "AdvisorAssignmentQuerySet":
        """Those that hold on one of the days from `first` to `last`."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=first), starts_on__lte=last)

    def advised(self) -> "AdvisorAssignmentQuerySet":
        """Those whose advisor may still sign in."""
        return self.filter(advisor__is_active=True)


class AdvisorAssignment(models.Model):
    """The Dedicated Customer Advisor of a customer and her deputy, from a day on; one at a time (R17.1)."""

    customer = models.ForeignKey(
        Customer, models.CASCADE, related_name="advisor_assignments", verbose_name=_("customer")
    )
    advisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="advised", verbose_name=_("advisor")
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="advised_as_deputy",
        verbose_name=_("deputy"),
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    objects = AdvisorAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("advisor")
        verbose_name_plural = _("advisors")
        ordering = ["customer", "-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="advisor_ends_after_start",
                violation_error_message=_("The assignment ends before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(deputy=None) | ~Q(deputy=F("advisor")),
                name="deputy_is_another",
                violation_error_message=_("The deputy is somebody else than the advisor."),
            ),
            ExclusionConstraint(
                name="one_advisor_at_a_time",
                expressions=[
                    ("customer", RangeOperators.EQUAL),
                    (DaysRange("starts_on", "ends_on", Value("[]")), RangeOperators.OVERLAPS),
                ],
                deferrable=Deferrable.DEFERRED,  # one is ended and the next begun in one save
                violation_error_message=_("The customer has another advisor in that time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.advisor} – {self.customer}"

    def holds_on(self, day: date) -> bool:
        """Whether it holds on that day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
