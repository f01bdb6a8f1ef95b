"""What of a mail becomes a message: its text within the bounds of one, and the files that may be attached."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils import translation
from django.utils.translation import gettext as _

from subscriptions import texts
from subscriptions.file_names import safe_name
from tickets import attachments
from tickets.mailbox.parts import MailFile
from tickets.mailbox.quoting import split
from tickets.mailbox.reading import ReadMail
from tickets.refusals import FileRefused


@dataclass(frozen=True)
class Content:
    """A text, empty where nothing was said; the files to attach; sentences on what was left out; the quotation."""

    text: str
    files: list[UploadedFile] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    quoted: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        """What the entry keeps beside."""
        return {"quoted": self.quoted or None, "left_out": self.left_out or None}


def of_reply(mail: ReadMail, language: str) -> Content:
    """What is new, and what it quotes."""
    parts = split(mail.text)
    return _content(mail, parts.new, parts.quoted, language)


def of_new(mail: ReadMail, language: str) -> Content:
    """The whole text: of a mail that was passed on, what it quotes is what it is about."""
    return _content(mail, mail.text, "", language)


def _content(mail: ReadMail, text: str, quoted: str, language: str) -> Content:
    with translation.override(language):
        text, quoted = texts.without_controls(text).strip(), texts.without_controls(quoted).strip()
        files = sorted(mail.files, key=lambda file: file.inline)
        left_out = [_("The mail has more parts than are read; the original is kept.")] if mail.unread else []
        if len(text) > texts.LONGEST:
            files = [MailFile(_("whole text") + ".txt", text.encode()), *files]
            text = text[: texts.LONGEST - 1] + "…"
        taken, refused = _files(files)
        if not text and taken:
            text = _("(Without words; see the files.)")
        return Content(text, taken, left_out + refused, quoted[: texts.LONGEST])


def _files(files: list[MailFile]) -> tuple[list[UploadedFile], list[str]]:
    """Those that the rules of attachments allow, and a sentence for each other one."""
    taken: list[UploadedFile] = []
    refused: list[str] = []
    for file in files:
        upload = SimpleUploadedFile(safe_name(file.name), file.content)
        upload.name = safe_name(file.name)
        try:
            if len(taken) >= settings.ATTACHMENTS_PER_MESSAGE:
                limit = settings.ATTACHMENTS_PER_MESSAGE
                why = _("at most {limit} files to a message.").format(limit=limit)
                raise FileRefused(name=upload.name, why=why)
            attachments.check(upload)
        except FileRefused as refusal:
            refused.append(str(refusal))
        else:
            taken.append(upload)
    return taken, refused
