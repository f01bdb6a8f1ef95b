"""The second wall, and that the database itself erases the secrets of a session that is over."""

from django.db import migrations

from subscriptions.tenancy import Wall
from tickets.remote_access.models.connections import ERASE_DETAILS, ERASING


class Migration(migrations.Migration):
    dependencies = [("remote_access", "0001_initial")]

    operations = [
        Wall("remote_access_remotesession"),
        Wall("remote_access_sessionsystem"),
        Wall("remote_access_sessionagent"),
        Wall("remote_access_sessionnotice"),
        Wall("remote_access_approval"),
        Wall("remote_access_connectiondetails"),
        Wall("remote_access_remoteaccessrules"),
        Wall("remote_access_remoteaccessrulesevent"),
        migrations.RunSQL(ERASE_DETAILS, "drop function erase_details_of_remote_session()"),
        migrations.RunSQL(
            ERASING, "drop trigger erase_details_of_remote_session on remote_access_remotesession"
        ),
    ]
