"""A large file of a release on its way in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from entitlements.downloads.models.releases import Release
from entitlements.models.arriving import Arriving


class Upload(Arriving):
    """It becomes a file of the release once all of it has come (uploading.py)."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="uploads", verbose_name=_("release"))

    class Meta(Arriving.Meta):
        pass
