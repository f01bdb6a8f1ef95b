"""Why somebody looks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from subscriptions.forms import RefusingForm


class ReasonForm(RefusingForm):
    """A reason is needed; the verb says so, too."""

    reason = forms.CharField(
        label=_("Why you look"),
        max_length=500,
        error_messages={"required": _("Say why: the customer reads it.")},
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The customer reads it, with your name and the time."),
    )
