"""Why a page cannot be acknowledged, in a sentence."""

from django.utils.translation import gettext_lazy as _

from subscriptions.refusals import Refusal


class NothingToAcknowledge(Refusal):
    """R6.5: only who was paged acknowledges, and only while nobody has taken the incident."""

    code = "nothing_to_acknowledge"
    title = _("There is no page to acknowledge")
    sentence = _("You were not paged for this incident, or somebody has it by now.")
