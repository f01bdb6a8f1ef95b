"""The page on which somebody says that a subscription will not be renewed, or takes that back: the same for a
customer's manager and for the vendor's people, who differ in who may do it."""

from typing import Any

from django.utils import timezone

from entitlements.renewal import declining
from entitlements.renewal.forms import DeclineForm, ReopenForm
from subscriptions.life.renewals import next_period, reaching
from subscriptions.models import NonRenewal, Subscription, User
from subscriptions.wording import first_day_words, last_day_words


class RenewalPage:
    """One subscription: whether it goes on, and the form that says otherwise."""

    def __init__(self, subscription: Subscription, data: Any = None) -> None:
        self.subscription, self.at = subscription, timezone.now()
        declined = NonRenewal.objects.filter(subscription=subscription).select_related("by")
        self.declined = declined.first()
        # What was pressed decides, not what has become of it meanwhile: the loser of two is told so.
        undo = data["move"] == "reopen" if data and "move" in data else bool(self.declined)
        self._does = declining.reopen if undo else declining.decline
        self.form = (ReopenForm if undo else DeclineForm)(data or None)

    def carry_out(self, by: User) -> bool:
        """Do what was typed; says whether it was done, else the form says why not."""
        return self.form.accepted_by(
            lambda: self._does(self.subscription, by, self.form.cleaned_data["reason"], self.at)
        )

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        zone, following = self.subscription.customer.zone, next_period(self.subscription)
        return {
            "subscription": self.subscription,
            "lines": list(reaching(self.subscription)),
            "last": last_day_words(self.subscription.ends_at, zone),
            "over": self.subscription.ends_at <= self.at,
            "renewed_until": last_day_words(following.ends_at, zone) if following else "",
            "declined": self.declined,
            "declined_on": first_day_words(self.declined.at, zone) if self.declined else "",
            "move": "reopen" if self.declined else "decline",
            "form": self.form,
        }
