"""What an agent writes again and again, kept to be put into a reply or a note.

A text of the vendor's: a contact reads what was sent of it, and nothing of this table.
"""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from subscriptions.kept import KeptForeignKey
from subscriptions.models import Product, User

LANGUAGES = ("en", "da")
SEARCHED = ("title", *(f"text_{language}" for language in LANGUAGES))
MOST_WORDS = 8  # of a search that are looked at


class After(models.TextChoices):
    """What the incident does after the reply: the composer's own choices (tickets.desk.forms)."""

    ASK = "ask", _("it waits for the customer's answer")
    SOLUTION = "solution", _("this is the solution")


class SavedReplyQuerySet(models.QuerySet["SavedReply"]):
    def visible_to(self, person: User) -> Self:
        """Those that everybody at the desk shares, and her own; nobody else's."""
        return self.filter(Q(owner=None) | Q(owner=person))

    def about(self, product: Product) -> Self:
        """Those of the product, and those of every one."""
        return self.filter(Q(product=None) | Q(product=product))

    def saying(self, words: str) -> Self:
        """Those with each of the words, or its beginning or middle, in the title or in a text."""
        found = self
        for word in words.split()[:MOST_WORDS]:
            said = Q()
            for name in SEARCHED:
                said |= Q(**{f"{name}__icontains": word})
            found = found.filter(said)
        return found


class SavedReply(models.Model):
    """A text in English, Danish or both, with words in braces that are filled in as it is inserted (filling.py).

    `owner`: whose alone it is, None for everybody at the desk. `product`: None for every one. `after`: what the
    reply chooses beside its text, empty where it chooses nothing. `edition` counts its changes; of what is shared
    each is kept (SharedEdition).
    """

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = {
        "staff": ("select", "insert", "update", "delete"),
        "contact": (),
    }

    title = models.CharField(_("title"), max_length=80)
    text_en = models.TextField(_("text (English)"), blank=True)
    text_da = models.TextField(_("text (Danish)"), blank=True)
    product = KeptForeignKey(
        "subscriptions.Product", models.PROTECT, null=True, related_name="+", verbose_name=_("product")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", verbose_name=_("owner")
    )
    after = models.CharField(_("after the reply"), max_length=8, choices=After.choices, blank=True)
    edition = models.PositiveIntegerField(_("edition"), default=1)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("changed by")
    )
    changed_at = models.DateTimeField(_("changed at"))

    objects = SavedReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved reply")
        verbose_name_plural = _("saved replies")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text_en="", text_da=""), name="saved_reply_says_something")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("saved_replies:reply", args=[self.pk])

    @property
    def is_shared(self) -> bool:
        return self.owner_id is None

    @property
    def texts(self) -> dict[str, str]:
        """What it says, by language; languages in which it says nothing are left out."""
        said = {language: str(getattr(self, f"text_{language}")) for language in LANGUAGES}
        return {language: text for language, text in said.items() if text}


class SharedEdition(models.Model):
    """What a saved reply said, from `at` until its next edition, while everybody at the desk shared it. Rows are
    only added, and go with their reply."""

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = {
        "staff": ("select", "insert", "delete"),
        "contact": (),
    }

    reply = models.ForeignKey(
        SavedReply, models.CASCADE, related_name="editions", verbose_name=_("saved reply")
    )
    number = models.PositiveIntegerField(_("edition"))
    title = models.CharField(_("title"), max_length=80)
    text_en = models.TextField(_("text (English)"), blank=True)
    text_da = models.TextField(_("text (Danish)"), blank=True)
    product = KeptForeignKey(
        "subscriptions.Product", models.PROTECT, null=True, related_name="+", verbose_name=_("product")
    )
    after = models.CharField(_("after the reply"), max_length=8, choices=After.choices, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("changed by")
    )
    at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("edition of a shared saved reply")
        verbose_name_plural = _("editions of shared saved replies")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["reply", "number"], name="each_edition_of_a_reply_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"
