"""Taking files: bounded in size and number, typed by their content, kept under names nobody chose."""

import hashlib
from pathlib import PurePosixPath

import puremagic
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from subscriptions import texts
from tickets.models import Attachment, TimelineEntry
from tickets.refusals import FileRefused

# Programs have no place on an incident; a log or a screenshot has.
REFUSED_ENDINGS = {
    ".exe",
    ".dll",
    ".msi",
    ".bat",
    ".cmd",
    ".com",
    ".scr",
    ".ps1",
    ".vbs",
    ".jar",
    ".lnk",
    ".hta",
}
UNKNOWN = "application/octet-stream"


def attach(entry: TimelineEntry, files: list[UploadedFile]) -> list[Attachment]:
    """Keep the files with the entry, all or none. Raises FileRefused."""
    if len(files) > settings.ATTACHMENTS_PER_MESSAGE:
        raise FileRefused(
            name=files[settings.ATTACHMENTS_PER_MESSAGE].name,
            why=_("at most {limit} files to a message.").format(limit=settings.ATTACHMENTS_PER_MESSAGE),
        )
    for file in files:
        check(file)
    return [_keep(entry, file) for file in files]


def check(file: UploadedFile) -> None:
    """Raise FileRefused for a file that is empty, too large or a program."""
    name = safe_name(file.name or "")
    size = file.size or 0
    if size == 0:
        raise FileRefused(name=name, why=_("the file is empty."))
    if size > settings.ATTACHMENT_BYTES:
        limit = filesizeformat(settings.ATTACHMENT_BYTES)
        raise FileRefused(
            name=name,
            why=_("it has {size}; {limit} is the most.").format(size=filesizeformat(size), limit=limit),
        )
    if PurePosixPath(name.lower()).suffix in REFUSED_ENDINGS:
        raise FileRefused(name=name, why=_("programs are not accepted. Pack it into an archive if you must."))


def safe_name(name: str) -> str:
    """The last part of the name, on one line, at most 200 characters."""
    last = texts.line(name.replace("\\", "/").rsplit("/", 1)[-1]).strip(". ") or "file"
    return last if len(last) <= 200 else last[:150] + last[-50:]


def content_type(head: bytes) -> str:
    """What the file is by its first bytes; text where it reads as text."""
    try:
        return puremagic.from_string(head, mime=True) or UNKNOWN
    except (puremagic.PureError, ValueError):
        pass
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return UNKNOWN if error.start < len(head) - 4 else "text/plain"
    return UNKNOWN if b"\0" in head else "text/plain"


def _keep(entry: TimelineEntry, file: UploadedFile) -> Attachment:
    author = entry.author
    assert author is not None, "a file is somebody's"
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    return Attachment.objects.create(
        incident=entry.incident,
        customer_id=entry.customer_id,
        entry=entry,
        file=file,
        name=safe_name(file.name or ""),
        content_type=content_type(head),
        size=file.size or 0,
        sha256=digest.hexdigest(),
        uploaded_by=author,
    )
