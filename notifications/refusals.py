"""What alerts refuse, each with a sentence and a code."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subscriptions.refusals import Refusal


class ProductNotCovered(Refusal):
    """Alerts come with a line for the product (R1.1)."""

    code = "product_not_covered"
    title = gettext_lazy("This product is not covered")
    sentence = gettext_lazy("Your subscription does not cover {product}. Contact {name}, {mail}.")
    status = 403
    requirement = "R1.1"

    def next_steps(self) -> list[tuple[str, str]]:
        return [
            (_("Write to {name}").format(**self.words), "mailto:{mail}".format(**self.words)),
            (_("See your subscription"), "/subscription/"),
        ]


class RegistrationRequired(Refusal):
    code = "registration_required"
    title = gettext_lazy("You are not registered")
    sentence = gettext_lazy("Register for {product} to receive alerts.")
    status = 403
    requirement = "R1.2"

    def next_steps(self) -> list[tuple[str, str]]:
        return [(_("Register"), "/alerts/")]


class AlertIncomplete(Refusal):
    """R1.8: without saying what to do, an alert only frightens."""

    code = "alert_incomplete"
    title = gettext_lazy("The alert is not complete")
    sentence = gettext_lazy("Write what to do first: without an action an alert cannot be published.")
    status = 422
    requirement = "R1.8"


class AlertNotPublished(Refusal):
    code = "alert_not_published"
    sentence = gettext_lazy("The alert is not published: nobody got it, so edit it instead.")
    requirement = "R1.5"


class AlertPublished(Refusal):
    code = "alert_published"
    sentence = gettext_lazy("The alert is published and stays as people got it. Correct or withdraw it.")
    requirement = "R1.5"


class AlertWithdrawn(Refusal):
    code = "alert_withdrawn"
    sentence = gettext_lazy("The alert has been withdrawn.")
    requirement = "R1.5"


class CorrectionMissing(Refusal):
    code = "correction_missing"
    sentence = gettext_lazy("Write what was wrong first: those who got the alert are told it.")
    status = 422
    requirement = "R1.5"
