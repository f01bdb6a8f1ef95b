"""What people fill in about what they are told."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from notifications import preferences
from notifications.kinds import KINDS
from notifications.models import MailTimes
from notifications.models.outbox import Pace
from subscriptions.models import User

PACES = [*Pace.choices, (preferences.OFF, gettext_lazy("not by e-mail"))]
CLOCK_FIELDS = ("quiet_from", "quiet_to", "digest_at")


class PreferencesForm(forms.Form):
    """How soon each of the optional kinds is mailed to her (R1.10)."""

    def __init__(self, user: User, sent: Any = None) -> None:
        super().__init__(sent)
        for code, choice in preferences.choices(user).items():
            self.fields[code] = forms.ChoiceField(label=str(KINDS[code].name), choices=PACES, initial=choice)


class DevicesForm(forms.Form):
    """Which kinds her devices show."""

    shown = forms.MultipleChoiceField(
        label=gettext_lazy("Shown on your devices"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, user: User, sent: Any = None) -> None:
        super().__init__(sent, initial={"shown": preferences.wanted_on_devices(user)})
        choice = self.fields["shown"]
        assert isinstance(choice, forms.MultipleChoiceField)
        choice.choices = [(kind.code, str(kind.name)) for kind in preferences.shown(user)]


class MailTimesForm(forms.ModelForm):
    """When mail that is not urgent comes."""

    quiet_days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Quiet hours begin on"),
        coerce=int,
        choices=WEEKDAYS.items(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    digest_day = forms.TypedChoiceField(
        label=gettext_lazy("The weekly digest comes on"), coerce=int, choices=WEEKDAYS.items()
    )

    class Meta:
        model = MailTimes
        fields = ["quiet_from", "quiet_to", "quiet_days", "digest_at", "digest_day"]
        widgets = {name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M") for name in CLOCK_FIELDS}
        labels = {
            "quiet_from": gettext_lazy("Quiet from"),
            "quiet_to": gettext_lazy("until"),
            "digest_at": gettext_lazy("Digests come at"),
        }
        error_messages = {"digest_at": {"required": gettext_lazy("Say at what time digests come.")}}

    def clean(self) -> dict[str, Any]:
        """Quiet hours have a beginning and another end."""
        cleaned: dict[str, Any] = super().clean() or {}
        begin, end = cleaned.get("quiet_from"), cleaned.get("quiet_to")
        if "quiet_from" in cleaned and "quiet_to" in cleaned:
            if begin is None and end is not None:
                self.add_error("quiet_from", _("Say when the quiet hours begin, or leave both empty."))
            elif end is None and begin is not None:
                self.add_error("quiet_to", _("Say when the quiet hours end, or leave both empty."))
            elif begin is not None and begin == end:
                self.add_error("quiet_to", _("Quiet hours end at another time than they begin."))
        return cleaned
