"""Rules of which an installation has one set: a row that an administrator changes, kept until she does."""

from typing import Any, Self

from django.db import models

from subscriptions.kept import Kept


class OneRow(models.Model):
    """Its table must be stamped (subscriptions.kept), and a constraint of its own hold the one key, 1."""

    class Meta:
        abstract = True

    _current: Kept[Any]

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls._current = Kept(lambda: cls._default_manager.filter(pk=1).first() or cls(pk=1))  # type: ignore[misc]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls) -> Self:
        """The rules in force: the row, or the defaults where there is none."""
        rules: Self = cls._current.current()
        return rules
