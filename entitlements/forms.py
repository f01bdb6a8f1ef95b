"""What a customer's manager types about what her company runs. What is accepted is the verb's to say
(subscriptions.installed)."""

from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from subscriptions.countries import choices, name_of
from subscriptions.forms import Line, RefusingForm
from subscriptions.installed import LONGEST_MODIFIED, Said
from subscriptions.models import Customer, InstalledSystem, ProductLine, ProductVersion

STANDARD, MODIFIED = "standard", "modified"


class VersionField(forms.ModelChoiceField):
    """A version, the newest first, under the name of its product."""

    def offer(self, versions: Any) -> None:
        """These and no others."""
        self.queryset = versions.select_related("product").newest_first()
        of_product = groupby(self.queryset, lambda version: version.product.name)
        named = [
            (name, [(version.pk, f"{name} {version.name}") for version in found])
            for name, found in of_product
        ]
        self.choices = [("", _("Choose a product and its version")), *named]


class InstalledForm(RefusingForm):
    """One installed system. `edition`: that which she began with."""

    edition = forms.CharField(required=False, widget=forms.HiddenInput)
    version = VersionField(
        ProductVersion.objects.none(),
        label=_("Product and version"),
        error_messages={
            "required": _("Choose the product and its version."),
            "invalid_choice": _("Choose one of the versions of the list."),
        },
    )
    environment = forms.ChoiceField(
        label=_("Environment"),
        choices=lambda: [
            (value, capfirst(str(label))) for value, label in InstalledSystem.Environment.choices
        ],
        initial=InstalledSystem.Environment.PRODUCTION,
    )
    site = Line(
        label=_("Name or site"),
        required=False,
        max_length=80,
        help_text=_("By which you tell it from others, such as the Esbjerg branch."),
    )
    country = forms.ChoiceField(
        label=_("Country of the site"),
        required=False,
        help_text=_("Updates for its rules of law are told to you as well."),
    )
    standard = forms.ChoiceField(
        label=_("Is it standard?"),
        choices=[(STANDARD, _("Yes, unmodified")), (MODIFIED, _("No, something in it is modified"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is standard or modified.")},
    )
    modified = forms.CharField(
        label=_("What is modified"),
        required=False,
        max_length=LONGEST_MODIFIED,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "In a few words, for a modified system alone. Questions about that part go to the consulting service;"
            " all others we answer."
        ),
    )
    hosting = forms.ChoiceField(
        label=_("Hosting"),
        required=False,
        choices=lambda: [("", "–"), *((v, capfirst(str(n))) for v, n in InstalledSystem.Hosting.choices)],
    )
    database = Line(label=_("Database"), required=False, max_length=40)
    operating_system = Line(label=_("Operating system"), required=False, max_length=40)

    def __init__(self, *args: Any, customer: Customer, **options: Any) -> None:
        super().__init__(*args, **options)
        version = self.fields["version"]
        assert isinstance(version, VersionField)
        version.offer(offered_versions(customer))
        country: Any = self.fields["country"]
        own = name_of(customer.country)
        others = [each for each in choices() if each[0] != customer.country]
        country.choices = [("", gettext("{country}, as the company").format(country=own)), *others]

    @classmethod
    def of(cls, system: InstalledSystem) -> "InstalledForm":
        """With what is said of it now."""
        names = ("environment", "site", "country", "modified", "hosting", "database", "operating_system")
        initial = {name: getattr(system, name) for name in names} | {"version": system.version_id}
        initial |= {"standard": MODIFIED if system.modified else STANDARD, "edition": system.edition}
        return cls(customer=system.customer, initial=initial)

    def said(self) -> Said:
        """What was typed."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "edition"}
        return Said(is_standard=typed.pop("standard") == STANDARD, **typed)

    def has_seen(self, system: InstalledSystem) -> None:
        """She is told of what another said of it, so saving again is meant."""
        typed: Any = self.data
        self.data = typed.copy()
        self.data["edition"] = system.edition  # type: ignore[index]

    @property
    def offers_something(self) -> bool:
        """Whether there is a version to choose."""
        return self.fields["version"].queryset.exists()  # type: ignore[attr-defined]


def offered_versions(customer: Customer) -> Any:
    """Those of the products of her subscriptions, also past ones, that are generally available, and what she
    runs."""
    products = ProductLine.objects.filter(customer=customer).values("product")
    runs = InstalledSystem.objects.in_use().filter(customer=customer).values("version")
    offered = Q(product__in=products, generally_available=True) | Q(pk__in=runs)
    return ProductVersion.objects.filter(offered)
