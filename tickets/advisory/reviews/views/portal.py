"""Activity reviews as a contact of the company sees them: what was sent, and when the next is due (R18)."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from notifications.views.readers import ContactRequest, for_contacts
from subscriptions import advisors, paging
from subscriptions.refusals import Refusal
from tickets.advisory.reviews import access
from tickets.advisory.reviews.models import Review, ReviewCadence, ReviewFile
from tickets.advisory.reviews.models.reviews import ReviewQuerySet
from tickets.advisory.reviews.periods import Period
from tickets.advisory.reviews.views import showing

DESK = "/desk/reviews/"
SHOWN = 20


@for_contacts(DESK)
@require_safe
def index(request: ContactRequest) -> HttpResponse:
    """The reviews of her company, the latest first. Raises the refusal where the subscription brings none and there
    never was one."""
    at = timezone.now()
    rows = _sent(request).brief()
    refusal = _refusal(request)
    if refusal and not rows.exists():
        raise refusal
    page, following = paging.newest_first(request, rows, SHOWN)
    open_ = Review.objects.visible_to(request.user).filter(customer=request.customer).open()
    cadence = ReviewCadence.objects.visible_to(request.user).filter(customer=request.customer).first()
    context = {
        "reviews": page,
        "first_url": "?" if "before" in request.GET else "",
        "next_url": f"?before={following}" if following else "",
        "refusal": refusal,
        "waiting": None if refusal else open_.brief().order_by("due_on").first(),
        "coming": None if refusal or cadence is None else _coming(cadence, request),
        "advisor": advisors.assignment(request.customer, at),
    }
    return render(request, "reviews/index.html", context)


@for_contacts(DESK)
@require_safe
def review(request: ContactRequest, number: int) -> HttpResponse:
    """One review as it was sent, made for the meeting."""
    found = _found(request, number)
    context = showing.kept(request, found, staff=False) | {
        "review": found,
        "meeting": found.meeting if found.meeting and found.meeting.is_planned else None,
    }
    return render(request, "reviews/review.html", context)


@for_contacts(DESK)
@require_safe
def pdf(request: ContactRequest, number: int) -> HttpResponseBase:
    return showing.file(request, _found(request, number), ReviewFile.Kind.PDF)


@for_contacts(DESK)
@require_safe
def spreadsheet(request: ContactRequest, number: int) -> HttpResponseBase:
    return showing.file(request, _found(request, number), ReviewFile.Kind.SPREADSHEET)


def _sent(request: ContactRequest) -> ReviewQuerySet:
    return Review.objects.visible_to(request.user).filter(customer=request.customer).sent()


def _found(request: ContactRequest, number: int) -> Review:
    """A review that was sent to her company; another does not exist to her."""
    return get_object_or_404(_sent(request).whole(), pk=number)


def _refusal(request: ContactRequest) -> Refusal | None:
    try:
        access.require_reviews(request.customer, timezone.now())
    except Refusal as refusal:
        return refusal
    return None


def _coming(cadence: ReviewCadence, request: ContactRequest) -> Period:
    """The period that the next review will be about."""
    return Period.of_months(cadence.first_day, cadence.months, request.customer.zone)
