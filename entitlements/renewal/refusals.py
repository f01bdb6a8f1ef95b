"""What is refused about requests for an upgrade, beside an empty text (subscriptions.texts)."""

from django.utils.translation import gettext_lazy as _

from subscriptions.refusals import Refusal


class Decided(Refusal):
    code = "request_decided"
    title = _("Somebody was faster")
    sentence = _("{name} has decided this request already.")


class NothingToJoin(Refusal):
    """A product that is not covered can only be added to a period that runs."""

    code = "nothing_to_join"
    title = _("The subscription does not allow this now")
    sentence = _("{customer} has no subscription in force to add {product} to. Renew or reinstate it first.")
