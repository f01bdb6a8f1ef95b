"""What exports and erasures refuse."""

from django.utils.translation import gettext_lazy as _

from subscriptions.refusals import Refusal


class ExportWaits(Refusal):
    code = "export_waits"
    title = _("It is being made already")
    sentence = _("This export is being made already. You get a mail when it is ready.")


class ExportGone(Refusal):
    """Its time is up, or it has been removed."""

    code = "export_gone"
    title = _("The export is gone")
    sentence = _("This export could be fetched for {days} days. Ask for a new one.")
    status = 410


class MayNotExport(Refusal):
    code = "may_not_export"
    title = _("You cannot have this")
    sentence = _(
        "Your own data you get yourself; a company's go to its managers and to the vendor's administrators."
    )
    status = 403


class NoContact(Refusal):
    """Who has left: what she wrote is about a company whose rows are behind its wall to her."""

    code = "no_contact"
    title = _("You are no contact any more")
    sentence = _("You are no contact of a company any more. Ask the vendor's administrators for your data.")
    status = 403


class MayNotErase(Refusal):
    code = "may_not_erase"
    title = _("You cannot erase people")
    sentence = _("Only the vendor's administrators erase people.")
    status = 403


class NotToErase(Refusal):
    """Staff and who still belongs to a customer are on duty; that is ended first."""

    code = "not_to_erase"
    field = "reason"
    title = _("This person cannot be erased")
    sentence = "{why}"


class ErasedAlready(Refusal):
    code = "erased_already"
    title = _("Erased already")
    sentence = _("This person has been erased already.")


class ChangedSince(Refusal):
    """What the preview showed is not what would happen now."""

    code = "changed_since"
    title = _("Something has changed")
    sentence = _("Since you looked, more was written. Look at the preview again, and confirm it.")


class ReasonNeeded(Refusal):
    code = "reason_needed"
    field = "reason"
    status = 422
    title = _("Say why")
    sentence = _("Give the reason: it is kept with the erasure.")
