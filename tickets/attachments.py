"""Taking files: bounded in size and number, typed by their content, drawn anew where they are pictures, kept under
names nobody chose. Whether a file that is kept may be fetched is scanning.py's."""

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from subscriptions import digests, images, malware
from subscriptions.content_types import HEAD, UNKNOWN, content_type
from subscriptions.file_names import safe_name
from tickets import archives
from tickets.models import Attachment, TimelineEntry
from tickets.refusals import FileRefused

# Programs have no place on an incident, nor what a desktop runs or follows once it is opened; a log has, or a
# screenshot.
REFUSED_ENDINGS = {
    ".exe",
    ".dll",
    ".msi",
    ".msp",
    ".bat",
    ".cmd",
    ".com",
    ".scr",
    ".pif",
    ".cpl",
    ".ps1",
    ".psm1",
    ".vbs",
    ".vbe",
    ".js",
    ".jse",
    ".wsf",
    ".wsh",
    ".jar",
    ".lnk",
    ".url",
    ".scf",
    ".hta",
    ".chm",
    ".msc",
    ".reg",
    ".application",
}
A_DAY = timedelta(days=1)


def attach(entry: TimelineEntry, files: list[UploadedFile]) -> list[Attachment]:
    """Keep the files with the entry, all or none. Raises FileRefused."""
    if len(files) > settings.ATTACHMENTS_PER_MESSAGE:
        raise FileRefused(
            name=safe_name(files[settings.ATTACHMENTS_PER_MESSAGE].name or ""),
            why=_("at most {limit} files to a message.").format(limit=settings.ATTACHMENTS_PER_MESSAGE),
        )
    for file in files:
        check(file)
    if files:
        _check_company(entry.customer_id, files, timezone.now())
    return [_keep(entry, file) for file in files]


def check(file: UploadedFile) -> None:
    """Raise FileRefused for a file that is empty, too large, a program, a bomb or malware. A file that was checked
    is not checked again."""
    if getattr(file, "verdict", None) is not None:
        return
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
    _check_content(file, name, size)


def _check_content(file: UploadedFile, name: str, size: int) -> None:
    content = file.file or BytesIO(file.read())
    kind = _type_of(file)
    try:
        archives.check(content, size)
        if kind in images.FORMATS:
            images.check(content, kind)
    except archives.Bursting:
        why = _("it unpacks to far more than it is, or holds too many files.")
        raise FileRefused(name=name, why=why) from None
    except images.TooManyPixels:
        why = _("the picture has too many pixels; 40 million is the most.")
        raise FileRefused(name=name, why=why) from None
    verdict = malware.scan(content) if malware.is_on() else malware.Verdict()
    if verdict.found:
        raise FileRefused(name=name, why=_("it holds malware ({found}).").format(found=verdict.found))
    file.verdict = verdict  # type: ignore[attr-defined]


def _check_company(customer: int, files: list[UploadedFile], at: datetime) -> None:
    """What one company sends within 24 hours is bounded, so that none fills the disk of all."""
    lately = Attachment.objects.filter(customer=customer, uploaded_at__gt=at - A_DAY)
    sent = (lately.aggregate(bytes=Sum("size"))["bytes"] or 0) + sum(file.size or 0 for file in files)
    if sent > settings.ATTACHMENT_BYTES_A_DAY:
        limit = filesizeformat(settings.ATTACHMENT_BYTES_A_DAY)
        why = _("your company has sent {limit} within 24 hours, which is the most.").format(limit=limit)
        raise FileRefused(name=safe_name(files[0].name or ""), why=why)


def _type_of(file: UploadedFile) -> str:
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    return content_type(head)


def _keep(entry: TimelineEntry, file: UploadedFile) -> Attachment:
    author = entry.author
    assert author is not None, "a file is somebody's"
    kind, content = _made_safe(file)
    return Attachment.objects.create(
        incident=entry.incident,
        customer_id=entry.customer_id,
        entry=entry,
        file=content,
        name=safe_name(file.name or ""),
        content_type=kind,
        size=content.size or 0,
        sha256=digests.sha256(content),
        uploaded_by=author,
        uploaded_at=timezone.now(),
        malware=_state(getattr(file, "verdict", None) or malware.Verdict()),
    )


def _made_safe(file: UploadedFile) -> tuple[str, File]:
    """Its type and what is kept: a picture drawn anew, anything else as it came. A picture that cannot be drawn is
    bytes."""
    kind = _type_of(file)
    if kind not in images.FORMATS:
        return kind, file
    drawn = images.drawn_anew(file.file or BytesIO(file.read()), kind)
    if drawn is None:
        return UNKNOWN, file
    return kind, ContentFile(drawn, name=safe_name(file.name or ""))


def _state(verdict: malware.Verdict) -> str:
    if not malware.is_on():
        return Attachment.Malware.NOT_ASKED
    return Attachment.Malware.HELD if verdict.away else Attachment.Malware.CLEAN
