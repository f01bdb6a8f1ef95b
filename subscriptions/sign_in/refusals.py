"""What sign-in refuses, each with a sentence, a code and its field."""

from django.utils.translation import gettext_lazy as _

from subscriptions.refusals import Refusal


class AlreadyContact(Refusal):
    code = "already_contact"
    title = _("Please look at what you typed")
    sentence = _("{name} is a contact of your company already.")
    field = "email"


class AlreadyStaff(Refusal):
    code = "already_staff"
    title = _("Please look at what you typed")
    sentence = _("{name} is on the staff already.")
    field = "email"


class AlreadyInvited(Refusal):
    code = "already_invited"
    title = _("Please look at what you typed")
    sentence = _("This person is invited already. Send the invitation again instead.")
    field = "email"


class InvitationOver(Refusal):
    """Withdrawn, accepted, or replaced by a newer mail."""

    code = "invitation_over"
    title = _("This invitation is no longer valid")
    sentence = _("It was used, withdrawn, or sent again: use the newest mail, or ask who invited you.")
    status = 410


class InvitationExpired(Refusal):
    code = "invitation_expired"
    title = _("This invitation is too old")
    sentence = _("It was valid until {when}. Ask {who} to send it again.")
    status = 410


class InvitedAnother(Refusal):
    """Somebody else is signed in than who was invited."""

    code = "invited_another"
    title = _("This invitation is for somebody else")
    sentence = _("It went to {invited}, and you are signed in as {reader}. Sign out and open the link again.")
    status = 403


class NotBoth(Refusal):
    """The vendor's people are no contacts, and contacts no staff."""

    code = "staff_or_contact"
    title = _("That is not possible with this account")
    sentence = _("Nobody is a contact of a customer and on the vendor's staff. Use another address for one.")
    status = 409


class DemandedByVendor(Refusal):
    code = "second_factor_by_vendor"
    title = _("That is not yours to switch off")
    sentence = _("{vendor} demands a second factor from your company's people.")


class ProviderRefused(Refusal):
    """A company's identity provider vouches for somebody who may not come in by it; `why` is a sentence."""

    code = "identity_provider_refused"
    title = _("You cannot sign in this way")
    sentence = "{why}"
    status = 403


class NoProvider(Refusal):
    code = "no_identity_provider"
    title = _("Please look at what you typed")
    sentence = _("No company account is set up for addresses like this one. Sign in with your password.")
    field = "email"
    status = 422
