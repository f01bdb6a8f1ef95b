"""What people choose and type of releases. What is accepted is the verbs' to say."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.db.models.functions import Upper
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entitlements.downloads.converters import RESERVED
from entitlements.downloads.models import Link, Release
from entitlements.downloads.models.releases import Kind
from entitlements.downloads.publishing import Draft
from entitlements.downloads.refusals import (
    CodeTaken,
    ReasonMissing,
    RequiresItself,
    UnknownCustomer,
    UnknownRelease,
)
from subscriptions import countries
from subscriptions.forms import RefusingForm, left_aside
from subscriptions.models import Customer, Product, ProductVersion

ANY = ("", gettext_lazy("All"))
OWN = "own"  # of the countries: those where her company is
LINKS = {
    Link.REQUIRES: gettext_lazy("Requires first"),
    Link.SUPERSEDES: gettext_lazy("Supersedes"),
    Link.CONTAINS: gettext_lazy("Contains"),
}


class FilterForm(forms.Form):
    """Which releases of those offered: by kind, product, version and country (R3.1). What cannot be met filters
    nothing, and is named (`unmet`)."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    product = forms.ChoiceField(label=gettext_lazy("Product"), required=False)
    version = forms.ChoiceField(label=gettext_lazy("Version"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)

    def __init__(self, *args: Any, products: Iterable[Product], **options: Any) -> None:
        super().__init__(*args, **options)
        offered = list(products)
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [ANY, *((value, capfirst(str(label))) for value, label in Kind.choices)]
        fields["product"].choices = [ANY, *((each.code, each.name) for each in offered)]
        chosen = self.data.get("product", "")
        versions = ProductVersion.objects.filter(product__in=offered, product__code=chosen) if chosen else []
        fields["version"].choices = [ANY, *((each.name, each.name) for each in versions)]
        fields["country"].choices = [ANY, *countries.choices()]

    def clean_country(self) -> list[str]:
        """The countries that are meant; none where all are."""
        return [self.cleaned_data["country"]] if self.cleaned_data["country"] else []

    def condition(self) -> Q:
        """Of a release."""
        self.is_valid()
        chosen = self.cleaned_data
        names = {
            "kind": "kind",
            "product": "product__code",
            "version": "version__name",
            "country": "country__in",
        }
        return Q(**{name: chosen[field] for field, name in names.items() if chosen.get(field)})

    @property
    def is_used(self) -> bool:
        return bool(self.condition())

    @property
    def unmet(self) -> list[str]:
        """Of each choice that there is not here, that it narrows nothing."""
        return left_aside(self)


class RulesForm(FilterForm):
    """Which rules of law: until she chooses, those of all her company's countries (`own`, R3.5)."""

    def __init__(self, data: QueryDict, *, own: Collection[str], **options: Any) -> None:
        default = OWN if len(own) > 1 else next(iter(own), "")
        super().__init__({"country": default} | data.dict(), **options)
        self.own = own
        if len(own) > 1:
            names = ", ".join(sorted(countries.name_of(code) for code in own))
            label = _("Your countries: {countries}").format(countries=names)
            fields: dict[str, Any] = self.fields
            fields["country"].choices = [(OWN, label), ANY, *countries.choices()]

    def clean_country(self) -> list[str]:
        meant = super().clean_country()
        return list(self.own) if meant == [OWN] else meant


class DeskFilterForm(forms.Form):
    """The same at the desk, over everything."""

    q = forms.CharField(label=gettext_lazy("Code or title"), required=False, max_length=80)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    product = forms.ModelChoiceField(
        Product.objects.all(),
        to_field_name="code",
        label=gettext_lazy("Product"),
        required=False,
        empty_label=ANY[1],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [ANY, *((value, capfirst(str(label))) for value, label in Kind.choices)]

    def condition(self) -> Q:
        self.is_valid()
        chosen, found = self.cleaned_data, Q()
        if words := chosen.get("q"):
            found &= Q(code__icontains=words) | Q(title_en__icontains=words) | Q(title_da__icontains=words)
        if kind := chosen.get("kind"):
            found &= Q(kind=kind)
        if product := chosen.get("product"):
            found &= Q(product=product)
        return found


class NamesField(forms.CharField):
    """Codes or numbers, parted by commas or spaces; as a list."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})

    def to_python(self, value: Any) -> Any:
        return list(dict.fromkeys(str(super().to_python(value)).replace(",", " ").split()))

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def run_validators(self, value: Any) -> None:
        super().run_validators(" ".join(value))

    def validate(self, value: Any) -> None:
        super().validate(" ".join(value))


def _names(label: Any, help_text: Any = "") -> NamesField:
    return NamesField(label=label, help_text=help_text, required=False, max_length=2000)


class ReleaseForm(RefusingForm, forms.ModelForm):
    """A release as a publisher drafts it. `edition`: that which she began with."""

    edition = forms.CharField(required=False, widget=forms.HiddenInput)
    known_issues = _names(
        gettext_lazy("Known issues that it fixes"), gettext_lazy("Numbers of articles, parted by commas.")
    )
    requires = _names(LINKS[Link.REQUIRES], gettext_lazy("Codes, parted by commas."))
    supersedes = _names(LINKS[Link.SUPERSEDES], gettext_lazy("Codes, parted by commas."))
    contains = _names(
        LINKS[Link.CONTAINS], gettext_lazy("The fixes of a service pack: codes, parted by commas.")
    )
    customers = _names(
        gettext_lazy("Or only for these customers"), gettext_lazy("Customer numbers, parted by commas.")
    )

    class Meta:
        model = Release
        fields = [
            "code",
            "kind",
            "product",
            "version",
            "title_en",
            "title_da",
            "notes_en",
            "notes_da",
            "country",
            "effective_on",
            "rule_en",
            "rule_da",
            "known_issues",
            "generally_available",
            "alert_class",
            "symptom",
            "symptom_da",
        ]
        widgets = {
            "notes_en": forms.Textarea(attrs={"rows": 10}),
            "notes_da": forms.Textarea(attrs={"rows": 6}),
            "symptom": forms.Textarea(attrs={"rows": 3}),
            "symptom_da": forms.Textarea(attrs={"rows": 3, "lang": "da"}),
            "effective_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "alert_class": gettext_lazy(
                "Then publishing it also publishes an alert; each person is told once."
            ),
            "symptom": gettext_lazy("How a customer notices it; the alert says so."),
            "rule_en": gettext_lazy("Whom the rule concerns and from when; shown as given by the publisher."),
        }
        error_messages = {
            "code": {"required": gettext_lazy("Give it a code, such as LGF-13.0-0117.")},
            "kind": {"required": gettext_lazy("Choose what kind of release it is.")},
            "product": {"required": gettext_lazy("Choose the product it is about.")},
            "version": {"required": gettext_lazy("Choose the version it is for.")},
            "title_en": {"required": gettext_lazy("Give it a title in English.")},
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        release = options.get("instance")
        if release:
            options["initial"] = _initial(release) | options.get("initial", {})
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        for name in ("kind", "alert_class"):
            choices = fields[name].choices
            fields[name].choices = [(value, capfirst(str(label))) for value, label in choices]
        fields["country"] = forms.ChoiceField(
            label=_("Country"), required=False, choices=[("", "–"), *countries.choices()]
        )
        fields["version"].queryset = ProductVersion.objects.select_related("product")

    def validate_unique(self) -> None:
        """The verb's to say: the database decides."""

    def validate_constraints(self) -> None:
        """The verb's to say, with a sentence of its own."""

    def draft(self) -> Draft:
        """What was typed. Raises UnknownRelease, RequiresItself, UnknownCustomer, CodeTaken."""
        typed = self.cleaned_data
        if typed["code"].lower() in RESERVED:
            raise CodeTaken
        names = [name for name in self._meta.fields or () if name in typed]
        links = {kind.value: _releases(typed[kind.value], kind.value, typed["code"]) for kind in Link}
        return Draft(
            links=links, customers=_customers(typed["customers"]), **{name: typed[name] for name in names}
        )


class WithdrawForm(RefusingForm):
    """What is wrong with a release."""

    reason = forms.CharField(
        label=gettext_lazy("What is wrong with it"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Those who fetched it read this."),
        error_messages={"required": ReasonMissing.sentence},
    )


class FileForm(RefusingForm):
    """A file of a release. Without scripts it is small; with them it comes in pieces."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose a file.")},
    )


class SignatureForm(RefusingForm):
    """A detached signature."""

    signature = forms.FileField(
        label=gettext_lazy("Detached signature"),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose the file with the signature.")},
    )


def _initial(release: Release) -> dict[str, Any]:
    links: dict[str, list[str]] = {kind: [] for kind in Link.values}
    for link in release.links.select_related("other"):  # type: ignore[attr-defined]
        links[link.kind].append(link.other.code)
    named = release.named.select_related("customer")  # type: ignore[attr-defined]
    return links | {"customers": [each.customer.number for each in named], "edition": release.edition}


def _releases(codes: list[str], field: str, own: str) -> list[Release]:
    named = Release.objects.annotate(name=Upper("code")).filter(name__in=[code.upper() for code in codes])
    found = {release.code.upper(): release for release in named}
    for code in codes:
        if code.upper() not in found:
            itself = code.upper() == own.upper()
            raise RequiresItself(field) if itself else UnknownRelease(field, name=code)
    return [found[code.upper()] for code in codes]


def _customers(numbers: list[str]) -> list[Customer]:
    found = {each.number: each for each in Customer.objects.filter(number__in=numbers)}
    for number in numbers:
        if number not in found:
            raise UnknownCustomer(name=number)
    return [found[number] for number in numbers]
