"""Why an answer is not taken (LIFECYCLE.md, L9)."""

from django.utils.translation import gettext_lazy

from subscriptions.refusals import InvalidInput, Refusal

NOT_ASKED = gettext_lazy("There is no question to answer")


class NotAsked(Refusal):
    code = "not_asked"
    title = NOT_ASKED
    sentence = gettext_lazy(
        "Only the contact of an incident is asked, when it is closed as solved, and may answer for 30 days."
    )
    requirement = "L9"


class AnswerMissing(InvalidInput):
    code = "answer_missing"
    field = "satisfied"
    sentence = gettext_lazy("Say yes or no.")
