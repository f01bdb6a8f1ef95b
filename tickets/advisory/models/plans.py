"""Action plans: what named people on both sides do by when, until an issue is solved (R17.2)."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subscriptions.models.people import User
from subscriptions.tenancy import TenantQuerySet
from tickets.advisory.models.resources import IdentifiedResource
from tickets.advisory.models.rights import READ_BY_CONTACTS
from tickets.models import Incident


class PlanQuerySet(TenantQuerySet):
    def open(self) -> PlanQuerySet:
        return self.filter(state=ActionPlan.State.OPEN)

    def of_incident(self, incident: Incident | int) -> PlanQuerySet:
        """Those that cover it, the newest first."""
        return self.filter(incidents__incident=incident).order_by("-pk")

    def of_escalation(self, incident: Incident, since: datetime, until: datetime | None) -> PlanQuerySet:
        """Those that are the result of an escalation of the incident which lasted from `since` to `until`."""
        found = self.of_incident(incident).filter(answers_escalation=True, opened_at__gte=since)
        return found.filter(opened_at__lte=until) if until else found

    def whole(self) -> PlanQuerySet:
        """With its customer, its tasks and their owners, and its incidents."""
        tasks = Task.objects.select_related("owner__person", "done_by")
        incidents = PlanIncident.objects.select_related("incident")
        return self.select_related("customer", "opened_by").prefetch_related(
            models.Prefetch("tasks", tasks), models.Prefetch("incidents", incidents)
        )


class ActionPlan(models.Model):
    """A plan of one customer; its key is its number. It ends when it is done, or when it cannot be fulfilled, with
    a reason. One may be the result of an escalation of an incident that it covers (LIFECYCLE.md, 4)."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        UNFULFILLED = "unfulfilled", _("cannot be fulfilled")

    id = models.BigAutoField(_("number"), primary_key=True)
    customer = models.ForeignKey(
        "subscriptions.Customer", models.PROTECT, related_name="action_plans", verbose_name=_("customer")
    )
    subject = models.CharField(_("subject"), max_length=160)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.OPEN)
    answers_escalation = models.BooleanField(_("result of an escalation"), default=False, db_default=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    opened_at = models.DateTimeField(_("opened"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    end_reason = models.TextField(_("reason"), blank=True)

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = READ_BY_CONTACTS
    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None) | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="ended_plan_has_an_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state="unfulfilled") | ~Q(end_reason=""), name="unfulfilled_plan_has_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["customer", "state"], name="plans_of_customer")]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        """Its page in the portal."""
        return f"/action-plans/{self.pk}/"

    @property
    def desk_url(self) -> str:
        return f"/desk/action-plans/{self.pk}/"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class PlanIncident(models.Model):
    """That a plan covers an incident."""

    plan = models.ForeignKey(
        ActionPlan, models.CASCADE, related_name="incidents", verbose_name=_("action plan")
    )
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    incident = models.ForeignKey(
        "tickets.Incident", models.PROTECT, related_name="+", verbose_name=_("incident")
    )

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = READ_BY_CONTACTS
    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident of an action plan")
        verbose_name_plural = _("incidents of action plans")
        ordering = ["incident"]
        constraints = [models.UniqueConstraint(fields=["plan", "incident"], name="incident_once_a_plan")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.incident_id}"


class TaskQuerySet(TenantQuerySet):
    def open(self) -> TaskQuerySet:
        """Not done, of plans that have not ended."""
        return self.filter(done_at=None, plan__state=ActionPlan.State.OPEN)

    def owned_by(self, person: User) -> TaskQuerySet:
        return self.filter(owner__person=person)

    def due_by(self, day: date) -> TaskQuerySet:
        """Open and due on that day or before, the most urgent first."""
        return self.open().filter(due_on__lte=day).order_by("due_on", "pk")


class Task(models.Model):
    """What one identified person does by a day, in the customer's zone."""

    plan = models.ForeignKey(ActionPlan, models.CASCADE, related_name="tasks", verbose_name=_("action plan"))
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    text = models.CharField(_("task"), max_length=300)
    owner = models.ForeignKey(
        IdentifiedResource, models.PROTECT, related_name="tasks", verbose_name=_("owner")
    )
    due_on = models.DateField(_("due"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ticked by"),
    )

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = READ_BY_CONTACTS
    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["due_on"], name="tasks_due", condition=Q(done_at=None)),
            models.Index(fields=["customer", "due_on"], name="tasks_of_customer", condition=Q(done_at=None)),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_done(self) -> bool:
        return self.done_at is not None


class TaskReminder(models.Model):
    """That the owner of a task was told that it is due soon, or late: once for each day it was due on."""

    class Kind(models.TextChoices):
        SOON = "soon", _("due soon")
        LATE = "late", _("late")

    task = models.ForeignKey(Task, models.CASCADE, related_name="reminders", verbose_name=_("task"))
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices)
    due_on = models.DateField(_("due"))
    at = models.DateTimeField(_("at"))

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = READ_BY_CONTACTS
    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder of a task")
        verbose_name_plural = _("reminders of tasks")
        constraints = [
            models.UniqueConstraint(fields=["task", "kind", "due_on"], name="each_task_reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.kind}"
