"""Recorded briefings: what is watched, its chapters and captions (R13.1)."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entitlements.briefings import timecodes
from subscriptions.models import Product

TEXT = 10_000  # characters of what stands beside a recording
TRANSCRIPT = 500_000  # characters of what is said in it, some hours of talk
LANGUAGES = settings.LANGUAGES


class RecordingQuerySet(models.QuerySet["Recording"]):
    def published(self) -> RecordingQuerySet:
        """Those that customers may watch."""
        return self.filter(state=Recording.State.PUBLISHED)

    def about(self, words: str) -> RecordingQuerySet:
        """Those that say each of the words: in the title, beside it, or in what is spoken."""
        found = self
        for word in words.split():
            said = Captions.objects.filter(spoken__icontains=word).values("recording")
            beside = Q(title__icontains=word) | Q(about__icontains=word) | Q(speakers__icontains=word)
            found = found.filter(beside | Q(transcript__icontains=word) | Q(pk__in=said))
        return found


def place(recording: Recording, name: str) -> str:
    """Below a name that nobody guesses; what it is called is kept beside it."""
    return f"briefings/{uuid.uuid4().hex}"


class Recording(models.Model):
    """A briefing to watch in the portal: a video of our own storage or at an https address, with what is said
    in it.

    Drafts are the vendor's. Nothing of it is a customer's: who watched how far is WatchPosition.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    title = models.CharField(_("title"), max_length=160)
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGES, default="en")
    about = models.TextField(_("what it is about"), blank=True)
    products = models.ManyToManyField(Product, related_name="+", verbose_name=_("products"), blank=True)
    speakers = models.CharField(_("speakers"), max_length=200, help_text=_("Their names."))
    recorded_on = models.DateField(_("recorded on"))
    seconds = models.PositiveIntegerField(_("length in seconds"))
    video = models.FileField(_("video"), upload_to=place, blank=True, max_length=200)
    video_type = models.CharField(_("type of the video"), max_length=40, blank=True)
    video_size = models.BigIntegerField(_("bytes of the video"), null=True, blank=True)
    video_digest = models.CharField(_("SHA-256 of the video"), max_length=64, blank=True)
    link = models.URLField(_("address of the video"), max_length=500, blank=True)
    slides = models.FileField(_("slides"), upload_to=place, blank=True, max_length=200)
    slides_size = models.BigIntegerField(_("bytes of the slides"), null=True, blank=True)
    slides_digest = models.CharField(_("SHA-256 of the slides"), max_length=64, blank=True)
    transcript = models.TextField(
        _("transcript"), blank=True, help_text=_("Typed, where there are no captions.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    objects = RecordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("recorded briefing")
        verbose_name_plural = _("recorded briefings")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | (Q(published_at__isnull=False) & ~Q(video="", link="")),
                name="published_recording_can_be_watched",
            ),
            models.CheckConstraint(condition=Q(seconds__gt=0), name="recording_has_a_length"),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="https://"), name="recording_link_is_https"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("briefings:recording", args=[self.pk])

    @property
    def length(self) -> str:
        return timecodes.written(self.seconds)

    @property
    def minutes(self) -> int:
        """Rounded up."""
        return -(-self.seconds // 60)


class Chapter(models.Model):
    """What begins at a second of a recording."""

    recording = models.ForeignKey(
        Recording, models.CASCADE, related_name="chapters", verbose_name=_("recorded briefing")
    )
    second = models.PositiveIntegerField(_("second"))
    title = models.CharField(_("title"), max_length=160)

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        ordering = ["second"]
        constraints = [models.UniqueConstraint(fields=["recording", "second"], name="one_chapter_a_second")]

    def __str__(self) -> str:
        return f"{timecodes.written(self.second)} {self.title}"


class Captions(models.Model):
    """What is said, in WebVTT, in one language; `spoken` are its words alone."""

    recording = models.ForeignKey(
        Recording, models.CASCADE, related_name="captions", verbose_name=_("recorded briefing")
    )
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGES)
    text = models.TextField(_("WebVTT"))
    spoken = models.TextField(_("what is said"), editable=False)

    class Meta:
        verbose_name = _("captions")
        verbose_name_plural = _("captions")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["recording", "language"], name="captions_once_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.recording_id} {self.language}"


class WatchPosition(models.Model):
    """Where a person stopped watching: her own, of no company."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    recording = models.ForeignKey(
        Recording, models.CASCADE, related_name="positions", verbose_name=_("recorded briefing")
    )
    second = models.PositiveIntegerField(_("second"))
    at = models.DateTimeField(_("at"))

    objects: models.Manager[Any] = models.Manager()

    class Meta:
        verbose_name = _("place where somebody stopped watching")
        verbose_name_plural = _("places where people stopped watching")
        constraints = [models.UniqueConstraint(fields=["user", "recording"], name="one_position_a_person")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.recording_id}: {timecodes.written(self.second)}"
