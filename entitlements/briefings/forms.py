"""What contacts type about briefings. Forms read and keep; what is accepted is the verbs' to say."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from entitlements.briefings.models import BriefingRequest
from entitlements.briefings.models.questions import QUESTION
from entitlements.briefings.models.recordings import LANGUAGES
from entitlements.briefings.models.requests import WHY
from subscriptions.forms import RefusingForm
from subscriptions.models import Product

ANY = [("", gettext_lazy("All"))]


class FindForm(forms.Form):
    """What of the library is shown."""

    q = forms.CharField(
        label=gettext_lazy("Words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    product = forms.ModelChoiceField(
        Product.objects.order_by("name"),
        label=gettext_lazy("Product"),
        required=False,
        to_field_name="code",
        empty_label=gettext_lazy("All"),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False, choices=[*ANY, *LANGUAGES])


class WhyForm(RefusingForm):
    """Why she asks for it, too."""

    why = forms.CharField(
        label=gettext_lazy("Why you need it"),
        required=False,
        max_length=WHY,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Your company and our staff read it, no other customer."),
    )


class AskForm(WhyForm):
    """The topic, of which kind and why."""

    topic = forms.CharField(
        label=gettext_lazy("Topic"),
        max_length=160,
        help_text=gettext_lazy("Other customers read it and may join. Name no company and no person."),
        error_messages={"required": gettext_lazy("Say what the briefing should be about.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Type"),
        choices=lambda: [(value, capfirst(str(label))) for value, label in BriefingRequest.Kind.choices],
        widget=forms.RadioSelect,
        initial=BriefingRequest.Kind.RECORDED,
        error_messages={"required": gettext_lazy("Choose a recorded or an interactive briefing.")},
    )
    product = forms.ModelChoiceField(
        Product.objects.order_by("name"),
        label=gettext_lazy("Product"),
        required=False,
        empty_label=gettext_lazy("none in particular"),
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    field_order = ("topic", "product", "kind", "why", "submission")


class SeatsForm(RefusingForm):
    """For how many, herself among them."""

    seats = forms.IntegerField(
        label=gettext_lazy("Seats"),
        initial=1,
        help_text=gettext_lazy("For you and colleagues of your company."),
        widget=forms.NumberInput(attrs={"min": 1, "inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("Say how many seats you need."),
            "invalid": gettext_lazy("Write a number of seats."),
        },
    )

    def __init__(self, *args: Any, most: int = 0, **options: Any) -> None:
        super().__init__(*args, **options)
        if most:
            self.fields["seats"].widget.attrs["max"] = most


class QuestionForm(RefusingForm):
    """Something she wants to know."""

    text = forms.CharField(
        label=gettext_lazy("Your question"),
        max_length=QUESTION,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Everybody in the session reads it, without your name or company."),
        error_messages={"required": gettext_lazy("Write a question first.")},
    )
