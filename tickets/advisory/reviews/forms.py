"""What the vendor's people type about reviews. Most of what is refused the verbs refuse."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, override

from subscriptions.forms import InstantField, RefusingForm
from subscriptions.models import Customer
from tickets.advisory.arranging import Invitation
from tickets.advisory.forms import offer_identified
from tickets.advisory.models import IdentifiedResource
from tickets.advisory.reviews.periods import Period, months_on
from tickets.advisory.reviews.refusals import InFuture, MinutesMissing, TooLong, UpsideDown
from tickets.advisory.reviews.wording import day_words

LONGEST = 24  # months
TEXT = 20_000  # characters


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class InstantInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def _day(label: Any, missing: Any, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=DayInput(),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": missing},
        **options,
    )


def _text(label: Any, rows: int, **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=TEXT, **options)


class PeriodForm(RefusingForm):
    """The first and the last day of a report, both in it."""

    first_day = _day(gettext_lazy("First day"), gettext_lazy("Choose the first day of the period."))
    last_day = _day(gettext_lazy("Last day"), gettext_lazy("Choose the last day of the period."))

    def period(self, zone: Any, at: datetime) -> Period | None:
        """The period that was typed; None with what is refused on the form: one that is upside down, ends in the
        future, or is too long."""
        if not self.is_valid():
            return None
        first, last = self.cleaned_data["first_day"], self.cleaned_data["last_day"]
        refusal = self._refusal(first, last, at.astimezone(zone).date())
        if refusal:
            self.refuse(refusal)
            return None
        return Period(first, last, zone)

    def _refusal(self, first: date, last: date, today: date) -> Any:
        if last < first:
            return UpsideDown(first=day_words(first))
        if last > today:
            return InFuture(today=day_words(today))
        if last >= months_on(first, LONGEST):
            return TooLong(last=day_words(months_on(first, LONGEST)))
        return None


class CadenceForm(RefusingForm):
    """How often a customer is reviewed, and from when on."""

    months = forms.IntegerField(
        label=gettext_lazy("Months from review to review"),
        min_value=1,
        max_value=12,
        error_messages={"required": gettext_lazy("Say how many months lie between two reviews.")},
    )
    first_day = _day(
        gettext_lazy("Next period begins"),
        gettext_lazy("Choose the first day of the next period."),
        help_text=gettext_lazy("Its review makes itself when that many months are over."),
    )


class MeetingForm(RefusingForm):
    """When and where the review is talked about, and with whom; instants are those of the customer's zone."""

    starts_at = InstantField(
        label=gettext_lazy("Begins"),
        widget=InstantInput(),
        input_formats=["%Y-%m-%dT%H:%M"],
        help_text=gettext_lazy("By the customer's clock."),
        error_messages={"required": gettext_lazy("Say when it begins.")},
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Length in minutes"),
        min_value=5,
        max_value=480,
        initial=60,
        error_messages={"required": gettext_lazy("Say how many minutes it takes.")},
    )
    place = forms.CharField(
        label=gettext_lazy("Place"),
        max_length=500,
        help_text=gettext_lazy("An address that begins with https://, or a phone number that we call."),
        error_messages={
            "required": gettext_lazy("Give the address of the meeting, or the phone number that we call.")
        },
    )
    participants = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who comes"),
        queryset=IdentifiedResource.objects.none(),
        widget=forms.CheckboxSelectMultiple(),
        help_text=gettext_lazy("Of the people identified on both sides."),
        error_messages={"required": gettext_lazy("Choose who comes.")},
    )

    def __init__(self, *args: Any, customer: Customer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.customer = customer
        offer_identified(self.fields["participants"], customer)

    def clean(self) -> dict[str, Any]:
        """What was typed as `invitation`, where it is whole."""
        super().clean()
        if not self.errors:
            self.cleaned_data["invitation"] = self._invitation()
        return self.cleaned_data

    def _invitation(self) -> Invitation:
        typed, customer = self.cleaned_data, self.customer
        with override(customer.language):
            subject = gettext("Activity review of {customer}").format(customer=customer.name)
        wall = timezone.localtime(typed["starts_at"]).replace(tzinfo=None)
        return Invitation(
            subject=subject,
            starts_at=wall.replace(tzinfo=customer.zone),
            minutes=typed["minutes"],
            place=typed["place"],
            participants=list(typed["participants"]),
        )


class AgendaForm(RefusingForm):
    agenda = _text(gettext_lazy("Agenda"), 8, required=False)


class SendForm(RefusingForm):
    """Nothing is typed."""


class MinutesForm(RefusingForm):
    held_on = _day(gettext_lazy("Meeting held on"), gettext_lazy("Say on which day the meeting was held."))
    minutes = _text(
        gettext_lazy("Minutes"),
        8,
        error_messages={"required": MinutesMissing.sentence},
        help_text=gettext_lazy("What was talked about. The customer reads it."),
    )
    decisions = _text(
        gettext_lazy("Decisions"),
        4,
        required=False,
        help_text=gettext_lazy("A line each. What somebody is to do becomes a task of an action plan."),
    )
