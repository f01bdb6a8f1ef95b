"""What is kept beside a file to know it by."""

import hashlib

from django.core.files.base import File


def sha256(content: File) -> str:
    """The SHA-256 of its bytes, in hexadecimal; it is at its beginning afterwards."""
    found = hashlib.sha256()
    for piece in content.chunks():
        found.update(piece)
    content.seek(0)
    return found.hexdigest()
