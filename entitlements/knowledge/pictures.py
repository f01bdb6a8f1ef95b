"""Taking the pictures of an article: bounded, typed by their content, drawn anew. One transaction."""

import hashlib
import re
from datetime import datetime
from io import BytesIO
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from entitlements.knowledge.models import Article, Picture
from entitlements.knowledge.refusals import PictureRefused
from subscriptions import images, malware, permissions
from subscriptions.content_types import HEAD, content_type
from subscriptions.file_names import safe_name
from subscriptions.models import User
from subscriptions.permissions import Permission

MOST = 40  # of one article
ENDINGS = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}
TRIES = 50


def add(article: Article, file: UploadedFile, by: User, at: datetime | None = None) -> Picture:
    """Keep a picture; a second one of a name gets another. Raises PictureRefused, Forbidden."""
    permissions.require(by, Permission.WRITE_ARTICLES)
    name = safe_name(file.name or "")
    kind, drawn = _checked(file, name)
    if article.pictures.count() >= MOST:
        raise PictureRefused(name=name, why=_("an article has at most {most} pictures.").format(most=MOST))
    for number in range(1, TRIES):
        try:
            with transaction.atomic():
                return Picture.objects.create(
                    article=article,
                    name=_named(name, kind, number),
                    file=ContentFile(drawn, name="picture"),
                    content_type=kind,
                    size=len(drawn),
                    sha256=hashlib.sha256(drawn).hexdigest(),
                    added_at=at or timezone.now(),
                    added_by=by,
                )
        except IntegrityError:
            continue
    raise PictureRefused(name=name, why=_("there are too many pictures of this name."))


def addresses(article: Article) -> dict[str, str]:
    """Where the pictures of the article are, by the names that its text uses."""
    return {picture.name: picture.get_absolute_url() for picture in article.pictures.all()}


def _checked(file: UploadedFile, name: str) -> tuple[str, bytes]:
    """Its type and the picture drawn anew."""
    size = file.size or 0
    if not size:
        raise PictureRefused(name=name, why=_("the file is empty."))
    if size > settings.ATTACHMENT_BYTES:
        limit = filesizeformat(settings.ATTACHMENT_BYTES)
        raise PictureRefused(name=name, why=_("{limit} is the most.").format(limit=limit))
    content = file.file or BytesIO(file.read())
    content.seek(0)
    kind = content_type(content.read(HEAD))
    try:
        drawn = images.drawn_anew(content, kind) if kind in images.FORMATS else None
    except images.TooManyPixels:
        why = _("the picture has too many pixels; 40 million is the most.")
        raise PictureRefused(name=name, why=why) from None
    if drawn is None:
        raise PictureRefused(name=name, why=_("it is no PNG, JPEG, GIF or WebP picture."))
    verdict = malware.scan(content) if malware.is_on() else malware.Verdict()
    if verdict.found:
        raise PictureRefused(name=name, why=_("it holds malware ({found}).").format(found=verdict.found))
    return kind, drawn


def _named(name: str, kind: str, number: int) -> str:
    """As Markdown can name it: letters, digits and dashes."""
    stem = "-".join(re.findall(r"[a-z0-9]+", PurePosixPath(name).stem.lower()))[:60] or "picture"
    return f"{stem}{f'-{number}' if number > 1 else ''}{ENDINGS[kind]}"
