"""Exceptions: what one customer has negotiated instead of what her tier grants (R27.1). One that has begun keeps
its terms; it can be given another last day."""

from copy import copy
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from entitlements import advisors, office_days
from entitlements.models import Grant, Service, SpecialTerms
from subscriptions.admin.customers import CustomerAdmin
from subscriptions.admin.lines import PeriodForm, period_in_words
from subscriptions.administration.room import ReadingRows, Room
from subscriptions.models import Customer, User
from subscriptions.periods import first_day
from subscriptions.wording import first_day_words, last_day_words

WHAT = ("customer", "service", "product", "granted")
TERMS = ("clock", "allowance", "discount_percent", "standard_products_only", "english_only")
WHY = ("reason", "approved_by")
PASSED = gettext_lazy("This day has passed. What was granted then stays as it was.")


class SpecialTermsForm(PeriodForm):
    """For as long as the customer's row is held, nobody else agrees on something with her."""

    class Meta:
        model = SpecialTerms
        fields = (*WHAT, *TERMS, *WHY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_begun(self.instance):
            self.fields["first_day"].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        customer = self._chosen("customer")
        if customer:
            Customer.objects.select_for_update(no_key=True, of=("self",)).get(pk=customer.pk)
            self._refuse_past(customer)
            self.set_period(customer.zone)
        if service := cleaned.get("service"):
            self._check_terms(service)
        if customer and not self.errors:
            self._refuse_overlap(customer)
            self._refuse_days(customer)
        return cleaned

    def set_period(self, zone: Any) -> None:
        """Today begins now: what was answered this morning stays true (R25.3)."""
        super().set_period(zone)
        now = timezone.now().replace(microsecond=0)
        today = "first_day" in self.changed_data and self.cleaned_data.get("first_day") == first_day(
            now, zone
        )
        if today and not self.errors:
            self.instance.starts_at = now

    def _chosen(self, name: str) -> Any:
        """What was typed, or stands in the row already."""
        return self.cleaned_data.get(name) or getattr(self.instance, name, None)

    def _refuse_past(self, customer: Customer) -> None:
        today = first_day(timezone.now(), customer.zone)
        for name in ("first_day", "last_day"):
            day = self.cleaned_data.get(name)
            if day and day < today and name in self.changed_data:
                self.add_error(name, PASSED)

    def _check_terms(self, service: Service) -> None:
        cleaned = self.cleaned_data
        if cleaned.get("product") and service.scope == Service.Scope.COMPANY:
            message = _("%(service)s is a service for the company: leave the product empty.")
            self.add_error("product", message % {"service": service})
        has_hours = Grant.objects.filter(service=service).exclude(clock="").exists()
        if cleaned.get("granted") and has_hours and not cleaned.get("clock"):
            self.add_error("clock", _("Choose the hours: %(service)s has some.") % {"service": service})
        has_discount = Grant.objects.filter(service=service).exclude(discount_percent=None).exists()
        if cleaned.get("granted") and has_discount and not cleaned.get("discount_percent"):
            message = _("Give the discount: %(service)s has one.")
            self.add_error("discount_percent", message % {"service": service})

    def _refuse_overlap(self, customer: Customer) -> None:
        row = self.instance
        others = SpecialTerms.objects.exclude(pk=row.pk).filter(
            customer=customer,
            service=self._chosen("service"),
            product=self._chosen("product"),
            starts_at__lt=row.ends_at,
            ends_at__gt=row.starts_at,
        )
        if other := others.first():
            self.add_error("last_day" if has_begun(row) else "first_day", self._taken(other, customer))

    def _refuse_days(self, customer: Customer) -> None:
        """The row as it is typed: what was typed is not in the instance yet."""
        row = copy(self.instance)
        for name in {*WHAT, *TERMS} & self.cleaned_data.keys():
            setattr(row, name, self.cleaned_data[name])
        try:
            office_days.check_exception(customer, row)
        except ValidationError as error:
            self.add_error("last_day" if has_begun(self.instance) else "clock", error)

    def _taken(self, other: SpecialTerms, customer: Customer) -> ValidationError:
        return ValidationError(
            _("Another exception for this holds from %(first)s to %(last)s. Two never overlap."),
            code="overlap",
            params={
                "first": first_day_words(other.starts_at, customer.zone),
                "last": last_day_words(other.ends_at, customer.zone),
            },
        )


@admin.register(SpecialTerms)
class SpecialTermsAdmin(Room):
    """Exceptions of all customers; each is on its customer's page too."""

    form = SpecialTermsForm
    autocomplete_fields = ("customer",)
    list_display = ("customer", "service", "product", "state", "days", "granted", "approved_by")
    list_filter = ("granted", "service")
    list_select_related = ("customer", "service", "product", "approved_by")
    search_fields = ("customer__name", "customer__number", "reason")

    def get_fieldsets(self, request: HttpRequest, obj: SpecialTerms | None = None) -> Any:
        days = ("first_day", "last_day") if self.has_change_permission(request, obj) else ("days",)
        return [
            (None, {"fields": (*WHAT, *days)}),
            (gettext_lazy("Terms instead of the tier's"), {"fields": TERMS}),
            (gettext_lazy("Why, and by whom"), {"fields": WHY}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: SpecialTerms | None = None) -> list[str]:
        return [*WHAT, *TERMS, *WHY, "days"] if has_begun(obj) else []

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        ended = obj is not None and obj.ends_at <= timezone.now()
        return super().has_change_permission(request, obj) and not ended

    def held(self, obj: SpecialTerms) -> Customer:
        return obj.customer

    def kept_because(self, obj: SpecialTerms) -> str:
        if has_begun(obj):
            return _("“%(name)s” has been in force, so it stays. Give it a last day to end it.") % {
                "name": obj
            }
        return super().kept_because(obj)

    def get_changeform_initial_data(self, request: HttpRequest) -> Any:
        today = timezone.localdate()
        days = {"first_day": today, "last_day": today + timedelta(days=364)}
        return {**days, **super().get_changeform_initial_data(request)}

    def save_model(self, request: HttpRequest, obj: SpecialTerms, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        advisors.tell_of_missing(max(timezone.now(), obj.starts_at), Q(pk=obj.customer_id))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if field := form.base_fields.get("approved_by"):
            field.queryset = User.objects.choosable(Q(pk=obj.approved_by_id) if obj else Q())
        return form

    @display(
        description=gettext_lazy("state"),
        label={"active": "success", "coming": "info", "ended": "default"},
    )
    def state(self, terms: SpecialTerms) -> tuple[str, str]:
        if not has_begun(terms):
            return "coming", _("coming")
        return ("active", _("active")) if terms.ends_at > timezone.now() else ("ended", _("ended"))

    @display(description=gettext_lazy("first and last day"), ordering="starts_at")
    def days(self, terms: SpecialTerms) -> str:
        return period_in_words(terms, terms.customer)


class ExceptionsOfCustomer(ReadingRows):
    model = SpecialTerms
    fields = ("service", "product", "days", "granted", "reason", "approved_by")
    readonly_fields = ("days",)
    show_change_link = True
    tab = True

    @display(description=gettext_lazy("first and last day"))
    def days(self, terms: SpecialTerms) -> str:
        return period_in_words(terms, terms.customer)


# The customer's page is of a room below, which knows nothing of exceptions.
CustomerAdmin.inlines = [*CustomerAdmin.inlines, ExceptionsOfCustomer]


def has_begun(terms: SpecialTerms | None) -> bool:
    """Whether it is or was in force."""
    return bool(terms and terms.pk) and terms.starts_at <= timezone.now()  # type: ignore[union-attr]
