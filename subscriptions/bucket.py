"""Files in an S3 bucket (STORAGE_URL). What goes wrong there is one refusal, so that a form keeps what was typed
and a task tries again. How a reader gets a file from it is serving.py's."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.db import transaction
from storages.backends.s3 import S3File, S3Storage

from subscriptions.refusals import StorageAway

log = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024


def _piece(name: str, number: int) -> str:
    return f"{name}/{number:06}"


@contextmanager
def _reached() -> Iterator[None]:
    """Raises StorageAway for whatever the bucket, or the way to it, is out of order."""
    try:
        yield
    except (Boto3Error, BotoCoreError, ClientError) as error:
        log.error("the storage of files: %s", error)
        raise StorageAway from error


class Bucket(S3Storage):
    """A bucket that nobody reads but by addresses signed for a while. Memory is that of a few parts of a file."""

    def get_default_settings(self) -> dict[str, Any]:
        """What STORAGE_URL does not say. People wait for the bucket, inside a transaction: it has seconds."""
        settings: dict[str, Any] = super().get_default_settings()
        return settings | {
            "file_overwrite": False,
            "max_memory_size": MEGABYTE,  # of a file that is read; the rest is on the disk meanwhile
            "transfer_config": TransferConfig(multipart_chunksize=16 * MEGABYTE, max_concurrency=2),
        }

    def __init__(self, **settings: Any) -> None:
        super().__init__(
            client_config=Config(
                connect_timeout=3,
                read_timeout=10,
                retries={"total_max_attempts": 2, "mode": "standard"},
                signature_version="s3v4",
                s3={"addressing_style": settings["addressing_style"]},
                # Services that only speak S3 do not know the newer sums.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
            **settings,
        )

    def add_piece(self, name: str, number: int, start: int, content: bytes) -> None:
        """Keep the piece by itself until all have come: those of a bucket can be joined, not written on."""
        with _reached():
            self._client.put_object(Bucket=self.bucket_name, Key=_piece(name, number), Body=content)

    def read_pieces(self, name: str, number: int) -> Iterator[bytes]:
        """The first `number` pieces, one after another. Raises FileNotFoundError."""
        for each in range(number):
            with self.open(_piece(name, each), "rb") as piece:
                yield piece.read()

    def join(self, name: str, number: int, into: str) -> None:
        """Have the bucket make one file of the pieces; no byte comes here. All but the last need 5 MB at least."""
        upload = {"Bucket": self.bucket_name, "Key": into}
        with _reached():
            begun = self._client.create_multipart_upload(**upload, ContentType=self.default_content_type)
            upload["UploadId"] = begun["UploadId"]
            try:
                parts = [self._copied(upload, _piece(name, each), each + 1) for each in range(number)]
                self._client.complete_multipart_upload(**upload, MultipartUpload={"Parts": parts})
            except BaseException:
                self._client.abort_multipart_upload(**upload)
                raise
        transaction.on_commit(lambda: self.drop_pieces(name, number), robust=True)

    def drop_pieces(self, name: str, number: int) -> None:
        """Forget the first `number` pieces."""
        for each in range(number):
            self.delete(_piece(name, each))

    def _copied(self, upload: dict[str, str], piece: str, number: int) -> dict[str, Any]:
        source = {"Bucket": self.bucket_name, "Key": piece}
        copied = self._client.upload_part_copy(**upload, CopySource=source, PartNumber=number)
        return {"ETag": copied["CopyPartResult"]["ETag"], "PartNumber": number}

    @property
    def _client(self) -> Any:
        return self.connection.meta.client

    def _open(self, name: str, mode: str = "rb") -> S3File:
        with _reached():
            file = super()._open(name, mode)
            file.open()  # fetches it: what is wrong is known here
            return file

    def _save(self, name: str, content: Any) -> str:
        with _reached():
            kept: str = super()._save(name, content)
            return kept

    def delete(self, name: str) -> None:
        with _reached():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with _reached():
            there: bool = super().exists(name)
            return there

    def size(self, name: str) -> int:
        with _reached():
            found: int = super().size(name)
            return found

    def url(self, name: str, *args: Any, **options: Any) -> str:
        with _reached():
            address: str = super().url(name, *args, **options)
            return address
