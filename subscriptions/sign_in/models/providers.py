"""A company's own identity provider: whose addresses it answers for, and how it is asked."""

from __future__ import annotations

from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from subscriptions.encryption import EncryptedTextField
from subscriptions.models import Customer
from subscriptions.sign_in.models.invitations import Invitation
from subscriptions.tenancy import TenantQuerySet

DOMAIN = RegexValidator(
    r"^(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}\Z",
    _("Write a domain in small letters, like example.com."),
)


class ProviderQuerySet(TenantQuerySet):
    def in_use(self) -> Self:
        return self.filter(enabled=True)


class IdentityProvider(models.Model):
    """One OpenID Connect or SAML provider of one customer. That a domain is the customer's own is the
    administrator's to know: whoever the provider vouches for there gets in."""

    class Protocol(models.TextChoices):
        OIDC = "openid_connect", _("OpenID Connect")
        SAML = "saml", _("SAML 2.0")

    customer = models.ForeignKey(
        Customer, models.CASCADE, related_name="identity_providers", verbose_name=_("customer")
    )
    name = models.CharField(
        _("name"), max_length=40, help_text=_("As its people know it: it stands on the button.")
    )
    slug = models.SlugField(
        _("in addresses"),
        max_length=40,
        unique=True,
        help_text=_("Part of the addresses that the provider is told; it cannot be changed."),
    )
    protocol = models.CharField(_("protocol"), max_length=20, choices=Protocol.choices, default=Protocol.OIDC)
    enabled = models.BooleanField(_("in use"), default=True)
    server_url = models.URLField(
        _("issuer"),
        blank=True,
        help_text=_("OpenID Connect: https://…, below which /.well-known/openid-configuration is found."),
    )
    client_id = models.CharField(_("client ID"), max_length=191, blank=True)
    secret = EncryptedTextField(_("client secret"), blank=True)
    entity_id = models.CharField(_("entity ID"), max_length=300, blank=True)
    sso_url = models.URLField(_("address of sign-in"), max_length=500, blank=True)
    slo_url = models.URLField(_("address of sign-out"), max_length=500, blank=True)
    certificate = models.TextField(_("certificate"), blank=True)
    creates_people = models.BooleanField(
        _("makes contacts of whom it vouches for"),
        default=True,
        help_text=_("Off: only people who are contacts already come in."),
    )
    template = models.CharField(
        _("role of new contacts"),
        max_length=10,
        choices=Invitation.Template.choices,
        default=Invitation.Template.CONTACT,
    )
    brings_second_factor = models.BooleanField(
        _("demands a second factor itself"),
        default=False,
        help_text=_("On: where a second factor is demanded, the provider's counts."),
    )
    only_way_in = models.BooleanField(
        _("only way in"),
        default=False,
        help_text=_(
            "On: people of these domains cannot sign in with a password or passkey here. Saving it ends their open"
            " sessions that were not begun by this provider."
        ),
    )

    objects = ProviderQuerySet.as_manager()

    class Meta:
        verbose_name = _("identity provider")
        verbose_name_plural = _("identity providers")
        ordering = ["customer__name", "pk"]

    def __str__(self) -> str:
        return self.name

    def answers_for(self, email: str) -> bool:
        """Whether the address is of one of its domains."""
        domain = email.rpartition("@")[2].lower()
        return any(each.domain == domain for each in self.domains.all())


class ProviderDomain(models.Model):
    """A domain belongs to one provider, and so to one customer."""

    provider = models.ForeignKey(
        IdentityProvider, models.CASCADE, related_name="domains", verbose_name=_("identity provider")
    )
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+", verbose_name=_("customer"))
    domain = models.CharField(
        _("domain"),
        max_length=253,
        unique=True,
        validators=[DOMAIN],
        help_text=_("Of the addresses it answers for. It must be the customer's own."),
        error_messages={"unique": _("Another identity provider answers for this domain.")},
    )

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("domain")
        verbose_name_plural = _("domains")
        ordering = ["domain"]

    def __str__(self) -> str:
        return self.domain
