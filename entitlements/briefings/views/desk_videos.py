"""A large video on its way in, in pieces by static/js/upload.js."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entitlements.briefings import videos
from entitlements.briefings.models import Recording, VideoUpload
from entitlements.views import pieces
from notifications.views.readers import PersonRequest
from subscriptions.guards import requires
from subscriptions.permissions import Permission


@requires(Permission.PLAN_BRIEFINGS)
@require_POST
@pieces.answering
def begin(request: PersonRequest, number: int) -> JsonResponse:
    """Announce it."""
    found = get_object_or_404(Recording, pk=number)
    upload = videos.begin(found, *pieces.announced(request), request.user)
    return pieces.begun(upload, reverse("briefings:video_piece", args=[number, upload.key]))


@requires(Permission.PLAN_BRIEFINGS)
@require_POST
@pieces.answering
def piece(request: PersonRequest, number: int, key: UUID) -> JsonResponse:
    """Keep the piece that is the body of the request and begins at byte `?start=`; says how many bytes there
    are."""
    upload, body = _upload(number, key), cast(Any, request)
    upload = videos.add_piece(upload, pieces.start(request, upload), body, request.user)
    return JsonResponse({"received": upload.received})


@requires(Permission.PLAN_BRIEFINGS)
@require_POST
@pieces.answering
def finish(request: PersonRequest, number: int, key: UUID) -> JsonResponse:
    """Make it the recording's video; `sha256` where the sender knows it."""
    kept = videos.finish(_upload(number, key), request.user, request.POST.get("sha256", ""))
    messages.success(request, _("The file is uploaded."))
    return JsonResponse({"sha256": kept.video_digest}, status=201)


def _upload(number: int, key: UUID) -> VideoUpload:
    return get_object_or_404(VideoUpload, key=key, recording=number)
