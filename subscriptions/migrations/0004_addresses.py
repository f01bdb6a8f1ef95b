"""People from before addresses were vouched for get the row of theirs (subscriptions.addresses)."""

from django.db import migrations

VOUCH = """
    insert into account_emailaddress (user_id, email, verified, "primary")
    select person.id, lower(person.email), true, true from subscriptions_user person
    where not exists (select from account_emailaddress a where a.user_id = person.id and a.primary)
        and not exists (
            select from account_emailaddress a
            where a.email = lower(person.email) and a.verified and a.user_id <> person.id
        )
    on conflict (user_id, email) do update set verified = true, "primary" = true
"""


class Migration(migrations.Migration):
    dependencies = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("subscriptions", "0003_history"),
    ]

    operations = [migrations.RunSQL(VOUCH, migrations.RunSQL.noop)]
