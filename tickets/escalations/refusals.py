"""Why an escalation cannot be asked for, answered or ended as it stands."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subscriptions.refusals import InvalidInput, Refusal


class EscalationRefusal(Refusal):
    title = gettext_lazy("That step is not possible now")


class IncidentNotOpen(EscalationRefusal):
    code = "escalation_not_open"
    title = gettext_lazy("Only an open incident is escalated")
    sentence = gettext_lazy("The incident is {status}. Write a message on it first, which opens it again.")

    def next_steps(self) -> list[tuple[str, str]]:
        return [(_("See the incident"), f"/incidents/{self.words['number']}/")]


class EscalatedAlready(EscalationRefusal):
    code = "escalated_already"
    title = gettext_lazy("It is escalated already")
    sentence = gettext_lazy(
        "It is escalated to level {level} already. {who} answers it; to go further, ask there or your advisor."
    )

    def next_steps(self) -> list[tuple[str, str]]:
        return [(_("See the escalation"), f"/incidents/{self.words['number']}/escalation/")]


class ReasonNeeded(InvalidInput):
    code = "escalation_reason"
    field = "reason"
    sentence = gettext_lazy("Say why you escalate: what has not gone as it should.")


class ImpactNeeded(InvalidInput):
    code = "escalation_impact"
    field = "impact"
    sentence = gettext_lazy("Say what it means for the business: money, users, which process.")


class CriticalDatePast(InvalidInput):
    code = "critical_date_past"
    field = "critical_on"
    sentence = gettext_lazy("That day is past. Give the day by which it must work, or none.")


class CriticalDateFar(InvalidInput):
    code = "critical_date_far"
    field = "critical_on"
    sentence = gettext_lazy("That day is more than a year away. Give a nearer one, or none.")


class WorkaroundNotSaid(InvalidInput):
    code = "workaround_not_said"
    field = "workaround_ok"
    sentence = gettext_lazy("Say whether a workaround is acceptable.")


class NameNeeded(InvalidInput):
    code = "escalation_name"
    field = "name"
    sentence = gettext_lazy("Give the name of the person we call.")


class PhoneNeeded(InvalidInput):
    code = "escalation_phone"
    field = "phone"
    sentence = gettext_lazy("Give the phone number at which we reach her.")


class EscalationTaken(EscalationRefusal):
    code = "escalation_taken"
    title = gettext_lazy("Somebody was faster")
    sentence = gettext_lazy("{who} owns this escalation.")


class EscalationAnswered(EscalationRefusal):
    code = "escalation_answered"
    title = gettext_lazy("Somebody was faster")
    sentence = gettext_lazy("{who} has answered it already.")


class EscalationEnded(EscalationRefusal):
    code = "escalation_ended"
    sentence = gettext_lazy("The escalation is over: {outcome}.")


class NoEscalation(EscalationRefusal):
    code = "no_escalation"
    sentence = gettext_lazy("This incident is not escalated now.")


class NotProposed(EscalationRefusal):
    code = "escalation_not_proposed"
    sentence = gettext_lazy("Nobody proposes to end it now.")


class OutcomeNotChosen(InvalidInput):
    code = "outcome_not_chosen"
    field = "outcome"
    sentence = gettext_lazy("Choose why it may end.")


class AnswerItFirst(EscalationRefusal):
    code = "answer_escalation_first"
    sentence = gettext_lazy("The customer has no answer yet. Answer first, then agree on the end.")


class NotTheAsker(EscalationRefusal):
    """LIFECYCLE.md, 4: it is agreed with the asker."""

    code = "not_the_asker"
    title = gettext_lazy("That is for somebody else to say")
    sentence = gettext_lazy("{who} asked for it. She, or your company's manager, ends it.")
    status = 403


class HighestLevel(EscalationRefusal):
    code = "highest_level"
    sentence = gettext_lazy("It is at level 3 already, the highest.")


class NotToTheHeads(EscalationRefusal):
    """LIFECYCLE.md, 4: level 3 is reached through level 2 or the advisor."""

    code = "not_to_the_heads"
    title = gettext_lazy("You cannot do this")
    sentence = gettext_lazy(
        "Level 3 is reached through the support manager or the customer's advisor. Ask {who}."
    )
    status = 403
