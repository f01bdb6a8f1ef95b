"""A mail that came in: its original, who wrote it, and what became of it."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from subscriptions.tenancy import TenantQuerySet


def storage_name(mail: "IncomingMail", name: str) -> str:
    """Where the original lies: under a name that nobody chose."""
    return f"mails/{uuid4().hex}"


class MailQuerySet(TenantQuerySet):
    def held(self) -> "MailQuerySet":
        """Those that a person is to decide."""
        return self.filter(state=IncomingMail.State.HELD)


class IncomingMail(models.Model):
    """One mail, once: `key` is its Message-ID, or the digest of its octets where it has none."""

    class State(models.TextChoices):
        RECEIVED = "received", _("received")  # kept, and nothing done yet
        TAKEN = "taken", _("taken")
        HELD = "held", _("held")
        IGNORED = "ignored", _("ignored")
        REFUSED = "refused", _("refused")

    class Why(models.TextChoices):
        UNKNOWN = "unknown", _("nobody is known by this address")
        SEVERAL = "several", _("the sender belongs to several customers")
        FORGED = "forged", _("the sender's own domain says that it is forged")
        ANOTHER = "another", _("it answers a mail that was written to somebody else")
        ELSEWHERE = "elsewhere", _("the incident is not of the sender's company")
        STAFF = "staff", _("one of the vendor's people, without an answer to a mail of hers")
        SCOPE = "scope", _("the incident is outside what the sender sees")
        FLOOD = "flood", _("too many mails of one sender within an hour")
        SLIPPED = "slipped", _("what it asks for was refused")
        AUTOMATIC = "automatic", _("nobody wrote it: an automatic mail")
        WORDED = "worded", _("its subject is an automatic answer's, and a person may have written it")
        REPORT = "report", _("a report about a mail of ours")
        INVITATION = "invitation", _("an answer to an invitation")
        LOOP = "loop", _("a mail of our own")
        EMPTY = "empty", _("it says nothing")
        TOO_LARGE = "too_large", _("it is too large")
        UNREADABLE = "unreadable", _("it cannot be read")
        FAILED = "failed", _("a fault of ours; it is to be looked at")
        DISCARDED = "discarded", _("discarded by a person")

    key = models.CharField(max_length=300, unique=True, editable=False)
    message_id = models.CharField("Message-ID", max_length=300, blank=True)
    sender = models.CharField(_("from"), max_length=254, blank=True)
    sender_name = models.CharField(_("name"), max_length=200, blank=True)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    received_at = models.DateTimeField(_("received"))
    original = models.FileField(_("original"), upload_to=storage_name)
    size = models.PositiveBigIntegerField(_("size"), help_text=_("In bytes."))
    sha256 = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RECEIVED)
    why = models.CharField(_("why"), max_length=12, choices=Why.choices, blank=True)
    detail = models.TextField(_("detail"), blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("sender")
    )
    customer = models.ForeignKey(
        "subscriptions.Customer", models.PROTECT, null=True, related_name="+", verbose_name=_("customer")
    )
    incident = models.ForeignKey(
        "tickets.Incident", models.PROTECT, null=True, related_name="mails", verbose_name=_("incident")
    )
    entry = models.ForeignKey(
        "tickets.TimelineEntry", models.PROTECT, null=True, related_name="+", verbose_name=_("message")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "-id"], name="mails_by_state"),
            models.Index(fields=["sender", "received_at"], name="mails_of_sender"),
        ]

    def __str__(self) -> str:
        return f"{self.sender}: {self.subject}"


class SenderAnswer(models.Model):
    """That an unknown sender is told, once a day, that nobody is known by her address."""

    address = models.CharField(max_length=254)
    on = models.DateField()
    message_id = models.CharField("Message-ID", max_length=300, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["address", "on"], name="one_answer_a_day")]

    def __str__(self) -> str:
        return f"{self.address} {self.on}"
