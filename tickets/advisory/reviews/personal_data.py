"""What activity reviews hold of people: parts of an export, a step of an erasure. Their figures name nobody: a
person is a key there and a relation of the incidents, so that her name goes where it stands; the files that
say it are made anew without it."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from notifications.outbox import nudge_after_commit
from subscriptions.models import User
from subscriptions.personal_data import erasing, parts
from subscriptions.personal_data.erasing import Step
from subscriptions.personal_data.parts import Part
from tickets.advisory.reviews.holding import FINISH
from tickets.advisory.reviews.models import Review, ReviewedIncident, ReviewFile

SENT = Q(state__in=(Review.State.SENT, Review.State.HELD))
PARTS = (
    Part(
        "activity-reviews",
        Review,
        ("first_day", "last_day", "state", "agenda", "sent_at", "held_on", "minutes", "decisions"),
        people=("sent_by", "kept_by"),
        customer="customer",
        public=SENT,
    ),
    Part(
        "activity-review-incidents",
        ReviewedIncident,
        (
            "review__first_day",
            "incident_id",
            "title",
            "contact__name",
            "logged_by__name",
            "logged_at",
            "status",
        ),
        people=("contact", "logged_by"),
        customer="customer",
    ),
)


def add() -> None:
    """Once, when the room is ready."""
    parts.add(*PARTS)
    erasing.add(*STEPS)


def _files(person: User) -> QuerySet[ReviewFile]:
    """Those that may say her name."""
    named = ReviewedIncident.objects.filter(Q(contact=person) | Q(logged_by=person))
    return ReviewFile.objects.filter(review__in=named.values("review"))


def _make_anew(person: User) -> None:
    files = list(_files(person))
    for each in files:
        each.file.delete(save=False)
    Review.objects.filter(pk__in={each.review_id for each in files}).update(made_at=None)
    ReviewFile.objects.filter(pk__in=[each.pk for each in files]).delete()
    nudge_after_commit(FINISH)


STEPS = (
    Step(
        "review-files",
        _("files of activity reviews made anew without her name"),
        lambda person: _files(person).count(),
        _make_anew,
    ),
)
