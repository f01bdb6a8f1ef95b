"""Customers with their contacts, installed systems, subscriptions and advisor."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action, display
from unfold.widgets import UnfoldBooleanSwitchWidget

from subscriptions import acting, narrowing
from subscriptions.admin.lines import period_in_words
from subscriptions.administration.drafts import DraftForm, DraftRoom
from subscriptions.administration.exchange import CustomerRows, Exchange
from subscriptions.administration.fields import TimeZoneInput
from subscriptions.administration.room import ReadingRows, Rows
from subscriptions.countries import NAMES
from subscriptions.models import (
    AdvisorAssignment,
    Customer,
    InstalledSystem,
    Membership,
    ProductLine,
    StaffMember,
    Subscription,
    User,
)

PAGE = 50  # rows of a customer's page: a form of a thousand would be refused when it is sent


class CustomerForm(DraftForm):
    class Meta:
        model = Customer
        fields = (
            "number",
            "name",
            "city",
            "country",
            "time_zone",
            "language",
            "industry",
            "region",
            "account_owner",
            "second_factor_by_vendor",
        )
        widgets = {"time_zone": TimeZoneInput}
        help_texts = {
            "number": gettext_lazy("By which the customer is known on the phone, e.g. C-1001."),
            "country": gettext_lazy("Two letters, e.g. DK."),
            "time_zone": gettext_lazy("In which her subscriptions begin and end, e.g. Europe/Copenhagen."),
            "language": gettext_lazy("For mail to new contacts."),
        }

    def clean_country(self) -> str:
        country = self.cleaned_data["country"].upper()
        if len(country) != 2 or not country.isascii() or not country.isalpha():
            raise ValidationError(_("Write the country as two letters, e.g. DK."))
        return country


class ContactForm(forms.ModelForm):
    has_left = forms.BooleanField(
        label=gettext_lazy("Has left"),
        required=False,
        widget=UnfoldBooleanSwitchWidget,
        help_text=gettext_lazy("Ends the access; what the person logged stays."),
    )

    class Meta:
        model = Membership
        fields = ("user", "role", "approves_remote_access", "speaks_english")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["has_left"] = bool(self.instance.ended_at)
        if self.instance.pk:
            self.fields["user"].disabled = True

    def clean_user(self) -> Any:
        user = self.cleaned_data["user"]
        if user.is_staff:
            raise ValidationError(
                _("%(name)s is on the vendor's staff and cannot be a contact of a customer."),
                params={"name": user},
            )
        return user

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("has_left") != bool(self.instance.ended_at):
            self.instance.ended_at = timezone.now() if cleaned.get("has_left") else None
        return cleaned


class ContactRows(Rows):
    """Contacts leave; they are not deleted."""

    model = Membership
    form = ContactForm
    fields = ("user", "role", "approves_remote_access", "speaks_english", "has_left")
    ordering = ("user__name", "pk")
    per_page = PAGE
    autocomplete_fields = ("user",)
    addable = ("user",)
    can_delete = False
    tab = True


class SystemForm(forms.ModelForm):
    """What is said here is known as said now and by whom: who has the system open in the portal reads so."""

    def clean_country(self) -> str:
        country = self.cleaned_data["country"].upper()
        if country and country not in NAMES:
            raise ValidationError(_("Write the country as two letters, e.g. DK."))
        return country

    def save(self, commit: bool = True) -> InstalledSystem:
        self.instance.changed_at, self.instance.changed_by_id = timezone.now(), acting.current().person
        kept: InstalledSystem = super().save(commit)
        return kept


class SystemRows(Rows):
    model = InstalledSystem
    form = SystemForm
    fields = (
        "product",
        "version",
        "environment",
        "site",
        "country",
        "hosting",
        "database",
        "operating_system",
        "modified",
    )
    ordering = ("product__name", "site", "pk")
    per_page = PAGE
    tab = True

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(ended_at=None)


class SubscriptionsOfCustomer(ReadingRows):
    model = Subscription
    fields = ("days", "products")
    readonly_fields = ("days", "products")
    show_change_link = True
    tab = True

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("lines__product", "lines__tier")

    @display(description=gettext_lazy("first and last day"))
    def days(self, subscription: Subscription) -> str:
        return period_in_words(subscription, subscription.customer)

    @display(description=gettext_lazy("product lines"))
    def products(self, subscription: Subscription) -> str:
        return ", ".join(str(line) for line in subscription.lines.all())


class AdvisorForm(forms.ModelForm):
    """What is wrong of its days is AdvisorSet's to say: one may end and another begin in one save."""

    def validate_constraints(self) -> None:
        """Nothing is asked of the rows that are about to change."""


