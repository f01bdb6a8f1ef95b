"""Why a call was not taken."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Error(models.TextChoices):
    NAME = "name", _("There is no such name, or it could not be looked up.")
    PRIVATE = "private", _("The name leads to an address that is not on the public internet.")
    URL = "url", _("The address is no longer one that may be called.")
    CONNECTION = "connection", _("No connection came about, or it broke.")
    CERTIFICATE = "certificate", _("The certificate is not valid for this name.")
    TIMEOUT = "timeout", _("It took longer than 10 seconds.")
    REDIRECT = "redirect", _("It was redirected elsewhere, and redirects are not followed.")
    STATUS = "status", _("The answer says that it was not taken.")
    WORKER = "worker", _("It could not be sent; the log of the product says why.")
