"""The weekend as a contact sees it: which are possible and why others are not, asking, its state, cancelling
(R23)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from entitlements import answers
from entitlements.refusals import EventUsed
from entitlements.special_events import english, handing_over, possible, requesting, scheduling
from entitlements.special_events.forms import (
    AskForm,
    CancelForm,
    EnglishContactForm,
    chosen,
    english_speaking,
    of_contact,
    weekend_words,
)
from entitlements.special_events.models import SpecialEvent, State
from entitlements.special_events.parts import Part, parts
from entitlements.special_events.possible import Terms
from entitlements.special_events.refusals import AlreadyAsked, ViaAdvisor, day_words
from entitlements.special_events.weekends import Choice
from notifications.views.readers import ContactRequest, for_contacts
from subscriptions import advisors
from subscriptions.refusals import Refusal
from subscriptions.wording import first_day_words

PAGE = "special_events:weekend"
DESK = "/desk/events/"
EARLIER = 10


@dataclass(frozen=True)
class Offer:
    """A weekend of the list: in words, and why it cannot be asked for, or empty."""

    day: str
    words: str
    why: str


@for_contacts(DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def weekend(request: ContactRequest) -> HttpResponse:
    """Asking, and what became of it. Who has no such service reads the refusal."""
    at = timezone.now()
    terms, refusal = _terms(request, at)
    if terms is None:
        if request.method == "POST" and refusal:
            messages.error(request, str(refusal))
            return redirect(PAGE)
        return _page(request, None, None, refusal, at)
    form = _form(request, terms, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and (asked := _ask(request, form, at)):
        for left_out in asked.left_out:
            messages.warning(request, str(left_out))
        messages.success(request, _sent(request, at))
        return redirect(PAGE)
    return _page(request, terms, form, None, at)


@for_contacts(DESK)
@require_POST
def cancel(request: ContactRequest, number: int) -> HttpResponse:
    """Cancel a weekend of her company (R23.14)."""
    found = get_object_or_404(SpecialEvent.objects.visible_to(request.user), pk=number)
    form = CancelForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["reason"][0]))
        return redirect(PAGE)
    try:
        event = scheduling.cancel(found, request.user, form.cleaned_data["reason"])
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(PAGE)
    used = event.use is not None and event.use.released_at is None
    said = (
        _("The weekend of {date} is cancelled. It had begun, so it is used.")
        if used
        else _("The weekend of {date} is cancelled. It is not used.")
    )
    messages.success(request, said.format(date=day_words(event.saturday)))
    return redirect(PAGE)


@for_contacts(DESK)
@require_POST
def name_contact(request: ContactRequest, number: int) -> HttpResponse:
    """Name another English-speaking contact for a weekend of her company (R23.6). A refusal stands at its field."""
    found = get_object_or_404(SpecialEvent.objects.visible_to(request.user), pk=number)
    form = _contact_form(found, request.POST)
    if form.accepted_by(lambda: _name(found, request, form.cleaned_data)):
        messages.success(request, _("The English-speaking contact is named. Both sides are told."))
        return redirect(PAGE)
    at = timezone.now()
    found.refresh_from_db()
    if form.refused and not found.is_open_at(at):
        messages.error(request, str(form.refused))
        return redirect(PAGE)
    terms, refusal = _terms(request, at)
    ask = _form(request, terms, None) if terms else None
    return _page(request, terms, ask, refusal, at, naming={found.pk: form})


def _terms(request: ContactRequest, at: datetime) -> tuple[Terms | None, Refusal | None]:
    """What she may ask for, or why she may not. Raises the refusal where her company never had a weekend."""
    try:
        return requesting.terms_of(request.customer, at), None
    except Refusal as refusal:
        if not SpecialEvent.objects.filter(customer=request.customer).exists():
            raise
        return None, refusal


def _name(event: SpecialEvent, request: ContactRequest, typed: dict[str, Any]) -> SpecialEvent:
    return english.name_another(event, request.user, typed["english_contact"], typed["phone"])


def _contact_form(event: SpecialEvent, data: Any = None) -> EnglishContactForm:
    """Each event's has ids of its own. Nothing is chosen in it: the phone of who was named before is not that of
    another."""
    return EnglishContactForm(data, customer=event.customer, auto_id=f"event-{event.pk}-%s")


def _form(request: ContactRequest, terms: Terms, typed: Any) -> AskForm:
    """`typed`: what was sent, or None."""
    if typed is not None:
        return AskForm(typed, contact=request.user, customer=request.customer, terms=terms)
    initial: dict[str, Any] = {"submission": uuid4(), "weekend": request.GET.get("weekend", "")}
    members = english_speaking(request.customer)
    if own := of_contact(members, request.user):
        initial["english_contact"] = own.pk
    if again := _declined(request):
        initial |= {"purpose": again.purpose, "products": chosen(again), "text": again.text}
    return AskForm(contact=request.user, customer=request.customer, terms=terms, initial=initial)


def _ask(request: ContactRequest, form: AskForm, at: datetime) -> requesting.Asked | None:
    """The request, or None with the refusal on the form."""
    try:
        return requesting.ask(form.wish(), at)
    except Refusal as refusal:
        form.refuse(refusal)
        return None


def _sent(request: ContactRequest, at: datetime) -> str:
    """That her request has been sent, and to whom (R23.4); who answers where the advisor is away."""
    found = advisors.assignment(request.customer, at)
    if found and advisors.is_there(request.customer, at):
        return str(ViaAdvisor(name=found.advisor.name))
    if found:
        words = _(
            "Your request has been sent. {name} is out of office now; our support managers have been told."
        )
        return words.format(name=found.advisor.name)
    return _("Your request has been sent to our support managers: no advisor is assigned to you now.")


def _page(
    request: ContactRequest,
    terms: Terms | None,
    form: AskForm | None,
    refusal: Refusal | None,
    at: datetime,
    *,
    naming: dict[int, EnglishContactForm] | None = None,
) -> HttpResponse:
    """`naming`: forms of events, by number, that were refused."""
    refused = naming or {}
    hers = SpecialEvent.objects.visible_to(request.user).filter(customer=request.customer).whole()
    shown = list(hers.current(at)) or list(hers.filter(state=State.CONFIRMED)[:1])
    context = {
        "form": form,
        "refusal": refusal if _says_more(refusal, shown, at) else None,
        "terms": terms,
        "possible": bool(terms and terms.possible()),
        "next": _next(terms) if terms else "",
        "offers": [_offer(choice, terms) for choice in terms.choices()] if terms else [],
        "shown": [_shown(event, request, at, refused.get(event.pk)) for event in shown],
        "declined": _declined(request),
        "earlier": [each for each in hers[:EARLIER] if each not in shown],
        "advisor": advisors.assignment(request.customer, at),
        "there": advisors.is_there(request.customer, at),
        "at": at,
    }
    wrong = next((each for each in (form, *refused.values()) if each and each.errors), None)
    status = wrong.status if wrong else 200
    return render(request, "special_events/weekend.html", context, status=status)


def _next(terms: Terms) -> str:
    """The first day of the next period; empty where the weekend rests on special terms that end by then."""
    special = answers.may(terms.customer, possible.SERVICE, None, terms.at).special
    if special and special.ends_at <= terms.subscription.ends_at:
        return ""
    return first_day_words(terms.subscription.ends_at, terms.customer.zone)


def _says_more(refusal: Refusal | None, shown: list[SpecialEvent], at: datetime) -> bool:
    """Whether the refusal says what the events shown do not. That a weekend is used is not true of one that is
    still to begin: cancelled before it does, it is not used (R23.14)."""
    if isinstance(refusal, EventUsed):
        return not any(event.starts_at > at for event in shown)
    return not isinstance(refusal, AlreadyAsked)


@dataclass(frozen=True)
class Shown:
    """An event with what stands beside it."""

    event: SpecialEvent
    is_over: bool
    has_begun: bool
    contacts: handing_over.ContactLists | None
    parts: list[Part]
    form: CancelForm | None
    naming: EnglishContactForm | None  # for her who may name another English-speaking contact
    lacks_contact: bool


def _shown(
    event: SpecialEvent, request: ContactRequest, at: datetime, refused: EnglishContactForm | None
) -> Shown:
    confirmed = event.state == State.CONFIRMED
    over = event.ends_at <= at
    hers = event.is_open_at(at) and scheduling.may_change(event, request.user)
    return Shown(
        event,
        is_over=confirmed and over,
        has_begun=confirmed and event.starts_at <= at,
        contacts=handing_over.contact_lists(event, at) if confirmed else None,
        parts=parts(event, request.user) if event.starts_at <= at else [],
        form=CancelForm() if hers else None,
        naming=refused or (_contact_form(event) if hers else None),
        lacks_contact=english.is_missing(event, at),
    )


def _offer(choice: Choice, terms: Terms) -> Offer:
    words = weekend_words(choice.weekend, terms)
    day = choice.weekend.saturday.isoformat()
    if choice.reason is None:
        return Offer(day, words, "")
    return Offer(day, words, str(terms.refusal(choice.weekend, choice.reason)))


def _declined(request: ContactRequest) -> SpecialEvent | None:
    """The last request, where it was declined and nothing was asked since."""
    last = SpecialEvent.objects.filter(customer=request.customer).order_by("-asked_at", "-pk").first()
    return last if last and last.state == State.DECLINED else None
