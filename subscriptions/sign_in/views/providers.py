"""allauth's pages of identity providers, where what a provider is, says or does not say would be an error of
ours."""

import logging
from collections.abc import Callable
from functools import wraps

from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.socialaccount.providers.saml import views as saml
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from lxml.etree import LxmlError
from onelogin.saml2.errors import OneLogin_Saml2_Error
from requests import RequestException

from subscriptions.sign_in.refusals import ProviderRefused

log = logging.getLogger(__name__)

Page = Callable[..., HttpResponseBase]
NOT_UNDERSTOOD = (RequestException, OneLogin_Saml2_Error, LxmlError, ValueError, KeyError)


def forgiving(page: Page) -> Page:
    """The page; a provider that is away, set up wrongly or not to be understood is refused with a sentence."""

    @login_not_required
    @wraps(page)
    def answered(request: HttpRequest, **words: str) -> HttpResponseBase:
        try:
            return page(request, **words)
        except NOT_UNDERSTOOD as error:
            log.warning("an identity provider was not understood: %s", type(error).__name__)
            raise ProviderRefused(
                why=_(
                    "Your company's account does not answer as it should. Try again, or ask your administrator."
                )
            ) from error

    return answered


oidc_login = forgiving(oidc.login)
oidc_callback = forgiving(oidc.callback)
saml_login = forgiving(saml.login)
saml_finish = forgiving(saml.finish_acs)
saml_sign_out = forgiving(saml.sls)
saml_metadata = forgiving(saml.metadata)
