"""What allauth may do with identity providers here, and how it keeps the keys of second factors. Of accounts:
xtreme.accounts."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import Provider
from django.http import HttpRequest
from django.utils.translation import gettext as _

from subscriptions import encryption
from subscriptions.sign_in import single_sign_on
from subscriptions.sign_in.refusals import ProviderRefused


class SocialAdapter(DefaultSocialAccountAdapter):
    """Providers are rows of ours, and who comes in by them is single_sign_on's to say: nobody signs up, nobody
    connects a provider of her own choice."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        found = single_sign_on.apps(provider)
        return [app for app in found if client_id in (None, app.client_id)]

    def list_providers(self, request: HttpRequest) -> list[Provider]:
        """None, on any page: their names say who the vendor's customers are. Hers is found by her address."""
        return []

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Before anything of the login holds. Raises ProviderRefused."""
        account = sociallogin.account
        provider = single_sign_on.by_slug(account.provider)
        addresses = [each for each in sociallogin.email_addresses if each.email]
        if not addresses:
            raise ProviderRefused(
                why=_("{provider} did not say your e-mail address.").format(provider=provider.name)
            )
        said = _said(account.extra_data)
        if said.get("email_verified") is False:
            raise ProviderRefused(
                why=_("{provider} has not confirmed your e-mail address.").format(provider=provider.name)
            )
        known = single_sign_on.came_by(account.provider, account.uid)
        person = single_sign_on.admit(provider, addresses[0].email, sociallogin.user.name, known)
        if known is None:
            sociallogin.connect(request, person)

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Any) -> Any:
        """The name that the provider says, cut to what a name may have."""
        user = super().populate_user(request, sociallogin, data)
        parts = [data.get("first_name"), data.get("last_name")]
        user.name = str(data.get("name") or " ".join(part for part in parts if part))[:120]
        return user

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False


class MFAAdapter(DefaultMFAAdapter):
    """Keys of authenticator apps and recovery codes are secrets like others."""

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)

    def get_totp_issuer(self) -> str:
        return "Xtreme Support"

    def _get_site_name(self) -> str:
        return "Xtreme Support"


def _said(data: Any) -> dict[str, Any]:
    """The claims of a provider about the person, as allauth keeps them."""
    if not isinstance(data, dict):
        return {}
    return data.get("userinfo") or data.get("id_token") or data
