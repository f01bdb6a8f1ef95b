"""What people type about an escalation. What is accepted is the verbs' to say; a refusal stands at its field."""

from uuid import uuid4

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tickets.escalations.models.requests import PROPOSED
from tickets.escalations.refusals import (
    ImpactNeeded,
    NameNeeded,
    OutcomeNotChosen,
    PhoneNeeded,
    ReasonNeeded,
    WorkaroundNotSaid,
)
from tickets.forms import PlainText, PortalForm, long_text


class AskForm(PortalForm):
    """What the customer gives when she escalates (LIFECYCLE.md, 4)."""

    text_field = "reason"
    missing = {
        "reason": ReasonNeeded,
        "impact": ImpactNeeded,
        "name": NameNeeded,
        "phone": PhoneNeeded,
    }
    reason = long_text(_("Why do you escalate?"), 3, help_text=_("What has not gone as it should."))
    impact = long_text(_("Business impact"), 3, help_text=_("Money, users, which process."))
    critical_on = forms.DateField(
        label=_("Critical date"),
        help_text=_("The day by which it must work; leave it empty if there is none."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )
    workaround_ok = forms.TypedChoiceField(
        label=_("Is a workaround acceptable?"),
        choices=[("yes", _("Yes, for now")), ("no", _("No, only a solution"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        error_messages={"required": WorkaroundNotSaid.sentence},
        widget=forms.RadioSelect,
    )
    name = PlainText(
        label=_("Person we call"), widget=forms.TextInput(attrs={"maxlength": 120, "autocomplete": "name"})
    )
    phone = PlainText(
        label=_("Phone"),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "maxlength": 40}),
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)


class ReasonForm(PortalForm):
    """Why it goes on."""

    text_field = "reason"
    reason = long_text(_("Why does it go on?"), 3)


class AnswerForm(PortalForm):
    """The answer that was promised."""

    text_field = "body"
    body = long_text(
        _("Answer"),
        6,
        help_text=_(
            "What is done, by whom and until when. The customer gets it as a message on the incident."
        ),
    )


class ProposeForm(PortalForm):
    """That it may end, and why."""

    text_field = "reason"
    outcome = forms.ChoiceField(
        label=_("Why may it end?"),
        choices=[(each.value, capfirst(each.label)) for each in PROPOSED],
        error_messages={"required": OutcomeNotChosen.sentence},
        widget=forms.RadioSelect,
    )
    reason = long_text(_("To the customer"), 4, help_text=_("The asker reads it and agrees, or not."))
