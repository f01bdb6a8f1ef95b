"""That a tier brings a Dedicated Customer Advisor whom the customer has not, on the pages on which an administrator
gives it to her (R17.1)."""

from django.utils import timezone

from entitlements import advisors
from subscriptions.administration.following import brought
from subscriptions.models import Customer, Tier


def say(customer: Customer, tier: Tier) -> list[str]:
    """The sentence, where it is so."""
    said = advisors.missing_with(customer, tier, timezone.now())
    return [said] if said else []


brought.append(say)
