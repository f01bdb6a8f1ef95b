"""What people type about special events. Forms read and keep; what is accepted is the verbs' to say, and a
refusal of theirs stands beside the field it concerns."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from entitlements.special_events import access, english, requesting
from entitlements.special_events.models import Purpose, SpecialEvent
from entitlements.special_events.possible import Terms, covered_products, modified_products
from entitlements.special_events.refusals import NeedsResource, NoPurpose, NoWeekend, day_words
from entitlements.special_events.requesting import Wish
from entitlements.special_events.weekends import Weekend
from subscriptions.forms import ContactField, RefusingForm
from subscriptions.models import Customer, Membership, Product, User

OFFERED = 10  # weekends that an advisor may tick


class ProductsField(forms.ModelMultipleChoiceField):
    """The covered products; a modified one says so beforehand (R23.5). That none is chosen is a refusal of the
    verb's."""

    modified: frozenset[int] = frozenset()

    def clean(self, value: Any) -> Any:
        return super().clean(value) if value else Product.objects.none()

    def label_from_instance(self, obj: Any) -> str:
        if obj.pk in self.modified:
            return _("{product}: modified, so not possible").format(product=obj.name)
        return str(obj.name)


class EnglishContactForm(RefusingForm):
    """Who speaks with us during the weekend, and by which phone (R23.6)."""

    english_contact = ContactField(
        Membership.objects.none(),
        label=gettext_lazy("English-speaking contact"),
        empty_label=gettext_lazy("Choose a contact"),
        help_text=gettext_lazy("Support during the weekend is delivered in English only."),
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone during the weekend"),
        max_length=english.PHONE,
        required=False,
        help_text=gettext_lazy("Where it is another than the contact's usual one."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, customer: Customer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.customer = customer
        fields: dict[str, Any] = self.fields
        fields["english_contact"].queryset = english_speaking(customer)


class AskForm(EnglishContactForm):
    """The weekend, what for and for which products, and who speaks with us."""

    field_order = ("weekend", "purpose", "products", "english_contact", "phone", "text")

    weekend = forms.DateField(
        label=gettext_lazy("Weekend"),
        widget=forms.Select,
        error_messages={"required": NoWeekend.sentence},
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("Purpose"),
        choices=lambda: [(value, capfirst(str(label))) for value, label in Purpose.choices],
        widget=forms.RadioSelect,
        error_messages={"required": NoPurpose.sentence},
    )
    products = ProductsField(
        Product.objects.none(),
        label=gettext_lazy("Products"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Incidents on these products are worked on around the clock."),
    )
    text = forms.CharField(
        label=gettext_lazy("What is planned"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("In Danish or English; it is handled in English."),
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, *args: Any, contact: User, customer: Customer, terms: Terms, **options: Any) -> None:
        super().__init__(*args, customer=customer, **options)
        self.contact, self.terms = contact, terms
        covered = [product.pk for product in covered_products(customer, terms.at)]
        fields: dict[str, Any] = self.fields
        fields["weekend"].widget.choices = [
            ("", _("Choose a weekend")),
            *((each.saturday.isoformat(), weekend_words(each, terms)) for each in terms.possible()),
        ]
        fields["products"].queryset = Product.objects.filter(pk__in=covered)
        fields["products"].modified = modified_products(customer)
        if len(covered) == 1:
            fields["products"].initial = covered

    def wish(self) -> Wish:
        """What was typed."""
        typed = dict(self.cleaned_data)
        return Wish(
            customer=self.customer,
            contact=self.contact,
            day=typed.pop("weekend", None),
            products=list(typed.pop("products", ())),
            language=(get_language() or "en")[:2],
            **typed,
        )

    def clean(self) -> dict[str, Any]:
        """All that is wrong is said at once."""
        typed: dict[str, Any] = super().clean() or {}
        self.refuse_all(*requesting.checks(self.wish(), self.terms))
        return typed


class CancelForm(RefusingForm):
    """Why; the other side reads it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class VendorCancelForm(CancelForm):
    """The vendor gives a reason."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The customer reads it. What we cancel is never used."),
        error_messages={"required": gettext_lazy("Give a reason; the customer reads it.")},
    )


class ResourceForm(RefusingForm):
    """Who supports the weekend."""

    resource = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Support resource"),
        empty_label=gettext_lazy("Choose a person"),
        help_text=gettext_lazy(
            "Is called first in the weekend, exchanges contact lists before and reports after it."
        ),
        error_messages={"required": NeedsResource.sentence},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["resource"].queryset = access.resources()


class DeclineForm(RefusingForm):
    """Why not, and which weekends instead."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The customer reads it. Declining uses nothing."),
        error_messages={"required": gettext_lazy("Give a reason; the customer reads it.")},
    )
    offered = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Weekends offered instead"),
        required=False,
        coerce=date.fromisoformat,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, terms: Terms, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        free = terms.possible()[:OFFERED]
        fields["offered"].choices = [(each.saturday.isoformat(), day_words(each.saturday)) for each in free]


class ReportForm(RefusingForm):
    """How the weekend went."""

    report = forms.CharField(
        label=gettext_lazy("Report"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("The customer reads it, with the incidents of the weekend."),
        error_messages={"required": gettext_lazy("Say how the weekend went; the customer reads it.")},
    )


def weekend_words(weekend: Weekend, terms: Terms) -> str:
    """As a choice: "12 December 2026 (Fri 17:00 – Mon 08:00)"."""
    zone = terms.customer.zone
    starts, ends = (each.astimezone(zone) for each in (weekend.starts_at, weekend.ends_at))
    span = f"{date_format(starts, 'D')} {date_format(starts, 'TIME_FORMAT')}"
    span += f" – {date_format(ends, 'D')} {date_format(ends, 'TIME_FORMAT')}"
    return f"{day_words(weekend.saturday)} ({span})"


def english_speaking(customer: Customer) -> QuerySet[Membership]:
    """The contacts of the customer who speak English, by name."""
    members = Membership.objects.active().filter(customer=customer, speaks_english=True)
    return members.select_related("user").order_by("user__name")


def chosen(event: SpecialEvent) -> Sequence[int]:
    """The products of an earlier request, as the form takes them."""
    return [each.product_id for each in event.products.all()]


def of_contact(members: Iterable[Membership], user: User) -> Membership | None:
    return next((each for each in members if each.user_id == user.pk), None)
