"""What is refused to who looks."""

from django.utils.translation import gettext_lazy as _

from subscriptions.refusals import Refusal


class ReasonMissing(Refusal):
    code = "reason_missing"
    sentence = _("Say why: the customer reads it.")
    status = 422
    field = "reason"


class NoLongerContact(Refusal):
    code = "no_longer_contact"
    sentence = _("{name} is no contact of {customer} any more.")
