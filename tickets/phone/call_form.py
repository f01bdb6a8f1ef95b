"""What an agent types while a contact is on the phone: who calls, about what, what she says and what was answered.

For a new incident the portal's form with the time of the call; for an open one the two texts alone. What is
accepted is taking.py's to say.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from subscriptions.forms import InstantField
from subscriptions.models import User
from tickets.forms import NewIncidentForm, PlainText, capitalised
from tickets.models import Incident, Kind

LONGEST_AGO = timedelta(hours=24)
NEW, NOT_REACHED = "new", "not_reached"


class Caller(forms.ModelChoiceField):
    def label_from_instance(self, person: User) -> str:
        return f"{person.name} · {person.phone or person.email}"


class CallForm(NewIncidentForm):
    """A call on behalf of a contact (R18.3). The call is no response, an answer kept with it is one. `open_ones`
    are the incidents that it may be about."""

    missing = {}  # what a call needs depends on what it is about

    contact = Caller(
        User.objects.none(),
        label=_("Who calls"),
        empty_label=_("Choose the contact"),
        error_messages={"required": _("Choose the contact who calls.")},
    )
    about = forms.ChoiceField(label=_("About"), required=False)
    began_at = InstantField(
        label=_("The call began"),
        help_text=_("The clock starts then."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": _("Say when the call began.")},
    )
    answer = PlainText(
        label=_("What you answered"),
        help_text=_(
            "The customer gets it; it counts as the first response. Leave it empty if you only took the call."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        strip=False,
    )

    def __init__(self, *args: Any, open_ones: Sequence[Incident] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["kind"].widget, fields["kind"].choices = forms.Select(), capitalised(Kind)
        active = self.customer.memberships.active().values("user")
        fields["contact"].queryset = User.objects.filter(pk__in=active).order_by("name")
        self.open_ones = {str(each.pk): each for each in open_ones}
        fields["about"].choices = [(NEW, _("New incident")), *((key, f"#{key}") for key in self.open_ones)]
        fields["product"].required = not self.chosen
        fields["description"].label, fields["description"].help_text = _("What the caller says"), ""
        if not self["contact"].value():
            fields["contact"].widget.attrs |= {"data-autofocus": True, "data-enter-to": "#id_about"}
            self["contact"].help_text = _("The letters of her name choose her; Enter goes on.")
        fields["title"].widget.attrs["data-focus-after"] = "about"
        fields["description"].widget.attrs |= {"rows": 5, "data-focus-after": "about"}

    @property
    def chosen(self) -> Incident | None:
        """The open incident that it is about; None for a new one."""
        return self.open_ones.get(str(self["about"].value() or ""))

    def begin_anew(self) -> None:
        """What was typed is sent as another call from here on."""
        typed: Any = self.data
        self.data = typed.copy()
        self.data[self.add_prefix("submission")] = str(uuid4())  # type: ignore[index]

    def clean_began_at(self) -> datetime:
        """Not ahead, and not longer ago than a day."""
        began: datetime = self.cleaned_data["began_at"]
        now = timezone.now()
        if not now - LONGEST_AGO <= began <= now:
            raise ValidationError(_("Give a moment of the last 24 hours."), code="moment")
        return began
