"""What webhooks refuse, each with a sentence, a code and its field."""

from django.utils.translation import gettext_lazy as _

from subscriptions.refusals import Refusal


class UrlKnown(Refusal):
    code = "webhook_url_known"
    title = _("Please look at what you typed")
    sentence = _("There is a webhook to this address already.")
    field = "url"


class TooManyWebhooks(Refusal):
    code = "too_many_webhooks"
    title = _("No further webhook is possible")
    sentence = _("Your company may have {most} webhooks. Remove one first, or ask the vendor for more.")


class WebhookRemoved(Refusal):
    code = "webhook_removed"
    title = _("Somebody was faster")
    sentence = _("This webhook has been removed.")


class SecretReplaced(Refusal):
    code = "secret_replaced"
    title = _("Somebody was faster")
    sentence = _("The secret has been replaced since you opened the page. Look at the page again.")


class SecretShown(Refusal):
    code = "secret_shown"
    title = _("The secret is shown once only")
    sentence = _("It was shown to {name} before. Replace it with a new one if it is lost.")


class TestWaits(Refusal):
    code = "webhook_test_waits"
    title = _("A test is on its way")
    sentence = _("The last test event has not arrived yet. Wait for it before you send another.")


class WebhookDisabled(Refusal):
    code = "webhook_disabled"
    title = _("The webhook is disabled")
    sentence = _("Enable the webhook first: nothing is sent while it is disabled.")


class BeingSent(Refusal):
    code = "webhook_being_sent"
    title = _("It is being sent")
    sentence = _("It is being sent at this moment. Look at the page again in a few seconds.")
