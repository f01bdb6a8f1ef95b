"""Forms whose verb says what is accepted: its refusals stand beside their field, and what was typed stays."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from subscriptions import texts
from subscriptions.refusals import Refusal


class InstantField(forms.DateTimeField):
    """An instant in the reader's zone, also where an offset was typed that the database does not take
    (subscriptions.instants)."""

    def to_python(self, value: Any) -> datetime | None:
        instant = super().to_python(value)
        try:
            return instant and localtime(instant)
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class Line(forms.CharField):
    """One line, kept as `texts.line` keeps it: a name turns nothing of what stands beside it, and can be seen."""

    def to_python(self, value: Any) -> str:
        return texts.line(super().to_python(value) or "")


class LeftToTheVerb:
    """A field that has to be filled in, or another in its place, as the verb says: shown as such, not refused
    here."""

    def validate(self, value: Any) -> None:
        """Nothing is refused here."""


class Missable(LeftToTheVerb, forms.CharField):
    """A text of that kind."""


class ContactField(LeftToTheVerb, forms.ModelChoiceField):
    """One of a company's people, with her phone where she has one."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user.name}, {obj.user.phone}" if obj.user.phone else str(obj.user.name)


def left_aside(form: forms.Form) -> list[str]:
    """Of each choice of a list's filters that there is not here, that it narrows nothing: an address is typed, kept
    and sent on, and what it names may be gone."""
    words = _("{field}: there is no “{value}” here, so it does not narrow the list.")
    return [
        words.format(field=form[name].label, value=texts.line(str(form[name].data))[:40])
        for name in form.errors
    ]


class RefusingForm(forms.Form):
    """A refusal says itself by `field` where it belongs; one that says nothing belongs to the whole form. Its page
    says all of them in components/errors.html, so it draws its fields alone."""

    template_name = "forms/fields.html"
    use_required_attribute = False
    refused: Refusal | None = None

    def refuse(self, refusal: Refusal, field: str = "") -> None:
        """Show a refusal at `field`, or where it belongs by itself."""
        field = field or getattr(refusal, "field", "")
        self.refused = refusal
        self.add_error(field if field in self.fields else None, str(refusal))

    def refuse_all(self, *checks: Callable[[], object]) -> None:
        """What each check of the verb refuses stands at its field, so that all of it is said at once; of a field at
        which something stands already no more is said."""
        for check in checks:
            try:
                check()
            except Refusal as refusal:
                if (getattr(refusal, "field", "") or NON_FIELD_ERRORS) not in self.errors:
                    self.refuse(refusal)

    def accepted_by(self, verb: Callable[[], object]) -> bool:
        """Whether what was typed is valid and the verb, which is called only then, did what is asked. What it
        refuses stands on the form."""
        if not self.is_valid():
            return False
        try:
            verb()
        except Refusal as refusal:
            self.refuse(refusal)
            return False
        return True

    @property
    def lost_files(self) -> bool:
        """Whether files came along, which a browser does not keep. In a template `form.files` is a field."""
        return any(self.files.values())

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows the form again."""
        return self.refused.status if self.refused else 422
