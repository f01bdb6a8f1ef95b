"""Identified resources: the named people on both sides with whom a customer's matters are coordinated (R17.4)."""

from __future__ import annotations

from typing import ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from subscriptions.models import Membership
from subscriptions.models.people import User, is_time_zone
from subscriptions.tenancy import TenantQuerySet
from tickets.advisory.models.rights import READ_BY_CONTACTS


class Side(models.TextChoices):
    VENDOR = "vendor", _("vendor")
    CUSTOMER = "customer", _("customer")


class ResourceQuerySet(TenantQuerySet):
    def current(self) -> ResourceQuerySet:
        """Those who are identified now; of somebody with an account, while she may sign in and is the vendor's or a
        contact of the customer."""
        hers = Membership.objects.active().filter(customer=OuterRef("customer"), user=OuterRef("person"))
        there = Q(person__is_active=True) & (Q(person__is_staff=True) | Exists(hers))
        return self.filter(Q(person=None) | there, ended_at=None)

    def whole(self) -> ResourceQuerySet:
        """With her person, by side and name."""
        return self.select_related("person").order_by("-side", "name", "pk")

    def of_person(self, person: User) -> ResourceQuerySet:
        return self.filter(person=person)


class IdentifiedResource(models.Model):
    """A person of one side for one customer: a colleague of the vendor, a contact, or somebody at the customer who
    has no account and goes by her name. Ended, never deleted: what she owned and attended stays."""

    customer = models.ForeignKey(
        "subscriptions.Customer",
        models.PROTECT,
        related_name="identified_resources",
        verbose_name=_("customer"),
    )
    side = models.CharField(_("side"), max_length=8, choices=Side.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    role = models.CharField(_("role"), max_length=120)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, validators=[is_time_zone])
    identified_at = models.DateTimeField(_("identified"))
    identified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("identified by")
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = READ_BY_CONTACTS
    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("identified resource")
        verbose_name_plural = _("identified resources")
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "person"],
                name="a_person_is_identified_once",
                condition=Q(ended_at=None, person__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(side=Side.CUSTOMER) | Q(person__isnull=False),
                name="the_vendors_people_have_an_account",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_resource_has_a_name"),
        ]
        indexes = [models.Index(fields=["person"], name="resources_of_a_person")]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def is_vendors(self) -> bool:
        return self.side == Side.VENDOR

    @property
    def address(self) -> str:
        """Where a calendar entry for her goes: her account's address, else the one that was given; may be empty."""
        return self.person.email if self.person else self.email
