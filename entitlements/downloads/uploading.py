"""Files of a release: uploaded whole or in pieces, with their SHA-256 as they came; signed; removed from a draft
(R3.3). Memory is that of a piece, however large the file.

A browser sends a large file in pieces, each a request of its own: what breaks off goes on where it was. Nothing
of it is the release's before all of it has come.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import RawIOBase
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from entitlements.downloads import publishing
from entitlements.downloads.models import Release, ReleaseFile, Upload
from entitlements.downloads.refusals import (
    FileEmpty,
    FileNameTaken,
    FileTooLarge,
    SignatureTooLarge,
    SumDiffers,
    UploadBroken,
)
from subscriptions import permissions
from subscriptions.file_names import safe_name
from subscriptions.models import User
from subscriptions.permissions import Permission

PIECE = 8 * 1024 * 1024  # bytes of a piece at most
READ = 1024 * 1024
SIGNATURE_BYTES = 64 * 1024
FORGOTTEN = timedelta(days=2)


def keep(release: Release, name: str, content: File, by: User, at: datetime | None = None) -> ReleaseFile:
    """Add a file to a draft. Raises FileEmpty, FileTooLarge, FileNameTaken, NotADraft, Forbidden."""
    permissions.require(by, Permission.PUBLISH_RELEASES)
    _check_size(content.size or 0)
    with transaction.atomic():
        draft = publishing.draft_for_change(release)
        digest = hashlib.sha256()
        content.seek(0)
        while piece := content.read(READ):
            digest.update(piece)
        content.seek(0)
        return _add(draft, name, content, content.size or 0, digest.hexdigest(), by, at or timezone.now())


def begin(release: Release, name: str, size: int, by: User, at: datetime | None = None) -> Upload:
    """Announce a file of `size` bytes. Raises as `keep`."""
    permissions.require(by, Permission.PUBLISH_RELEASES)
    _check_size(size)
    with transaction.atomic():
        draft = publishing.draft_for_change(release)
        name = safe_name(name)
        if draft.files.filter(name=name).exists():  # type: ignore[attr-defined]
            raise FileNameTaken
        return Upload.objects.create(release=draft, name=name, size=size, by=by, last_at=at or timezone.now())


def add_piece(upload: Upload, start: int, body: BinaryIO, by: User, at: datetime | None = None) -> Upload:
    """Keep the piece that begins at byte `start`, of at most PIECE bytes. A piece that has come already is passed
    over. Raises UploadBroken where one before it is missing or it is longer than announced, Forbidden."""
    permissions.require(by, Permission.PUBLISH_RELEASES)
    with transaction.atomic():
        row = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
        if start < row.received:
            return row
        content = body.read(PIECE)
        if start > row.received or not content or start + len(content) > row.size:
            raise _broken(row)
        path = row.path(row.pieces)
        default_storage.delete(path)  # of a request whose transaction came to nothing
        default_storage.save(path, ContentFile(content))
        row.received, row.pieces = row.received + len(content), row.pieces + 1
        row.last_at = at or timezone.now()
        row.save(update_fields=["received", "pieces", "last_at"])
        return row


def finish(upload: Upload, by: User, sha256: str = "", at: datetime | None = None) -> ReleaseFile:
    """Make the file of its pieces. `sha256`: that which its sender knows, where she does. Raises UploadBroken where
    some are missing, SumDiffers, FileNameTaken, NotADraft, Forbidden."""
    permissions.require(by, Permission.PUBLISH_RELEASES)
    with transaction.atomic():
        row = Upload.objects.select_for_update(of=("self",)).select_related("release").get(pk=upload.pk)
        draft = publishing.draft_for_change(row.release)
        if row.received != row.size:
            raise _broken(row)
        digest = hashlib.sha256()
        for piece in _Joined(row).read_all():
            digest.update(piece)
        if sha256 and sha256.strip().lower() != digest.hexdigest():
            raise SumDiffers
        pieces: Any = _Joined(row)
        joined = File(pieces, name=row.name)
        joined.size = row.size  # type: ignore[misc]
        kept = _add(draft, row.name, joined, row.size, digest.hexdigest(), by, at or timezone.now())
        _forget(row)
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
        transaction.on_commit(lambda: storage.delete(path))


def sweep(at: datetime) -> int:
    """Forget uploads of which nothing came for two days; how many."""
    old = list(Upload.objects.filter(last_at__lt=at - FORGOTTEN)[:100])
    for upload in old:
        _forget(upload)
    return len(old)


def _check_size(size: int) -> None:
    if size <= 0:
        raise FileEmpty
    if size > settings.RELEASE_FILE_BYTES:
        limit = filesizeformat(settings.RELEASE_FILE_BYTES)
        raise FileTooLarge(size=filesizeformat(size), limit=limit)


def _add(
    draft: Release, name: str, content: File, size: int, sha256: str, by: User, at: datetime
) -> ReleaseFile:
    row = ReleaseFile(
        release=draft, name=safe_name(name), size=size, sha256=sha256, uploaded_by=by, uploaded_at=at
    )
    if draft.files.filter(name=row.name).exists():  # type: ignore[attr-defined]
        raise FileNameTaken
    row.file.save(row.name, content, save=False)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        row.file.storage.delete(str(row.file.name))
        raise FileNameTaken from error
    return row


def _broken(upload: Upload) -> UploadBroken:
    return UploadBroken(got=filesizeformat(upload.received), size=filesizeformat(upload.size))


def _forget(upload: Upload) -> None:
    paths = [upload.path(number) for number in range(upload.pieces)]
    upload.delete()

    def delete() -> None:
        for path in paths:
            default_storage.delete(path)

    transaction.on_commit(delete, robust=True)


class _Joined(RawIOBase):
    """The pieces of an upload as one file, read from the beginning to the end."""

    def __init__(self, upload: Upload) -> None:
        self._upload = upload
        self._bytes = self.read_all()
        self._rest = b""

    def read_all(self) -> Iterator[bytes]:
        for number in range(self._upload.pieces):
            with default_storage.open(self._upload.path(number), "rb") as piece:
                while content := piece.read(READ):
                    yield content

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self._rest) < size:
            content = next(self._bytes, b"")
            if not content:
                break
            self._rest += content
        end = len(self._rest) if size < 0 else size
        given, self._rest = self._rest[:end], self._rest[end:]
        return given

    def seek(self, position: int, whence: int = 0) -> int:
        """Back to the beginning, which is all that a storage asks for."""
        if position or whence:
            raise OSError("The pieces are read in order.")
        self._bytes, self._rest = self.read_all(), b""
        return 0

    def chunks(self, chunk_size: int = READ) -> Any:
        return self.read_all()
