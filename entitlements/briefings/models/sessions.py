"""Interactive briefings: a session, who has a seat or waits for one, and what it was reminded of (R16)."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entitlements.briefings.models.recordings import LANGUAGES, Recording
from subscriptions.models import Customer, Product, User
from subscriptions.tenancy import TenantQuerySet


class SessionQuerySet(models.QuerySet["Session"]):
    def planned(self) -> SessionQuerySet:
        return self.filter(state=Session.State.PLANNED)

    def coming(self, at: datetime) -> SessionQuerySet:
        """Planned and not over at `at`, the next first."""
        return self.planned().filter(ends_at__gt=at).order_by("starts_at", "pk")

    def shown(self, person: User, at: datetime) -> SessionQuerySet:
        """Those that come, and of the cancelled ones those for which this person has signed up."""
        hers = SignUp.objects.open().filter(user=person, session=OuterRef("pk"))
        wanted = Q(state=Session.State.PLANNED) | Exists(hers)
        return self.filter(wanted, ends_at__gt=at).order_by("starts_at", "pk")

    def past(self, at: datetime) -> SessionQuerySet:
        """Those that took place, the last first."""
        return self.planned().filter(ends_at__lte=at).order_by("-starts_at", "-pk")


class Session(models.Model):
    """One date of an interactive briefing. It is no customer's: who has a seat is SignUp.

    `taken` counts seats and is changed only with the row locked; that it stays within the capacity holds in the
    database. `sequence` grows with each change that calendars must follow (RFC 5545).
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        CANCELLED = "cancelled", _("cancelled")

    title = models.CharField(_("title"), max_length=160)
    about = models.TextField(_("what it is about"), blank=True)
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGES, default="en")
    products = models.ManyToManyField(Product, related_name="+", verbose_name=_("products"), blank=True)
    needs_cover = models.BooleanField(
        _("only for customers whose subscription covers one of the products"), default=False
    )
    starts_at = models.DateTimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(
        _("length in minutes"), default=60, validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    ends_at = models.DateTimeField(_("ends"))
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("host")
    )
    capacity = models.PositiveSmallIntegerField(_("seats"), validators=[MinValueValidator(1)])
    taken = models.PositiveSmallIntegerField(_("seats taken"), default=0, db_default=0, editable=False)
    link = models.URLField(_("join link"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED)
    cancel_reason = models.TextField(_("reason for cancelling"), blank=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recording = models.ForeignKey(
        Recording,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("recording"),
    )
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("planned by")
    )
    planned_at = models.DateTimeField(_("planned"))

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("interactive briefing")
        verbose_name_plural = _("interactive briefings")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(capacity__gte=1), name="session_has_a_seat"),
            models.CheckConstraint(condition=Q(taken__lte=F("capacity")), name="no_more_taken_than_seats"),
            models.CheckConstraint(condition=Q(minutes__range=(5, 480)), name="session_lasts_minutes"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_later"),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="https://"), name="join_link_is_https"
            ),
        ]
        indexes = [models.Index(fields=["ends_at"], name="sessions_by_end")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("briefings:session", args=[self.pk])

    @property
    def free(self) -> int:
        """Seats that nobody has."""
        return self.capacity - self.taken

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED


class SignUpQuerySet(TenantQuerySet):
    def open(self) -> SignUpQuerySet:
        """Seated or waiting."""
        return self.filter(state__in=(SignUp.State.SEATED, SignUp.State.WAITING))

    def seated(self) -> SignUpQuerySet:
        return self.filter(state=SignUp.State.SEATED)

    def waiting(self) -> SignUpQuerySet:
        """In their order."""
        return self.filter(state=SignUp.State.WAITING).order_by("pk")


class SignUp(models.Model):
    """Seats of one contact for herself and colleagues, or her place on the waiting list, which goes by the key.
    Who signs up again after withdrawing has a new row, at the end."""

    class State(models.TextChoices):
        SEATED = "seated", _("has a seat")
        WAITING = "waiting", _("on the waiting list")
        WITHDRAWN = "withdrawn", _("withdrawn")
        LOST = "lost", _("the subscription no longer includes it")

    session = models.ForeignKey(
        Session, models.CASCADE, related_name="sign_ups", verbose_name=_("interactive briefing")
    )
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", verbose_name=_("customer"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("contact")
    )
    seats = models.PositiveSmallIntegerField(_("seats"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    signed_up_at = models.DateTimeField(_("signed up"))
    seated_at = models.DateTimeField(_("seated"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    attended = models.PositiveSmallIntegerField(
        _("people who came"), null=True, blank=True, help_text=_("Empty: not noted.")
    )

    objects = SignUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "user"],
                name="one_open_sign_up_a_person",
                condition=Q(state__in=("seated", "waiting")),
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="sign_up_has_a_seat"),
            models.CheckConstraint(
                condition=Q(attended=None) | Q(attended__lte=F("seats")), name="no_more_came_than_seats"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.user_id} {self.state}"

    @property
    def is_seated(self) -> bool:
        return self.state == self.State.SEATED


class SessionReminder(models.Model):
    """That those with a seat were reminded, so many minutes before this start: once, whoever runs how often."""

    session = models.ForeignKey(
        Session, models.CASCADE, related_name="reminders", verbose_name=_("interactive briefing")
    )
    starts_at = models.DateTimeField(_("begins"))
    minutes = models.PositiveIntegerField(_("minutes before"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("reminder of an interactive briefing")
        verbose_name_plural = _("reminders of interactive briefings")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "starts_at", "minutes"], name="each_session_reminder_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.minutes}"


class CalendarFeed(models.Model):
    """The secret address by which a person's calendar reads her own sign-ups; only a digest of it is kept."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self) -> str:
        return str(self.user_id)
