"""What the work on incidents refuses, each with a sentence and a code."""

from django.utils.translation import gettext_lazy as _

from subscriptions.refusals import InvalidInput, Refusal


class ConfidentialFile(Refusal):
    """Of the vendor only those who work on the incident open it."""

    code = "confidential_file"
    title = _("This file is confidential")
    sentence = _(
        "“{name}” opens to those who work on the incident. With a reason you can have access for a while."
    )
    status = 403

    def next_steps(self) -> list[tuple[str, str]]:
        number = self.words["incident"]
        return [
            (str(_("Break-glass access")), f"/desk/incidents/{number}/break-glass/"),
            (str(_("Back to the incident")), f"/desk/incidents/{number}/"),
        ]


class TitleMissing(InvalidInput):
    code = "title_missing"
    field = "title"
    sentence = _("Write a title of at most 200 characters.")


class SeverityOutOfRange(InvalidInput):
    code = "severity_out_of_range"
    field = "severity"
    sentence = _("Severity is 1, 2, 3 or 4.")


class SeverityUnchanged(InvalidInput):
    """Another is asked for, or given, than it has, and it has that: perhaps since a colleague changed it."""

    code = "severity_unchanged"
    field = "severity"
    sentence = _("The incident has this severity already. Choose another.")


class SeverityOneIncomplete(InvalidInput):
    """TARGETS.md, 1: severity 1 has to say four things."""

    code = "severity_1_incomplete"
    requirement = "R10.6"
    field = "severity"
    sentence = _("Severity 1 also needs: {missing}. Add it, or log it as severity 2 now.")


class SeverityOneNotProduction(InvalidInput):
    code = "severity_1_not_production"
    requirement = "R10.8"
    field = "severity"
    sentence = _(
        "Severity 1 is for a production system, or a go-live within 14 days. "
        "Log it as severity 2 and ask for 1: a person decides."
    )


class TooFewTries(Refusal):
    """R10.6: who cannot be reached was tried as often and as long as the rules say."""

    code = "too_few_tries"
    requirement = "R10.6"
    title = _("Not yet: more tries to phone are needed")
    sentence = _(
        "Severity 1 is lowered for this after {needed} tries to phone that nobody answered, over at least"
        " {minutes} minutes. {missing}"
    )


class NotSeverityOne(Refusal):
    code = "not_severity_1"
    requirement = "R10.6"
    title = _("That step is not possible now")
    sentence = _("The incident is not an open severity 1 any more.")


class NotLowered(Refusal):
    """R10.6: the contact raises it herself where it was lowered because she could not be reached."""

    code = "not_lowered"
    requirement = "R10.6"
    title = _("That step is not possible now")
    sentence = _("The severity cannot be raised here any more. Ask for another severity: a person decides.")


class PhoneMissing(InvalidInput):
    code = "phone_missing"
    requirement = "R10.6"
    field = "phone"
    sentence = _("Give a phone number that is answered now, and throughout.")


class ImpactMissing(InvalidInput):
    code = "impact_missing"
    requirement = "R10.6"
    field = "impact"
    sentence = _("Say what stands still and what it costs: severity 1 needs the business impact.")


class OutsideScope(Refusal):
    code = "outside_scope"
    title = _("This is outside the scope of that person")
    sentence = _(
        "{name} is limited to other regions or products and would not see this incident. Choose somebody else."
    )


class ProductOutsideScope(InvalidInput):
    code = "product_outside_scope"
    field = "product"
    sentence = _(
        "You are limited to other products and would not see the incident any more. Ask a colleague without limits"
        " to move it."
    )


class SameProduct(InvalidInput):
    code = "same_product"
    field = "product"
    sentence = _("The incident is about that product already. Choose another.")


class HowToNotCritical(InvalidInput):
    code = "how_to_not_critical"
    requirement = "R11.3"
    field = "severity"
    sentence = _("A how-to question cannot be severity 1. If production is down, log it as a fault.")


