"""Who takes part in what is not for everybody yet (R2.3, R19): kept by the room of programmes and asked by that of
releases, which do not know each other."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from subscriptions.models import Customer
from subscriptions.tenancy import TenantQuerySet


class ParticipantQuerySet(TenantQuerySet):
    def of(self, build: Any) -> ParticipantQuerySet:
        """Those of a build, by its code or the column that holds it."""
        return self.filter(build=build)


class Participant(models.Model):
    """A customer who takes part in a programme, once for each of its builds. The release with the code of a build
    exists for her as for a customer who is named for it (R2.3); the row goes when she takes part no more.

    `programme` is the number of the programme: a build may be given in two, and leaving one of them ends the
    other's for nobody.
    """

    programme = models.PositiveBigIntegerField(_("programme"))
    build = models.CharField(_("build"), max_length=40)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", verbose_name=_("customer"))

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = {
        "staff": ("select", "insert", "update", "delete"),
        "contact": ("select",),
    }
    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant of a programme")
        verbose_name_plural = _("participants of programmes")
        ordering = ["customer__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["build", "customer", "programme"], name="each_participant_once_a_build"
            )
        ]

    def __str__(self) -> str:
        return f"{self.build}: {self.customer}"
