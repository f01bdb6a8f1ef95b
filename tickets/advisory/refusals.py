"""Why something of the advisor's service cannot be: a code and a sentence each. That the subscription has no such
service is entitlements.refusals' (`needs_elite`)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subscriptions.refusals import InvalidInput, Refusal

PAGE = "/advisor/"


class AdvisoryRefusal(Refusal):
    """`field` is that of the form at which the sentence stands."""

    field = ""


class ViaAdvisor(AdvisoryRefusal):
    """What a contact is told who asks for a meeting, or tries to make one."""

    code = "via_advisor"
    title = gettext_lazy("Your advisor arranges meetings")
    sentence = gettext_lazy(
        "Meetings are arranged by your dedicated customer advisor, {name}. Your request has been sent."
    )
    status = 403
    requirement = "R20.1"

    def next_steps(self) -> list[tuple[str, str]]:
        return [(_("Your advisor"), PAGE)]


class NotHerAdvisor(AdvisoryRefusal):
    """The same, as the vendor's people are told; with `none` where the customer has no advisor at all."""

    code = "via_advisor"
    title = gettext_lazy("The advisor arranges this")
    sentence = gettext_lazy("Only the customer's advisor or the deputy does this: {names}.")
    none = gettext_lazy(
        "The customer has no Dedicated Customer Advisor, and nobody else may do this."
        " An administrator assigns one."
    )
    status = 403
    requirement = "R20.1"

    def __init__(self, **words: object) -> None:
        super().__init__(**words)
        if not words.get("names"):
            self.sentence = self.none  # type: ignore[misc]


class NobodyNamed(InvalidInput):
    code = "nobody_named"
    field = "name"
    sentence = gettext_lazy("Choose a person, or write the name of somebody without an account.")


class RoleMissing(InvalidInput):
    code = "role_missing"
    field = "role"
    sentence = gettext_lazy("Say what her role is, such as “finance manager”.")


class PhoneMissing(InvalidInput):
    code = "phone_missing"
    field = "phone"
    sentence = gettext_lazy("Give the phone number at which she is reached.")


class UnknownZone(InvalidInput):
    code = "unknown_zone"
    field = "time_zone"
    sentence = gettext_lazy("There is no time zone “{zone}”.")


class AnothersPerson(InvalidInput):
    """A contact of another customer, or somebody who may not sign in any more."""

    code = "anothers_person"
    field = "person"
    sentence = gettext_lazy("Choose a contact of {customer} or one of the vendor's people.")


class ColleagueLimited(InvalidInput):
    """One of the vendor's people who would be told nothing of the customer; `field` is that of the form."""

    code = "colleague_limited"
    sentence = gettext_lazy(
        "{name} is limited to other regions or products and would not see this customer. Choose somebody else."
    )

    def __init__(self, field: str, **words: object) -> None:
        super().__init__(**words)
        self.field = field


class IdentifiedAlready(InvalidInput):
    code = "identified_already"
    field = "person"
    sentence = gettext_lazy("{name} is identified already.")
    status = 409


class OwnsTasks(AdvisoryRefusal):
    code = "owns_tasks"
    sentence = gettext_lazy("{name} owns open tasks. Give them to somebody else first.")


class SubjectMissing(InvalidInput):
    code = "subject_missing"
    field = "subject"
    sentence = gettext_lazy("Say what it is about.")


class MeetingInPast(InvalidInput):
    code = "meeting_in_past"
    field = "starts_at"
    sentence = gettext_lazy("That instant is past. Choose one that is still to come.")


class MeetingTooFar(InvalidInput):
    code = "meeting_too_far"
    field = "starts_at"
    sentence = gettext_lazy("Choose an instant within the next two years.")


class WrongLength(InvalidInput):
    code = "meeting_length"
    field = "minutes"
    sentence = gettext_lazy("A meeting lasts from 5 minutes to 8 hours.")


class NotAPlace(InvalidInput):
    code = "not_a_place"
    field = "place"
    sentence = gettext_lazy(
        "Give an address that begins with https://, or the phone number that we call, with its country code."
    )


class NobodyOfOurs(InvalidInput):
    code = "nobody_of_the_vendor"
    field = "participants"
    sentence = gettext_lazy("Name at least one of the vendor's people.")


class AnothersParticipant(InvalidInput):
    code = "anothers_participant"
    field = "participants"
    sentence = gettext_lazy("Choose among the people who are identified for {customer}.")


class MeetingHeld(AdvisoryRefusal):
    code = "meeting_held"
    title = gettext_lazy("The meeting was held")
    sentence = gettext_lazy("The meeting was held on {date}; it cannot be moved or cancelled any more.")


class MeetingCancelled(AdvisoryRefusal):
    code = "meeting_cancelled"
    title = gettext_lazy("The meeting is cancelled")
    sentence = gettext_lazy("The meeting is cancelled. Arrange another one.")


