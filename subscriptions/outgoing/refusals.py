"""What calling out refuses."""

from django.utils.translation import gettext_lazy as _

from subscriptions.refusals import Refusal


class UrlRefused(Refusal):
    """An address that may not be called; `why` is a sentence."""

    code = "webhook_url_refused"
    title = _("Please look at what you typed")
    sentence = "{why}"
    field = "url"
    status = 422
