"""Uploads bounded while they arrive: what is too large is counted, not kept, and never fills memory or disk.

It stands in request.FILES with its size and no content, so that whoever checks files refuses it with a sentence
(tickets.attachments), and the texts sent with it are kept.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import QueryDict
from django.http.multipartparser import MultiPartParser
from django.utils.datastructures import MultiValueDict

TEXTS = 10 * 1024 * 1024  # room for the fields beside the files


class TooLarge(UploadedFile):
    """A file that was not kept because of its size."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__(file=None, name=name, size=size)


def largest_request() -> int:
    """The bytes of a request beyond which its files are not even read."""
    return settings.ATTACHMENT_BYTES * settings.ATTACHMENTS_PER_MESSAGE + TEXTS


class BoundedUpload(FileUploadHandler):
    """First of the handlers: drops a file from the byte on at which it is too large, and every file of a request
    that is too large as a whole."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Mapping[str, Any],  # noqa: N803  Django names it so
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict[str, UploadedFile]] | None:
        """Read the texts of a request that is too large up to its first file, and no further."""
        if content_length <= largest_request():
            return None
        first = StopsAtFirstFile(content_length)
        texts, files = MultiPartParser(META, input_data, [first], encoding).parse()
        if first.stopped:
            files.appendlist(*first.stopped)
        return texts, files

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.dropped = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Hand the chunk on, or nothing once the file is too large."""
        self.dropped = self.dropped or start + len(raw_data) > settings.ATTACHMENT_BYTES
        return None if self.dropped else raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return TooLarge(self.file_name or "", file_size) if self.dropped else None


class StopsAtFirstFile(FileUploadHandler):
    """Ends the reading at the first file and keeps its name."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size
        self.stopped: tuple[str, TooLarge] | None = None

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        self.stopped = field_name, TooLarge(file_name, self.size)
        raise StopUpload(connection_reset=True)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None
