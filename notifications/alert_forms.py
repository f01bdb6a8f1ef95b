"""What publishers fill in: an alert, the products it affects, a correction. What is accepted is drafts.py's."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from notifications.drafts import Affects, Draft
from notifications.models import Alert
from notifications.refusals import CorrectionMissing
from subscriptions import versions
from subscriptions.forms import RefusingForm
from subscriptions.models import Product, ProductVersion
from subscriptions.refusals import Refusal

MOST = 40  # products of one alert


class AlertForm(RefusingForm, forms.ModelForm):
    """An alert as its writer drafts it, without its products. Without an action it can be kept, not published
    (R1.8). `edition`: that which she began with."""

    edition = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Alert
        fields = [
            "alert_class",
            "language",
            "title",
            "title_da",
            "symptom",
            "symptom_da",
            "action_kind",
            "action",
            "action_da",
            "required_by",
        ]
        widgets = {
            "required_by": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "symptom": forms.Textarea(attrs={"rows": 4}),
            "symptom_da": forms.Textarea(attrs={"rows": 4, "lang": "da"}),
            "action": forms.Textarea(attrs={"rows": 5}),
            "action_da": forms.Textarea(attrs={"rows": 5, "lang": "da"}),
            "title_da": forms.TextInput(attrs={"lang": "da"}),
        }
        labels = {"language": gettext_lazy("Written in")}
        help_texts = {
            "language": gettext_lazy(
                "Written in English, each text may stand in Danish too: who reads Danish sees it, and English where"
                " it is missing."
            ),
            "title": gettext_lazy("What a reader must know from the subject alone."),
            "symptom": gettext_lazy("How a customer notices it."),
            "action": gettext_lazy("Needed before it can be published."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("alert_class", "action_kind"):
            choice = self.fields[name]
            assert isinstance(choice, forms.ChoiceField)
            choice.choices = [(value, capfirst(str(label))) for value, label in choice.choices]  # type: ignore[union-attr,misc]

    def draft(self, affected: list[Affects]) -> Draft:
        """What was typed."""
        return Draft(affected=affected, **{name: self.cleaned_data[name] for name in self._meta.fields or ()})


class AffectedForm(RefusingForm):
    """One affected product; its versions can be chosen once the page knows the product. Nothing chosen: every
    version."""

    product = forms.ModelChoiceField(Product.objects.all(), label=gettext_lazy("Product"), required=False)
    versions = forms.ModelMultipleChoiceField(
        ProductVersion.objects.all(),
        label=gettext_lazy("These versions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    from_version = forms.ModelChoiceField(
        ProductVersion.objects.all(), label=gettext_lazy("Or from version"), required=False
    )
    to_version = forms.ModelChoiceField(
        ProductVersion.objects.all(), label=gettext_lazy("To version"), required=False
    )
    affects: Affects | None = None

    def __init__(self, *args: Any, by_product: Mapping[int, list[ProductVersion]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = str(self["product"].value() or "")
        self.known = by_product.get(int(chosen), []) if chosen.isdecimal() else []
        choices = [(each.pk, each.name) for each in self.known]
        for name, none in (("versions", []), ("from_version", [("", "–")]), ("to_version", [("", "–")])):
            choice = self.fields[name]
            assert isinstance(choice, forms.ModelChoiceField)
            choice.choices = [*none, *choices]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and cleaned.get("product"):
            affects = Affects(
                product=cleaned["product"],
                listed=list(cleaned["versions"]),
                since=cleaned["from_version"],
                until=cleaned["to_version"],
            )
            try:
                affects.check()
            except Refusal as refusal:
                self.refuse(refusal)
            else:
                self.affects = affects
        return cleaned


class AffectedProducts(forms.BaseFormSet):
    """The affected products of an alert."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return super().get_form_kwargs(index) | {"by_product": self._by_product}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._by_product: dict[int, list[ProductVersion]] = {}
        for version in ProductVersion.objects.all():
            self._by_product.setdefault(version.product_id, []).append(version)
        for of_product in self._by_product.values():
            of_product.sort(key=lambda version: versions.place(version.name))
        super().__init__(*args, **{"prefix": "affected", **kwargs})

    @property
    def affects(self) -> list[Affects]:
        """The rows with a product."""
        return [form.affects for form in self.forms if form.affects]

    def typed(self) -> list[dict[str, Any]]:
        """The rows as they were sent, checked or not, without versions of another product than the one chosen."""
        return [_typed(form) for form in self.forms if form["product"].value()]


AffectedFormSet = forms.formset_factory(
    AffectedForm, formset=AffectedProducts, extra=1, max_num=MOST, absolute_max=MOST
)


def rows_of(about: Any) -> list[dict[str, Any]]:
    """The affected products of a draft, an alert or what else has such rows, as the form begins with."""
    return [
        {
            "product": row.product_id,
            "versions": [version.pk for version in row.versions.all()],
            "from_version": row.from_version_id,
            "to_version": row.to_version_id,
        }
        for row in about.affected.in_full()
    ]


class CorrectionForm(forms.Form):
    """What was wrong in a published alert, or why it is taken back."""

    text = forms.CharField(
        label=gettext_lazy("What those who got it are told"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": CorrectionMissing.sentence},
    )


def _typed(form: Any) -> dict[str, Any]:
    known = {str(version.pk) for version in form.known}
    return {
        "product": form["product"].value(),
        "versions": [key for key in form["versions"].value() or [] if key in known],
        "from_version": _known(form["from_version"].value(), known),
        "to_version": _known(form["to_version"].value(), known),
    }


def _known(key: Any, known: set[str]) -> Any:
    return key if key in known else None
