"""What is refused about requests for an upgrade."""

from django.utils.translation import gettext_lazy as _

from subscriptions.refusals import Refusal


class SayWhy(Refusal):
    code = "say_why"
    title = _("Please look at what you typed")
    sentence = _("Write a sentence, of at most {most} characters.")
    status = 422


class Decided(Refusal):
    code = "request_decided"
    title = _("Somebody was faster")
    sentence = _("{name} has decided this request already.")


class NothingToJoin(Refusal):
    """A product that is not covered can only be added to a period that runs."""

    code = "nothing_to_join"
    title = _("The subscription does not allow this now")
    sentence = _("{customer} has no subscription in force to add {product} to. Renew or reinstate it first.")
