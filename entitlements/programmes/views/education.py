"""Education as contacts see it: the discount of the period with its code, and the training cards (R21)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from entitlements import answers
from entitlements.models import Footnote
from entitlements.programmes import access
from entitlements.programmes.models import DiscountCode, TrainingCard
from notifications.views.readers import ContactRequest, for_contacts

DESK = "/desk/education/"
CODES, CARDS, ENTRIES = 10, 20, 5
TERMS = "**"  # the footnote with the terms of the discount


@for_contacts(DESK)
@require_safe
def education(request: ContactRequest) -> HttpResponse:
    """The code, whether it is used, and what is left on the cards. Who has neither reads the refusal of the
    answer."""
    at = timezone.now()
    answer = answers.may(request.customer, access.EDUCATION, None, at)
    codes = DiscountCode.objects.visible_to(request.user).filter(customer=request.customer)
    found = list(codes.select_related("customer", "subscription", "use")[:CODES])
    cards = TrainingCard.objects.visible_to(request.user).filter(customer=request.customer)
    shown = list(cards.prefetch_related("entries__code")[:CARDS])
    if not answer.allowed and answer.remaining is None and not found and not shown:
        raise answer.refusal()
    today = access.day_there(request.customer, at)
    codes_shown = [{"code": code, "state": code.state(at)} for code in found]
    running = [code.subscription.starts_at <= at < code.subscription.ends_at for code in found]
    context = {
        "codes": [each for each, runs in zip(codes_shown, running, strict=True) if runs],
        "earlier": [each for each, runs in zip(codes_shown, running, strict=True) if not runs],
        "refusal": answer.refusal() if not answer.allowed else None,
        "cards": [
            {"card": card, "expired": card.has_expired(today), "entries": card.entries.all()[:ENTRIES]}
            for card in shown
        ],
        "terms": Footnote.objects.filter(mark=TERMS).first(),
        "zone": request.customer.time_zone,
    }
    return render(request, "programmes/education.html", context)
