"""Why nothing is applied for, decided, accepted or reported, and no units are bought: a code and a sentence each.
That a subscription lacks the service, or has used it, are entitlements.refusals'."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subscriptions.refusals import InvalidInput, Refusal

PROGRAMMES = "/programmes/"


class ProgrammeRefusal(Refusal):
    """Something about a programme as it stands."""

    title = gettext_lazy("The programme does not allow this now")

    def next_steps(self) -> list[tuple[str, str]]:
        return [(_("See the programmes"), PROGRAMMES)]


class NeedsEliteFirst(ProgrammeRefusal):
    """R19.2: what an applicant without Elite is told; her application is kept all the same."""

    code = "needs_elite_first"
    title = gettext_lazy("Elite customers are considered first")
    sentence = gettext_lazy("Until {date} Elite customers are considered first. Your application is kept.")
    requirement = "R19.2"


class EliteStandBefore(NeedsEliteFirst):
    """The same, as the person reads it who would give the place away."""

    sentence = gettext_lazy(
        "Until {date} Elite customers are considered first. The application of {customer} is kept until then."
    )
    field = "reason"


class ProgrammeFull(ProgrammeRefusal):
    code = "programme_full"
    title = gettext_lazy("No place is left")
    sentence = gettext_lazy("All {n} places are taken.")
    requirement = "R19.3"


class ApplicationsClosed(ProgrammeRefusal):
    code = "applications_closed"
    title = gettext_lazy("It can no longer be applied for")
    sentence = gettext_lazy("Applications were taken until {date}.")
    requirement = "R19.3"


class AlreadyApplied(ProgrammeRefusal):
    code = "already_applied"
    title = gettext_lazy("Your company has applied already")
    sentence = gettext_lazy("{name} has applied for your company. Withdraw that application to apply anew.")


class NotOpen(ProgrammeRefusal):
    """Somebody was faster, or the page is old."""

    code = "application_not_open"
    title = gettext_lazy("This has changed meanwhile")
    sentence = gettext_lazy("The application is {state} by now. Nothing was changed.")


class NotYours(ProgrammeRefusal):
    """Who may withdraw: the contact who applied, and her company's managers."""

    code = "application_not_yours"
    title = gettext_lazy("You cannot do this")
    sentence = gettext_lazy("{name} applied for your company. She or your company's manager withdraws it.")
    status = 403


class ManagerAccepts(ProgrammeRefusal):
    code = "manager_accepts"
    title = gettext_lazy("Your company's manager accepts the agreement")
    sentence = gettext_lazy("The agreement binds your company. These people can accept it: {names}.")
    status = 403
    requirement = "R19.3"


class NotTakingPart(ProgrammeRefusal):
    code = "not_taking_part"
    title = gettext_lazy("Your company does not take part")
    sentence = gettext_lazy("Only participants do this. Your application is {state}.")
    status = 403


class AgreementChanged(ProgrammeRefusal):
    """Another version came while she read this one."""

    code = "agreement_changed"
    sentence = gettext_lazy("There is a newer version of the agreement. Read it before you accept it.")


class AgreementFirst(ProgrammeRefusal):
    code = "agreement_first"
    title = gettext_lazy("The agreement is not accepted yet")
    sentence = gettext_lazy("Version {number} of the agreement is to be accepted before you send feedback.")
    requirement = "R19.3"


class InterestMissing(InvalidInput):
    code = "interest_missing"
    field = "interest"
    sentence = gettext_lazy("Say why your company wants to take part.")


class NobodyNamed(InvalidInput):
    code = "nobody_named"
    field = "people"
    sentence = gettext_lazy("Name at least one person of your company.")


class PointUnanswered(InvalidInput):
    """`field` is that of the point."""

    code = "point_unanswered"
    sentence = gettext_lazy("Answer yes or no to: {point}.")

    def __init__(self, requirement: int, **words: object) -> None:
        super().__init__(**words)
        self.field = f"met_{requirement}"


class NoBuild(InvalidInput):
    code = "no_build"
    field = "build"
    sentence = gettext_lazy("Choose the build that the feedback is about.")


class NoSeverity(InvalidInput):
    code = "no_severity"
    field = "severity"
    sentence = gettext_lazy("Choose a severity.")


class NotIncidentNumber(InvalidInput):
    code = "not_incident_number"
    field = "incident"
    sentence = gettext_lazy("An incident has a number of digits alone, such as 10475.")