class IllegalMove(Refusal):
    """LIFECYCLE.md, 2: a transition that is not in the table."""

    code = "illegal_move"
    title = _("That step is not possible now")
    sentence = _("The incident is {status}; it cannot become {wanted}. Possible now: {allowed}.")


class SubmittedAlready(Refusal):
    """A form was sent, gone back to, and sent with something else in it: nothing of that is dropped unsaid."""

    code = "submitted_already"
    title = _("This was sent already")
    sentence = _(
        "This was sent already, as incident {number}, and something in it is different now. Nothing was saved:"
        " write on that incident what you have changed, or log it once more as another."
    )


class WrittenMeanwhile(Refusal):
    """Others have written since the page was opened from which an answer is sent."""

    code = "written_meanwhile"
    title = _("There is something new")
    requirement = "R9"
    sentence = _(
        "New since you opened this page, from {names}: read it above. Your reply is not sent yet; change it, or "
        "send it anyway."
    )


class WrittenBeforeClosing(WrittenMeanwhile):
    """The same, where the message closes the incident."""

    sentence = _(
        "New since you opened this page, from {names}: read it first. The incident is not closed yet; change your"
        " message, or close it anyway."
    )


class NotOpen(IllegalMove):
    """What is done while an incident is open only."""

    sentence = _("The incident is {status}: that is possible while it is open only.")


class NotWaiting(IllegalMove):
    """L5, L7: work goes on where it waited. What was closed is reopened; a solution is the customer's to reject."""

    sentence = _(
        "The incident is {status}: work is resumed where it waits, for the customer or for development."
    )


class NothingAsked(Refusal):
    """No other severity is asked for, or a colleague has answered."""

    code = "nothing_asked"
    title = _("Nobody asks for another severity")
    sentence = _("No other severity is asked for any more; somebody may have answered meanwhile.")


class NoReasonToClose(InvalidInput):
    """L13: without a solution an incident is closed for one of three reasons."""

    code = "no_reason_to_close"
    field = "close_reason"
    sentence = _("Say why: a duplicate, or not covered.")


class DefectMissing(InvalidInput):
    """L6: development corrects a defect that can be looked at."""

    code = "defect_missing"
    field = "defect_link"
    sentence = _("Link the defect that development corrects.")


class HandedOver(Refusal):
    """R11.6: what consulting has comes back by an objection that a person upholds."""

    code = "handed_over"
    title = _("The consulting service has it")
    sentence = _("The consulting service has this question. Object on its page: a person decides.")
    requirement = "R11.6"


class NotInForce(Refusal):
    """TARGETS.md, 6: what runs moves only to what new incidents start with."""

    code = "not_in_force"
    sentence = _("“{version}” is not in force now. Open incidents move to the version in force only.")


class NotInDevelopment(Refusal):
    """L6: a correction is expected only while development builds it."""

    code = "not_in_development"
    title = _("That step is not possible now")
    sentence = _("The incident is {status}; a date is expected only while it waits for development.")


class DayOutOfRange(InvalidInput):
    code = "day_out_of_range"
    field = "release_expected_on"
    sentence = _("Choose a day from today on, within a year.")


class SameDay(InvalidInput):
    code = "same_day"
    field = "release_expected_on"
    sentence = _("That day is expected already. Choose another.")


class NotForWork(Refusal):
    """R9.3: what waits for the customer is out of the order of work already."""

    code = "not_for_work"
    title = _("That step is not possible now")
    sentence = _("The incident is {status}; only what waits for us can be snoozed.")


class NotSnoozed(Refusal):
    code = "not_snoozed"
    title = _("That step is not possible now")
    sentence = _("The incident is not snoozed any more.")


class NobodyHasIt(Refusal):
    """R6.5: a severity 1 looks for somebody until somebody has it."""

    code = "nobody_has_it"
    sentence = _("Nobody has this severity 1 yet, so it cannot be snoozed. Take it or answer it first.")


