"""A large video on its way in, in pieces by static/js/upload.js."""

from uuid import UUID

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
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
    """Keep a piece of it."""
    return pieces.kept(request, _upload(number, key), videos.add_piece)


@requires(Permission.PLAN_BRIEFINGS)
@require_POST
@pieces.answering
def finish(request: PersonRequest, number: int, key: UUID) -> JsonResponse:
    """Make it the recording's video; `sha256` where the sender knows it."""
    kept = videos.finish(_upload(number, key), request.user, request.POST.get("sha256", ""))
    return pieces.finished(request, kept.video_digest)


def _upload(number: int, key: UUID) -> VideoUpload:
    return get_object_or_404(VideoUpload, key=key, recording=number)
