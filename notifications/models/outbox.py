"""The outbox: a row for each message to one person by one channel, written with the change that caused it.

It is also the ledger of what was told: rows are marked, never deleted. Sending is delivery.py's.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from subscriptions.indexes import where_there_is
from subscriptions.prepared import prepared
from subscriptions.scope_policies import ME, of_customer, of_row
from subscriptions.tenancy import TenantQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from subscriptions.models import User

UNREAD_SHOWN = 99
# A mail that was not taken holds back its reader's later ones so many times, about half an hour in all.
HOLDING_ATTEMPTS = 3


# What has been tried and has not arrived. The index of it is used by who asks in just these words.
UNDELIVERED = Q(state__in=["waiting", "leased"], attempts__gt=0) | Q(state="set_aside")


class Channel(models.TextChoices):
    IN_APP = "in_app", _("in the app")
    EMAIL = "email", _("e-mail")
    PUSH = "push", _("on her devices")


# Written out: on every page, and Django takes longer to compose it than PostgreSQL to answer. It is the bell, with
# the wall of `visible_to`.
UNREAD = f"""
select link from notifications_notification
where recipient_id = %(reader)s and channel = 'in_app' and read_at is null
  and (%(staff)s or customer_id in (
    select customer_id from subscriptions_membership where user_id = %(reader)s and ended_at is null))
order by id desc limit {UNREAD_SHOWN + 1}
"""  # noqa: S608  no word of it comes from outside


class NotificationQuerySet(TenantQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """All rows for staff, who are within her scope or her own where she has one; for a contact what she herself
        was told."""
        mine = super().visible_to(user)
        if getattr(user, "scope", None):
            return mine | self.filter(recipient=user.pk)  # hers as far as the second wall shows them
        return mine if getattr(user, "is_staff", False) else mine.filter(recipient=user.pk)

    def due(self, at: datetime, channel: str = Channel.EMAIL) -> Self:
        """Messages to be sent by the channel at `at`, urgent ones first; a lease that ran out counts as waiting
        again, by the database's clock, which is one for all workers. What is to be gathered into a digest is
        none."""
        return self.filter(
            Q(state=Notification.State.WAITING) | Q(state=Notification.State.LEASED, leased_until__lt=Now()),
            channel=channel,
            state__in=UNSENT,
            next_attempt_at__lte=at,
            priority__lt=Notification.Priority.PERIODIC,
        ).order_by("priority", "next_attempt_at", "pk")

    def in_turn(self) -> Self:
        """Only those with nothing of the same reader, channel and priority before them that is being sent or still
        to be sent, so that her mail arrives in the order written, however many workers send it. The first before a
        row is looked up by itself: as NOT EXISTS PostgreSQL joins, and reads all that waits for each row it takes.
        """
        earlier = Notification.objects.filter(
            recipient=OuterRef("recipient"),
            channel=OuterRef("channel"),
            priority=OuterRef("priority"),
            pk__lt=OuterRef("pk"),
            state__in=UNSENT,
            attempts__lte=HOLDING_ATTEMPTS,
        )
        first = earlier.order_by("pk").values("pk")[:1]
        return self.alias(before=Subquery(first)).filter(before=None)

    def undelivered(self) -> Self:
        """What has been tried and has not arrived, newest first (R1.4)."""
        return self.filter(UNDELIVERED).order_by("-pk")

    def about_incident(self, number: int) -> Self:
        """What anybody was told of the incident, by any channel."""
        return self.filter(context__has_key="number", context__number=number)

    def bell(self, user: User) -> Self:
        """What the person sees in the app, newest first."""
        return self.filter(recipient=user, channel=Channel.IN_APP).order_by("-pk")

    def thread(self, row: Notification) -> Self:
        """Those of its reader that lead to the same place, it among them; one that leads nowhere is alone."""
        same = self.filter(recipient=row.recipient_id, channel=row.channel)
        return same.filter(link=row.link) if row.link else same.filter(pk=row.pk)

    def latest_of_threads(self) -> Self:
        """Of what the person sees in the app (`bell`, perhaps narrowed) the newest row of each thread. A page of
        them reads no more rows than its threads have."""
        later = self.order_by().filter(
            recipient=OuterRef("recipient"), link=OuterRef("link"), pk__gt=OuterRef("pk")
        )
        return self.filter(Q(link="") | ~Exists(later))

    def unread(self, user: User) -> int:
        """How many of them she has not read: at most UNREAD_SHOWN + 1, so that counting stays cheap."""
        return len(self.unread_links(user))

    def unread_links(self, user: User) -> list[str]:
        """Where what she has not read of what she may see leads, newest first, at most UNREAD_SHOWN + 1."""
        with prepared(), connection.cursor() as cursor:
            cursor.execute(UNREAD, {"reader": user.pk, "staff": user.is_staff})
            return [link for (link,) in cursor.fetchall()]


SEES_INCIDENT = of_row("tickets_incident", "%(incident)s")
# What was told of an incident is seen with it, by whoever is limited; of no customer, what she herself was told.
OF_AN_INCIDENT = of_row("tickets_incident", "(notifications_notification.context->'number')::bigint")
OF_HER_SCOPE = f"""
case when jsonb_typeof(context->'number') = 'number' then {OF_AN_INCIDENT}
  when customer_id is null then recipient_id = {ME}
  else {of_customer("customer_id")} end
