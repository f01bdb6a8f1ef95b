"""Files that are held until the scanner has seen them (CLAMD_URL), and whether a file may be fetched."""

from django.core.files.base import File

from subscriptions import malware
from tickets.models import Attachment
from tickets.refusals import FileHeld, FileInfected, FileRemoved

BATCH = 20


def check_may_fetch(attachment: Attachment) -> None:
    """Raise FileHeld, FileInfected or FileRemoved for a file that nobody may fetch now."""
    if attachment.removed_at:
        raise FileRemoved(name=attachment.name)
    if attachment.malware == Attachment.Malware.HELD:
        raise FileHeld(name=attachment.name)
    if attachment.malware == Attachment.Malware.FOUND:
        raise FileInfected(name=attachment.name)


def scan_held() -> int:
    """Ask about a batch of what is held, the oldest first; how many were answered. One that the scanner knows as
    malware stays on record and is never given out."""
    held = Attachment.objects.held().order_by("pk").select_for_update(skip_locked=True)[:BATCH]
    answered = 0
    for attachment in held:
        verdict = _verdict(attachment.file)
        if verdict.away:
            break
        attachment.malware = Attachment.Malware.FOUND if verdict.found else Attachment.Malware.CLEAN
        attachment.save(update_fields=["malware"])
        answered += 1
    return answered


def _verdict(file: File) -> malware.Verdict:
    if not malware.is_on():
        return malware.Verdict()
    try:
        with file.open("rb") as content:
            return malware.scan(content)  # type: ignore[arg-type]
    except FileNotFoundError:
        return malware.Verdict()
