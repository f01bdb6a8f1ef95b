"""What sign-in holds of a person beside her account: parts of an export, steps of an erasure."""

from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from subscriptions.models import User
from subscriptions.personal_data import erasing, parts
from subscriptions.personal_data.erasing import Step
from subscriptions.personal_data.parts import Part
from subscriptions.sign_in.models import Invitation


def add() -> None:
    """Once, when the room is ready."""
    parts.add(*PARTS)
    erasing.add(*STEPS)


PARTS = (
    Part("sign-ins", UserSession, ("ip", "user_agent", "created_at", "last_seen_at"), people=("user",)),
    Part(
        "identities",
        SocialAccount,
        ("provider", "uid", "extra_data", "date_joined", "last_login"),
        people=("user",),
    ),
    Part(
        "invitations",
        Invitation,
        (
            "email",
            "name",
            "customer__number",
            "template",
            "invited_at",
            "expires_at",
            "accepted_at",
            "withdrawn_at",
        ),
        people=("accepted_by",),
        customer="customer",
    ),
)


def _invitations(person: User) -> QuerySet[Invitation]:
    return Invitation.objects.filter(email=person.email)


STEPS = (
    Step.deleting(
        "sign-ins",
        _("records of where she signed in deleted"),
        lambda person: UserSession.objects.filter(user=person),
    ),
    Step.deleting(
        "identities",
        _("identities at a company's own provider deleted"),
        lambda person: SocialAccount.objects.filter(user=person),
    ),
    Step.deleting(
        "invitations",
        _("invitations to her address deleted"),
        _invitations,
    ),
)