class MeetingOver(AdvisoryRefusal):
    code = "meeting_over"
    title = gettext_lazy("The meeting is over")
    sentence = gettext_lazy("The meeting ended on {date}. Note what came of it, or arrange another one.")


class NotBegun(AdvisoryRefusal):
    code = "meeting_not_begun"
    title = gettext_lazy("The meeting has not begun")
    sentence = gettext_lazy("The meeting begins on {date}; nothing can have come of it before.")


class MovedElsewhere(AdvisoryRefusal):
    """A meeting that serves something else, with which its time and place are changed; `url` is that page's."""

    code = "meeting_moved_elsewhere"
    field = "starts_at"
    sentence = gettext_lazy("It is moved with {what}, not here. Nothing was changed.")

    def __init__(self, url: str, **words: object) -> None:
        super().__init__(**words)
        self.url = url

    def next_steps(self) -> list[tuple[str, str]]:
        return [(str(self.words["what"]), self.url)]


class ChangedMeanwhile(AdvisoryRefusal):
    code = "changed_meanwhile"
    title = gettext_lazy("Somebody was quicker")
    sentence = gettext_lazy(
        "Somebody has changed it meanwhile. Look at it again; nothing of yours was saved."
    )


class NotInvited(AdvisoryRefusal):
    code = "not_invited"
    title = gettext_lazy("You are not invited")
    sentence = gettext_lazy("You are not invited to this meeting. Ask {name}.")
    status = 403


class TopicMissing(InvalidInput):
    code = "topic_missing"
    field = "topic"
    sentence = gettext_lazy("Say what you want to talk about.")


class WhyMissing(InvalidInput):
    code = "why_missing"
    field = "why"
    sentence = gettext_lazy("Say why you need it, so that your advisor can find the right people.")


class RequestAnswered(AdvisoryRefusal):
    code = "request_answered"
    title = gettext_lazy("The request is answered")
    sentence = gettext_lazy("This request is {state} already; somebody was quicker.")


class NeedsSenior(InvalidInput):
    """A meeting of the service without a senior person of the kind that was asked for."""

    code = "needs_senior"
    field = "seniors"
    sentence = gettext_lazy("Name at least one person of senior {kind}.")
    requirement = "R20.2"


class SeniorStays(NeedsSenior):
    """The same, of one that was arranged with such a person and is changed."""

    field = "participants"


class NoOwner(InvalidInput):
    code = "no_owner"
    field = "owner"
    sentence = gettext_lazy("Choose who does it among the people who are identified for {customer}.")
    requirement = "R17.4"


class TaskMissing(InvalidInput):
    code = "task_missing"
    field = "text"
    sentence = gettext_lazy("Say what is to be done.")


class DueInPast(InvalidInput):
    code = "due_in_past"
    field = "due_on"
    sentence = gettext_lazy("That day is past. Choose one that is still to come.")


class AnothersIncident(InvalidInput):
    code = "anothers_incident"
    field = "incidents"
    sentence = gettext_lazy("{customer} has no incident {number}.")


class PlanEnded(AdvisoryRefusal):
    code = "plan_ended"
    title = gettext_lazy("The action plan has ended")
    sentence = gettext_lazy("The action plan has ended ({state}); nothing of it can be changed any more.")


class TasksOpen(AdvisoryRefusal):
    code = "tasks_open"
    title = gettext_lazy("Tasks are open")
    sentence = gettext_lazy(
        "The plan is done when its tasks are; still open: {number}. Or say why it cannot be fulfilled."
    )


class NoTasks(AdvisoryRefusal):
    code = "no_tasks"
    sentence = gettext_lazy(
        "The plan has no task yet, so it cannot be done. Or say why it cannot be fulfilled."
    )


class EmptyPlan(InvalidInput):
    """An escalation whose action plan has no task, and what was planned is to be done (LIFECYCLE.md, 4)."""

    code = "empty_plan"
    field = "outcome"
    sentence = gettext_lazy(
        "The action plan “{subject}” has no task yet, so nothing of it is done. Write its tasks first, or propose"
        " that it cannot be fulfilled."
    )


class PlanNotDone(InvalidInput):
    """The same, of one whose tasks are open."""

    code = "plan_not_done"
    field = "outcome"
    sentence = gettext_lazy(
        "Not done yet in the action plan “{subject}”: {tasks}. Say first that it is done, or propose that the plan"
        " cannot be fulfilled."
    )


class NoneEscalated(AdvisoryRefusal):
    code = "none_escalated"
    field = "answers_escalation"
    sentence = gettext_lazy("None of these incidents is escalated now.")


class NotYourTask(AdvisoryRefusal):
    code = "not_your_task"
    title = gettext_lazy("Somebody else owns this task")
    sentence = gettext_lazy("{name} owns this task; only she, or the advisor, ticks it.")
    status = 403
    requirement = "R17.2"


class NotAnAddress(InvalidInput):
    code = "not_an_address"
    field = "email"
    sentence = gettext_lazy("That is no e-mail address.")
