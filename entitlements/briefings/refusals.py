"""Why something about briefings cannot be: a code and a sentence each. That the subscription has no such
service is entitlements.refusals' (`briefing_needs_premium`)."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from entitlements.briefings.webvtt import Problem
from subscriptions.refusals import InvalidInput, Refusal

LIBRARY, SESSIONS, REQUESTS = "/briefings/", "/briefings/sessions/", "/briefings/requests/"


class BriefingRefusal(Refusal):
    """`field` is that of the form at which the sentence stands."""

    field = ""

    def next_steps(self) -> list[tuple[str, str]]:
        return [(_("See the briefings"), LIBRARY)]


class SessionRefusal(BriefingRefusal):
    """Its word `session`, where it is given, is the one to look at next."""

    def next_steps(self) -> list[tuple[str, str]]:
        session: Any = self.words.get("session")
        first = [(_("See the session"), session.get_absolute_url())] if session else []
        return [*first, (_("See the interactive briefings"), SESSIONS), *super().next_steps()]


class SessionFull(SessionRefusal):
    """She stands on the waiting list; `n` is her place in it."""

    code = "session_full"
    title = gettext_lazy("The session is full")
    sentence = gettext_lazy("The session is full. You are no. {n} on the waiting list.")
    requirement = "R16.1"


class SessionOver(SessionRefusal):
    code = "session_over"
    sentence = gettext_lazy("The session is over. Its recording will be in the library.")


class SessionCancelled(SessionRefusal):
    code = "session_cancelled"
    sentence = gettext_lazy("The session is cancelled.")


class SessionBegun(SessionRefusal):
    code = "session_begun"
    sentence = gettext_lazy("The session has begun; that cannot be changed any more.")


class SignedUpAlready(SessionRefusal):
    code = "signed_up"
    sentence = gettext_lazy("You have signed up already.")


class NotSignedUp(SessionRefusal):
    code = "not_signed_up"
    title = gettext_lazy("You have not signed up")
    sentence = gettext_lazy("You have no seat in this session. Sign up first.")
    status = 403


class WrongSeats(InvalidInput):
    code = "wrong_seats"
    field = "seats"
    sentence = gettext_lazy("Take 1 to {most} seats.")


class SeatsTaken(InvalidInput):
    code = "seats_taken"
    field = "seats"
    sentence = gettext_lazy("So many seats are not free. You keep {seats}.")
    status = 409


class LinkNotYet(SessionRefusal):
    code = "link_not_yet"
    title = gettext_lazy("The join link is not shown yet")
    sentence = gettext_lazy("The join link is shown from {time} on.")
    status = 403


class NoLink(SessionRefusal):
    code = "no_link"
    sentence = gettext_lazy(
        "The host has not given the join link yet. Look at the session's page again in a moment."
    )


class SessionInPast(InvalidInput):
    code = "session_in_past"
    field = "starts_at"
    sentence = gettext_lazy("That instant is past. Choose one that is still to come.")


class SessionTooFar(InvalidInput):
    code = "session_too_far"
    field = "starts_at"
    sentence = gettext_lazy("Choose an instant within the next two years.")


class NotALink(InvalidInput):
    code = "not_a_link"
    field = "link"
    sentence = gettext_lazy("Give an address that begins with https://.")


class NoSeat(InvalidInput):
    code = "no_seat"
    field = "capacity"
    sentence = gettext_lazy("A session has at least one seat.")


class TooManySeats(InvalidInput):
    code = "too_many_seats"
    field = "capacity"
    sentence = gettext_lazy("A session has at most {most} seats.")


class FewerThanTaken(InvalidInput):
    code = "fewer_than_taken"
    field = "capacity"
    sentence = gettext_lazy("{taken} seats are taken already; fewer cannot be offered.")
    status = 409


class WrongLength(InvalidInput):
    code = "wrong_length"
    field = "minutes"
    sentence = gettext_lazy("A session lasts from 5 minutes to 8 hours.")


class NotAHost(InvalidInput):
    code = "not_a_host"
    field = "host"
    sentence = gettext_lazy("Choose who hosts it among the vendor's people.")


class NoProducts(InvalidInput):
    code = "no_products"
    field = "products"
    sentence = gettext_lazy("Name the products that a customer's subscription must cover.")


class TitleMissing(InvalidInput):
    code = "title_missing"
    field = "title"
    sentence = gettext_lazy("Give it a title.")


class TooManyCame(InvalidInput):
    """Of one sign-up, at the field of its own."""

    code = "too_many_came"

    def __init__(self, sign_up: Any) -> None:
        super().__init__(name=sign_up.user.name, seats=sign_up.seats)
        self.field = f"came-{sign_up.pk}"

    def __str__(self) -> str:
        seats: Any = self.words["seats"]
        said = ngettext(
            "{name} had {seats} seat; no more can have come.",
            "{name} had {seats} seats; no more can have come.",
            seats,
        )
        return said.format(**self.words)


class FewerThanCame(InvalidInput):
    """While the session lasts its host notes who comes."""

    code = "fewer_than_came"
    field = "seats"
    status = 409

    def __str__(self) -> str:
        came: Any = self.words["came"]
        said = ngettext(
            "The host has noted that {came} person came on your seats; keep as many.",
            "The host has noted that {came} people came on your seats; keep as many.",
            came,
        )
        return said.format(**self.words)


class NotBegun(BriefingRefusal):
    code = "not_begun"
    sentence = gettext_lazy("The session has not begun: nobody can have come.")


class QuestionsClosed(SessionRefusal):
    code = "questions_closed"
    sentence = gettext_lazy("The session is over; questions are closed. Log an incident instead.")

    def next_steps(self) -> list[tuple[str, str]]:
        return [(_("Log an incident"), "/incidents/new/"), *super().next_steps()]


class AnsweredAlready(BriefingRefusal):
    code = "answered_already"
    sentence = gettext_lazy("It is answered already.")


class RequestClosed(BriefingRefusal):
    """A request that was answered, declined or merged meanwhile."""

    code = "request_closed"
    sentence = gettext_lazy("This request is {state}; it cannot be changed any more.")

    def next_steps(self) -> list[tuple[str, str]]:
        return [(_("See the requests"), REQUESTS), *super().next_steps()]


class NothingChosen(InvalidInput):
    code = "nothing_chosen"
    field = "answer_with"
    sentence = gettext_lazy("Choose the recording or the session that answers it.")


class DateInPast(InvalidInput):
    code = "date_in_past"
    field = "expected_on"
    sentence = gettext_lazy("That day is past. Choose one that is still to come, or none.")


class SameRequest(InvalidInput):
    code = "same_request"
    field = "into"
    sentence = gettext_lazy("Choose another request that is still open.")


class TopicMissing(InvalidInput):
    code = "topic_missing"
    field = "topic"
    sentence = gettext_lazy("Say what the briefing should be about.")


class NotAVideo(InvalidInput):
    code = "not_a_video"
    field = "video"
    sentence = gettext_lazy("The file is neither WebM nor MP4, whatever its name says.")


class NotSlides(InvalidInput):
    code = "not_slides"
    field = "slides"
    sentence = gettext_lazy("Slides are a PDF file; this one is none, whatever its name says.")


class FileTooLarge(InvalidInput):
    code = "file_too_large"
    sentence = gettext_lazy(
        "The file is larger than {megabytes} MB. Keep the draft without it and upload it there, or give an https"
        " link."
    )

    def __init__(self, field: str, megabytes: int) -> None:
        super().__init__(megabytes=megabytes)
        self.field = field


class NothingToWatch(InvalidInput):
    code = "nothing_to_watch"
    field = "video"
    sentence = gettext_lazy("Give a video or the https link to one; without it there is nothing to watch.")


class NoLength(InvalidInput):
    code = "no_length"
    field = "length"
    sentence = gettext_lazy("Write the length as minutes and seconds, such as 41:30 or 1:02:00.")


class NotTakenPlace(InvalidInput):
    code = "recorded_later"
    field = "recorded_on"
    sentence = gettext_lazy("It cannot have been recorded on a day that is still to come.")


class ChapterUnreadable(InvalidInput):
    code = "chapter_unreadable"
    field = "chapters"
    sentence = gettext_lazy(
        "Line {line}: begin each chapter with its time, such as “12:30 Closing the ledgers”."
    )


class ChapterTwice(InvalidInput):
    code = "chapter_twice"
    field = "chapters"
    sentence = gettext_lazy("Line {line}: another chapter begins at the same time.")


class BeyondTheEnd(InvalidInput):
    """Chapters or captions go on after the recording has ended."""

    code = "beyond_the_end"
    sentence = gettext_lazy("{time} is after the end of the recording, which lasts {length}.")

    def __init__(self, field: str, **words: object) -> None:
        super().__init__(**words)
        self.field = field


class CaptionsBroken(InvalidInput):
    """What is wrong with the WebVTT, and in which line."""

    code = "captions_broken"
    sentences = {
        Problem.NO_HEADER: gettext_lazy("Captions in WebVTT begin with a line “WEBVTT”."),
        Problem.TIMING: gettext_lazy(
            "Line {line}: a caption needs its times, such as “00:01:05.000 --> 00:01:09.500”."
        ),
        Problem.BACKWARDS: gettext_lazy("Line {line}: the caption ends before it begins."),
        Problem.OVERLAP: gettext_lazy("Line {line}: the caption begins before the one before it has ended."),
        Problem.NO_TEXT: gettext_lazy("Line {line}: the caption says nothing."),
        Problem.EMPTY: gettext_lazy("There is no caption in the file."),
    }

    def __init__(self, problem: Problem, line: int, field: str) -> None:
        super().__init__(line=line)
        self.sentence = self.sentences[problem]  # type: ignore[misc]
        self.field = field


class WrongState(BriefingRefusal):
    code = "wrong_state"
    sentence = gettext_lazy("The recording is {state}; somebody was quicker. Look at it again.")
