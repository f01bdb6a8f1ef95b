from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class SubscriptionsConfig(AppConfig):
    name = "subscriptions"
    verbose_name = _("Customers and subscriptions")

    def ready(self) -> None:
        from subscriptions import api_keys, quick_instants
        from subscriptions.addresses import vouch
        from subscriptions.models import Membership, User
        from subscriptions.scope_policies import write_policies
        from subscriptions.tenancy import grant_tables

        connection_created.connect(quick_instants.read_quickly)
        post_migrate.connect(grant_tables, sender=self)
        post_migrate.connect(write_policies, sender=self)
        post_save.connect(vouch, sender=User)
        post_save.connect(api_keys.left, sender=Membership)
