"""Texts that an administrator writes in both languages of the product."""

from django.db import models
from django.utils.translation import get_language


class InBothLanguages:
    """Reads `<field>_da` where the reader's language is Danish and the text is there, else `<field>_en`."""

    def __init__(self, field: str) -> None:
        self.field = field

    def __get__(self, row: models.Model | None, owner: type[models.Model]) -> str:
        if row is None:
            return self.field
        language = "da" if (get_language() or "en").startswith("da") else "en"
        return str(getattr(row, f"{self.field}_{language}") or getattr(row, f"{self.field}_en"))
