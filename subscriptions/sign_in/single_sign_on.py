"""Sign-in through a company's own identity provider: for whom a provider may vouch, and the membership that it
brings.

A provider speaks for one customer. It never opens an account that acts for another one or for the vendor: customers
are each other's competitors, and an administrator of one company's provider can pretend to be anybody there.
"""

from datetime import datetime
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from subscriptions import tenancy
from subscriptions.kept import Kept
from subscriptions.models import Customer, Membership, User
from subscriptions.sign_in import inviting, joining, sessions
from subscriptions.sign_in.models import IdentityProvider, Invitation
from subscriptions.sign_in.refusals import NoProvider, ProviderRefused


def in_use() -> tuple[IdentityProvider, ...]:
    """Every provider in use with its domains, kept until one is changed."""
    return _in_use.current()


def provider_for(email: str) -> IdentityProvider:
    """Who answers for an address. Raises NoProvider. It says nothing of the account, only of the domain."""
    provider = _of_domain(email)
    if provider is None:
        raise NoProvider
    return provider


def passwords_are_refused(email: str) -> bool:
    """Whether people of the address's domain come in by their company's provider alone, by the domain."""
    provider = _of_domain(email)
    return bool(provider and provider.only_way_in)


def must_come_by_it(person: User) -> bool:
    """Whether her company's provider is her only way in: it answers for one of her addresses, whichever she signs
    in with, or she came by it before. Whom it does not let in, because she acts for another company or for the
    vendor, has her own way."""
    ways = [each for each in in_use() if each.only_way_in]
    if not ways or person.is_staff:
        return False
    with tenancy.as_staff():
        hers = Membership.objects.filter(user=person, ended_at=None)
        companies = set(hers.values_list("customer", flat=True))
        known = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
        addresses = {person.email, *known}
        came_by = set(SocialAccount.objects.filter(user=person).values_list("provider", flat=True))
    return any(
        companies <= {each.customer_id} and (each.slug in came_by or any(map(each.answers_for, addresses)))
        for each in ways
    )


def end_other_sessions(provider: IdentityProvider) -> int:
    """Where it is the only way in, end the open sessions of its people that were not begun by it: a password that
    is refused from now on would go on for weeks. Returns how many there were."""
    if not (provider.enabled and provider.only_way_in):
        return 0
    with tenancy.as_staff():
        hers = User.objects.filter(memberships__customer=provider.customer_id, memberships__ended_at=None)
        people = list(hers.filter(Exists(UserSession.objects.filter(user=OuterRef("pk")))))
    bound = [person for person in people if must_come_by_it(person)]
    return sum(sessions.end_some(person, lambda held: not _is_of(held, provider)) for person in bound)


def _is_of(held: dict[str, Any], provider: IdentityProvider) -> bool:
    """Whether a session that holds this was begun by the provider."""
    ways = held.get(AUTHENTICATION_METHODS_SESSION_KEY) or ()
    return any(each.get("provider") == provider.slug for each in ways)


def by_slug(slug: str) -> IdentityProvider:
    """A provider in use. Raises ProviderRefused."""
    provider = next((each for each in in_use() if each.slug == slug), None)
    if provider is None:
        raise ProviderRefused(why=_("This way of signing in is not in use any more."))
    return provider


def apps(protocol_or_slug: str | None = None) -> list[SocialApp]:
    """The providers in use as allauth asks them. Never saved: IdentityProvider is where they are kept."""
    return [
        _app(each)
        for each in in_use()
        if not protocol_or_slug or protocol_or_slug in (each.protocol, each.slug)
    ]


