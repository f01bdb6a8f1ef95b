"""What is refused about mail, each with a sentence and a code."""

from django.utils.translation import gettext_lazy as _

from subscriptions.refusals import InvalidInput, Refusal


class NotHeld(Refusal):
    code = "not_held"
    title = _("Somebody was faster")
    sentence = _("The mail is not held any more: it is {state}.")


class NoSuchIncident(InvalidInput):
    code = "no_such_incident"
    field = "number"
    sentence = _("There is no incident {number}.")


class NotOfThisCustomer(InvalidInput):
    code = "not_of_this_customer"
    field = "contact"
    sentence = _("{person} is no contact of {customer}.")


class NothingSaid(InvalidInput):
    code = "nothing_said"
    sentence = _("The mail says nothing that could become a message. Discard it, with a reason.")


class Complete(Refusal):
    code = "complete"
    title = _("That step is not possible now")
    sentence = _("The incident is complete already. Ask for another severity on its page.")
