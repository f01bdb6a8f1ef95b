"""Forms whose verb says what is accepted: its refusals stand beside their field, and what was typed stays."""

from collections.abc import Callable

from django import forms

from subscriptions.refusals import Refusal


class RefusingForm(forms.Form):
    """A refusal says itself by `field` where it belongs; one that says nothing belongs to the whole form."""

    use_required_attribute = False
    refused: Refusal | None = None

    def refuse(self, refusal: Refusal, field: str = "") -> None:
        """Show a refusal at `field`, or where it belongs by itself."""
        field = field or getattr(refusal, "field", "")
        self.refused = refusal
        self.add_error(field if field in self.fields else None, str(refusal))

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
    def status(self) -> int:
        """The HTTP status of the page that shows the form again."""
        return self.refused.status if self.refused else 422
