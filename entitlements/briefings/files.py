"""What may be kept beside a recording: a video as WebM or MP4, slides as PDF. A file is what its bytes are."""

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from entitlements.briefings.refusals import FileTooLarge, NotAVideo, NotSlides

MEGABYTE = 1024 * 1024
HEAD = 4096  # bytes of a file that say what it is
WEBM, MP4, PDF = "video/webm", "video/mp4", "application/pdf"


def video_type(upload: UploadedFile) -> str:
    """Raises FileTooLarge, NotAVideo."""
    return type_of(_first_bytes(upload, "video"))


def type_of(first: bytes) -> str:
    """Of a video that begins so. Raises NotAVideo."""
    if first.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in first:
        return WEBM
    if first[4:8] == b"ftyp":
        return MP4
    raise NotAVideo


def require_slides(upload: UploadedFile) -> None:
    """Raises FileTooLarge, NotSlides."""
    if not _first_bytes(upload, "slides").startswith(b"%PDF-"):
        raise NotSlides


def _first_bytes(upload: UploadedFile, field: str) -> bytes:
    if upload.file is None or (upload.size or 0) > settings.ATTACHMENT_BYTES:  # dropped while it arrived
        raise FileTooLarge(field, settings.ATTACHMENT_BYTES // MEGABYTE)
    upload.seek(0)
    first = upload.read(HEAD)
    upload.seek(0)
    return bytes(first)
