"""The second wall by person: keys, factors and sessions are read by their own person alone, names and addresses by
everybody and changed by her. What each room keeps of a person is walled in its own migration."""

from django.db import migrations

from subscriptions.tenancy import HERSELF, OwnWall

# A session does not say whose it is; a new one is written before it is known.
HER_SESSION = "session_key in (select session_key from usersessions_usersession)"


class Migration(migrations.Migration):
    atomic = False  # a table at a time

    dependencies = [("subscriptions", "0003_staff_scope")]

    operations = [
        OwnWall(
            "subscriptions_user",
            f"id = {HERSELF}",
            f"id = {HERSELF} and not is_staff and not is_superuser",
            readable=True,
        ),
        OwnWall("subscriptions_apitoken"),
        OwnWall("usersessions_usersession"),
        OwnWall("django_session", HER_SESSION, "true"),
        OwnWall("mfa_authenticator"),
        OwnWall("account_emailaddress", readable=True),
        OwnWall("socialaccount_socialaccount", readable=True),
    ]
