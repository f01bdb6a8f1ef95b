"""A large video on its way in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from entitlements.briefings.models.recordings import Recording
from entitlements.models.arriving import Arriving


class VideoUpload(Arriving):
    """It becomes the video of the recording once all of it has come (videos.py)."""

    recording = models.ForeignKey(
        Recording, models.CASCADE, related_name="+", verbose_name=_("recorded briefing")
    )

    class Meta(Arriving.Meta):
        pass
