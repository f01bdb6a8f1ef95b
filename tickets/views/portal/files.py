"""Attachments, served only to whoever may see the message they belong to, and never shown by the browser itself."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from tickets.models import Attachment

# Types that cannot run anything; every other is served as bytes (so also HTML and SVG).
INERT = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain"})
BYTES = "application/octet-stream"


@require_safe
def download(request: HttpRequest, number: int, file: int) -> FileResponse:
    """The file, as a download; 404 where the reader may not see its message."""
    visible = Attachment.objects.visible_to(request.user)
    if not request.user.is_staff:  # type: ignore[union-attr]
        visible = visible.filter(entry__public=True)
    attachment: Any = get_object_or_404(visible, pk=file, incident=number)
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