"""


class Notification(models.Model):
    """One message to one person by one channel. Its `event` names what happened; a second row for the same
    event, person and channel cannot be written."""

    scope_condition = OF_HER_SCOPE
    scope_writes_all = True  # who else is told of what she does

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        LEASED = "leased", _("being sent")
        SENT = "sent", _("sent")
        SET_ASIDE = "set_aside", _("failed")
        GATHERED = "gathered", _("told in a digest")

    class Priority(models.IntegerChoices):
        """The smaller goes first. An alert, which may have 100,000 readers, lets a page of a severity 1 pass."""

        URGENT = 1, _("urgent")
        ALERT = 3, _("alert")
        NORMAL = 5, _("normal")
        PERIODIC = 8, _("daily or weekly digest")
        DIGEST = 9, _("digest")

    customer = models.ForeignKey(
        "subscriptions.Customer",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("customer"),
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notifications", verbose_name=_("recipient")
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    kind = models.CharField(_("kind"), max_length=40)
    event = models.CharField(_("event"), max_length=120)
    context = models.JSONField(_("words"), default=dict)
    link = models.CharField(_("link"), max_length=200, blank=True)
    alert = models.ForeignKey(
        "notifications.Alert",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ledger",
        db_index=False,
        verbose_name=_("alert"),
    )
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority.choices, default=Priority.NORMAL
    )
    created_at = models.DateTimeField(_("written"), default=timezone.now)

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    address = models.CharField(_("address"), max_length=254, blank=True)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    text = models.TextField(_("text as sent"), blank=True)
    # Of a message for her devices: the keys of those that have taken it, which are not given it again.
    taken_by = ArrayField(models.BigIntegerField(), null=True, editable=False)
    # Of each attempt the instant, `at` (ISO), and what came of it, `said`: the server's answer, or a sentence.
    tries = models.JSONField(_("each attempt"), default=list, db_default=Value([], models.JSONField()))

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [
            models.UniqueConstraint(fields=["event", "recipient", "channel"], name="each_event_once"),
        ]
        indexes = [
            models.Index(
                fields=["priority", "next_attempt_at", "id"],
                name="outbox_due",
                condition=Q(state__in=["waiting", "leased"]),
            ),
            models.Index(
                fields=["recipient", "priority", "id"],
                name="outbox_turn",
                condition=Q(state__in=["waiting", "leased"]),
            ),
            models.Index(
                fields=["priority", "next_attempt_at", "id"],
                name="push_due",
                condition=Q(channel="push", state__in=["waiting", "leased"]),
            ),
            models.Index(F("id").desc(), name="outbox_undelivered", condition=UNDELIVERED),
            models.Index(F("recipient"), F("id").desc(), name="bell", condition=Q(channel="in_app")),
            models.Index(
                F("recipient"),
                F("id").desc(),
                name="unread",
                condition=Q(channel="in_app", read_at=None),
            ),
            models.Index(
                F("context__number"),
                F("id").desc(),
                name="told_of_an_incident",
                condition=Q(context__has_key="number"),
            ),
            models.Index(
                fields=["recipient", "link", "id"], name="bell_threads", condition=Q(channel="in_app")
            ),
            where_there_is("ledger_of_alert", "alert"),
            models.Index(fields=["customer"], name="alerts_of_customer", condition=Q(alert__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.recipient_id} ({self.channel})"

    @property
    def keeps_hours(self) -> bool:
        """Whether it keeps to its reader's quiet hours, at every attempt."""
        return self.priority == self.Priority.NORMAL


UNSENT = (Notification.State.WAITING, Notification.State.LEASED)


def tried(at: datetime, said: str) -> Func:
    """What `tries` becomes with one more attempt, in an update."""
    attempt = Value([{"at": at.isoformat(), "said": said}], models.JSONField())
    return Func(F("tries"), attempt, template="%(expressions)s", arg_joiner=" || ")


class Pace(models.TextChoices):
    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("in a daily digest")
    WEEKLY = "weekly", _("in a weekly digest")


class Preference(models.Model):
    """Whether a person wants a kind of message by a channel, and how soon. No row: she wants it, at the kind's own
    pace."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preferences")
    kind = models.CharField(_("kind"), max_length=40)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    wanted = models.BooleanField(_("wanted"), default=True)
    pace = models.CharField(
        _("pace"), max_length=10, choices=Pace.choices, default=Pace.AT_ONCE, db_default=Pace.AT_ONCE
    )

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "channel"], name="one_preference_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.channel}: {self.wanted}"
