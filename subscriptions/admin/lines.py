"""Subscriptions and their product lines. A person types first and last days; stored are the instants at which
they begin and end in the customer's zone."""

from datetime import date, timedelta
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action, display

from subscriptions.admin import moves
from subscriptions.administration.fields import DayField
from subscriptions.administration.room import Room, Rows
from subscriptions.life import corrections
from subscriptions.life.changing import of_lines
from subscriptions.life.words import event
from subscriptions.models import Customer, ProductLine, Subscription, SubscriptionEntry, User
from subscriptions.models.lines import BEYOND
from subscriptions.periods import first_day, last_day, midnight
from subscriptions.refusals import Refusal
from subscriptions.wording import first_day_words, last_day_words

LIFE_SHOWN = 20


class PeriodForm(forms.ModelForm):
    """First and last day of a period. Days that are not touched keep their exact instants."""

    first_day = DayField(label=gettext_lazy("First day"))
    last_day = DayField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("Still covered, until midnight."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            zone = self.instance.customer.zone
            self.initial["first_day"] = first_day(self.instance.starts_at, zone)
            self.initial["last_day"] = last_day(self.instance.ends_at, zone)

    def set_period(self, zone: ZoneInfo) -> None:
        """Turn the typed days into instants of the row; an end before the start is marked."""
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first day."))
        elif first and last:
            if not self.instance.pk or "first_day" in self.changed_data:
                self.instance.starts_at = midnight(first, zone)
            if not self.instance.pk or "last_day" in self.changed_data:
                self.instance.ends_at = midnight(last + timedelta(days=1), zone)


class SubscriptionForm(PeriodForm):
    """For as long as the customer's row is held, nobody else changes her subscriptions."""

    class Meta:
        model = Subscription
        fields = ("customer",)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        customer = cleaned.get("customer") or getattr(self.instance, "customer", None)
        if customer:
            Customer.objects.select_for_update(no_key=True, of=("self",)).get(pk=customer.pk)
            self.set_period(customer.zone)
        return cleaned


class LineForm(PeriodForm):
    """A line that has begun keeps product and tier: what was granted under it stays true (R25.3)."""

    first_day = DayField(label=gettext_lazy("First day"), required=False)
    last_day = DayField(label=gettext_lazy("Last day"), required=False)

    class Meta:
        model = ProductLine
        fields = ("product", "tier")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.starts_at <= timezone.now():
            for name in ("product", "tier", "first_day"):
                self.fields[name].disabled = True

    def needs_room(self) -> bool:
        """Whether the line reaches farther than before."""
        before, after = self.initial, self.cleaned_data
        return bool(after["first_day"] < before["first_day"] or after["last_day"] > before["last_day"])


class LineSet(BaseInlineFormSet):
    """The lines of one subscription: inside its days, and never two of a product at a time."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors) or not getattr(self.instance, "ends_at", None):
            return
        kept: list[Any] = [form for form in self.forms if self._is_line(form)]
        for form in kept:
            self._place(form)
        for first, second in combinations(kept, 2):
            if _overlap(first.instance, second.instance):
                second.add_error("first_day", self._taken(first.instance))
        for form in kept:
            self._refuse_overlap_elsewhere(form)
            self._refuse_by_others(form)

    def _is_line(self, form: Any) -> bool:
        return bool((form.instance.pk or form.has_changed()) and not self._should_delete_form(form))  # type: ignore[attr-defined]

    def _place(self, form: LineForm) -> None:
        zone, row = self.instance.customer.zone, form.instance
        row.customer = self.instance.customer
        for name, day in (
            ("first_day", first_day(self.instance.starts_at, zone)),
            ("last_day", last_day(self.instance.ends_at, zone)),
        ):
            form.cleaned_data[name] = form.cleaned_data.get(name) or day
        form.set_period(zone)
        if not form.errors and not self.instance.holds(row):
            form.add_error("last_day", BEYOND)

    def _refuse_overlap_elsewhere(self, form: LineForm) -> None:
        row = form.instance
        if form.errors:
            return
        others = ProductLine.objects.filter(
            customer=row.customer, product=row.product, starts_at__lt=row.ends_at, ends_at__gt=row.starts_at
        )
        here = [each.instance.pk for each in self.forms if each.instance.pk]
        if other := others.exclude(pk__in=here).first():
            form.add_error("first_day", self._taken(other))

    @staticmethod
    def _refuse_by_others(form: LineForm) -> None:
        """What rooms above have against what was typed."""
        if form.errors or not form.has_changed():
            return
        try:
            for check in of_lines:
                check(form.instance)
        except Refusal as refusal:
            form.add_error("tier" if not form.fields["tier"].disabled else "last_day", str(refusal))

    def _taken(self, other: ProductLine) -> ValidationError:
        zone = self.instance.customer.zone
        return ValidationError(
            _(
                "Another line covers %(product)s from %(first)s to %(last)s (%(tier)s). Two lines never overlap."
            ),
            code="overlap",
            params={
                "product": other.product,
                "first": first_day_words(other.starts_at, zone),
                "last": last_day_words(other.ends_at, zone),
                "tier": other.tier,
            },
        )

    def save_existing_objects(self, commit: bool = True) -> list[Any]:
        """Those that give room first: the database holds the lines apart at every moment."""
        number = self.initial_form_count()
        saved: list[Any] = self.forms[:number]
        kept = sorted(saved, key=lambda form: form.has_changed() and form.needs_room())
        self.forms = kept + self.forms[number:]
        return super().save_existing_objects(commit)


class LineRows(Rows):
    model = ProductLine
    form = LineForm
    formset = LineSet
    fields = ("product", "tier", "first_day", "last_day")
    verbose_name_plural = gettext_lazy("product lines")


@admin.register(Subscription)
class SubscriptionAdmin(Room):
    """Annual support periods with their product lines."""

    form = SubscriptionForm
    fixed = ("customer",)
    fields = ("customer", "first_day", "last_day")
    autocomplete_fields = ("customer",)
    list_display = ("customer", "state", "days", "products")
    list_filter = ("customer__region",)
    search_fields = ("customer__name", "customer__number")
    list_select_related = ("customer",)
    inlines = [LineRows]
    change_form_template = "admin/subscription_form.html"
    actions_detail = ["change_tier", "add_product", "renew", "take_back", "reinstate"]

    def held(self, obj: Subscription) -> Customer:
        return obj.customer

    def get_actions_detail(self, request: HttpRequest, object_id: int | str) -> list[Any]:
        """Those that its state allows: it is renewed, or that is taken back, or it is reinstated."""
        subscription = self.get_object(request, str(object_id))
        offered = moves.possible(subscription, timezone.now()) if subscription else set()
        prefix = f"{self.opts.app_label}_{self.opts.model_name}_"
        known = super().get_actions_detail(request, object_id)
        return [each for each in known if each.action_name.removeprefix(prefix) in offered]

    @action(description=gettext_lazy("Change a tier"), icon="swap_vert")
    def change_tier(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._move(request, object_id, moves.TierForm)

    @action(description=gettext_lazy("Add a product"), icon="add")
    def add_product(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._move(request, object_id, moves.ProductForm)

    @action(description=gettext_lazy("Renew"), icon="autorenew")
    def renew(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._move(request, object_id, moves.RenewForm)

    @action(description=gettext_lazy("Take the renewal back"), icon="undo")
    def take_back(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._move(request, object_id, moves.TakeBackForm)

    @action(description=gettext_lazy("Reinstate"), icon="restart_alt")
    def reinstate(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._move(request, object_id, moves.ReinstateForm)

    def _move(self, request: HttpRequest, object_id: str, kind: type[moves.MoveForm]) -> HttpResponse:
        """The page of a move: asks, shows what follows, and does it where the button says so."""
        subscription = self.get_object(request, object_id)
        if subscription is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        form = kind(subscription, timezone.now(), request.POST or None)
        if form.is_valid() and "_do" in request.POST:
            assert isinstance(request.user, User)
            try:
                self.message_user(request, form.carry_out(request.user), messages.SUCCESS)
                return redirect(self.address_of(subscription))
            except Refusal as refusal:
                form.refused = refusal
                form.add_error(None, str(refusal))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": subscription,
            "title": kind.title,
            "days": period_in_words(subscription, subscription.customer),
            "form": form,
            "consequences": form.consequences if form.is_bound and not form.errors else None,
        }
        return TemplateResponse(request, "admin/move.html", context, status=422 if form.errors else 200)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        shown = kwargs.get("obj")
        entries = SubscriptionEntry.objects.filter(customer=shown and shown.customer_id)
        told = entries.select_related("by", "product").order_by("-at", "-pk")
        context["life"] = [event(entry) for entry in told[:LIFE_SHOWN]]
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Subscription, form: Any, change: bool) -> None:
        request.life_before = corrections.as_it_stands(obj) if change else None  # type: ignore[attr-defined]
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        before = request.life_before  # type: ignore[attr-defined]
        corrections.put_down_typed(form.instance, before, request.user)  # type: ignore[arg-type]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("lines__product", "lines__tier")

    @display(
        description=gettext_lazy("state"),
        label={"active": "success", "coming": "info", "ended": "default"},
    )
    def state(self, subscription: Subscription) -> tuple[str, str]:
        now = timezone.now()
        if subscription.starts_at > now:
            return "coming", _("coming")
        return ("active", _("active")) if subscription.ends_at > now else ("ended", _("ended"))

    @display(description=gettext_lazy("first and last day"), ordering="starts_at")
    def days(self, subscription: Subscription) -> str:
        return period_in_words(subscription, subscription.customer)

    @display(description=gettext_lazy("product lines"))
    def products(self, subscription: Subscription) -> str:
        return ", ".join(str(line) for line in subscription.lines.all())


def period_in_words(period: Any, customer: Customer) -> str:
    """First and last day of a subscription or line, in the customer's zone."""
    days: list[date] = [first_day(period.starts_at, customer.zone), last_day(period.ends_at, customer.zone)]
    return " – ".join(date_format(day, "SHORT_DATE_FORMAT") for day in days)


def _overlap(one: ProductLine, other: ProductLine) -> bool:
    return (
        one.product_id == other.product_id and one.starts_at < other.ends_at and other.starts_at < one.ends_at
    )
