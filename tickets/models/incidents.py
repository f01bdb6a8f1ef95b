"""The incident: what a customer asked, where it stands, and its place in the queue.

The columns under "place in the queue" are kept by the verbs so that the queue is one index (R9, R15).
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from entitlements.models import Severity
from entitlements.special_events import windows as special_events
from entitlements.special_events.weekends import EventWindow
from subscriptions import kept
from subscriptions.indexes import where_there_is
from subscriptions.kept import KeptForeignKey
from subscriptions.labels import Labelled
from subscriptions.models import InstalledSystem
from subscriptions.tenancy import TenantQuerySet
from tickets.models.followers import Follower
from tickets.models.rules import LifecycleRules
from tickets.models.texts import IncidentText, Words

if TYPE_CHECKING:
    from tickets.models.milestones import Milestone

# The order of work, and the same with those past their response target first (R15.3).
BY_WORK = ("severity", "tier_rank", "due_at", "pk")
BY_WORK_OVERDUE_FIRST = ("severity", "lifted", "tier_rank", "due_at", "pk")


def work_order(*, overdue_first: bool) -> tuple[str, ...]:
    """The fields that the queue is ordered by (R9.1, R9.2, R15.1): severity, tier, due, age; with `overdue_first`
    those past their response target before the rest of their severity, whatever the tier (R15.3)."""
    return BY_WORK_OVERDUE_FIRST if overdue_first else BY_WORK


# Stands for "no due time" in the order of the queue: after everything that has one.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


class Status(models.TextChoices):
    """LIFECYCLE.md, 1."""

    NEW = "new", _("new")
    IN_PROGRESS = "in_progress", _("in progress")
    WAITING_CUSTOMER = "waiting_customer", _("waiting for customer")
    WAITING_DEVELOPMENT = "waiting_development", _("waiting for development")
    SOLUTION_PROPOSED = "solution_proposed", _("solution proposed")
    CLOSED = "closed", _("closed")
    WITHDRAWN = "withdrawn", _("withdrawn")


ENDED = (Status.CLOSED, Status.WITHDRAWN)
WORK_ORDER = (Status.NEW, Status.IN_PROGRESS, Status.WAITING_DEVELOPMENT)
AWAITING_CUSTOMER = (Status.WAITING_CUSTOMER, Status.SOLUTION_PROPOSED)
GOAL_PAUSED = (*AWAITING_CUSTOMER, Status.WAITING_DEVELOPMENT)  # in which the solution goal stands still


class CloseReason(models.TextChoices):
    SOLVED = "solved", _("solved")
    NO_ANSWER = "no_answer", _("no answer")
    DUPLICATE = "duplicate", _("duplicate")
    CONSULTING = "consulting", _("handed to consulting")
    NOT_COVERED = "not_covered", _("not covered")


class SolutionKind(models.TextChoices):
    FIX = "fix", _("fix")
    WORKAROUND = "workaround", _("workaround")
    ANSWER = "answer", _("answer")
    KNOWN_ISSUE = "known_issue", _("known issue")
    BY_DESIGN = "by_design", _("by design")


class Kind(models.TextChoices):
    """R11.3."""

    FAULT = "fault", _("fault")
    HOW_TO = "how_to", _("how-to")
    INSTALLATION = "installation", _("installation/implementation")
    ENHANCEMENT = "enhancement", _("enhancement")
    EDUCATION = "education", _("education")


class Channel(models.TextChoices):
    PORTAL = "portal", _("portal")
    MAIL = "mail", _("mail")
    PHONE = "phone", _("phone")
    API = "api", _("API")


class IncidentQuerySet(TenantQuerySet):
    def open(self) -> IncidentQuerySet:
        """Neither closed nor withdrawn."""
        return self.exclude(status__in=ENDED)

    def for_work(self) -> IncidentQuerySet:
        """What agents are to work now, in any order: the vendor acts, and it is not snoozed (R9.3)."""
        return self.filter(status__in=WORK_ORDER, snoozed_until=None)

    def snoozed(self) -> IncidentQuerySet:
        """What agents have put aside until an instant."""
        return self.filter(snoozed_until__isnull=False)

    def in_work_order(self, *, overdue_first: bool = False) -> IncidentQuerySet:
        """What agents are to work now, by `work_order`."""
        return self.for_work().order_by(*work_order(overdue_first=overdue_first))

    def queue(self) -> IncidentQuerySet:
        """In work order as the rules have it now (R15.3)."""
        return self.in_work_order(overdue_first=LifecycleRules.current().overdue_first)

    def at_risk(self) -> IncidentQuerySet:
        """In the work order with three quarters of the target gone, or all of it (R8.5)."""
        return self.for_work().filter(at_risk=True)

    def missed(self, at: datetime) -> IncidentQuerySet:
        """In the work order and past due at `at`."""
        return self.at_risk().filter(due_at__lt=at)

    def for_change(self, *, skip_locked: bool = False) -> IncidentQuerySet:
        """Locked, with the stamp of the settings (subscriptions.kept) and whether anybody follows it; whatever else
        a verb needs it asks, which takes less than joining all that some verb needs."""
        following = Follower.objects.following().filter(incident=OuterRef("pk"))
        return self.annotate(stamp=kept.STAMP, is_followed=Exists(following)).select_for_update(
            no_key=True, skip_locked=skip_locked, of=("self",)
        )

    def unassigned(self) -> IncidentQuerySet:
        return self.filter(owner=None)

    def matching(self, words: Words) -> IncidentQuerySet:
        """Those with all these words in what their reader may read, or with this number."""
        if words.number is None:
            return self.filter(text__words=words.query)
        found = IncidentText.objects.filter(words=words.query)
        return self.filter(Q(pk=words.number) | Q(pk__in=found.values("pk")))


def _in_work_order(
    name: str, *narrowed: str, include: tuple[str, ...] | None = None, **only: object
) -> models.Index:
    """The index that a list in work order follows, whole or narrowed to one value of a field. One tier is found in
    each of them by its rank: PostgreSQL skips from severity to severity. What is snoozed keeps its place in it and
    is passed over: it is little, and no index is built anew under traffic."""
    fields = [*narrowed, "severity", "tier_rank", "due_at", "id"]
    return models.Index(fields=fields, name=name, include=include, condition=Q(status__in=WORK_ORDER, **only))


class Incident(Labelled):
    """A logged problem or question of a customer. Its key is its number."""

    scope_by_product = True

    id = models.BigAutoField(_("number"), primary_key=True)
    # Keys have an index where a list or a person's data needs it (Meta): each costs every change of the row.
    customer = models.ForeignKey(
        "subscriptions.Customer",
        models.PROTECT,
        related_name="incidents",
        db_index=False,
        verbose_name=_("customer"),
    )
    product = KeptForeignKey(
        "subscriptions.Product", models.PROTECT, db_index=False, verbose_name=_("product")
    )
    version = KeptForeignKey(
        "subscriptions.ProductVersion",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("version"),
    )
    region = KeptForeignKey(
        "subscriptions.SupportRegion", models.PROTECT, db_index=False, verbose_name=_("support region")
    )
    line = models.ForeignKey(
        "subscriptions.ProductLine",
        models.PROTECT,
        null=True,
        db_index=False,
        verbose_name=_("product line"),
    )

    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.FAULT)
    severity = models.PositiveSmallIntegerField(
        _("severity"), choices=Severity.choices, default=Severity.MEDIUM
    )
    requested_severity = models.PositiveSmallIntegerField(
        _("severity asked for"), choices=Severity.choices, null=True, blank=True
    )
    language = models.CharField(_("language"), max_length=5, default="en")
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices, default=Channel.PORTAL)
    environment = models.CharField(
        _("environment"),
        max_length=10,
        choices=InstalledSystem.Environment.choices,
        default=InstalledSystem.Environment.PRODUCTION,
    )
    go_live_on = models.DateField(_("go-live date"), null=True, blank=True)
    impact = models.TextField(_("business impact"), blank=True)
    users_affected = models.CharField(_("users affected"), max_length=80, blank=True)
    phone = models.CharField(_("phone reachable now"), max_length=40, blank=True)
    english_contact = models.CharField(_("English-speaking contact"), max_length=120, blank=True)
    english_handling = models.BooleanField(_("English handling"), default=False)

    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="incidents", verbose_name=_("contact")
    )
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("logged by"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_incidents",
        db_index=False,
        verbose_name=_("owner"),
    )

    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.NEW)
    status_since = models.DateTimeField(_("status since"))
    logged_at = models.DateTimeField(_("logged"))
    changed_at = models.DateTimeField(_("last change"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    close_reason = models.CharField(_("reason"), max_length=12, choices=CloseReason.choices, blank=True)
    solution_kind = models.CharField(
        _("kind of solution"), max_length=12, choices=SolutionKind.choices, blank=True
    )
    rejections = models.PositiveSmallIntegerField(_("solutions rejected"), default=0)
    held_open_until = models.DateField(_("held open until"), null=True, blank=True)
    snoozed_until = models.DateTimeField(
        _("snoozed until"),
        null=True,
        blank=True,
        help_text=_("Out of the order of work and silent until then; no due time moves."),
    )
    defect_link = models.URLField(_("defect"), blank=True)
    release_expected_on = models.DateField(_("release expected"), null=True, blank=True)
    duplicate_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="duplicates",
        db_index=False,
        verbose_name=_("duplicate of"),
    )
    follow_up_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        db_index=False,
        verbose_name=_("follow-up of"),
    )
    external_number = models.CharField(
        _("number elsewhere"), max_length=40, blank=True, help_text=_("In the system it was imported from.")
    )
    incomplete = models.BooleanField(
        _("incomplete"),
        default=False,
        db_default=False,
        help_text=_("Logged by mail: product and severity are assumed until the contact says them."),
    )
    submission = models.UUIDField(
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text="Of the form that logged it: once, whatever is pressed.",
    )

    # Place in the queue
    tier = KeptForeignKey("subscriptions.Tier", models.PROTECT, db_index=False, verbose_name=_("tier"))
    tier_rank = models.PositiveSmallIntegerField(_("rank of the tier"))
    due_at = models.DateTimeField(_("due"), default=NEVER)
    due_milestone = models.ForeignKey(
        "tickets.Milestone",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("due milestone"),
    )
    at_risk = models.BooleanField(
        _("at risk"), default=False, help_text=_("Three quarters of the target have passed, or all of it.")
    )
    # 0 past its response target, else 1: an order of work may begin with it (R15.3).
    lifted = models.PositiveSmallIntegerField(default=1)
    escalated = models.BooleanField(
        _("escalated"),
        default=False,
        db_default=False,
        help_text=_("The customer has asked for it, and it lasts."),
    )
    objects = IncidentQuerySet.as_manager()

    stamp: UUID | None
    """Of the settings, on a row that was read with `for_change`."""
    is_followed = True
    """Whether its followers are worth asking for; a row that was read with `for_change` knows."""

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        constraints = [
            models.CheckConstraint(condition=Q(severity__range=(1, 4)), name="severity_1_to_4"),
            models.CheckConstraint(
                condition=Q(status=Status.CLOSED, closed_at__isnull=False)
                | (~Q(status=Status.CLOSED) & Q(closed_at=None)),
                name="closed_has_an_instant",
            ),
            models.UniqueConstraint(
                fields=["customer", "external_number"],
                name="one_import_a_number",
                condition=~Q(external_number=""),
            ),
        ]
        indexes = [
            _in_work_order("queue"),
            _in_work_order("queue_of_product", "product"),
            # Counts what falls due (tickets.dashboards) by itself, without its incidents.
            _in_work_order("queue_of_region", "region", include=("snoozed_until",)),
            _in_work_order("queue_of_product_in_region", "product", "region"),
            _in_work_order("queue_of_status", "status"),
            _in_work_order("queue_unassigned", owner=None),
            _in_work_order("queue_at_risk", at_risk=True),
            models.Index(
                fields=["severity", "lifted", "tier_rank", "due_at", "id"],
                name="queue_overdue_first",
                condition=Q(status__in=WORK_ORDER),
            ),
            models.Index(
                fields=["owner", "severity", "tier_rank", "due_at", "id"],
                name="queue_of_owner",
                condition=~Q(status__in=ENDED),
            ),
            models.Index(F("customer"), F("id").desc(), name="incidents_of_customer"),
            models.Index(
                fields=["customer", "severity", "tier_rank", "due_at", "id"],
                name="queue_of_customer",
                condition=~Q(status__in=ENDED),
            ),
            models.Index(
                fields=["status", "status_since"],
                name="silent_incidents",
                condition=Q(status__in=AWAITING_CUSTOMER),
            ),
            models.Index(
                fields=["snoozed_until", "id"],
                name="snoozed_incidents",
                condition=Q(snoozed_until__isnull=False),
            ),
            where_there_is("duplicates_of_incident", "duplicate_of"),
            where_there_is("follow_ups_of_incident", "follow_up_of"),
            where_there_is("incident_of_due_milestone", "due_milestone"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.title}"

    def get_absolute_url(self) -> str:
        return f"/incidents/{self.pk}/"

    @property
    def number(self) -> int:
        return self.pk

    @property
    def is_open(self) -> bool:
        return self.status not in ENDED

    @property
    def is_for_work(self) -> bool:
        """Whether it stands in the order of work: see `IncidentQuerySet.for_work`."""
        return self.status in WORK_ORDER and self.snoozed_until is None

    @cached_property
    def running(self) -> list[Milestone]:
        """Its running milestones by their start, read once: ask it of an incident that a verb has locked.
        tickets.targets keeps the list in step with the rows."""
        return list(self.milestones.running())

    @cached_property
    def event_windows(self) -> list[EventWindow]:
        """The weekends of the customer's special events that cover its product, read once (R23.16)."""
        return special_events.windows(self.customer_id, self.product_id)

    @cached_property
    def hours_taken_back(self) -> list[special_events.HoursTakenBack]:
        """Hours of such weekends that counted for its product and count no more, read once (R23.16)."""
        return special_events.hours_taken_back(self.customer_id, self.product_id)

    @property
    def due(self) -> datetime | None:
        """When the next milestone is due, None where nothing is."""
        return None if self.due_at == NEVER else self.due_at

    @property
    def acts_now(self) -> str:
        """Who is to act: `us`, `you` (the customer), `build` (development), `nobody` (LIFECYCLE.md, 2)."""
        if self.status in AWAITING_CUSTOMER:
            return "you"
        if self.status == Status.WAITING_DEVELOPMENT:
            return "build"
        return "us" if self.is_open else "nobody"
