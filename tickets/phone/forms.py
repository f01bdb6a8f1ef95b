"""What people type about call-backs. Forms read and keep; what is accepted is call_backs.py's to say, and a refusal
of it stands beside the field it concerns."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext, gettext_lazy

from subscriptions import narrowing, permissions
from subscriptions.forms import InstantField, RefusingForm
from subscriptions.models import Customer, User
from subscriptions.permissions import Permission
from tickets.models import Incident
from tickets.phone.call_form import Caller

MOMENT = "%Y-%m-%dT%H:%M"


class IncidentField(forms.ModelChoiceField):
    """One of some incidents; none is about something else."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.pk} · {obj.title}"


class AskForm(RefusingForm):
    """By which number, when, and about which incident. Nothing typed as the moment is as soon as possible."""

    number = forms.CharField(
        label=gettext_lazy("Phone number"),
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        error_messages={"required": gettext_lazy("Say by which number we reach you.")},
    )
    when = InstantField(
        label=gettext_lazy("When"),
        required=False,
        help_text=gettext_lazy("On your own clock. Left empty, we call as soon as we can."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        error_messages={"invalid": gettext_lazy("Give a day and a time.")},
    )
    incident = IncidentField(
        Incident.objects.none(),
        label=gettext_lazy("About"),
        required=False,
        empty_label=gettext_lazy("Something else"),
        error_messages={"invalid_choice": gettext_lazy("Choose one of your open incidents.")},
    )
    about = forms.CharField(
        label=gettext_lazy("What is it about?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, *args: Any, customer: Customer, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        open_ones = Incident.objects.open().filter(customer=customer)
        fields["incident"].queryset = open_ones.order_by("severity", "-pk")


class NoteForm(AskForm):
    """The same, noted by an agent for a contact; the moment is on the agent's clock."""

    contact = Caller(
        User.objects.none(),
        label=gettext_lazy("Whom to call"),
        empty_label=gettext_lazy("Choose the contact"),
        error_messages={"required": gettext_lazy("Choose the contact to be called.")},
    )
    field_order = ("contact", "number", "when", "incident", "about", "submission")

    def __init__(self, *args: Any, customer: Customer, **options: Any) -> None:
        super().__init__(*args, customer=customer, **options)
        fields: dict[str, Any] = self.fields
        active = customer.memberships.active().values("user")
        fields["contact"].queryset = User.objects.filter(pk__in=active).order_by("name")
        fields["number"].required = False
        fields["number"].help_text = gettext("Left empty, it is the contact's own.")
        fields["incident"].error_messages["invalid_choice"] = gettext("Choose one of the open incidents.")

    def clean(self) -> dict[str, Any]:
        """Nothing typed as the number is the contact's own."""
        data = super().clean() or self.cleaned_data
        if (contact := data.get("contact")) and "number" not in self.errors and not data.get("number"):
            data["number"] = contact.phone
            if not contact.phone:
                self.add_error("number", gettext("The contact has no number of her own: give one."))
        return data


class SpokenForm(RefusingForm):
    """What was said. It is the response."""

    summary = forms.CharField(
        label=gettext_lazy("What was said"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The customer reads it; it counts as the response."),
        error_messages={"required": gettext_lazy("Say what was said; the customer reads it.")},
    )


class SpokenWithoutIncidentForm(RefusingForm):
    """What was said, kept with the call; what was logged meanwhile need not be said again."""

    preface = gettext_lazy("It is about no incident. Log what is to be worked on.")
    summary = forms.CharField(
        label=gettext_lazy("What was said"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("It is kept with the call; the customer reads it."),
    )


class NotReachedForm(RefusingForm):
    """Nobody answered; a word about it may be added."""

    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("The customer reads it."),
    )


class GiveForm(RefusingForm):
    """Who makes the call. `customer` is whose contact is called."""

    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Who calls her"),
        empty_label=gettext_lazy("Choose somebody"),
        error_messages={"required": gettext_lazy("Choose somebody.")},
    )

    def __init__(self, *args: Any, customer: Customer, **options: Any) -> None:
        super().__init__(*args, **options)
        working = User.objects.staff_with(*permissions.staff_roles(Permission.WORK))
        blind = [each.pk for each in working if not narrowing.sees_customer(each, customer)]
        fields: dict[str, Any] = self.fields
        fields["owner"].queryset = working.exclude(pk__in=blind)
