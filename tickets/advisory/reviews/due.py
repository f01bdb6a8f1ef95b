"""What the advisor's page shows of reviews: those that are to be held, the most urgent first (R17.3, R18.2)."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tickets.advisory.board import SHOWN, Line, Section, Seen
from tickets.advisory.reviews import alarms
from tickets.advisory.reviews.models import Review
from tickets.advisory.reviews.wording import day_words, days_overdue, period_words


def reviews(seen: Seen) -> list[Line]:
    """One statement."""
    rows = Review.objects.open().brief().filter(customer__in=seen.customers)
    return [_line(row, seen) for row in rows.order_by("due_on", "pk")[: SHOWN + 1]]


def _line(review: Review, seen: Seen) -> Line:
    days = alarms.overdue(review, seen.at)
    words = _("Activity review: {period}").format(period=period_words(review.period))
    when = days_overdue(days) if days else day_words(review.due_on)
    return Line(review.customer_id, capfirst(words), review.desk_url, when, "late" if days else "")


SECTION = Section(
    "activity_reviews",
    gettext_lazy("Activity reviews to hold"),
    "chart-column",
    reviews,
    gettext_lazy("No activity review is to be held."),
)
