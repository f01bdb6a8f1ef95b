"""Which site Django's admin is."""

from django.contrib.admin.apps import AdminConfig as DjangosAdminConfig


class AdminConfig(DjangosAdminConfig):
    """Puts the administrator's room in the place of Django's own site."""

    default_site = "xtreme.admin.AdminSite"
