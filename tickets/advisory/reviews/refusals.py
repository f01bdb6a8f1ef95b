"""What is refused about activity reviews: a code and a sentence each. That the subscription has none is
entitlements.refusals' (`needs_elite`)."""

from django.utils.translation import gettext_lazy

from subscriptions.refusals import InvalidInput, Refusal


class UpsideDown(InvalidInput):
    code = "review_upside_down"
    field = "last_day"
    sentence = gettext_lazy("The period ends before it begins. Choose a last day from {first} on.")


class InFuture(InvalidInput):
    code = "review_in_future"
    field = "last_day"
    sentence = gettext_lazy("The period is not over yet. Choose a last day up to {today}.")


class TooLong(InvalidInput):
    code = "review_too_long"
    field = "last_day"
    sentence = gettext_lazy("A review is about two years at most. Choose a last day up to {last}.")


class ReviewedAlready(Refusal):
    code = "reviewed_already"
    title = gettext_lazy("There is a review of this period")
    sentence = gettext_lazy("The period from {first} has its review already.")
    field = "first_day"


class NotHerAdvisor(Refusal):
    """Only the advisor of the customer, her deputy, and those who lead, prepare and send reviews."""

    code = "review_via_advisor"
    title = gettext_lazy("The advisor does this")
    sentence = gettext_lazy("Only the advisor of {customer} or the deputy does this: {names}.")
    none = gettext_lazy(
        "{customer} has no Dedicated Customer Advisor. A support manager does this until an administrator"
        " assigns one."
    )
    status = 403
    requirement = "R17.1"

    def __init__(self, **words: object) -> None:
        super().__init__(**words)
        if not words.get("names"):
            self.sentence = self.none  # type: ignore[misc]


class SentAlready(Refusal):
    code = "review_sent"
    title = gettext_lazy("This has changed meanwhile")
    sentence = gettext_lazy("The review was sent on {date}. What was sent is not changed any more.")


class NotSent(Refusal):
    code = "review_not_sent"
    title = gettext_lazy("The review is not sent yet")
    sentence = gettext_lazy("Send the report first: the meeting is about its figures.")


class HeldInFuture(InvalidInput):
    code = "review_held_in_future"
    field = "held_on"
    sentence = gettext_lazy("Minutes are kept after the meeting. Choose a day up to {today}.")


class HeldTooEarly(InvalidInput):
    code = "review_held_too_early"
    field = "held_on"
    sentence = gettext_lazy("The period was not over then. Choose a day from {first} on.")


class MinutesMissing(InvalidInput):
    code = "review_minutes_missing"
    field = "minutes"
    sentence = gettext_lazy("Say what was talked about; the customer reads it.")


class MeetingArranged(Refusal):
    code = "review_meeting_arranged"
    title = gettext_lazy("The meeting is arranged")
    sentence = gettext_lazy("The meeting is arranged already. Move it on its own page.")


class AgendaMissing(InvalidInput):
    code = "review_agenda_missing"
    field = "agenda"
    sentence = gettext_lazy("Leave at least one point on the agenda.")


class NoPdf(Refusal):
    """The machine lacks the libraries that set a page."""

    code = "review_no_pdf"
    title = gettext_lazy("There is no PDF")
    sentence = gettext_lazy("The PDF of this review could not be made here. Print its page instead.")
    status = 404
