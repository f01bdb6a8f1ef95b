"""Attachments, served only to whoever may see the message they belong to, and never shown by the browser itself."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from subscriptions import signed_links, tenancy
from subscriptions.models import User
from tickets import scanning
from tickets.models import Attachment

# Types that cannot run anything; every other is served as bytes (so also HTML and SVG).
INERT = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain"})
BYTES = "application/octet-stream"


LINK = timedelta(minutes=15)
PURPOSE = "attachment"


@require_safe
def download(request: HttpRequest, number: int, file: int) -> FileResponse:
    """The file, as a download; 404 where the reader may not see its message. Raises FileHeld, FileInfected,
    FileRemoved."""
    return _given(get_object_or_404(_visible_to(request.user), pk=file, incident=number))


@login_not_required
@require_safe
def by_link(request: HttpRequest, file: int) -> FileResponse:
    """The same by a link that the API gave: for its caller, a quarter of an hour, and only while she may still see
    it. Raises LinkExpired."""
    person = signed_links.whose(request.GET.get("key", ""), PURPOSE, file, timezone.now(), LINK)
    with tenancy.as_staff():
        reader = get_object_or_404(User, pk=person, is_active=True)
        return _given(get_object_or_404(_visible_to(reader), pk=file))


def link(attachment: Attachment, reader: User) -> str:
    """An address that gives the file to whoever has it, for a quarter of an hour."""
    key = signed_links.sign(PURPOSE, attachment.pk, reader.pk, timezone.now())
    return f"{settings.SITE_URL}/files/{attachment.pk}/?key={key}"


def _visible_to(reader: Any) -> Any:
    visible = Attachment.objects.visible_to(reader)
    return visible if reader.is_staff else visible.filter(entry__public=True)


def _given(attachment: Attachment) -> FileResponse:
    scanning.check_may_fetch(attachment)
    try:
        content = attachment.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    response = FileResponse(
        content,
        as_attachment=True,
        filename=attachment.name,
        content_type=attachment.content_type if attachment.content_type in INERT else BYTES,
    )
    response["Content-Length"] = attachment.size
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
