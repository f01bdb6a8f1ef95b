"""What is recorded, kind by kind: the one table of them. A kind that is not here cannot be recorded."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Group(TextChoices):
    """What the page of the audit trail can be narrowed to."""

    SIGN_IN = "sign_in", _("Signing in")
    PERMISSIONS = "permissions", _("Permissions")
    SETTINGS = "settings", _("Settings")
    SECRETS = "secrets", _("Tokens and secrets")
    LOOKING = "looking", _("Confidential reading")
    EXPORTS = "exports", _("Exports")
    AUDIT = "audit", _("The audit trail itself")


@dataclass(frozen=True)
class Kind:
    """`shown`: to the managers of the customer whose it is."""

    code: str
    name: str | Promise
    group: Group
    shown: bool = False


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("sign_in.succeeded", _("Signed in"), Group.SIGN_IN, shown=True),
        Kind("sign_in.failed", _("Sign-in failed"), Group.SIGN_IN, shown=True),
        Kind("sign_in.out", _("Signed out"), Group.SIGN_IN, shown=True),
        Kind("password.changed", _("Password changed"), Group.SIGN_IN, shown=True),
        Kind("email.changed", _("E-mail address changed"), Group.SIGN_IN, shown=True),
        Kind("second_factor.added", _("Second factor added"), Group.SIGN_IN, shown=True),
        Kind("second_factor.removed", _("Second factor removed"), Group.SIGN_IN, shown=True),
        Kind("second_factor.reset", _("Recovery codes made anew"), Group.SIGN_IN, shown=True),
        Kind("second_factor.failed", _("Second factor refused"), Group.SIGN_IN, shown=True),
        Kind("permission.changed", _("Permission changed"), Group.PERMISSIONS, shown=True),
        Kind("access.refused", _("Access refused"), Group.PERMISSIONS),
        Kind("setting.changed", _("Setting changed"), Group.SETTINGS),
        Kind("saved_reply.deleted", _("Shared saved reply deleted"), Group.SETTINGS),
        Kind("installed_system.created", _("Installed system added"), Group.SETTINGS, shown=True),
        Kind("installed_system.changed", _("Installed system changed or ended"), Group.SETTINGS, shown=True),
        Kind("installed_system.deleted", _("Installed system removed"), Group.SETTINGS, shown=True),
        Kind("token.created", _("API token created"), Group.SECRETS),
        Kind("token.changed", _("API token changed"), Group.SECRETS),
        Kind("token.deleted", _("API token deleted"), Group.SECRETS),
        Kind("webhook_secret.created", _("Secret of a webhook created"), Group.SECRETS, shown=True),
        Kind("webhook_secret.changed", _("Secret of a webhook shown or replaced"), Group.SECRETS, shown=True),
        Kind("webhook_secret.deleted", _("Secret of a webhook deleted"), Group.SECRETS, shown=True),
        Kind("file.marked", _("File marked as confidential"), Group.LOOKING, shown=True),
        Kind("file.read", _("Confidential file read"), Group.LOOKING, shown=True),
        Kind("see_as.begun", _("Seeing the portal as a contact, begun"), Group.LOOKING, shown=True),
        Kind("see_as.ended", _("Seeing the portal as a contact, ended"), Group.LOOKING, shown=True),
        Kind("break_glass.opened", _("Break-glass access taken"), Group.LOOKING, shown=True),
        Kind("remote.connection_seen", _("Connection of a remote session seen"), Group.LOOKING, shown=True),
        Kind("export.made", _("Data exported"), Group.EXPORTS, shown=True),
        Kind("audit.swept", _("Old rows of the audit trail removed"), Group.AUDIT),
    )
}


def name_of(code: str) -> str:
    """The kind in words; its code, where a later release no longer knows it."""
    kind = KINDS.get(code)
    return str(kind.name) if kind else code


def of_group(group: str) -> list[str]:
    """The codes of a group."""
    return [code for code, kind in KINDS.items() if kind.group == group]
