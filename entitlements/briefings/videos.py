"""The large video of a recording: comes in pieces, as large as a file of a release may be (R13.1)."""

from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from entitlements import pieces
from entitlements.briefings import access, files
from entitlements.briefings.models import Recording, VideoUpload
from entitlements.briefings.models.recordings import place
from subscriptions.file_names import safe_name
from subscriptions.models import User


def begin(recording: Recording, name: str, size: int, by: User, at: datetime | None = None) -> VideoUpload:
    """Announce a video of `size` bytes. Raises FileEmpty, FileTooLarge, Forbidden."""
    access.require_planning(by)
    pieces.check_size(size, settings.RELEASE_FILE_BYTES)
    row: VideoUpload = VideoUpload.objects.create(
        recording=recording, name=safe_name(name), size=size, by=by, last_at=at or timezone.now()
    )
    return row


def add_piece(
    upload: VideoUpload, start: int, body: BinaryIO, by: User, at: datetime | None = None
) -> VideoUpload:
    """Keep a piece; what is no video is refused with its first. Raises NotAVideo, UploadBroken, Forbidden."""
    access.require_planning(by)
    with transaction.atomic():
        row = pieces.add(upload, start, body, at or timezone.now())
        if start == 0:
            files.type_of(pieces.first_bytes(row))
        return row


def finish(upload: VideoUpload, by: User, sha256: str = "") -> Recording:
    """Make it the recording's video, in place of one that is there. Raises UploadBroken, SumDiffers, Forbidden."""
    access.require_planning(by)
    with transaction.atomic():
        row = pieces.locked(upload)
        found: Recording = Recording.objects.select_for_update(no_key=True).get(pk=row.recording_id)
        before = str(found.video.name or "")
        found.video_digest = pieces.digest(row, sha256)
        found.video_type, found.video_size = files.type_of(pieces.first_bytes(row)), row.size
        found.video.name = place(found, row.name)
        found.save(update_fields=["video", "video_type", "video_size", "video_digest"])
        pieces.settle(row, str(found.video.name))
    if before:
        transaction.on_commit(lambda: found.video.storage.delete(before), robust=True)
    return found
