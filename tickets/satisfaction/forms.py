"""What a contact types about the help. What is accepted is the verb's to say; a refusal stands at its field."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tickets.forms import PortalForm, long_text
from tickets.satisfaction.refusals import AnswerMissing


class AnswerForm(PortalForm):
    """Yes or no, and words if she likes."""

    text_field = "text"
    satisfied = forms.TypedChoiceField(
        label=_("Are you satisfied with the help?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        error_messages={"required": AnswerMissing.sentence, "invalid_choice": AnswerMissing.sentence},
        widget=forms.RadioSelect,
    )
    text = long_text(
        _("What was good, or what was missing?"),
        4,
        required=False,
        help_text=_(
            "You need not write anything. At most 2,000 characters; nobody else at your company reads it."
        ),
    )
