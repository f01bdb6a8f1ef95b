"""The numbers that are kept of sessions, their questions, and requests, counted anew."""

from collections.abc import Iterator

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from entitlements.briefings.models import BriefingRequest, Question, Session, SignUp
from subscriptions.kept_numbers import differing

SEATED = Q(sign_ups__state=SignUp.State.SEATED)


def differences() -> Iterator[str]:
    """Sessions whose seats taken, questions whose votes, and requests whose people and companies are others than
    those kept."""
    taken = Coalesce(Sum("sign_ups__seats", filter=SEATED), 0)
    yield from differing(Session.objects.all(), "taken", taken)
    yield from differing(Question.objects.all(), "votes", Count("voters"))
    yield from differing(BriefingRequest.objects.all(), "people", Count("joins"))
    yield from differing(BriefingRequest.objects.all(), "companies", Count("joins__customer", distinct=True))
