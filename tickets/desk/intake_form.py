"""What an agent types while a contact is on the phone: the portal's form, and who called, when, what was answered.

What is accepted is intake.py's to say.
"""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from subscriptions.models import User
from tickets.forms import NewIncidentForm, PlainText, capitalised
from tickets.models import Kind

LONGEST_AGO = timedelta(hours=24)


class Caller(forms.ModelChoiceField):
    def label_from_instance(self, person: User) -> str:
        return f"{person.name} · {person.phone or person.email}"


class PhoneIncidentForm(NewIncidentForm):
    """An incident on behalf of a contact (R18.3). The call is no response, an answer kept with it is one."""

    contact = Caller(
        User.objects.none(),
        label=_("Who calls"),
        empty_label=_("Choose the contact"),
        error_messages={"required": _("Choose the contact who calls.")},
    )
    began_at = forms.DateTimeField(
        label=_("The call began"),
        help_text=_("The clock starts then."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
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

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kind, caller = self.fields["kind"], self.fields["contact"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(caller, forms.ModelChoiceField)
        kind.widget, kind.choices = forms.Select(), capitalised(Kind)
        active = self.customer.memberships.active().values("user")
        caller.queryset = User.objects.filter(pk__in=active).order_by("name")

    def clean_began_at(self) -> datetime:
        """Not ahead, and not longer ago than a day."""
        began: datetime = self.cleaned_data["began_at"]
        now = timezone.now()
        if not now - LONGEST_AGO <= began <= now:
            raise ValidationError(_("Give a moment of the last 24 hours."), code="moment")
        return began
