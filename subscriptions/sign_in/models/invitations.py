"""An invitation: somebody may join a company, or the vendor's staff, until a day."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from subscriptions.models import Customer, Membership, StaffMember
from subscriptions.tenancy import TenantQuerySet

OPEN = Q(accepted_at=None, withdrawn_at=None)


class InvitationQuerySet(TenantQuerySet):
    def open(self) -> Self:
        """Neither accepted nor withdrawn; they may have expired."""
        return self.filter(OPEN)


class Invitation(models.Model):
    """Without a customer it is to the vendor's staff. Its link holds a number of which only the digest is kept;
    sending it again makes another."""

    class Template(models.TextChoices):
        """What a contact may do, as managers speak of it."""

        CONTACT = "contact", _("contact: logs incidents and follows those of the company")
        APPROVER = "approver", _("contact who also approves remote access")
        MANAGER = "manager", _("manager: also administers contacts, registrations and webhooks")

    customer = models.ForeignKey(
        Customer,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("customer"),
        help_text=_("Empty: to the vendor's staff."),
    )
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=120)
    template = models.CharField(
        _("role"), max_length=10, choices=Template.choices, default=Template.CONTACT, blank=True
    )
    roles = ArrayField(
        models.CharField(max_length=20, choices=StaffMember.Role.choices),
        default=list,
        blank=True,
        verbose_name=_("roles"),
    )
    region = models.ForeignKey(
        "subscriptions.SupportRegion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("support region"),
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("invited by")
    )
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    sent_at = models.DateTimeField(_("mail sent"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("accepted by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "email"],
                name="one_open_invitation_a_person",
                condition=OPEN,
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="accepted_or_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None

    def has_expired(self, at: datetime) -> bool:
        return at >= self.expires_at

    def membership(self) -> dict[str, Any]:
        """The fields of a membership by the role it invites to."""
        manager = self.template == self.Template.MANAGER
        return {
            "role": Membership.Role.MANAGER if manager else Membership.Role.CONTACT,
            "approves_remote_access": self.template == self.Template.APPROVER,
        }
