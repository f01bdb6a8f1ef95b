"""What people type about meetings, senior resources and action plans. Forms read and keep; what is accepted is the
verbs' to say."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subscriptions.forms import Missable, RefusingForm
from subscriptions.models import Customer, User
from subscriptions.models.people import time_zones
from subscriptions.wording import zone_words
from tickets.advisory import access, arranging, asking, identifying
from tickets.advisory.arranging import Invitation
from tickets.advisory.holding import Minutes
from tickets.advisory.identifying import Named
from tickets.advisory.models import IdentifiedResource, Meeting, SeniorRequest, Task
from tickets.advisory.planning import NewTask
from tickets.advisory.refusals import NobodyOfOurs

LOCAL = "%Y-%m-%dT%H:%M"


class ZonedField(forms.DateTimeField):
    """An instant, written by the clocks of `zone`; what they skip or repeat is refused."""

    zone: ZoneInfo

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(self.zone):
            return super().to_python(value)


class _People(forms.ModelMultipleChoiceField):
    """Identified people, each with her role and side."""

    def label_from_instance(self, obj: IdentifiedResource) -> str:
        return f"{obj.name}, {obj.role} ({obj.get_side_display()})"


class _Owner(forms.ModelChoiceField):
    def label_from_instance(self, obj: IdentifiedResource) -> str:
        return f"{obj.name} ({obj.get_side_display()})"


def offer_identified(field: Any, customer: Customer) -> None:
    """Have the people to choose from who are identified for the customer; where there are none, say where that is
    done."""
    field.queryset = IdentifiedResource.objects.current().whole().filter(customer=customer)
    if not field.queryset.exists():
        field.help_text = format_html(
            '{} <a href="{}">{}</a>',
            _("Nobody is identified for the customer yet."),
            reverse("advisory:identify", args=[customer.number]),
            _("Identify a person"),
        )


class MeetingForm(RefusingForm):
    """When, where, about what and with whom. Times are the customer's."""

    subject = forms.CharField(
        label=gettext_lazy("Subject"),
        max_length=160,
        error_messages={"required": gettext_lazy("Say what it is about.")},
    )
    starts_at = ZonedField(
        label=gettext_lazy("Begins"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL),
        error_messages={"required": gettext_lazy("Say when it begins.")},
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Length in minutes"),
        initial=60,
        error_messages={"required": gettext_lazy("Say how many minutes it takes.")},
    )
    place = forms.CharField(
        label=gettext_lazy("Link or phone number"),
        max_length=500,
        help_text=gettext_lazy("An https address of a meeting, or the phone number that we call."),
        error_messages={
            "required": gettext_lazy("Give the address of the meeting, or the phone number that we call.")
        },
    )
    participants = _People(
        IdentifiedResource.objects.none(),
        label=gettext_lazy("Participants"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("People who are identified for the customer, on both sides."),
        error_messages={"required": NobodyOfOurs.sentence},
    )
    agenda = forms.CharField(
        label=gettext_lazy("Agenda"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("A line for each point."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, customer: Customer, **options: Any) -> None:
        super().__init__(data, **options)
        self.customer = customer
        fields: dict[str, Any] = self.fields
        offer_identified(fields["participants"], customer)
        fields["starts_at"].zone = customer.zone
        fields["starts_at"].help_text = _("In the customer's time: {zone}.").format(
            zone=zone_words(customer.zone)
        )

    @classmethod
    def of(cls, meeting: Meeting) -> "MeetingForm":
        """The form as the meeting stands."""
        same = ("subject", "minutes", "place")
        customer = meeting.customer
        return cls(
            customer=customer,
            initial={name: getattr(meeting, name) for name in same}
            | {
                "starts_at": meeting.starts_at.astimezone(customer.zone).strftime(LOCAL),
                "participants": [each.resource_id for each in meeting.participants.all()],
                "agenda": "\n".join(point.text for point in meeting.agenda.all()),
                "seen": meeting.sequence,
            },
        )

    def clean(self) -> dict[str, Any]:
        """All that is wrong is said at once."""
        typed: dict[str, Any] = super().clean() or {}
        self.refuse_all(*self._checks(timezone.now()))
        return typed

    def _checks(self, at: datetime) -> tuple[Callable[[], object], ...]:
        return arranging.checks(self.customer, self.invitation(), at)

    def invitation(self) -> Invitation:
        """What was typed, as far as it could be read."""
        typed = self.cleaned_data
        return Invitation(
            subject=typed.get("subject", ""),
            starts_at=typed.get("starts_at"),
            minutes=typed.get("minutes", 0),
            place=typed.get("place", ""),
            participants=list(typed.get("participants", ())),
            agenda=typed.get("agenda", "").splitlines(),
        )


class ArrangeForm(MeetingForm):
    """The meeting that was asked for, with senior people."""

    seniors = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=gettext_lazy("Senior people"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("subject", "starts_at", "minutes", "place", "seniors", "participants", "agenda")

    def __init__(self, data: Any = None, *, request: SeniorRequest, **options: Any) -> None:
        options["initial"] = {"subject": request.topic} | (options.get("initial") or {})
        super().__init__(data, customer=request.customer, **options)
        self.request = request
        fields: dict[str, Any] = self.fields
        fields["participants"].required = False
        fields["seniors"].queryset = access.seniors(request.kind)
        fields["seniors"].help_text = _("At least one person of senior {kind}.").format(
            kind=request.get_kind_display()
        )

    def _checks(self, at: datetime) -> tuple[Callable[[], object], ...]:
        return asking.checks(self.request, self.invitation(), list(self.cleaned_data.get("seniors", ())), at)


class ReasonForm(RefusingForm):
    """Why not, which the customer reads."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The customer reads it."),
        error_messages={"required": gettext_lazy("Give a reason; it stays on record.")},
    )


class MinutesForm(RefusingForm):
    """What came of a meeting: a field for each point of the agenda, notes, decisions, and actions."""

    notes = forms.CharField(
        label=gettext_lazy("Notes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Both sides read them."),
    )
    decisions = forms.CharField(
        label=gettext_lazy("Decisions"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Any = None, *, meeting: Meeting, **options: Any) -> None:
        initial = {"notes": meeting.notes, "decisions": meeting.decisions}
        super().__init__(data, initial=initial, **options)
        self.meeting = meeting
        points = {
            f"point_{point.position}": forms.CharField(
                label=f"{point.position}. {point.text}",
                required=False,
                initial=point.result,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            for point in meeting.agenda.all()
        }
        self.fields = points | self.fields  # type: ignore[assignment]

    def minutes(self, actions: Sequence[NewTask] = ()) -> Minutes:
        typed = self.cleaned_data
        results = {
            int(name.removeprefix("point_")): text
            for name, text in typed.items()
            if name.startswith("point_")
        }
        return Minutes(
            notes=typed["notes"], decisions=typed["decisions"], results=results, actions=list(actions)
        )


class TaskForm(RefusingForm):
    """What is to be done, by whom and when."""

    text = forms.CharField(
        label=gettext_lazy("Task"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say what is to be done.")},
    )
    owner = _Owner(
        IdentifiedResource.objects.none(),
        label=gettext_lazy("Owner"),
        empty_label=gettext_lazy("Choose a person"),
        error_messages={
            "required": gettext_lazy("Choose who does it."),
            "invalid_choice": gettext_lazy("Choose who does it."),
        },
    )
    due_on = forms.DateField(
        label=gettext_lazy("Due"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("A day in the customer's zone."),
        error_messages={"required": gettext_lazy("Say by which day it is to be done.")},
    )

    def __init__(self, data: Any = None, *, customer: Customer, **options: Any) -> None:
        super().__init__(data, **options)
        fields: dict[str, Any] = self.fields
        offer_identified(fields["owner"], customer)

    @classmethod
    def of(cls, task: Task) -> "TaskForm":
        """The form as the task stands."""
        initial = {"text": task.text, "owner": task.owner_id, "due_on": task.due_on}
        return cls(customer=task.plan.customer, initial=initial)

    def task(self) -> NewTask:
        return NewTask(**{name: self.cleaned_data[name] for name in ("text", "owner", "due_on")})


class PlanForm(RefusingForm):
    """What a plan is about, and which incidents it covers."""

    subject = forms.CharField(
        label=gettext_lazy("Subject"),
        max_length=160,
        error_messages={"required": gettext_lazy("Say what it is about.")},
    )
    incidents = forms.CharField(
        label=gettext_lazy("Incidents"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Their numbers, with spaces between them."),
    )

    answers_escalation = forms.BooleanField(
        label=gettext_lazy("It is the result of the escalation"),
        required=False,
        help_text=gettext_lazy("Of an incident that it covers; it then stands on the escalation's page too."),
    )

    def clean_incidents(self) -> list[int]:
        words = self.cleaned_data["incidents"].replace(",", " ").split()
        if not all(word.isascii() and word.isdigit() and len(word) < 19 for word in words):
            raise forms.ValidationError(_("Write numbers of incidents."), code="numbers")
        return [int(word) for word in words]


class CoverForm(PlanForm):
    """More incidents for a plan."""

    subject = None  # type: ignore[assignment]
    answers_escalation = None  # type: ignore[assignment]


class ResourceForm(RefusingForm):
    """A person with role, phone and zone."""

    person = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Person"),
        required=False,
        empty_label=gettext_lazy("Somebody without an account"),
    )
    name = Missable(
        label=gettext_lazy("Name"),
        max_length=120,
        help_text=gettext_lazy("Of somebody without an account."),
    )
    email = forms.CharField(
        label=gettext_lazy("E-mail"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("Of somebody without an account; she stands in invitations with it."),
        widget=forms.EmailInput,
    )
    role = forms.CharField(
        label=gettext_lazy("Role"),
        max_length=120,
        error_messages={"required": gettext_lazy("Say what her role is, such as “finance manager”.")},
    )
    phone = Missable(
        label=gettext_lazy("Phone"),
        max_length=40,
        help_text=gettext_lazy("Empty: the phone of her account."),
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), required=False)

    def __init__(self, data: Any = None, *, customer: Customer, known: bool = False, **options: Any) -> None:
        super().__init__(data, **options)
        fields: dict[str, Any] = self.fields
        zones = [(zone, zone) for zone in sorted(time_zones())]
        fields["time_zone"].choices = [("", _("that of her account, or of the customer")), *zones]
        if known:
            del fields["person"]
        else:
            people = [each.pk for each in identifying.candidates(customer)]
            fields["person"].queryset = User.objects.filter(pk__in=people).order_by("is_staff", "name", "pk")

    @classmethod
    def of(cls, resource: IdentifiedResource) -> "ResourceForm":
        """The form as she is identified."""
        same = ("name", "email", "role", "phone", "time_zone")
        initial = {name: getattr(resource, name) for name in same}
        return cls(customer=resource.customer, known=True, initial=initial)

    def named(self) -> Named:
        typed = self.cleaned_data
        same = ("name", "email", "role", "phone", "time_zone")
        return Named(person=typed.get("person"), **{name: typed[name] for name in same})


class AskForm(RefusingForm):
    """What a contact wants to talk about with senior people."""

    topic = forms.CharField(
        label=gettext_lazy("Topic"),
        max_length=160,
        error_messages={"required": gettext_lazy("Say what you want to talk about.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("With whom"),
        choices=lambda: [(value, capfirst(str(label))) for value, label in SeniorRequest.Kind.choices],
        widget=forms.RadioSelect,
        initial=SeniorRequest.Kind.SUPPORT,
        error_messages={"required": gettext_lazy("Choose senior support or development.")},
    )
    why = forms.CharField(
        label=gettext_lazy("Why"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What is at stake, and what you hope for."),
        error_messages={
            "required": gettext_lazy("Say why you need it, so that your advisor can find the right people.")
        },
    )
    wished_times = forms.CharField(
        label=gettext_lazy("Wished times"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Such as “Tuesday or Wednesday morning”. Your advisor arranges it."),
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)


def no_form(_thing: Any, data: Any) -> RefusingForm:
    """For a step that needs a press alone."""
    return RefusingForm(data)
