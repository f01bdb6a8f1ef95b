"""An invitation, an identity provider, a session and a passkey."""

from functools import cache

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from subscriptions.sign_in import inviting
from subscriptions.sign_in.models import IdentityProvider, ProviderDomain
from tests.isolation.moments import ENDS, WEDNESDAY
from tests.sign_in.saml_provider import SAMLProvider


@cache
def certificate():
    return SAMLProvider().certificate


def plant(company):
    customer, said, slug = company.customer, company.said, company.product.code.lower()
    inviting.invite(customer, company.manager, f"invited@{company.domain}", f"Invited{said}", at=WEDNESDAY)
    provider = IdentityProvider.objects.create(
        customer=customer,
        name=f"Sign-in of {slug}",
        slug=f"sign-in-{slug}",
        protocol=IdentityProvider.Protocol.SAML,
        entity_id=f"https://id.{slug}.example",
        sso_url=f"https://id.{slug}.example/sso",
        certificate=certificate(),
        secret=f"client{said}",
    )
    ProviderDomain.objects.create(provider=provider, customer=customer, domain=f"id.{company.domain}")
    Session.objects.create(session_key=f"session-of-{slug}", session_data="", expire_date=ENDS)
    UserSession.objects.create(
        user=company.contact, session_key=f"session-of-{slug}", ip="192.0.2.7", user_agent=f"Browser{said}"
    )
    passkey = {"name": f"Key{said}", "credential": {}}
    Authenticator.objects.create(user=company.keeper, type=Authenticator.Type.WEBAUTHN, data=passkey)
