"""How templates say a review's period and a status."""

from django import template

from tickets.advisory.reviews import wording
from tickets.advisory.reviews.models import Review
from tickets.wording import status_words

register = template.Library()


@register.filter
def of_period(review: Review) -> str:
    """Its period in words: "third quarter of 2026"."""
    return wording.period_words(review.period)


@register.filter
def status_said(status: str) -> str:
    """A status as it is said to the customer."""
    return status_words(status, contact=True)
