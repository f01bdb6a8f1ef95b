"""What people type about a hand-over. What is accepted is the verbs' to say; a refusal stands at its field."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tickets.consulting.models import Reason
from tickets.consulting.refusals import PartNotChosen, ReasonNotChosen
from tickets.forms import PortalForm, long_text


class ObjectForm(PortalForm):
    """Why the customer does not agree (R11.6)."""

    text_field = "reason"
    reason = long_text(
        _("Why is it ours?"), 4, help_text=_("What makes it a fault or a usage question. A person decides.")
    )


class PartForm(PortalForm):
    """Which part of a modified system the question is about (R11.5)."""

    text_field = "text"
    modified = forms.TypedChoiceField(
        label=_("Which part do you ask about?"),
        choices=[
            ("no", _("The product as it is delivered, or a part that nobody has changed")),
            ("yes", _("A part that is modified at our company")),
        ],
        coerce=lambda value: value == "yes",
        empty_value=None,
        error_messages={"required": PartNotChosen.sentence},
        widget=forms.RadioSelect,
    )
    text = long_text(_("Which one?"), 2, required=False)


class HandForm(PortalForm):
    """Why consulting answers it, and what it needs to know."""

    text_field = "text"
    reason = forms.ChoiceField(
        label=_("Why"),
        error_messages={"required": ReasonNotChosen.sentence},
        widget=forms.RadioSelect,
        help_text=_("The customer reads the sentence of the reason."),
    )
    text = long_text(
        _("Message to the customer and to consulting"),
        4,
        required=False,
        help_text=_("Added to the sentence. Consulting has the whole incident besides."),
    )

    def offer(self, sentences: dict[str, str]) -> None:
        """Each reason with what the customer will read."""
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (value, f"{capfirst(Reason(value).label)}: “{words}”") for value, words in sentences.items()
        ]


class TextForm(PortalForm):
    """One text."""

    text_field = "body"
    body = long_text(_("Text"), 5)


class DecideForm(PortalForm):
    """A reason that the customer reads."""

    text_field = "reason"
    reason = long_text(_("Reason"), 3, help_text=_("The customer reads it."))
