"""Education at the desk: codes and cards by customer, and what account owners record (R21)."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from entitlements.models import Footnote
from entitlements.programmes import access, cards
from entitlements.programmes.desk_forms import BuyForm, CardForm, SpendForm
from entitlements.programmes.models import CardEntry, DiscountCode, TrainingCard
from entitlements.programmes.views.education import TERMS
from notifications.views.readers import PersonRequest, for_staff
from subscriptions import paging
from subscriptions.forms import RefusingForm
from subscriptions.models import Customer, User
from subscriptions.steps import Step, offered, pressed

PAGE = "programmes:customer_education"
SIZE, SHOWN = 50, 50


@for_staff
@require_safe
def index(request: PersonRequest) -> HttpResponse:
    """The codes, the newest first."""
    at = timezone.now()
    codes = DiscountCode.objects.visible_to(request.user).select_related("customer", "subscription", "use")
    rows, before = paging.newest_first(request, codes, SIZE)
    context = {
        "rows": [{"code": code, "state": code.state(at)} for code in rows],
        "first_url": "?" if paging.before(request) else "",
        "next_url": f"?before={before}" if before else "",
    }
    return render(request, "programmes/desk/education.html", context)


@for_staff
@require_safe
def customer(request: PersonRequest, customer: str) -> HttpResponse:
    """One customer's codes and cards."""
    return _page(request, _customer(request, customer), {})


@for_staff
@require_POST
def step(request: PersonRequest, customer: str, step: str) -> HttpResponse:
    """Record something. A refusal stands at its field, and what was typed stays."""
    found = _customer(request, customer)
    if refused := pressed(request, STEPS, step, found):
        return _page(request, found, {step: refused}, refused.status)
    return redirect(PAGE, found.number)


def _has_cards(found: Customer, person: User, at: datetime) -> bool:
    return found.training_cards.exists()


STEPS: dict[str, Step[Customer]] = {
    each.name: each
    for each in (
        Step[Customer](
            "buy",
            gettext_lazy("Units bought"),
            gettext_lazy("Record the units"),
            "plus",
            lambda found, data: BuyForm(data, customer=found),
            lambda found, by, form: cards.buy(by=by, **form.facts()),
            gettext_lazy("The units are on the card."),
            _has_cards,
        ),
        Step[Customer](
            "spend",
            gettext_lazy("Units spent"),
            gettext_lazy("Record the units"),
            "minus",
            lambda found, data: SpendForm(data, customer=found),
            lambda found, by, form: cards.spend(by=by, **form.facts()),
            gettext_lazy("The units are taken from the card."),
            _has_cards,
        ),
        Step[Customer](
            "card",
            gettext_lazy("New training card"),
            gettext_lazy("Issue the card"),
            "id-card",
            lambda found, data: CardForm(data),
            lambda found, by, form: cards.issue(found, by=by, **form.cleaned_data),
            gettext_lazy("The training card is issued."),
            lambda found, person, at: True,
        ),
    )
}


def _page(
    request: PersonRequest, found: Customer, refused: dict[str, RefusingForm], status: int = 200
) -> HttpResponse:
    at = timezone.now()
    today = access.day_there(found, at)
    codes = DiscountCode.objects.filter(customer=found).select_related("customer", "subscription", "use")
    shown = TrainingCard.objects.filter(customer=found)[:SHOWN]
    entries = CardEntry.objects.filter(customer=found).select_related("card", "code", "by")
    context = {
        "customer": found,
        "codes": [{"code": code, "state": code.state(at)} for code in codes[:SHOWN]],
        "cards": [{"card": card, "expired": card.has_expired(today)} for card in shown],
        "entries": entries[:SHOWN],
        "terms": Footnote.objects.filter(mark=TERMS).first(),
        "offered": offered(
            STEPS.values(), found, request.user, at, refused, may=access.records(request.user)
        ),
        "opened": next(iter(refused), ""),
    }
    return render(request, "programmes/desk/customer.html", context, status=status)


def _customer(request: PersonRequest, number: str) -> Customer:
    found: Customer = get_object_or_404(Customer.objects.visible_to(request.user), number=number)
    return found
