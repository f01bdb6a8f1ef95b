"""Files in a folder of this machine: what STORAGE_URL unset means. A large file that comes in pieces is written
where it is moved from once it is whole; nothing is copied."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.core.files.storage import FileSystemStorage

READ = 1024 * 1024  # bytes


class Folder(FileSystemStorage):
    """`name` is that of the file on its way in; a bucket keeps each piece by itself (bucket.py)."""

    def add_piece(self, name: str, number: int, start: int, content: bytes) -> None:
        """Write the piece at its place. What a request whose transaction came to nothing left there goes."""
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("r+b" if start else "wb") as file:
            file.seek(start)
            file.truncate()
            file.write(content)

    def read_pieces(self, name: str, number: int) -> Iterator[bytes]:
        """All that has come. Raises FileNotFoundError."""
        with self.open(name, "rb") as file:
            while piece := file.read(READ):
                yield piece

    def join(self, name: str, number: int, into: str) -> None:
        """Move the whole file to where it stays. Raises FileNotFoundError."""
        path = Path(self.path(into))
        path.parent.mkdir(parents=True, exist_ok=True)
        if self.file_permissions_mode is not None:
            os.chmod(self.path(name), self.file_permissions_mode)
        os.rename(self.path(name), path)

    def drop_pieces(self, name: str, number: int) -> None:
        """Forget what has come."""
        self.delete(name)
