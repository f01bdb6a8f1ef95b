"""The chain of hashes over the entries. Written by the tables' owner alone (sealing.py, sweeping.py): neither role
of the application may add a seal.

A seal names its entry by number, without a foreign key: that an entry is missing is what verification finds.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

HASH = 64  # characters of SHA-256 in hexadecimal
GENESIS = "0" * HASH  # what the first seal has as its predecessor's


class Seal(models.Model):
    """One link: positions count from 1 without a gap. `content` is the hash of the entry's canonical form, `hash`
    that of position, `previous` and `content`."""

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = {"staff": ("select",), "contact": ()}

    position = models.BigIntegerField(primary_key=True)
    entry = models.BigIntegerField(unique=True)
    content = models.CharField(max_length=HASH)
    previous = models.CharField(max_length=HASH)
    hash = models.CharField(max_length=HASH)

    class Meta:
        verbose_name = "seal of the audit trail"
        verbose_name_plural = "seals of the audit trail"

    def __str__(self) -> str:
        return f"{self.position}:{self.hash}"


class Unsealed(models.Model):
    """An entry that waits for its seal: a trigger writes it with the entry, sealing removes it."""

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = {"staff": ("select",), "contact": ()}

    entry = models.BigIntegerField(primary_key=True)

    class Meta:
        verbose_name = "unsealed row of the audit trail"
        verbose_name_plural = "unsealed rows of the audit trail"

    def __str__(self) -> str:
        return str(self.entry)


class Anchor(models.Model):
    """Where the chain begins after old rows were removed: the last removed seal's position and hash, how many rows
    went, and the instants of the first and the last of them."""

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = {"staff": ("select",), "contact": ()}

    position = models.BigIntegerField(_("last position removed"), primary_key=True)
    hash = models.CharField(max_length=HASH)
    entries = models.BigIntegerField(_("rows removed"))
    first_at = models.DateTimeField(_("from"))
    last_at = models.DateTimeField(_("to"))
    swept_at = models.DateTimeField(_("removed"))

    class Meta:
        verbose_name = _("anchor of the audit trail")
        verbose_name_plural = _("anchors of the audit trail")

    def __str__(self) -> str:
        return f"{self.position}:{self.hash}"
