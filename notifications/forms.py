"""What people fill in about what they are told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from notifications import preferences
from subscriptions.models import User


class PreferencesForm(forms.Form):
    """Which of the optional kinds are mailed."""

    mailed = forms.MultipleChoiceField(
        label=gettext_lazy("By e-mail as well"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, user: User, sent: Any = None) -> None:
        off = preferences.unwanted(user)
        optional = [kind for kind in preferences.mailed(user) if kind.optional]
        super().__init__(sent, initial={"mailed": [kind.code for kind in optional if kind.code not in off]})
        choice = self.fields["mailed"]
        assert isinstance(choice, forms.MultipleChoiceField)
        choice.choices = [(kind.code, kind.name) for kind in optional]
