"""Archives that would burst whoever unpacks them. Nothing is unpacked here but what lies packed within, to a bound.

The product never unpacks an archive; an agent does. Only what is packed with deflate is looked at (zip, and what is
zip inside, such as spreadsheets; gzip): other kinds are kept as they came.
"""

import zlib
from io import BytesIO
from typing import IO
from zipfile import BadZipFile, ZipFile

ENTRIES = 10_000
UNPACKED = 2 * 1024**3  # bytes in all
RATIO = 200  # unpacked to packed, beyond SMALL
SMALL = 100 * 1024**2  # bytes; what is smaller when unpacked bursts nobody
DEPTH = 3  # archives within archives
WITHIN = 32 * 1024**2  # bytes of an archive within an archive that is looked into
WITHIN_ALL = 64 * 1024**2  # bytes of all of them
ENDINGS = (".zip", ".jar", ".docx", ".xlsx", ".pptx", ".gz", ".tgz")
ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"


class Bursting(Exception):
    """It unpacks to far more than it is, or holds more than anybody sends."""


def check(file: IO[bytes], size: int) -> None:
    """Raise Bursting for an archive of `size` bytes that unpacks to too much. What is no archive passes, and so
    does a broken one: nobody can unpack it."""
    try:
        _Look().into(file, size, 0)
    finally:
        file.seek(0)


class _Look:
    """One look at an archive and what is packed within it; the bounds are those of the whole."""

    def __init__(self) -> None:
        self.entries = self.unpacked = self.read = 0

    def into(self, file: IO[bytes], size: int, depth: int) -> None:
        file.seek(0)
        head = file.read(4)
        file.seek(0)
        if head == ZIP:
            self._zip(file, size, depth)
        elif head[:2] == GZIP:
            self._gzip(file, size)

    def _zip(self, file: IO[bytes], size: int, depth: int) -> None:
        if depth > DEPTH:
            raise Bursting
        try:
            with ZipFile(file) as archive:
                entries = archive.infolist()
                self.entries += len(entries)
                self._count(sum(max(entry.file_size, entry.compress_size) for entry in entries), size)
                if self.entries > ENTRIES:
                    raise Bursting
                for entry in entries:
                    if entry.filename.lower().endswith(ENDINGS) and not entry.flag_bits & 1:
                        with archive.open(entry) as packed:
                            self._within(packed, depth)
        except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
            return

    def _within(self, packed: IO[bytes], depth: int) -> None:
        content = packed.read(WITHIN + 1)
        self.read += len(content)
        if self.read > WITHIN_ALL:
            raise Bursting
        if len(content) <= WITHIN:
            self.into(BytesIO(content), len(content), depth + 1)

    def _gzip(self, file: IO[bytes], size: int) -> None:
        """Unpack only until it is clear that it bursts, or that it does not."""
        unpack, most = zlib.decompressobj(wbits=31), max(SMALL, 1) * 2
        unpacked = 0
        try:
            while unpacked <= most and not unpack.eof:
                chunk = unpack.unconsumed_tail or file.read(65_536)
                if not chunk:
                    break
                unpacked += len(unpack.decompress(chunk, 1024**2))
        except zlib.error:
            return
        self._count(unpacked, min(size, file.tell()))

    def _count(self, unpacked: int, size: int) -> None:
        self.unpacked += unpacked
        if self.unpacked > UNPACKED or (unpacked > SMALL and unpacked > RATIO * max(size, 1)):
            raise Bursting