class SnoozeOutOfRange(InvalidInput):
    code = "snooze_out_of_range"
    field = "until"
    sentence = _("Choose a time from now on, within a year.")


class PastWhatIsExpected(InvalidInput):
    """R8.1: a snooze never outlasts what the customer was told."""

    code = "past_what_is_expected"
    field = "until"
    sentence = _("{milestone}: the customer expects it by {due}. Choose a time before that.")


class AlreadyTaken(Refusal):
    code = "already_taken"
    title = _("Somebody was faster")
    sentence = _("{owner} has taken this incident.")


class NothingToTake(Refusal):
    code = "nothing_to_take"
    title = _("The queue is empty")
    sentence = _("No incident waits for an agent now.")


class WrongOriginal(Refusal):
    """L13: what an incident is said to be a duplicate of."""

    field = "duplicate_of"


class DuplicateElsewhere(WrongOriginal):
    code = "duplicate_elsewhere"
    title = _("That is not a duplicate")
    sentence = _(
        "This customer has no incident of that number. A duplicate is of an incident of the same customer; one "
        "fault at several customers is a known issue, linked to each."
    )


class DuplicateOfItself(WrongOriginal):
    code = "duplicate_of_itself"
    title = _("That is not a duplicate")
    sentence = _("{number} is this incident. Type the number of the other one, which stays open.")


class DuplicateNotOpen(WrongOriginal):
    """The customer's answer comes on the other one: somebody is to work on it."""

    code = "duplicate_not_open"
    title = _("Nobody works on that incident")
    sentence = _(
        "{number} is {status}: nobody works on it, and the customer’s answer would come there. Answer her here, or "
        "choose one that is open."
    )


class DuplicateOfDuplicate(WrongOriginal):
    code = "duplicate_of_duplicate"
    title = _("That is a duplicate itself")
    sentence = _("{number} was closed as a duplicate of {original}. Type {original} instead.")


class FileRefused(InvalidInput):
    code = "file_refused"
    field = "files"
    sentence = _("{name} cannot be attached: {why}")


class FileHeld(Refusal):
    """The scanner for malware is away; what came meanwhile is kept and not given out."""

    code = "file_held"
    status = 423
    title = _("The file is held")
    sentence = _("{name} is kept, but not looked at for malware yet. It can be fetched as soon as it is.")


class FileInfected(Refusal):
    code = "file_infected"
    status = 403
    title = _("The file is not given out")
    sentence = _("{name} holds malware. Nobody can fetch it.")


class FileRemoved(Refusal):
    """The rules of retention have removed it."""

    code = "file_removed"
    status = 410
    title = _("The file is gone")
    sentence = _(
        "{name} was removed because its incident has been closed for long. Its name stays on record."
    )


class UnknownIncident(InvalidInput):
    code = "incident_unknown"
    field = "incidents"
    sentence = _("There is no incident {number}.")


class NoIncidentNamed(InvalidInput):
    code = "no_incident_named"
    field = "incidents"
    sentence = _("Type the number of at least one incident.")
    requirement = "R3.2"


class FixOfAnother(InvalidInput):
    """Its contact would be told to install what her company may not have."""

    code = "fix_of_another_product"
    field = "incidents"
    sentence = _(
        "Incident {number} is about {product}, {release} is of {own}. Name another incident, or change its product"
        " first."
    )


class FixNotReleased(Refusal):
    """Drafts and withdrawn releases resolve nothing."""

    code = "fix_not_released"
    title = _("This release is not offered")
    sentence = _("{release} is not offered now.")
    requirement = "R3.2"


class FixAnswered(Refusal):
    """Somebody was faster, or the page is old."""

    code = "fix_answered"
    title = _("This is answered already")
    sentence = _("It was answered meanwhile. Nothing was changed.")
    requirement = "R3.2"