class BuildCodeMissing(InvalidInput):
    code = "build_code_missing"
    field = "code"
    sentence = gettext_lazy("Give the code of the build.")


class BuildThere(InvalidInput):
    code = "build_there"
    field = "code"
    sentence = gettext_lazy("There is a build {code} in this programme already.")
    status = 409


class TitleMissing(InvalidInput):
    code = "programme_title_missing"
    field = "title"
    sentence = gettext_lazy("Give the programme a title.")


class EffortMissing(InvalidInput):
    code = "effort_missing"
    field = "effort"
    sentence = gettext_lazy("Say what effort the programme takes.")


class NoPlaces(InvalidInput):
    code = "no_places"
    field = "capacity"
    sentence = gettext_lazy("A programme has 1 to {most} places.")


class FewerThanTaken(InvalidInput):
    code = "fewer_than_taken"
    field = "capacity"
    sentence = gettext_lazy("{taken} places are taken; there cannot be fewer.")
    status = 409


class EndsBeforeStart(InvalidInput):
    code = "ends_before_start"
    field = "runs_to"
    sentence = gettext_lazy("The programme ends before it begins.")


class AppliedAfterEnd(InvalidInput):
    code = "applied_after_end"
    field = "applications_until"
    sentence = gettext_lazy("Applications end no later than the programme.")


class EliteFirstTooLong(InvalidInput):
    code = "elite_first_too_long"
    field = "elite_first_until"
    sentence = gettext_lazy("Elite customers come first no longer than applications are taken.")


class OtherProduct(InvalidInput):
    code = "version_of_other_product"
    field = "version"
    sentence = gettext_lazy("That is a version of another product.")


class OtherOldestVersion(OtherProduct):
    code = "oldest_version_of_other_product"
    field = "oldest_version"


class BusinessMissing(InvalidInput):
    code = "business_missing"
    field = "business"
    sentence = gettext_lazy("Say what is required of the business, a line a point.")


class EnvironmentMissing(InvalidInput):
    code = "environment_missing"
    field = "stated"
    sentence = gettext_lazy("Say what is required of the environment, or tick what is looked up.")


class PointTooLong(InvalidInput):
    code = "point_too_long"
    sentence = gettext_lazy("A point has at most {limit} characters: {start}…")

    def __init__(self, field: str, **words: object) -> None:
        super().__init__(**words)
        self.field = field


class AgreementMissing(InvalidInput):
    code = "agreement_missing"
    field = "agreement"
    sentence = gettext_lazy("A programme is published with an agreement. Write one first.")


class NoDraft(ProgrammeRefusal):
    code = "programme_no_draft"
    sentence = gettext_lazy("The programme is {state}: what it requires is no longer changed.")


class NotPublished(ProgrammeRefusal):
    code = "programme_not_published"
    sentence = gettext_lazy("The programme is {state}. Nothing was changed.")


class DecisionReasonMissing(InvalidInput):
    code = "reason_missing"
    field = "reason"
    sentence = gettext_lazy("Give a reason; the customer reads it.")


class CodeUnknown(InvalidInput):
    code = "code_unknown"
    field = "code"
    sentence = gettext_lazy("{customer} has no discount code {code}.")


class CodeEnded(InvalidInput):
    """R21.3."""

    code = "code_ended"
    field = "code"
    sentence = gettext_lazy("The discount code {code} has ended ({date}).")
    status = 409


class NoUnits(InvalidInput):
    code = "no_units"
    field = "units"
    sentence = gettext_lazy("Write a number of units from 1 to {most}.")


class TooFewUnits(InvalidInput):
    code = "too_few_units"
    field = "units"
    sentence = gettext_lazy("The card has {balance} units.")
    status = 409


class CardExpired(InvalidInput):
    code = "card_expired"
    field = "card"
    sentence = gettext_lazy("The training card {card} was valid until {date}.")
    status = 409


class ExpiryPast(InvalidInput):
    code = "card_expiry_past"
    field = "expires_on"
    sentence = gettext_lazy("Choose a day that is still to come.")


class AgreementNumberMissing(InvalidInput):
    code = "agreement_number_missing"
    field = "agreement_number"
    sentence = gettext_lazy("Give the agreement number of the card.")


class AgreementNumberTaken(InvalidInput):
    code = "agreement_number_taken"
    field = "agreement_number"
    sentence = gettext_lazy("There is a training card with the agreement number {number} already.")
    status = 409