def admit(
    provider: IdentityProvider, email: str, name: str, known: User | None, at: datetime | None = None
) -> User:
    """The person for whom the provider vouches: `known` where she came this way before, else whoever has the
    address, else a new contact in the role that the provider says. Whoever left and is invited anew is back by it:
    where the provider is the only way in, she has no other. Raises ProviderRefused."""
    at = at or timezone.now()
    email = email.strip().lower()
    with tenancy.as_staff():
        if _of_domain(email) != provider:
            raise ProviderRefused(
                why=_("{provider} does not answer for {email} here.").format(
                    provider=provider.name, email=email
                )
            )
        person = known or User.objects.filter(email=email).first()
        if person is None:
            return _new(provider, email, name, at)
        _admit_known(provider, person, at)
        return person


def _new(provider: IdentityProvider, email: str, name: str, at: datetime) -> User:
    company = Customer.objects.get(pk=provider.customer_id)
    invitation = _invited(company, email, at)
    if not (invitation or provider.creates_people):
        raise ProviderRefused(
            why=_("You are no contact of {customer} yet. Ask your company's manager to invite you.").format(
                customer=company
            )
        )
    try:
        with transaction.atomic():
            person = User.objects.create_user(
                email, name=name or email, language=company.language, time_zone=company.time_zone
            )
    except IntegrityError as error:
        raise ProviderRefused(why=_("Somebody with this address is known already.")) from error
    if invitation:
        joining.accept(invitation, person, at)
    else:
        granted = Invitation(template=provider.template).membership()
        Membership.objects.create(customer=company, user=person, started_at=at, **granted)
    return person


def _invited(company: Customer, email: str, at: datetime) -> Invitation | None:
    """The open invitation of the address to the company, held; None where there is none that opens anything."""
    rows = Invitation.objects.open().filter(customer=company, email=email, expires_at__gt=at)
    found = rows.select_for_update(of=("self",)).select_related("customer", "invited_by").first()
    return found if found and inviting.stands(found) else None


def _admit_known(provider: IdentityProvider, person: User, at: datetime) -> None:
    """Whoever acts for the provider's customer alone, or is invited to it anew and for nobody else."""
    company = Customer.objects.get(pk=provider.customer_id)
    memberships = Membership.objects.filter(user=person, ended_at=None)
    if person.is_staff or memberships.exclude(customer=company).exists():
        raise ProviderRefused(
            why=_("Your account does not act for {customer} alone. Sign in with your password.").format(
                customer=company
            )
        )
    if memberships.exists():
        return
    invitation = _invited(company, person.email, at) if person.is_active else None
    if invitation is None:
        raise ProviderRefused(
            why=_("You are no contact of {customer} any more. Ask your company's manager.").format(
                customer=company
            )
        )
    joining.accept(invitation, person, at)


def came_by(slug: str, uid: str) -> User | None:
    """Who came in by this provider under this identity before."""
    account = SocialAccount.objects.filter(provider=slug, uid=uid).select_related("user").first()
    return account.user if account else None


def _load() -> tuple[IdentityProvider, ...]:
    with tenancy.as_staff():
        return tuple(IdentityProvider.objects.in_use().prefetch_related("domains"))


_in_use = Kept(_load)


def _of_domain(email: str) -> IdentityProvider | None:
    return next((each for each in in_use() if each.answers_for(email)), None)


def _app(provider: IdentityProvider) -> SocialApp:
    saml = provider.protocol == IdentityProvider.Protocol.SAML
    return SocialApp(
        provider=provider.protocol,
        provider_id=provider.slug,
        name=provider.name,
        client_id=provider.slug if saml else provider.client_id,
        secret=provider.secret,
        settings=_saml(provider) if saml else {"server_url": provider.server_url, "oauth_pkce_enabled": True},
    )


def _saml(provider: IdentityProvider) -> dict[str, object]:
    """Assertions must be signed: what is signed around them may be another's."""
    asked = {"entity_id": provider.entity_id, "sso_url": provider.sso_url, "x509cert": provider.certificate}
    if provider.slo_url:
        asked["slo_url"] = provider.slo_url
    return {
        "idp": asked,
        "advanced": {
            "want_assertion_signed": True,
            "reject_idp_initiated_sso": True,
            "allow_single_label_domains": True,
        },
        "use_nameid_for_email": True,
    }
