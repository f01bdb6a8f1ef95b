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
from storages.backends.s3 import S3File, S3Storage

from subscriptions.refusals import StorageAway

log = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024


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
