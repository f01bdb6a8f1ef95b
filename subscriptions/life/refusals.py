"""What cannot be done to a subscription, each with a sentence."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from subscriptions.refusals import Refusal


class NotPossible(Refusal):
    """A move that the subscription does not allow as it stands."""

    title = _("The subscription does not allow this now")


class LineNotInForce(NotPossible):
    code = "line_not_in_force"
    sentence = _(
        "The line of {product} is not in force: it has ended or changed meanwhile, or begins later."
        " Look at the subscription again."
    )


class SameTier(NotPossible):
    code = "same_tier"
    sentence = _("{product} has {tier} already.")


class NotHigher(NotPossible):
    code = "not_higher"
    sentence = _("{tier} is no higher than {now}. A downgrade takes effect with the next period: plan it.")


class NotLower(NotPossible):
    code = "not_lower"
    sentence = _("{tier} is higher than {now}. An upgrade takes effect at once.")


class NothingPlanned(NotPossible):
    code = "nothing_planned"
    sentence = _("No downgrade of {product} is planned.")


class AlreadyRenewed(NotPossible):
    code = "already_renewed"
    sentence = _("The next period is agreed already: {first} to {last}.")


class NotRenewed(NotPossible):
    code = "not_renewed"
    sentence = _("There is no renewal to take back: the next period has begun or was never agreed.")


class HasEnded(NotPossible):
    code = "subscription_has_ended"
    sentence = _("The subscription ended on {date}. Reinstate it instead.")


class HasNotEnded(NotPossible):
    code = "subscription_has_not_ended"
    sentence = _("The subscription runs until {date}. Renew it instead.")


class NothingToRenew(NotPossible):
    code = "nothing_to_renew"
    sentence = _("No product line reaches the end of the subscription, so there is nothing to go on with.")


class CoveredAlready(NotPossible):
    code = "covered_already"
    sentence = _("{product} is covered already in that time ({tier}). Two lines of a product never overlap.")


class YearHasPassed(NotPossible):
    code = "year_has_passed"
    sentence = _("Joined to the old end, the new period would have ended on {date}. Begin it today.")


class InUse(NotPossible):
    code = "period_in_use"
    sentence = _("The next period has been worked with already. Change its lines instead.")


class NotRenewing(NotPossible):
    code = "not_renewing"
    sentence = _("{name} said on {date} that it will not be renewed. Take that back first.")

    def next_steps(self) -> list[tuple[str, str]]:
        """Where the vendor's people take it back."""
        return [(gettext("See the renewal"), f"/desk/renewals/{self.words['period']}/")]


class NothingDeclined(NotPossible):
    code = "nothing_declined"
    sentence = _("Nobody has said that it will not be renewed, or somebody has taken it back.")
