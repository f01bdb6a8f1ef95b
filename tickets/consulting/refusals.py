"""What the customer reads when consulting answers instead of support (R11); why a step of a hand-over cannot be."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subscriptions.refusals import InvalidInput, Refusal
from tickets.consulting.models import Reason

CONSULTING = gettext_lazy("The consulting service answers")


class HandedToConsulting(Refusal):
    """A question that support does not answer (R11.2)."""

    title = CONSULTING
    requirement = "R11.2"


class InstallationIsConsulting(HandedToConsulting):
    code = "installation_is_consulting"
    sentence = gettext_lazy(
        "Installation and implementation questions are not part of support. We have passed yours to the consulting"
        " service ({contact}), which will answer you directly. Is it really a fault or a usage question? Tell us"
        " here and a person will look at it."
    )


class ModifiedSystem(HandedToConsulting):
    code = "modified_system"
    sentence = gettext_lazy("Your {product} is modified on this point. Consulting ({contact}) will answer.")
    requirement = "R11.5"


class NotGeneral(HandedToConsulting):
    code = "not_general"
    sentence = gettext_lazy(
        "Your question is about your own set-up, not the product in general. Consulting ({contact}) will answer."
    )
    requirement = "R11.4"


class NotGenerallyAvailable(HandedToConsulting):
    code = "not_generally_available"
    sentence = gettext_lazy("{version} is not generally available. Contact {name}.")
    requirement = "R11.4"


SENTENCES: dict[str, type[HandedToConsulting]] = {
    Reason.INSTALLATION: InstallationIsConsulting,
    Reason.MODIFIED: ModifiedSystem,
    Reason.NOT_GENERAL: NotGeneral,
    Reason.NOT_AVAILABLE: NotGenerallyAvailable,
}


class HandOverRefusal(Refusal):
    title = gettext_lazy("That step is not possible now")
    requirement = "R11.6"


class AlreadyHandedOver(HandOverRefusal):
    code = "already_handed_over"
    title = gettext_lazy("Somebody was faster")
    sentence = gettext_lazy("{who} has handed this incident to the consulting service already.")


class NotHandedOver(HandOverRefusal):
    code = "not_handed_over"
    sentence = gettext_lazy("The consulting service does not have this incident.")


class ReasonNotChosen(InvalidInput):
    code = "reason_not_chosen"
    field = "reason"
    sentence = gettext_lazy("Choose why the consulting service answers it.")
    requirement = "R11.2"


class HandOverTaken(HandOverRefusal):
    code = "hand_over_taken"
    title = gettext_lazy("Somebody was faster")
    sentence = gettext_lazy("{who} has taken it.")


class HandOverEnded(HandOverRefusal):
    code = "hand_over_ended"
    sentence = gettext_lazy("It is {state}; that step is not possible any more.")


class AnswerFirst(HandOverRefusal):
    """R11.2: handed over, never dropped."""

    code = "answer_first"
    sentence = gettext_lazy(
        "The customer has no answer yet. Answer first: nothing that is handed over is dropped."
    )
    requirement = "R11.2"


class ObjectedAlready(HandOverRefusal):
    code = "objected_already"
    sentence = gettext_lazy("You have objected to this hand-over already. A person decides, or has decided.")

    def next_steps(self) -> list[tuple[str, str]]:
        return [(_("See the incident"), f"/incidents/{self.words['number']}/")]


class ObjectionTooLate(HandOverRefusal):
    code = "objection_too_late"
    sentence = gettext_lazy(
        "It was handed over more than {days} days ago. Log a new incident: it is looked at like any other."
    )

    def next_steps(self) -> list[tuple[str, str]]:
        return [(_("Log an incident"), "/incidents/new/")]


class ObjectionDecided(HandOverRefusal):
    code = "objection_decided"
    title = gettext_lazy("Somebody was faster")
    sentence = gettext_lazy("{who} has decided about the objection already.")


class HandedOverByYou(HandOverRefusal):
    """R11.6: whoever handed it over is not the judge of it."""

    code = "handed_over_by_you"
    title = gettext_lazy("Somebody else decides")
    sentence = gettext_lazy(
        "You handed it over yourself. Another agent or a lead decides about the objection."
    )
    status = 403


class PartNotAsked(HandOverRefusal):
    """R11.5: nothing of this product is modified, or the incident is no question."""

    code = "part_not_asked"
    sentence = gettext_lazy("Nobody asks which part of the system this is about.")
    requirement = "R11.5"


class PartNotChosen(InvalidInput):
    code = "part_not_chosen"
    field = "modified"
    sentence = gettext_lazy("Say which part your question is about.")
    requirement = "R11.5"
