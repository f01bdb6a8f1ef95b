"""Files of a release: uploaded whole or in pieces, with their SHA-256 as they came; signed; removed from a draft
(R3.3). Memory is that of a piece, however large the file.

A browser sends a large file in pieces, each a request of its own: what breaks off goes on where it was. Nothing
of it is the release's before all of it has come.
"""

from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from entitlements import pieces
from entitlements.downloads import publishing
from entitlements.downloads.models import Release, ReleaseFile, Upload
from entitlements.downloads.models.files import kept_as
from entitlements.downloads.refusals import FileNameTaken, SignatureTooLarge
from entitlements.refusals import FileEmpty
from subscriptions import digests, permissions
from subscriptions.file_names import safe_name
from subscriptions.models import User
from subscriptions.permissions import Permission

SIGNATURE_BYTES = 64 * 1024


def keep(release: Release, name: str, content: File, by: User, at: datetime | None = None) -> ReleaseFile:
    """Add a file to a draft. Raises FileEmpty, FileTooLarge, FileNameTaken, NotADraft, Forbidden."""
    permissions.require(by, Permission.PUBLISH_RELEASES)
    size = content.size or 0
    pieces.check_size(size, settings.RELEASE_FILE_BYTES)
    with transaction.atomic():
        kept = ReleaseFile(
            release=publishing.draft_for_change(release),
            name=safe_name(name),
            size=size,
            sha256=digests.sha256(content),
            uploaded_by=by,
            uploaded_at=at or timezone.now(),
        )
        _add(kept, content)
    return kept


def begin(release: Release, name: str, size: int, by: User, at: datetime | None = None) -> Upload:
    """Announce a file of `size` bytes. Raises as `keep`."""
    permissions.require(by, Permission.PUBLISH_RELEASES)
    pieces.check_size(size, settings.RELEASE_FILE_BYTES)
    with transaction.atomic():
        draft = publishing.draft_for_change(release)
        name = safe_name(name)
        if draft.files.filter(name=name).exists():  # type: ignore[attr-defined]
            raise FileNameTaken
        return Upload.objects.create(release=draft, name=name, size=size, by=by, last_at=at or timezone.now())


def add_piece(upload: Upload, start: int, body: BinaryIO, by: User, at: datetime | None = None) -> Upload:
    """Keep a piece. Raises UploadBroken, Forbidden."""
    permissions.require(by, Permission.PUBLISH_RELEASES)
    return pieces.add(upload, start, body, at or timezone.now())


def finish(upload: Upload, by: User, sha256: str = "", at: datetime | None = None) -> ReleaseFile:
    """Make the file of its pieces. `sha256`: that which its sender knows, where she does. Raises UploadBroken where
    some are missing, SumDiffers, FileNameTaken, NotADraft, Forbidden."""
    permissions.require(by, Permission.PUBLISH_RELEASES)
    with transaction.atomic():
        row = pieces.locked(upload)
        draft = publishing.draft_for_change(row.release)
        kept = ReleaseFile(
            release=draft,
            name=row.name,
            size=row.size,
            sha256=pieces.digest(row, sha256),
            uploaded_by=by,
            uploaded_at=at or timezone.now(),
        )
        kept.file.name = kept_as(kept, row.name)
        _add(kept)
        pieces.settle(row, str(kept.file.name))
    return kept


def sign(file: ReleaseFile, name: str, content: bytes, by: User) -> None:
    """Keep a detached signature of the file: of a draft, or of a published one that has none. Raises FileEmpty,
    SignatureTooLarge, NotADraft, Forbidden."""
    permissions.require(by, Permission.PUBLISH_RELEASES)
    if not content:
        raise FileEmpty("signature")
    if len(content) > SIGNATURE_BYTES:
        raise SignatureTooLarge(limit=filesizeformat(SIGNATURE_BYTES))
    with transaction.atomic():
        row = ReleaseFile.objects.select_for_update(of=("self",)).select_related("release").get(pk=file.pk)
        if row.signature:
            publishing.draft_for_change(row.release)
        row.signature, row.signature_name = content, safe_name(name)
        row.save(update_fields=["signature", "signature_name"])


def remove(file: ReleaseFile, by: User) -> None:
    """Take a file out of a draft. Raises NotADraft, Forbidden."""
    permissions.require(by, Permission.PUBLISH_RELEASES)
    with transaction.atomic():
        publishing.draft_for_change(file.release)
        storage, path = file.file.storage, str(file.file.name)
        file.delete()
        transaction.on_commit(lambda: storage.delete(path), robust=True)


def sweep(at: datetime) -> int:
    """Forget uploads of which nothing came for two days; how many."""
    return pieces.sweep(Upload, at)


def _add(row: ReleaseFile, content: File | None = None) -> None:
    """Keep the row, with `content` where that has not been kept yet."""
    if row.release.files.filter(name=row.name).exists():  # type: ignore[attr-defined]
        raise FileNameTaken
    if content:
        row.file.save(row.name, content, save=False)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if content:
            row.file.storage.delete(str(row.file.name))
        raise FileNameTaken from error
