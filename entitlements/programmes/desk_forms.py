"""What the vendor's people type about programmes and training cards. What is accepted is the verbs' to say."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entitlements.programmes.models import Programme, Requirement
from entitlements.programmes.models.programmes import POINT, TEXT
from entitlements.programmes.refusals import (
    AgreementNumberMissing,
    BuildCodeMissing,
    BusinessMissing,
    DecisionReasonMissing,
    EffortMissing,
    TitleMissing,
)
from entitlements.programmes.writing import Draft, Terms
from subscriptions.forms import Missable, RefusingForm
from subscriptions.models import Customer, Product, ProductVersion
from subscriptions.refusals import EmptyText

Check = Requirement.Check
TERMS = ("about", "capacity", "applications_until", "elite_first_until", "runs_from", "runs_to")


def _day(label: Any, missing: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": missing},
    )


def _lines(label: Any, help_text: Any, **options: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, help_text=help_text, max_length=TEXT, widget=area, **options)


class TermsForm(RefusingForm):
    """What can be changed as long as the programme lasts."""

    about = forms.CharField(
        label=gettext_lazy("What it is about"),
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Places"),
        widget=forms.NumberInput(attrs={"min": 1, "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("Say how many places there are.")},
    )
    applications_until = _day(
        gettext_lazy("Applications until"), gettext_lazy("Choose the last day for applications.")
    )
    elite_first_until = _day(
        gettext_lazy("Elite customers first until"),
        gettext_lazy("Choose the last day on which Elite customers come first."),
        gettext_lazy("Until that day, with it, only Elite customers are given places."),
    )
    runs_from = _day(gettext_lazy("Runs from"), gettext_lazy("Choose the first day of the programme."))
    runs_to = _day(gettext_lazy("Runs to"), gettext_lazy("Choose the last day of the programme."))

    @classmethod
    def of(cls, programme: Programme) -> "TermsForm":
        """The form as the programme stands."""
        return cls(initial={name: getattr(programme, name) for name in TERMS})

    def terms(self) -> Terms:
        return Terms(**{name: self.cleaned_data[name] for name in TERMS})


class ProgrammeForm(TermsForm):
    """All that is typed of a draft."""

    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=120, error_messages={"required": TitleMissing.sentence}
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Type"),
        choices=lambda: [(value, capfirst(str(label))) for value, label in Programme.Kind.choices],
        widget=forms.RadioSelect,
        initial=Programme.Kind.BETA,
    )
    product = forms.ModelChoiceField(
        Product.objects.order_by("name"),
        label=gettext_lazy("Product"),
        empty_label=gettext_lazy("Choose a product"),
        error_messages={"required": gettext_lazy("Choose the product of the programme.")},
    )
    version = forms.ModelChoiceField(
        ProductVersion.objects.select_related("product"),
        label=gettext_lazy("Version"),
        required=False,
        empty_label=gettext_lazy("none in particular"),
    )
    effort = forms.CharField(
        label=gettext_lazy("Effort"),
        max_length=POINT,
        help_text=gettext_lazy("What a participant takes on, such as: two people for two days a month."),
        error_messages={"required": EffortMissing.sentence},
    )
    business = _lines(
        gettext_lazy("Requirements of the business"),
        gettext_lazy("A line each; the applicant answers."),
        error_messages={"required": BusinessMissing.sentence},
    )
    looked_up = forms.MultipleChoiceField(
        label=gettext_lazy("Requirements of the environment that are looked up"),
        choices=lambda: [
            (value, capfirst(str(label))) for value, label in Check.choices if value != Check.VERSION
        ],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    oldest_version = forms.ModelChoiceField(
        ProductVersion.objects.select_related("product"),
        label=gettext_lazy("Oldest version to start from"),
        required=False,
        empty_label=gettext_lazy("any"),
    )
    stated = Missable(
        label=gettext_lazy("More requirements of the environment"),
        help_text=gettext_lazy("A line each; the applicant answers. None where one is looked up."),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    field_order = (
        "title",
        "kind",
        "product",
        "version",
        "about",
        "capacity",
        "applications_until",
        "elite_first_until",
        "runs_from",
        "runs_to",
        "effort",
        "business",
        "looked_up",
        "oldest_version",
        "stated",
    )

    @classmethod
    def of(cls, programme: Programme) -> "ProgrammeForm":
        points, kinds = list(programme.requirements.select_related("version")), Requirement.Kind
        looked_up = [each.check_of for each in points if each.is_looked_up]
        said = {kind: [p.text for p in points if p.kind == kind and p.text] for kind in kinds.values}
        same = (*TERMS, "title", "kind", "product", "version", "effort")
        return cls(
            initial={name: getattr(programme, name) for name in same}
            | {
                "business": "\n".join(said[kinds.BUSINESS]),
                "stated": "\n".join(said[kinds.ENVIRONMENT]),
                "looked_up": looked_up,
                "oldest_version": next((each.version for each in points if each.version), None),
            }
        )

    def draft(self) -> Draft:
        typed = self.cleaned_data
        return Draft(
            title=typed["title"],
            kind=typed["kind"],
            product=typed["product"],
            version=typed["version"],
            effort=typed["effort"],
            terms=self.terms(),
            business=typed["business"].splitlines(),
            stated=typed["stated"].splitlines(),
            looked_up=typed["looked_up"],
            oldest_version=typed["oldest_version"],
        )


class ReasonForm(RefusingForm):
    """Why; the customer reads it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        error_messages={"required": DecisionReasonMissing.sentence},
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The customer reads it."),
    )


