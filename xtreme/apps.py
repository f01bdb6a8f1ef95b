"""Which site Django's admin is, and which Celery application tasks are sent by."""

from django.contrib.admin.apps import AdminConfig as DjangosAdminConfig

from xtreme.celery import app as celery_app

__all__ = ["AdminConfig", "celery_app"]


class AdminConfig(DjangosAdminConfig):
    """Puts the administrator's room in the place of Django's own site."""

    default_site = "xtreme.admin.AdminSite"
