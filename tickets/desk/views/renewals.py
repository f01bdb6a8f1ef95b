"""What ends when, whether it goes on, and answering what customers ask for (R26)."""

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from entitlements import advisors, catalogue
from entitlements.renewal.models import UpgradeRequest
from entitlements.renewal.pages import RenewalPage
from entitlements.renewal.people import account_owners
from entitlements.renewal.requests import LONGEST, answer
from subscriptions import coverage
from subscriptions.models import Customer, Subscription
from subscriptions.refusals import Forbidden, Refusal
from subscriptions.wording import last_day_words
from tickets.desk import renewals
from tickets.desk.access import Act, StaffRequest, for_staff, may
from tickets.desk.renewals import SHOWN
from tickets.following import open_incidents

State = UpgradeRequest.State


class AnswerForm(forms.Form):
    """What is answered, and whether that decides it."""

    text = forms.CharField(
        label=gettext_lazy("Your answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The asker and the customer's managers read it."),
        error_messages={"required": gettext_lazy("Write an answer; the asker reads it.")},
    )
    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        widget=forms.RadioSelect,
        choices=[
            (State.GRANTED, gettext_lazy("Grant it: it holds from this moment")),
            (State.DECLINED, gettext_lazy("Decline it")),
            (State.ANSWERED, gettext_lazy("Answer only; it stays open")),
        ],
        error_messages={"required": gettext_lazy("Choose whether your answer decides it.")},
    )


@for_staff()
@require_safe
def calendar(request: StaffRequest) -> HttpResponse:
    """Every end by month, what was asked for, and what is open after an end; narrowed by region or owner."""
    region, owner = request.GET.get("region", ""), request.GET.get("owner", "")
    at = timezone.now()
    found = renewals.endings(request.user, at, region, owner)
    ended = [each for each in found if each.state in ("grace", "over")]
    coming = [each for each in found if each not in ended]
    context = {
        "at": at,
        "ended": ended,
        "months": [(month, list(some)) for month, some in groupby(coming, key=lambda each: each.month)],
        "more": len(found) > SHOWN,
        "shown": SHOWN,
        "requests": renewals.requests(request.user),
        "regions": _choices("region", [(r.code, r.name) for r in renewals.regions()], region, owner=owner),
        "owners": _choices(
            "owner", [(str(u.pk), u.name) for u in renewals.owners(request.user)], owner, region=region
        ),
        "narrowed": bool(region or owner),
    }
    return render(request, "desk/renewals.html", context)


def _choices(name: str, values: list[tuple[str, str]], chosen: str, **others: str) -> list[dict[str, Any]]:
    kept = {key: value for key, value in others.items() if value}
    return [
        {"label": label, "current": value == chosen, "url": "?" + urlencode({**kept, name: value})}
        for value, label in values
    ]


@for_staff()
@require_http_methods(["GET", "HEAD", "POST"])
def renewal(request: StaffRequest, number: int) -> HttpResponse:
    """Whether one subscription goes on; who agrees with customers says that it will not, and takes that back."""
    rows = Subscription.objects.visible_to(request.user).select_related("customer__account_owner")
    found = get_object_or_404(rows, pk=number)
    page = RenewalPage(found, request.POST)
    if request.method == "POST":
        _require_agreeing(request, found.customer)
        if page.carry_out(request.user):
            messages.success(request, _("Noted. The customer's managers are told."))
            return redirect("desk:renewal", number)
    context = page.context() | {"may": may(request.user, Act.AGREE)}
    return render(request, "desk/renewal.html", context, status=page.form.status if page.form.errors else 200)


def _require_agreeing(request: StaffRequest, customer: Customer) -> None:
    """Raise Forbidden, naming who agrees with this customer, unless the reader does."""
    if not may(request.user, Act.AGREE):
        raise Forbidden(who=_agreeing(customer))


def _agreeing(customer: Customer) -> str:
    """The names of those who agree with this customer."""
    return ", ".join(person.name for person in account_owners(customer))


@for_staff()
@require_http_methods(["GET", "HEAD", "POST"])
def upgrade(request: StaffRequest, number: int) -> HttpResponse:
    """One request: who asks for what, what follows, and the answer."""
    rows = UpgradeRequest.objects.visible_to(request.user).select_related(
        "customer__account_owner", "product", "wanted_tier", "from_tier", "asked_by", "answered_by"
    )
    found = get_object_or_404(rows, pk=number)
    form = AnswerForm(request.POST or None)
    if request.method == "POST":
        _require_agreeing(request, found.customer)
        if form.is_valid():
            try:
                answer(found, request.user, form.cleaned_data["text"], form.cleaned_data["decision"])
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Your answer is sent."))
                return redirect("desk:renewals")
    at = timezone.now()
    line = coverage.line_for(found.customer, found.product, at)
    context = {
        "wish": found,
        "service": catalogue.current().services.get(found.service),
        "form": form,
        "line": line,
        "until": last_day_words(line.ends_at, found.customer.zone) if line else "",
        "open": open_incidents(line) if line else 0,
        "without_advisor": advisors.missing_with(found.customer, found.wanted_tier, at),
        "undecided": found.state in UpgradeRequest.OPEN,
        "may_answer": may(request.user, Act.AGREE),
        "answering": _agreeing(found.customer),
    }
    return render(request, "desk/upgrade.html", context, status=422 if form.is_bound else 200)
