"""What people type about remote sessions. Forms read and keep; what is accepted is the verbs' to say, and a refusal
of theirs stands beside the field it concerns."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from subscriptions.forms import ContactField, InstantField, Missable, RefusingForm
from subscriptions.models import InstalledSystem, Membership, User
from subscriptions.refusals import Refusal
from tickets.models import Incident
from tickets.remote_access import access
from tickets.remote_access.asking import Wish
from tickets.remote_access.models import ConnectionKind, RemoteAccessRules, RemoteSession
from tickets.remote_access.models.sessions import TEXT, Purpose, Scope
from tickets.remote_access.refusals import RequestChanged
from tickets.remote_access.supplying import LONGEST, PHONE, Connection

MOMENT = "%Y-%m-%dT%H:%M"


def _choices(of: Any) -> list[tuple[str, str]]:
    return [(value, capfirst(str(label))) for value, label in of.choices]


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)


class ManyField(forms.ModelMultipleChoiceField):
    """That none is chosen is a refusal of the verb's."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        return super().clean(value) if value else []


class RequestForm(RefusingForm):
    """What is asked for; the same form changes it. Test systems stand first (R7.8)."""

    purpose = forms.ChoiceField(
        label=_("Purpose"), choices=lambda: _choices(Purpose), widget=forms.RadioSelect, initial="solve"
    )
    text = forms.CharField(
        label=_("What for"),
        required=False,
        max_length=TEXT,
        widget=_text(3),
        help_text=_("The customer reads it before anybody approves."),
    )
    systems = ManyField(
        InstalledSystem.objects.none(),
        label=_("Systems"),
        help_text=_("A test system first. A production system needs a reason."),
    )
    production_reason = Missable(
        label=_("Why not on a test system"),
        max_length=TEXT,
        widget=_text(2),
        help_text=_("For a production system: for instance, that it cannot be reproduced elsewhere."),
    )
    scope = forms.ChoiceField(
        label=_("What may be done"), choices=lambda: _choices(Scope), widget=forms.RadioSelect, initial="look"
    )
    agents = ManyField(
        User.objects.none(),
        label=_("People"),
        help_text=_("Who takes part. The one who starts the session sees the connection."),
    )
    opens_at = InstantField(
        label=_("Window from"),
        widget=_moment(),
        help_text=_("In your own time zone; the customer reads it in hers."),
        error_messages={"required": _("Say when the window begins.")},
    )
    closes_at = InstantField(
        label=_("Window to"),
        widget=_moment(),
        help_text=_("The approval ends with it."),
        error_messages={"required": _("Say when the window ends.")},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, *args: Any, incident: Incident, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        hers = InstalledSystem.objects.in_use().filter(customer=incident.customer_id)
        fields["systems"].queryset = hers.select_related("product", "version").order_by("-environment", "pk")
        fields["agents"].queryset = access.agents()

    @classmethod
    def new(cls, incident: Incident, by: User, at: datetime) -> "RequestForm":
        """As it is offered: from now on, as long as the customer's rules say, with the agent herself; on the test
        system of the incident's product where there is one."""
        begins = at.replace(second=0, microsecond=0)
        usual = RemoteAccessRules.of(incident.customer).usual
        of = InstalledSystem.objects.in_use().filter(
            customer=incident.customer_id, product=incident.product_id
        )
        initial = {
            "opens_at": begins,
            "closes_at": begins + usual,
            "agents": [by.pk],
            "systems": list(of.filter(environment="test").values_list("pk", flat=True)[:1]),
            "submission": uuid4(),
        }
        return cls(incident=incident, initial=initial)

    @classmethod
    def of(cls, session: RemoteSession) -> "RequestForm":
        """With what is asked for now."""
        names = ("purpose", "text", "production_reason", "scope", "opens_at", "closes_at")
        initial: dict[str, Any] = {name: getattr(session, name) for name in names}
        initial["systems"] = [system.pk for system in session.installed_systems]
        initial["agents"] = [person.pk for person in session.people]
        return cls(incident=session.incident, initial=initial)

    def wish(self) -> Wish:
        """What was typed."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "submission"}
        return Wish(**typed | {"systems": list(typed["systems"]), "agents": list(typed["agents"])})


class ApproveForm(RefusingForm):
    """The version of the request that she read; once it is refused, the one that its page then shows."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def refuse(self, refusal: Refusal, field: str = "") -> None:
        super().refuse(refusal, field)
        if isinstance(refusal, RequestChanged):
            self.data = {"version": refusal.version}


class ReasonForm(RefusingForm):
    """Why; the other side reads it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=TEXT,
        widget=_text(3),
        help_text=_("We read it. Your answer changes neither the targets nor the place of the incident."),
        error_messages={"required": _("Give a reason; it stays on record.")},
    )


class WithdrawForm(RefusingForm):
    """The reason may be left out: withdrawing is one press."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=TEXT, widget=_text(2))


class ConnectionForm(RefusingForm):
    """How to get there. What is secret is not shown again, neither here nor after a refusal."""

    kind = forms.ChoiceField(
        label=_("Connection"),
        choices=lambda: _choices(ConnectionKind),
        widget=forms.RadioSelect,
        initial="link",
    )
    link = Missable(
        label=pgettext_lazy("noun", "Link"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        help_text=_("For a meeting or a screen; it begins with https://."),
    )
    host = Missable(
        label=_("Address of the VPN or host"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    user = forms.CharField(
        label=_("User"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    secret = forms.CharField(
        label=_("Password or key"),
        required=False,
        max_length=TEXT,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Encrypted, shown to the agent of this session only while it runs, erased when it ends."),
    )
    note = forms.CharField(
        label=_("Anything else that helps"), required=False, max_length=TEXT, widget=_text(2)
    )

    def connection(self) -> Connection:
        """What was typed."""
        return Connection(**self.cleaned_data)


class PersonForm(RefusingForm):
    """Who is ready to discuss the matter."""

    person = ContactField(Membership.objects.none(), label=_("Person"), empty_label=_("Choose a contact"))
    phone = forms.CharField(
        label=_("Phone during the session"),
        required=False,
        max_length=PHONE,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        help_text=_("Where it is another than her usual one."),
    )

    def __init__(self, *args: Any, session: RemoteSession, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        members = Membership.objects.active().filter(customer=session.customer_id)
        fields["person"].queryset = members.select_related("user").order_by("user__name")


class DoneForm(RefusingForm):
    """What was done; the customer reads it."""

    done = forms.CharField(
        label=_("What was done"),
        max_length=TEXT,
        widget=_text(4),
        help_text=_("The customer reads it on the incident."),
        error_messages={"required": _("Write a text first.")},
    )


class RulesForm(RefusingForm):
    """The manager's rules for every session of her company."""

    two_approvers = forms.BooleanField(label=_("Two people approve each session"), required=False)
    never_production = forms.BooleanField(label=_("Never on a production system"), required=False)
    usual_minutes = forms.IntegerField(
        label=_("Usual length of a window, minutes"),
        help_text=_("What is asked for where an agent says nothing else."),
        error_messages={"required": _("Say how many minutes a window usually lasts.")},
    )
    longest_minutes = forms.IntegerField(
        label=_("Longest window, minutes"),
        help_text=_("1440 is a day. A longer one cannot be asked for, approved or started."),
        error_messages={"required": _("Say how many minutes a window lasts at most.")},
    )
