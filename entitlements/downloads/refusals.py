"""Why a download is not given, or a release not kept or published: a code and a sentence each. That no line
covers the product, or none any more, are entitlements.refusals'."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subscriptions.refusals import InvalidInput, Refusal

DOWNLOADS = "/downloads/"


class DownloadRefusal(Refusal):
    """Raised before a contact."""

    status = 403

    def next_steps(self) -> list[tuple[str, str]]:
        return [(_("See all downloads"), DOWNLOADS)]


class RestrictedByCompany(DownloadRefusal):
    code = "restricted_by_your_company"
    title = gettext_lazy("Your company restricts these downloads")
    sentence = gettext_lazy("Your company's manager has restricted access to {product}. Contact {name}.")
    requirement = "R2.7"

    def next_steps(self) -> list[tuple[str, str]]:
        steps = super().next_steps()
        if mail := self.words.get("mail"):
            steps.insert(0, (_("Write to {name}").format(**self.words), f"mailto:{mail}"))
        return steps


class SupportEnded(DownloadRefusal):
    code = "support_ended"
    title = gettext_lazy("This version is no longer supported")
    sentence = gettext_lazy("Support for {version} ended on {date}. Its downloads are no longer offered.")
    requirement = "R2.6"
    status = 410

    def __init__(self, version: str, day: date) -> None:
        super().__init__(version=version, date=day_words(day))


class ReleaseWithdrawn(DownloadRefusal):
    code = "release_withdrawn"
    title = gettext_lazy("This release was withdrawn")
    sentence = gettext_lazy("{release} was withdrawn on {date} and can no longer be downloaded: {why}")
    status = 410

    def __init__(self, release: str, day: date, why: str) -> None:
        super().__init__(release=release, date=day_words(day), why=why)


class WrongRelease(InvalidInput):
    """What was typed of a release at `field`."""

    def __init__(self, field: str = "", **words: object) -> None:
        super().__init__(**words)
        self.field = field or self.field


class CodeTaken(WrongRelease):
    code = "release_code_taken"
    sentence = gettext_lazy("Another release has this code.")
    field = "code"


class NameTaken(WrongRelease):
    code = "release_name_taken"
    sentence = gettext_lazy("{version} has a release of this title already: {other}.")
    field = "title_en"


class VersionOfAnother(WrongRelease):
    code = "release_version_of_another"
    sentence = gettext_lazy("This version is not one of {product}.")
    field = "version"


class CountryMissing(WrongRelease):
    code = "release_country_missing"
    sentence = gettext_lazy("Name the country whose rule it follows.")
    requirement = "R3.1"
    field = "country"


class DayMissing(WrongRelease):
    code = "release_day_missing"
    sentence = gettext_lazy("Give the day on which the rule takes effect.")
    requirement = "R3.1"
    field = "effective_on"


class DayBeforeRelease(WrongRelease):
    code = "release_day_before"
    sentence = gettext_lazy(
        "The rule would take effect on {date}, before the update is released. Check the day."
    )
    requirement = "R3.1"
    field = "effective_on"


class UnknownRelease(WrongRelease):
    code = "release_unknown"
    sentence = gettext_lazy("There is no release {name}.")


class RequiresItself(WrongRelease):
    """By any kind of link."""

    code = "release_links_itself"
    sentence = gettext_lazy("A release cannot name itself here.")
    requirement = "R3.4"


class Circle(WrongRelease):
    code = "release_circle"
    sentence = gettext_lazy("That would lead in a circle: {way}.")
    requirement = "R3.4"


class NotesMissing(WrongRelease):
    code = "release_notes_missing"
    sentence = gettext_lazy("Write release notes in English first: without them it cannot be published.")
    requirement = "R2.4"
    field = "notes_en"


class FileMissing(WrongRelease):
    code = "release_file_missing"
    sentence = gettext_lazy("Upload a file first: there is nothing to download yet.")
    requirement = "R2.1"


class NobodyNamed(WrongRelease):
    code = "release_nobody_named"
    sentence = gettext_lazy("Name the customers it is for, or make it generally available.")
    requirement = "R2.3"
    field = "customers"


class UnknownCustomer(WrongRelease):
    code = "release_customer_unknown"
    sentence = gettext_lazy("There is no customer {name}.")
    requirement = "R2.3"
    field = "customers"


class SymptomMissing(WrongRelease):
    code = "release_symptom_missing"
    sentence = gettext_lazy("Say how a customer notices it: an alert needs that.")
    requirement = "R1.8"
    field = "symptom"


class AlertForSome(WrongRelease):
    code = "release_alert_for_some"
    sentence = gettext_lazy("An alert tells every customer covered. Make the release generally available.")
    requirement = "R2.3"
    field = "alert_class"


class ReasonMissing(WrongRelease):
    code = "release_reason_missing"
    sentence = gettext_lazy("Say what is wrong with it; those who fetched it read this.")
    field = "reason"


class NotADraft(Refusal):
    """Somebody was faster, or the page is old."""

    code = "release_not_a_draft"
    title = gettext_lazy("This has changed meanwhile")
    sentence = gettext_lazy("{release} is {state} by now. Nothing was changed.")


class ChangedMeanwhile(Refusal):
    code = "release_changed_meanwhile"
    title = gettext_lazy("This has changed meanwhile")
    sentence = gettext_lazy("{name} changed the release meanwhile. Look at it again, then go on.")


class FileNameTaken(WrongRelease):
    code = "release_file_name_taken"
    sentence = gettext_lazy("The release has a file of this name already. Remove it first.")
    field = "file"


class SignatureTooLarge(WrongRelease):
    code = "release_signature_too_large"
    sentence = gettext_lazy("A detached signature has at most {limit}.")
    field = "signature"


def day_words(day: date) -> str:
    """A day in the reader's language: "1 July 2026"."""
    return date_format(day, "DATE_FORMAT")
