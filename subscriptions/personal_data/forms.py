"""What is typed to erase a person: why, and that the preview was seen."""

from django import forms
from django.utils.translation import gettext_lazy as _

from subscriptions.forms import Missable, RefusingForm


class EraseForm(RefusingForm):
    """`seen` is the digest of the preview that stands over the button."""

    reason = Missable(
        label=_("Why"),
        help_text=_("For example: asked for by the person on 3 March. It is kept; write no name."),
        widget=forms.TextInput(attrs={"maxlength": 200}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
