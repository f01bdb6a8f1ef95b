"""The second wall: row-level security under every table with a customer."""

from django.db import migrations

from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [("subscriptions", "0001_initial")]

    operations = [
        Wall("subscriptions_customer", column="id"),
        Wall("subscriptions_membership"),
        Wall("subscriptions_advisorassignment"),
        Wall("subscriptions_installedsystem"),
        Wall("subscriptions_subscription"),
        Wall("subscriptions_productline"),
        Wall("subscriptions_customerevent", column="id"),
        Wall("subscriptions_advisorassignmentevent"),
        Wall("subscriptions_subscriptionevent"),
        Wall("subscriptions_productlineevent"),
    ]
