"""What a customer's people chose to show to everybody in the community (R12.1): it gives nobody away."""

from itertools import chain

from entitlements.community.models import Answer, Profile, Question
from subscriptions.models import Customer


def shown_to_all(of: Customer) -> str:
    """Her members' profiles and what they wrote, as one text; what is hidden is not in it. As the vendor."""
    hers = {"author__member__customer": of, "hidden_at": None}
    profiles = Profile.objects.filter(member__customer=of)
    questions, answers = (
        Question.objects.filter(**hers),
        Answer.objects.filter(**hers, question__hidden_at=None),
    )
    rows = chain(
        profiles.values_list("name", "company", "industry", "environment"),
        questions.values_list("title", "body"),
        answers.values_list("body"),
    )
    return "\n".join(text for row in rows for text in row)
