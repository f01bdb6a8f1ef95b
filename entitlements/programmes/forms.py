"""What contacts type about programmes. Forms read and keep; what is accepted is the verbs' to say."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entitlements.models import Severity
from entitlements.programmes.models import Build, Programme, Requirement
from entitlements.programmes.models.programmes import POINT, TEXT
from entitlements.programmes.refusals import (
    InterestMissing,
    NobodyNamed,
    NoBuild,
    NoSeverity,
    PointUnanswered,
)
from subscriptions.forms import RefusingForm
from subscriptions.models import Product, User
from subscriptions.refusals import EmptyText

YES_NO = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]


def severities() -> list[tuple[int, str]]:
    return [(value, f"{value} – {capfirst(str(label))}") for value, label in Severity.choices]


class InterestForm(RefusingForm):
    """Of which covered products she wants to hear (R19.1)."""

    products = forms.ModelMultipleChoiceField(
        Product.objects.none(),
        to_field_name="code",
        label=gettext_lazy("Products"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, covered: Iterable[Product], **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        keys = [product.pk for product in covered]
        fields["products"].queryset = Product.objects.filter(pk__in=keys).order_by("name")


class ApplyForm(RefusingForm):
    """Why, who, on what, and an answer to each point that nobody can look up (R19.1)."""

    interest = forms.CharField(
        label=gettext_lazy("Why you want to take part"),
        error_messages={"required": InterestMissing.sentence},
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=gettext_lazy("Who takes part"),
        error_messages={"required": NobodyNamed.sentence},
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("People of your company; they are told of every build."),
    )
    environment = forms.CharField(
        label=gettext_lazy("Environment"),
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Site, servers, devices and interfaces that you would use."),
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(
        self, *args: Any, people: Iterable[User], requirements: Iterable[Requirement], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["people"].queryset = User.objects.filter(pk__in=[person.pk for person in people]).order_by(
            "name"
        )
        self.stated = [each for each in requirements if not each.is_looked_up]
        for each in self.stated:
            self.fields[f"met_{each.pk}"] = forms.ChoiceField(
                label=f"{capfirst(each.get_kind_display())}: {each.words}",
                choices=YES_NO,
                error_messages={"required": str(PointUnanswered(each.pk, point=each.words))},
                widget=forms.RadioSelect,
            )
            self.fields[f"note_{each.pk}"] = forms.CharField(
                label=_("To that point"), required=False, max_length=POINT
            )

    def facts(self) -> dict[str, Any]:
        """What was typed, as applying.Wish takes it."""
        typed = self.cleaned_data
        said = {each.pk: typed[f"met_{each.pk}"] for each in self.stated}
        return {
            "interest": typed["interest"],
            "people": list(typed["people"]),
            "environment": typed["environment"],
            "submission": typed["submission"],
            "answers": {pk: answer == "yes" for pk, answer in said.items()},
            "notes": {each.pk: typed[f"note_{each.pk}"] for each in self.stated},
        }


class FeedbackForm(RefusingForm):
    """What she thinks of one build (R19.3)."""

    build = forms.ModelChoiceField(
        Build.objects.none(),
        label=gettext_lazy("Build"),
        error_messages={"required": NoBuild.sentence},
        empty_label=gettext_lazy("Choose a build"),
    )
    severity = forms.TypedChoiceField(
        label=gettext_lazy("Severity"),
        choices=severities,
        coerce=int,
        error_messages={"required": NoSeverity.sentence},
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("Feedback"),
        error_messages={"required": EmptyText.sentence},
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    incident = forms.CharField(
        label=gettext_lazy("Incident"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("Its number, where you have logged one."),
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, *args: Any, programme: Programme, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["build"].queryset = programme.builds.all()
        fields["build"].initial = programme.builds.first()
