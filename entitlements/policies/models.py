"""The vendor's policies: pages in versions, each with a date in force (R27.2). Older ones stay readable."""

from datetime import datetime, time

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entitlements.models.texts import InBothLanguages
from subscriptions.models.history import keep_history


class Policy(models.Model):
    """One page that customers know by its name, whichever version of it is in force."""

    code = models.SlugField(
        gettext_lazy("code"), unique=True, help_text=gettext_lazy("Part of its address; does not change.")
    )
    position = models.PositiveSmallIntegerField(gettext_lazy("position"), default=0)
    name_en = models.CharField(gettext_lazy("name (English)"), max_length=120)
    name_da = models.CharField(gettext_lazy("name (Danish)"), max_length=120)

    name = InBothLanguages("name")

    class Meta:
        verbose_name = gettext_lazy("policy")
        verbose_name_plural = gettext_lazy("policies")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("policies:policy", args=[self.code])


class PolicyVersionQuerySet(models.QuerySet["PolicyVersion"]):
    def in_force(self, at: datetime) -> "PolicyVersionQuerySet":
        """Those that had come into force by `at`, the newest first: the first of a policy is the one in force."""
        return self.filter(in_force_from__lte=at).order_by("policy", "-in_force_from")


class PolicyVersion(models.Model):
    """The text of a policy from an instant on, until the next version. In force, it is replaced, never edited."""

    policy = models.ForeignKey(
        Policy, models.PROTECT, related_name="versions", verbose_name=gettext_lazy("policy")
    )
    number = models.PositiveSmallIntegerField(gettext_lazy("version"))
    in_force_from = models.DateTimeField(gettext_lazy("in force from"), default=timezone.now)
    note_en = models.CharField(gettext_lazy("what changed (English)"), max_length=200, blank=True)
    note_da = models.CharField(gettext_lazy("what changed (Danish)"), max_length=200, blank=True)
    text_en = models.TextField(
        gettext_lazy("text (English)"),
        help_text=gettext_lazy("Markdown: ## heading, - list, **bold**, [link](address)."),
    )
    text_da = models.TextField(gettext_lazy("text (Danish)"))

    note = InBothLanguages("note")
    text = InBothLanguages("text")

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("version of a policy")
        verbose_name_plural = gettext_lazy("versions of policies")
        ordering = ["policy", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="one_version_a_number"),
            models.UniqueConstraint(fields=["policy", "in_force_from"], name="one_version_an_instant"),
        ]

    def __str__(self) -> str:
        return _("%(policy)s, version %(number)s") % {"policy": self.policy, "number": self.number}

    @property
    def in_words(self) -> str:
        """As a page that rests on it says: "Support policy version 1, in force from 28 November 2026"."""
        return _("%(policy)s version %(number)s, in force from %(day)s") % {
            "policy": self.policy,
            "number": self.number,
            "day": self.begins,
        }

    @property
    def begins(self) -> str:
        """When it comes into force where the reader is: the day, and the time where that is not midnight there."""
        local = timezone.localtime(self.in_force_from)
        return date_format(local, "DATE_FORMAT" if local.time() == time() else "DATETIME_FORMAT")

    def get_absolute_url(self) -> str:
        return reverse("policies:version", args=[self.policy.code, self.number])


keep_history(Policy, PolicyVersion)
