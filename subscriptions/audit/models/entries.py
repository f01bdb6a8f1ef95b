"""One fact of the audit trail."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Func
from django.utils.translation import gettext_lazy as _

from subscriptions.audit import kinds
from subscriptions.tenancy import TenantQuerySet


class ClockTimestamp(Func):
    """The database's clock, also later in one transaction."""

    function = "clock_timestamp"
    template = "%(function)s()"
    output_field = models.DateTimeField()


class EntryQuerySet(TenantQuerySet):
    def shown(self) -> "EntryQuerySet":
        """What a customer's managers read of their own company."""
        return self.filter(shown=True)


class Entry(models.Model):
    """Who, when, from where, what, on what. Written once: neither role of the database may change or delete it.

    Its foreign keys have no constraint: what happened outlives what it happened to, and nobody waits for a row of a
    person to write one.
    """

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = {
        "staff": ("select", "insert"),
        "contact": ("select",),
    }

    at = models.DateTimeField(_("when"), db_default=ClockTimestamp())
    kind = models.CharField(_("what"), max_length=40)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_("person"),
    )
    acting_as = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_("acting as"),
    )
    address = models.GenericIPAddressField(_("network address"), null=True)
    session = models.CharField(_("session"), max_length=16, blank=True, db_default="")
    object_type = models.CharField(max_length=80, blank=True, db_default="")
    object_id = models.BigIntegerField(null=True)
    object_name = models.CharField(_("on what"), max_length=200, blank=True, db_default="")
    customer = models.ForeignKey(
        "subscriptions.Customer",
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_("customer"),
    )
    shown = models.BooleanField(_("shown to the customer"), db_default=False)
    details = models.JSONField(_("details"), default=dict, db_default={})

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of the audit trail")
        verbose_name_plural = _("audit trail")
        indexes = [
            models.Index(fields=["at"], name="audit_by_instant"),
            models.Index(fields=["kind", "-id"], name="audit_by_kind"),
            models.Index(fields=["person", "-id"], name="audit_by_person"),
            models.Index(fields=["customer", "-id"], name="audit_by_customer"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.kind}"

    @property
    def kind_name(self) -> str:
        return kinds.name_of(self.kind)
