"""What these pages and the verbs behind them refuse, each with a sentence and a code."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subscriptions.refusals import Refusal, WrongText


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


class NothingAffected(Refusal):
    code = "nothing_affected"
    title = gettext_lazy("The alert is not complete")
    sentence = gettext_lazy("Choose at least one product that the alert is about.")
    status = 422
    requirement = "R1.8"


class DanishTwice(WrongText):
    """Both texts would be the Danish one; nothing of what was typed is dropped."""

    code = "danish_twice"
    sentence = gettext_lazy(
        "The alert is written in Danish. Choose English as its language, or leave this text empty."
    )
    requirement = "R1.8"


class ProductTwice(Refusal):
    code = "product_twice"
    sentence = gettext_lazy("{product} is named twice: put its versions together.")
    status = 422
    requirement = "R1.8"
    field = "product"


class VersionOfAnother(Refusal):
    code = "version_of_another_product"
    sentence = gettext_lazy("Choose versions of {product} only.")
    status = 422
    requirement = "R1.8"

    def __init__(self, field: str, **words: object) -> None:
        super().__init__(**words)
        self.field = field


class RangeAndList(Refusal):
    code = "range_and_list"
    sentence = gettext_lazy("Choose either single versions or from which to which, not both.")
    status = 422
    requirement = "R1.8"
    field = "versions"


class RangeUpsideDown(Refusal):
    code = "range_upside_down"
    sentence = gettext_lazy("Version {until} comes before {since}: from the earlier one to the later one.")
    status = 422
    requirement = "R1.8"
    field = "to_version"


class OriginElsewhere(Refusal):
    """Nobody is led out of this installation by an alert."""

    code = "origin_elsewhere"
    sentence = gettext_lazy("What an alert comes from must be a page of this installation.")
    status = 422
    requirement = "R1.1"


class AlertChangedMeanwhile(Refusal):
    """What is published, or saved over, is what she has seen."""

    code = "alert_changed_meanwhile"
    title = gettext_lazy("The alert was changed meanwhile")
    sentence = gettext_lazy("{name} has changed the alert meanwhile. Look at it again first.")
    requirement = "R1.8"


class SecondPersonNeeded(Refusal):
    """Where the rules of alerts ask for a second pair of eyes."""

    code = "second_person_needed"
    title = gettext_lazy("A second person publishes")
    sentence = gettext_lazy(
        "You wrote this alert or changed it last: another publisher must look at it and publish it."
    )
    status = 403
    requirement = "R1.8"


class NobodyToRemind(Refusal):
    code = "nobody_to_remind"
    sentence = gettext_lazy(
        "Nobody is left to remind: everybody has acknowledged the alert or was reminded within a day."
    )
    requirement = "R1.4"


class DeviceRefused(Refusal):
    """What a browser gave to be shown messages is not usable; `why` is a sentence."""

    code = "device_refused"
    title = gettext_lazy("This device cannot show messages")
    sentence = gettext_lazy("This device cannot show messages. {why}")
    status = 422


class TooManyDevices(Refusal):
    code = "too_many_devices"
    title = gettext_lazy("No further device is possible")
    sentence = gettext_lazy("Messages are shown on {most} devices at most. Stop one first.")


class NoCompany(Refusal):
    code = "no_company"
    title = gettext_lazy("You act for no company")
    sentence = gettext_lazy(
        "Your account belongs to no company any more. Ask your company's manager to add you."
    )
    status = 403
