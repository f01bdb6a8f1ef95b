"""A customer's subscription as the vendor's people read it: now, or as of an earlier day (R25.1, R25.3)."""

from datetime import date, datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from entitlements import refusals, service_rows
from entitlements.own_subscription import describe
from notifications.views.readers import PersonRequest, for_staff
from subscriptions.models import Customer


class AsOfForm(forms.Form):
    """The day as of whose end the page answers; empty: now. Days are the customer's."""

    day = forms.DateField(
        label=gettext_lazy("As of"),
        required=False,
        widget=forms.DateInput({"type": "date", "class": "control"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: object, customer: Customer) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.customer = customer

    def clean_day(self) -> date | None:
        """Today means now."""
        day, today = self.cleaned_data["day"], timezone.localdate(timezone=self.customer.zone)
        if day and day > today:
            raise ValidationError(_("This day is still to come: nobody knows yet what will hold then."))
        return None if day == today else day

    def instant(self) -> datetime | None:
        """The last one of the day; None for now."""
        day = self.cleaned_data.get("day")
        return datetime.combine(day, time.max, self.customer.zone) if day else None


@for_staff
@require_safe
def subscription(request: PersonRequest, number: str) -> HttpResponse:
    """Every service of the customer, as her own page shows it, as of now or of the day that is asked for."""
    visible = Customer.objects.visible_to(request.user).select_related("account_owner", "region")
    customer = get_object_or_404(visible, number=number)
    form = AsOfForm(request.GET, customer=customer)
    at = form.instant() if form.is_valid() else None
    own = describe(customer, at)
    context = {
        "customer": customer,
        "own": own,
        "services": service_rows.rows(own),
        "whom": refusals.whom_to_ask(customer),
        "form": form,
        "day": at and form.cleaned_data["day"],
    }
    status = 200 if form.is_valid() else 422
    return render(request, "entitlements/customer_subscription.html", context, status=status)