class AdvisorSet(BaseInlineFormSet):
    """The advisors of one customer: one at a time, each with another person as deputy (R17.1)."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        kept: list[Any] = [form for form in self.forms if self._is_assignment(form)]
        for form in kept:
            self._check(form)
        rows = [form.instance for form in kept]
        for form, row in zip(kept, rows, strict=True):
            others = [*rows[: rows.index(row)], *self._entered_meanwhile()]
            if any(_overlap(row, other) for other in others):
                form.add_error("starts_on", _("The customer has another advisor in that time."))

    def _entered_meanwhile(self) -> list[AdvisorAssignment]:
        """What somebody else has saved since the page was opened; who saves at the same time waits."""
        if not self.instance.pk:
            return []
        Customer.objects.select_for_update(no_key=True).get(pk=self.instance.pk)
        shown = [form.instance.pk for form in self.initial_forms]
        return list(AdvisorAssignment.objects.filter(customer=self.instance).exclude(pk__in=shown))

    def _is_assignment(self, form: Any) -> bool:
        return bool((form.instance.pk or form.has_changed()) and not self._should_delete_form(form))  # type: ignore[attr-defined]

    def _check(self, form: Any) -> None:
        row = form.instance
        if row.ends_on and row.ends_on < row.starts_on:
            form.add_error("ends_on", _("The assignment ends before it starts."))
        if row.deputy_id == row.advisor_id:
            form.add_error("deputy", _("The deputy is somebody else than the advisor."))
        for name in ("advisor", "deputy"):
            person = getattr(row, name, None)
            if person and name in form.changed_data and not narrowing.sees_customer(person, self.instance):
                words = _(
                    "{name} is limited to other regions or products and would not see this customer. Choose"
                    " somebody else, or change the limits at “Staff and roles”."
                )
                form.add_error(name, words.format(name=person))


def _overlap(one: AdvisorAssignment, other: AdvisorAssignment) -> bool:
    return one.starts_on <= (other.ends_on or date.max) and other.starts_on <= (one.ends_on or date.max)


class AdvisorRows(Rows):
    model = AdvisorAssignment
    form = AdvisorForm
    formset = AdvisorSet
    fields = ("advisor", "deputy", "starts_on", "ends_on")
    tab = True

    def get_formset(self, request: HttpRequest, obj: Customer | None = None, **kwargs: Any) -> Any:
        """Those who advise may be chosen, and who has ever advised this customer stays so."""
        formset = super().get_formset(request, obj, **kwargs)
        hers = Q(advised__customer=obj) | Q(advised_as_deputy__customer=obj) if obj else Q()
        for name in ("advisor", "deputy"):
            if field := formset.form.base_fields.get(name):
                field.queryset = User.objects.choosable(hers, StaffMember.Role.ADVISOR)
        return formset


@admin.register(Customer)
class CustomerAdmin(Exchange, DraftRoom):
    """Customers; the number cannot be changed, since incidents and mails name it. What another support region
    means is shown before it is saved."""

    form = CustomerForm
    fields = CustomerForm.Meta.fields
    fixed = ("number",)
    resource_classes = [CustomerRows]
    list_display = ("name", "number", "city", "country", "region", "tiers_now")
    list_filter = ("region", "language")
    search_fields = ("name", "number", "city")
    list_select_related = ("region",)
    inlines = [ContactRows, SystemRows, SubscriptionsOfCustomer, AdvisorRows]
    change_form_template = "admin/customer_form.html"
    actions_detail = ["personal_data"]

    def as_typed(self, form: Any, rows: list[Any]) -> Customer:
        customer: Customer = form.instance
        return customer

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("lines__tier")

    @action(description=gettext_lazy("Personal data"), icon="archive")
    def personal_data(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """An export of the customer's data."""
        return redirect("personal_data:customer", get_object_or_404(Customer, pk=object_id).number)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if field := form.base_fields.get("account_owner"):
            field.queryset = User.objects.choosable(Q(pk=obj.account_owner_id) if obj else Q())
        return form

    @display(description=gettext_lazy("tiers now"))
    def tiers_now(self, customer: Customer) -> str:
        now = timezone.now()
        lines: list[ProductLine] = [
            line for line in customer.lines.all() if line.starts_at <= now < line.ends_at
        ]
        names = {line.tier.rank: line.tier.short_name for line in lines}
        return ", ".join(names[rank] for rank in sorted(names)) or _("none")
