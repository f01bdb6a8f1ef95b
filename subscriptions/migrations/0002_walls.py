"""The second wall, the stamp of the settings, and the settings of this room that change it."""

from django.db import migrations

from subscriptions.kept import Stamped
from subscriptions.tenancy import Wall

FUNCTION = """
create function change_settings_stamp() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into subscriptions_settingsstamp (id, stamp) values (1, gen_random_uuid())
    on conflict (id) do update set stamp = excluded.stamp;
  return null;
end $$
"""

# What is not ours comes before the other rooms: with each of its many steps Django renders all models there are.
OTHERS_FIRST = [
    ("account", "0009_emailaddress_unique_primary_email"),
    ("admin", "0003_logentry_add_action_flag_choices"),
    ("mfa", "0003_authenticator_type_uniq"),
    ("sessions", "0001_initial"),
    ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ("usersessions", "0001_initial"),
]


class Migration(migrations.Migration):
    dependencies = [("subscriptions", "0001_initial"), *OTHERS_FIRST]

    operations = [
        Wall("subscriptions_customer", "id"),
        Wall("subscriptions_membership"),
        Wall("subscriptions_advisorassignment"),
        Wall("subscriptions_installedsystem"),
        Wall("subscriptions_subscription"),
        Wall("subscriptions_productline"),
        Wall("subscriptions_customerevent", "id"),
        Wall("subscriptions_advisorassignmentevent"),
        Wall("subscriptions_subscriptionevent"),
        Wall("subscriptions_productlineevent"),
        Wall("subscriptions_plannedtier"),
        Wall("subscriptions_subscriptionentry"),
        Wall("subscriptions_nonrenewal"),
        migrations.RunSQL(FUNCTION, "drop function change_settings_stamp()"),
        Stamped("subscriptions_tier"),
        Stamped("subscriptions_calendarversion"),
        Stamped("subscriptions_holiday"),
        Stamped("subscriptions_supportregion"),
        Stamped("subscriptions_product"),
        Stamped("subscriptions_productversion"),
        Stamped("subscriptions_staffmember"),
        Stamped("subscriptions_user", columns="name, is_active"),
        Stamped("subscriptions_renewalrules"),
    ]
