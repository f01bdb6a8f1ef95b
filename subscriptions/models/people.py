"""People who sign in: contacts of customers and the vendor's staff. What a contact may do at her company is her
membership's (customers.py); what a vendor's person may do is her roles'."""

import hashlib
import secrets
from datetime import datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo, available_timezones

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from subscriptions import addresses
from subscriptions.scope import UNLIMITED, Scope

if TYPE_CHECKING:
    from subscriptions.models.customers import Membership


@cache
def time_zones() -> frozenset[str]:
    """The names of all zones, but for those that are none: of a machine without one, and this machine's own. Python
    looks through the whole database of zones each time that it is asked."""
    return frozenset(available_timezones() - {"Factory", "localtime"})


def is_time_zone(value: str) -> None:
    """Refuse a zone that the time zone database does not know."""
    if value not in time_zones():
        raise ValidationError(_("There is no time zone “%(zone)s”."), params={"zone": value}, code="zone")


SEE_ALL = _("Administrators and auditors see all customers, so no limit can be set for them.")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person with this address, in lower case; without a password she cannot sign in."""
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An administrator of the vendor, as `manage.py createsuperuser` makes the first one."""
        user = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
        StaffMember.objects.create(user=user, roles=[StaffMember.Role.ADMINISTRATOR])
        return user

    def staff_with(self, *roles: str) -> models.QuerySet["User"]:
        """The active people of the vendor who hold one of these roles, by name; all of them without any."""
        people = self.filter(is_active=True, is_staff=True).select_related("staff").order_by("name", "pk")
        return people.filter(staff__roles__overlap=list(roles)) if roles else people

    def choosable(self, kept: models.Q, *roles: str) -> models.QuerySet["User"]:
        """Those of `staff_with`, and `kept`: who stands somewhere already may go on standing there."""
        offered = models.Q(pk__in=self.staff_with(*roles).order_by().values("pk"))
        return self.filter(offered | kept if kept else offered).distinct().order_by("name", "pk")

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person. `is_staff` says she is the vendor's; what she may do there is in her staff roles."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    language = models.CharField(
        _("language"), max_length=5, default="en", choices=[("en", "English"), ("da", "Dansk")]
    )
    time_zone = models.CharField(
        _("time zone"), max_length=40, default="Europe/Copenhagen", validators=[is_time_zone]
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("vendor's staff"), default=False)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager()
    has_second_factor = False  # of a session's person, read along with her (xtreme.accounts)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        super().clean()
        if addresses.is_anothers(self.email, self.pk):
            known = _("Somebody with this address is known already.")
            raise ValidationError({"email": ValidationError(known, code="unique")})

    def get_full_name(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The vendor's roles of this person; empty for a contact."""
        from subscriptions import directory

        colleague = directory.current().staff.get(self.pk) if self.is_staff else None
        return colleague.roles if colleague else frozenset()

    @cached_property
    def scope(self) -> Scope:
        """To which customers the vendor limits this person; to none in particular where it is false."""
        from subscriptions import directory

        stamp = getattr(self, "stamp", None)
        colleague = directory.current(stamp).staff.get(self.pk) if self.is_staff else None
        return UNLIMITED if colleague is None or self.is_superuser else colleague.scope

    def has_role(self, *roles: str) -> bool:
        """Whether she holds one of these staff roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def administers(self) -> bool:
        """Whether the admin opens to her: one of the vendor's administrators, or a superuser."""
        allowed = self.is_superuser or self.has_role(StaffMember.Role.ADMINISTRATOR)
        return self.is_active and self.is_staff and allowed


class StaffMember(models.Model):
    """A person of the vendor: her roles, and the support region whose queue and hours are hers."""

    class Role(models.TextChoices):
        AGENT = "agent", _("agent")
        LEAD = "lead", _("team lead")
        SUPPORT_MANAGER = "support_manager", _("support manager")
        HEAD_OF_SUPPORT = "head_of_support", _("head of support")
        HEAD_OF_DEVELOPMENT = "head_of_development", _("head of development")
        ADVISOR = "advisor", _("Dedicated Customer Advisor")
        PUBLISHER = "publisher", _("publisher")
        PRODUCT_MANAGER = "product_manager", _("product manager")
        CONSULTANT = "consultant", _("consulting desk")
        ACCOUNT_OWNER = "account_owner", _("account owner")
        ADMINISTRATOR = "administrator", _("administrator")
        AUDITOR = "auditor", _("auditor")

    user = models.OneToOneField(User, models.CASCADE, related_name="staff", verbose_name=_("person"))
    roles = ArrayField(
        models.CharField(max_length=20, choices=Role.choices), verbose_name=_("roles"), default=list
    )
    region = models.ForeignKey(
        "subscriptions.SupportRegion", models.PROTECT, null=True, blank=True, verbose_name=_("support region")
    )
    # Keys, not a relation: with a region or a product that is deleted a limit must not go, too.
    only_regions = ArrayField(
        models.BigIntegerField(),
        verbose_name=_("only these regions"),
        default=list,
        db_default=[],
        blank=True,
    )
    only_products = ArrayField(
        models.BigIntegerField(),
        verbose_name=_("only these products"),
        default=list,
        db_default=[],
        blank=True,
    )

    class Meta:
        verbose_name = _("staff member")
        verbose_name_plural = _("staff")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(roles__overlap=["administrator", "auditor"])
                | models.Q(only_regions=[], only_products=[]),
                name="who_sees_all_has_no_limit",
                violation_error_message=SEE_ALL,
            ),
            models.CheckConstraint(
                condition=~models.Q(roles__contains=["auditor"]) | models.Q(roles__len=1),
                name="auditor_holds_no_other_role",
                violation_error_message=_("An auditor changes nothing, so she holds no other role."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)


class ApiToken(models.Model):
    """A key to the API that acts as its person, a contact's at one company: `place` is her membership there. Only a
    digest is kept; the key is shown once."""

    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens", verbose_name=_("person"))
    # No key of the database: a caller is read before anybody has a role, so the row is walled by its person alone.
    place = models.ForeignKey(
        "subscriptions.Membership",
        models.CASCADE,
        null=True,
        blank=True,
        db_constraint=False,
        editable=False,
        related_name="api_tokens",
        verbose_name=_("acts for"),
    )
    name = models.CharField(_("name"), max_length=80, help_text=_("What uses this key, e.g. “monitoring”."))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def digest_of(key: str) -> str:
        return hashlib.sha256(key.encode()).hexdigest()

    @classmethod
    def issue(
        cls, user: User, name: str, expires_at: datetime | None = None, place: "Membership | None" = None
    ) -> str:
        """Create a token for `user` at `place`, or at the one company that she is a contact of, and return its key,
        which cannot be read again."""
        key = "xt_" + secrets.token_urlsafe(32)
        cls.objects.create(
            user=user,
            name=name,
            place=place or cls.only_place(user),
            digest=cls.digest_of(key),
            expires_at=expires_at,
        )
        return key

    @staticmethod
    def only_place(user: User) -> "Membership | None":
        """The one place of a contact; None where there are several, or none."""
        places = list(user.memberships.filter(ended_at=None)[:2])
        return places[0] if len(places) == 1 else None

    @classmethod
    def of_key(cls, key: str, at: datetime) -> Self | None:
        """The token with this key and its active person, unless it has expired by `at`. Whether its place lasts is
        read with her role (subscriptions.middleware.enter)."""
        digest = cls.digest_of(key)
        token = cls.objects.select_related("user").filter(digest=digest, user__is_active=True).first()
        return None if token is None or (token.expires_at and token.expires_at <= at) else token
