"""How the vendor reaches the customer's system: the secrets of a session, encrypted, as long as it lasts (R7.4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from subscriptions.encryption import EncryptedTextField
from subscriptions.tenancy import TenantQuerySet

# Whoever ends a session, and by whatever way, the database itself erases its secrets in the same transaction.
ERASE_DETAILS = """
create function erase_details_of_remote_session() returns trigger language plpgsql
set search_path from current as $$
begin
  delete from remote_access_connectiondetails where session_id = new.id;
  return null;
end $$
"""
ERASING = """
create trigger erase_details_of_remote_session after update of state on remote_access_remotesession
  for each row when (new.state not in ('asked', 'running')) execute function erase_details_of_remote_session()
"""


class ConnectionKind(models.TextChoices):
    """How the vendor gets there."""

    LINK = "link", _("link to a meeting or a screen")
    VPN = "vpn", _("VPN")
    HOST = "host", _("host with a user")


class ConnectionDetails(models.Model):
    """What an agent needs to get there, as JSON under the keys of `supplying.Connection`. There is a row only while
    the session is asked for or runs. It is shown by `looking.look` alone."""

    session = models.OneToOneField(
        "remote_access.RemoteSession", models.CASCADE, related_name="details", primary_key=True
    )
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    secrets = EncryptedTextField(_("connection"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("connection of a remote session")
        verbose_name_plural = _("connections of remote sessions")

    def __str__(self) -> str:
        return str(self.session_id)
