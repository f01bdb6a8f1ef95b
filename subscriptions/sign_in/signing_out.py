"""Where a person signs out of her company's identity provider as well (OpenID Connect RP-Initiated Logout 1.0)."""

from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from requests import RequestException

from subscriptions.sign_in.models import IdentityProvider


def address(request: HttpRequest, provider: IdentityProvider) -> str:
    """The provider's own page; empty where it has none, or does not answer."""
    if provider.protocol == IdentityProvider.Protocol.SAML:
        return provider.slo_url
    try:
        config = OpenIDConnectOAuth2Adapter(request, provider.slug).openid_config
    except (RequestException, ValueError):
        return ""
    page = config.get("end_session_endpoint", "")
    if not isinstance(page, str) or not page.startswith(("https://", "http://")):
        return ""
    back = f"{settings.SITE_URL}{reverse('account_login')}"
    words = urlencode({"client_id": provider.client_id, "post_logout_redirect_uri": back})
    return f"{page}{'&' if '?' in page else '?'}{words}"
