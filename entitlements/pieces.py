"""Large files that come in pieces, each a request of its own: what breaks off goes on where it was, and memory is
that of a piece (R3.3). Where the pieces are is the storage's (subscriptions.folder, .bucket); what they become, and
who may send them, is the room's.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any, BinaryIO

from django.core.files.storage import default_storage
from django.db import transaction
from django.template.defaultfilters import filesizeformat

from entitlements.models.arriving import Arriving
from entitlements.refusals import FileEmpty, FileTooLarge, SumDiffers, UploadBroken

PIECE = 8 * 1024 * 1024  # bytes of every piece but the last
FORGOTTEN = timedelta(days=2)


def check_size(size: int, limit: int) -> None:
    """Raises FileEmpty, FileTooLarge."""
    if size <= 0:
        raise FileEmpty
    if size > limit:
        raise FileTooLarge(size=filesizeformat(size), limit=filesizeformat(limit))


def add[Upload: Arriving](upload: Upload, start: int, body: BinaryIO, at: datetime) -> Upload:
    """Keep the piece that begins at byte `start`. One that has come already is passed over. Raises UploadBroken
    where one before it is missing or it is not as long as it must be."""
    with transaction.atomic():
        row = locked(upload)
        if start < row.received:
            return row
        expected = min(PIECE, row.size - row.received)
        content = body.read(expected + 1)
        if start > row.received or not content or len(content) != expected:
            raise _broken(row)
        try:
            _storage().add_piece(row.path, row.pieces, start, content)
        except FileNotFoundError as gone:
            raise _broken(row) from gone
        row.received, row.pieces, row.last_at = row.received + len(content), row.pieces + 1, at
        row.save(update_fields=["received", "pieces", "last_at"])
        return row


def locked[Upload: Arriving](upload: Upload) -> Upload:
    """Its row, held for the transaction."""
    rows: Any = type(upload)._default_manager
    found: Upload = rows.select_for_update(of=("self",)).get(pk=upload.pk)
    return found


def digest(row: Arriving, announced: str = "") -> str:
    """The SHA-256 of all of it. `announced`: that which its sender knows, where she does. Raises UploadBroken where
    something is missing, SumDiffers."""
    if row.received != row.size:
        raise _broken(row)
    found = hashlib.sha256()
    try:
        for piece in _storage().read_pieces(row.path, row.pieces):
            found.update(piece)
    except FileNotFoundError as gone:
        raise _broken(row) from gone
    if announced and announced.strip().lower() != found.hexdigest():
        raise SumDiffers
    return found.hexdigest()


def first_bytes(row: Arriving) -> bytes:
    """How it begins."""
    return next(iter(_storage().read_pieces(row.path, row.pieces)), b"")


def settle(row: Arriving, path: str) -> None:
    """The file is at `path` from now on: the last that a transaction does with it."""
    _storage().join(row.path, row.pieces, path)
    row.delete()


def sweep(model: type[Arriving], at: datetime) -> int:
    """Forget uploads of which nothing came for two days; how many."""
    rows: Any = model._default_manager
    old = list(rows.filter(last_at__lt=at - FORGOTTEN)[:100])
    for upload in old:
        path, pieces = upload.path, upload.pieces
        upload.delete()
        transaction.on_commit(lambda p=path, n=pieces: _storage().drop_pieces(p, n), robust=True)  # type: ignore[misc]
    return len(old)


def _storage() -> Any:
    return default_storage


def _broken(upload: Arriving) -> UploadBroken:
    return UploadBroken(got=filesizeformat(upload.received), size=filesizeformat(upload.size))
