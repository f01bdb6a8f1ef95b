"""The numbers by which support is phoned: one or several a support region."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entitlements.refusals import listed
from subscriptions.kept import Kept
from subscriptions.models import SupportRegion
from subscriptions.models.history import keep_history


class Language(models.TextChoices):
    """In which a line may be answered."""

    DANISH = "da", _("Danish")
    ENGLISH = "en", _("English")
    GERMAN = "de", _("German")
    FRENCH = "fr", _("French")
    SPANISH = "es", _("Spanish")
    PORTUGUESE = "pt", _("Portuguese")
    JAPANESE = "ja", _("Japanese")


SPOKEN = {  # in a sentence, where Danish writes them small
    Language.DANISH: pgettext_lazy("in a sentence", "Danish"),
    Language.ENGLISH: pgettext_lazy("in a sentence", "English"),
    Language.GERMAN: pgettext_lazy("in a sentence", "German"),
    Language.FRENCH: pgettext_lazy("in a sentence", "French"),
    Language.SPANISH: pgettext_lazy("in a sentence", "Spanish"),
    Language.PORTUGUESE: pgettext_lazy("in a sentence", "Portuguese"),
    Language.JAPANESE: pgettext_lazy("in a sentence", "Japanese"),
}


def english() -> list[str]:
    return [Language.ENGLISH]


class PhoneLine(models.Model):
    """A number and in which languages it is answered. Its hours are those of the region's calendar (hours.py). The
    first of a region is also kept as the region's own number, which receipts and mails name."""

    region = models.ForeignKey(
        SupportRegion, models.PROTECT, related_name="phone_lines", verbose_name=_("support region")
    )
    number = models.CharField(
        _("phone number"), max_length=40, help_text=_("With country code: +45 12 34 56 78.")
    )
    languages = ArrayField(
        models.CharField(max_length=2, choices=Language.choices),
        verbose_name=_("languages"),
        default=english,
        help_text=_("In office hours; outside of them support is in English."),
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=1, help_text=_("The lowest is the number that customers are shown first.")
    )

    class Meta:
        verbose_name = _("phone line")
        verbose_name_plural = _("phone lines")
        ordering = ["region__code", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "number"],
                name="each_phone_number_once_a_region",
                violation_error_message=_("The region has this number already."),
            ),
            models.CheckConstraint(condition=~Q(languages=[]), name="phone_line_has_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.number}"

    def save(self, *args: Any, **options: Any) -> None:
        super().save(*args, **options)
        _carry(self.region_id)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        deleted = super().delete(*args, **options)
        _carry(self.region_id)
        return deleted

    @property
    def language_words(self) -> str:
        """The languages in words: "in Danish and English"."""
        return str(_("in {languages}")).format(
            languages=listed(str(SPOKEN[Language(code)]) for code in self.languages)
        )


def lines_of(region: int) -> Sequence[PhoneLine]:
    """Those of the region with this key, the first one first."""
    return _lines.current().get(region, ())


def _carry(region: int) -> None:
    """The region is known by its first number; one without any by none."""
    first = PhoneLine.objects.filter(region=region).order_by("order", "pk").first()
    SupportRegion.objects.filter(pk=region).update(phone=first.number if first else "")


def _by_region() -> dict[int, list[PhoneLine]]:
    found: dict[int, list[PhoneLine]] = {}
    for line in PhoneLine.objects.order_by("order", "pk"):
        found.setdefault(line.region_id, []).append(line)
    return found


_lines = Kept(_by_region)

keep_history(PhoneLine)
