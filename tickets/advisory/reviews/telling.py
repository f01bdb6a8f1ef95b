"""Who is told what about activity reviews. Writing and sending is notifications'. Each is called inside the verb's
transaction; the event of the outbox names the step, so that it is told once."""

from datetime import datetime
from typing import Any

from notifications.outbox import tell
from subscriptions import advisors
from subscriptions.models import Customer, Membership, StaffMember, User
from tickets.advisory.models import IdentifiedResource
from tickets.advisory.models.resources import Side
from tickets.advisory.reviews.models import Review


def prepared(review: Review, at: datetime) -> None:
    """The advisor, or while she is out of office her deputy."""
    _staff("review_prepared", review, "prepared", at)


def overdue(review: Review, days: int, at: datetime) -> None:
    """The same, that it is overdue by so many days (R18.2)."""
    _staff("review_overdue", review, f"overdue:{days}", at, days=days)


def sent(review: Review, at: datetime) -> None:
    """The customer's managers and identified people: the report is there."""
    figures = review.kept
    assert figures is not None
    words = {
        "opened": figures.totals.opened,
        "closed": figures.totals.closed,
        "open_after": figures.totals.open_after,
        "met": figures.met(),
        "missed": figures.missed(),
        "advisor": review.sent_by.name if review.sent_by else "",
    }
    _customer("review_sent", review, "sent", at, **words)


def minutes(review: Review, at: datetime) -> None:
    """The same people: what was talked about and decided."""
    assert review.held_on is not None
    words = {
        "held_on": review.held_on.isoformat(),
        "notes": review.minutes,
        "decisions": review.decisions,
    }
    _customer("review_minutes", review, "minutes", at, **words)


def readers(customer: Customer) -> list[User]:
    """Whom a review is sent to: the customer's managers and the people identified on her side (R17.4); where there
    is neither, every contact: somebody has to know."""
    members = Membership.objects.active().filter(customer=customer).select_related("user")
    identified = IdentifiedResource.objects.current().filter(customer=customer, side=Side.CUSTOMER)
    named = members.filter(user__in=identified.values("person"))
    managers = Membership.objects.managing(customer).select_related("user")
    found = {member.user_id: member.user for member in (*managers, *named)}
    return list(found.values()) or [member.user for member in members]


def hers(customer: Customer, at: datetime) -> list[User]:
    """Whose matter the customer's reviews are: the advisor's or her deputy's, and the support managers' where there
    is neither, so that somebody holds them."""
    return advisors.on_hand(customer, at) or list(User.objects.staff_with(StaffMember.Role.SUPPORT_MANAGER))


def _words(review: Review) -> dict[str, Any]:
    return {
        "customer": review.customer.name,
        "first_on": review.first_day.isoformat(),
        "last_on": review.last_day.isoformat(),
    }


def _customer(kind: str, review: Review, step: str, at: datetime, **words: Any) -> None:
    tell(
        kind,
        readers(review.customer),
        f"review:{review.pk}:{step}",
        customer=review.customer,
        context=_words(review) | words,
        link=review.get_absolute_url(),
        at=at,
    )


def _staff(kind: str, review: Review, step: str, at: datetime, **words: Any) -> None:
    tell(
        kind,
        hers(review.customer, at),
        f"review:{review.pk}:{step}",
        customer=review.customer,
        context=_words(review) | {"due_on": review.due_on.isoformat()} | words,
        link=review.desk_url,
        at=at,
    )