class AgreementForm(RefusingForm):
    """A version of the agreement."""

    agreement = forms.CharField(
        label=gettext_lazy("Agreement"),
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": EmptyText.sentence},
    )


class BuildForm(RefusingForm):
    """A build, by the code of its release."""

    code = forms.CharField(
        label=gettext_lazy("Build"),
        error_messages={"required": BuildCodeMissing.sentence},
        max_length=40,
        help_text=gettext_lazy("The code of its release for named customers, such as STH-9.0-B3."),
    )
    note = forms.CharField(
        label=gettext_lazy("What is new in it"),
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CardForm(RefusingForm):
    """A training card without units."""

    agreement_number = forms.CharField(
        label=gettext_lazy("Agreement number"),
        max_length=40,
        error_messages={"required": AgreementNumberMissing.sentence},
    )
    expires_on = _day(
        gettext_lazy("Valid until"), gettext_lazy("Choose the last day on which the card is valid.")
    )


class UnitsForm(RefusingForm):
    """Units bought with, or without, the discount of the period; or units spent."""

    card = forms.ChoiceField(
        label=gettext_lazy("Training card"),
        error_messages={"required": gettext_lazy("Choose a training card.")},
    )
    units = forms.IntegerField(
        label=gettext_lazy("Units"),
        widget=forms.NumberInput(attrs={"min": 1, "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("Say how many units.")},
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=200)
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, *args: Any, customer: Customer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.cards = {str(card.pk): card for card in customer.training_cards.all()}
        fields: dict[str, Any] = self.fields
        fields["card"].choices = [
            (key, _("{card}, {balance} units").format(card=card, balance=card.balance))
            for key, card in self.cards.items()
        ]

    def facts(self) -> dict[str, Any]:
        """What was typed, as the verbs of cards take it."""
        return self.cleaned_data | {"card": self.cards[self.cleaned_data["card"]]}


class BuyForm(UnitsForm):
    """With the discount code, where the customer gives one."""

    code = forms.CharField(
        label=gettext_lazy("Discount code"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Once per support period."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    field_order = ("card", "units", "code", "note")


class SpendForm(UnitsForm):
    """On which course."""

    note = forms.CharField(
        label=gettext_lazy("Note"), max_length=200, error_messages={"required": EmptyText.sentence}
    )
