from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LookingConfig(AppConfig):
    name = "subscriptions.looking"
    label = "looking"
    verbose_name = _("Looking into a customer's matters")
