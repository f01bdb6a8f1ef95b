"""One concept a file."""

from subscriptions.sign_in.models.failures import FailedSignIn
from subscriptions.sign_in.models.invitations import Invitation
from subscriptions.sign_in.models.providers import IdentityProvider, ProviderDomain
from subscriptions.sign_in.models.rules import SignInRules

__all__ = ["FailedSignIn", "IdentityProvider", "Invitation", "ProviderDomain", "SignInRules"]
