"""The agenda of a review, drawn from its figures, in the language that is active: what was missed, what is open,
what has changed, and what was agreed last time. A person puts it right before the meeting."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tickets.advisory.reviews import findings
from tickets.advisory.reviews.figures import Figures
from tickets.advisory.reviews.models import Review
from tickets.advisory.reviews.wording import period_words


def drawn(review: Review, figures: Figures) -> str:
    """The points, a line each."""
    return "\n".join(f"{number}. {point}" for number, point in enumerate(_points(review, figures), 1))


def _points(review: Review, figures: Figures) -> Iterator[str]:
    if earlier := last_before(review):
        words = _("What was decided last time ({period}), and what became of it")
        yield words.format(period=period_words(earlier.period))
    if figures.is_empty:
        yield _("A period without incidents: how the product is used")
    else:
        yield findings.trend(figures)
        yield findings.targets(figures)
        if figures.totals.open_after:
            yield findings.still_open(figures)
    yield _("What is planned on both sides until the next review")


def last_before(review: Review) -> Review | None:
    """The review held last about a period before this one."""
    earlier = Review.objects.filter(customer=review.customer, state=Review.State.HELD)
    return earlier.whole().filter(ends_at__lte=review.starts_at).order_by("-starts_at").first()
