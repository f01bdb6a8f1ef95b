"""Why an upgrade is not planned, called about or done: a code and a sentence each. That the subscription does not
include it is entitlements.refusals' (`needs_elite`)."""

from django.utils.translation import gettext_lazy

from subscriptions.refusals import InvalidInput, Refusal


class UpgradeRefusal(Refusal):
    """Something about a plan as it stands."""

    title = gettext_lazy("The upgrade plan does not allow this now")


class NoSystem(InvalidInput):
    code = "upgrade_no_system"
    field = "system"
    sentence = gettext_lazy("Choose the installed system that is to be upgraded.")


class OtherVersion(InvalidInput):
    code = "upgrade_other_product"
    field = "to_version"
    sentence = gettext_lazy("Choose a version of {product}.")


class SameVersion(InvalidInput):
    code = "upgrade_same_version"
    field = "to_version"
    sentence = gettext_lazy("{system} runs {version} already. Choose a newer version.")


class Backwards(InvalidInput):
    code = "upgrade_backwards"
    field = "to_version"
    sentence = gettext_lazy("{version} is older than {running}, which {system} runs. Choose a newer version.")


class NotAvailable(InvalidInput):
    """A version that does not exist for the customer."""

    code = "not_generally_available"
    field = "to_version"
    sentence = gettext_lazy("{version} is not generally available. Contact {name}.")
    requirement = "R2.3"


class DayInPast(InvalidInput):
    code = "upgrade_in_past"
    field = "planned_on"
    sentence = gettext_lazy("{date} is past. Choose a day that is still to come.")


class DayTooFar(InvalidInput):
    code = "upgrade_too_far"
    field = "planned_on"
    sentence = gettext_lazy("Choose a day within the next two years.")


class PhoneMissing(InvalidInput):
    code = "upgrade_phone"
    field = "phone"
    sentence = gettext_lazy("Give the phone number at which we call, with its country code.")
    requirement = "R22.4"


class AlreadyPlanned(InvalidInput):
    code = "upgrade_planned"
    field = "system"
    sentence = gettext_lazy(
        "There is an open plan for {system} already, for {date}. Change or cancel that one."
    )
    status = 409


class PlanEnded(UpgradeRefusal):
    code = "upgrade_ended"
    title = gettext_lazy("This has changed meanwhile")
    sentence = gettext_lazy("The upgrade plan is {state} by now. Nothing was changed.")


class CallTooLate(InvalidInput):
    code = "upgrade_call_too_late"
    field = "starts_at"
    sentence = gettext_lazy("The call is before the upgrade, so before {date}.")
    requirement = "R22.2"


class CallMade(UpgradeRefusal):
    code = "upgrade_called"
    sentence = gettext_lazy("The call was completed. Nothing was changed.")


class NoCall(UpgradeRefusal):
    code = "upgrade_no_call"
    sentence = gettext_lazy("No call is booked. Book it first.")


class NoResource(InvalidInput):
    code = "upgrade_no_resource"
    field = "resource"
    sentence = gettext_lazy("Name the support resource who calls together with the advisor.")
    requirement = "R22.1"


class TwoCallersNeeded(InvalidInput):
    """R22.1: as staff are told who complete a call that fewer than two named people of the vendor made."""

    code = "two_callers_needed"
    field = "results"
    sentence = gettext_lazy("The call needs two named people: a support resource and the advisor.")
    requirement = "R22.1"
    status = 409


class CallersStay(TwoCallersNeeded):
    """The same, of a call that is changed."""

    field = "participants"


class PointsStay(InvalidInput):
    code = "upgrade_points_stay"
    field = "agenda"
    sentence = gettext_lazy("These points belong to the call before an upgrade: {points}. Keep them.")
    requirement = "R22.3"


class ResultMissing(InvalidInput):
    """`field` is that of the point."""

    code = "upgrade_result_missing"
    sentence = gettext_lazy("Note what came of: {point}.")
    requirement = "R22.3"

    def __init__(self, position: int, **words: object) -> None:
        super().__init__(**words)
        self.field = f"result_{position}"
