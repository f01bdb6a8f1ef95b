"""“Same here”: that a member has a question, too (R12.1). Whose votes they are nobody is shown."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from entitlements.community import access
from entitlements.community.access import Person
from entitlements.community.models import Question, Vote
from entitlements.community.refusals import OwnQuestion, PostHidden, VotedAlready
from subscriptions import tenancy


def same_here(person: Person, question: Question, at: datetime | None = None) -> None:
    """Count once. Raises VotedAlready, OwnQuestion, PostHidden, ReadOnly, NoProfile."""
    member = access.require_writing(person, at or timezone.now())
    if question.hidden_at:
        raise PostHidden
    if question.author_id == member.profile_id:
        raise OwnQuestion
    try:
        with transaction.atomic():
            Vote.objects.create(question=question, member=member, customer_id=member.customer_id)
            with tenancy.as_staff():
                Question.objects.filter(pk=question.pk).update(same_here=F("same_here") + 1)
    except IntegrityError as error:
        raise VotedAlready from error
