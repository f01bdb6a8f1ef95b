"""Attachments, served only to whoever may see the message they belong to, and never shown by the browser itself."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from subscriptions.guards import SeeingAs
from subscriptions.models import User
from tickets import confidential as rules
from tickets.models import Attachment

# Types that cannot run anything; every other is served as bytes (so also HTML and SVG).
INERT = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain"})
BYTES = "application/octet-stream"


@require_safe
def download(request: HttpRequest, number: int, file: int) -> FileResponse:
    """The file, as a download; 404 where the reader may not see its message. A confidential one is put on record,
    and opens to no agent who sees the portal as a contact."""
    attachment = _visible(request, number, file)
    if attachment.confidential and getattr(request, "seen_by", None) is not None:
        raise SeeingAs(name=request.user)
    rules.read(attachment, _reader(request))
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


@require_http_methods(["GET", "HEAD", "POST"])
def confidential(request: HttpRequest, number: int, file: int) -> HttpResponse:
    """Mark a file, after having said what it means."""
    attachment, reader = _visible(request, number, file), _reader(request)
    back = f"/desk/incidents/{number}/" if reader.is_staff else f"/incidents/{number}/"
    if request.method != "POST":
        context = {"file": attachment, "number": number, "back": back}
        return render(request, "tickets/confidential.html", context)
    rules.mark(attachment, reader)
    messages.success(request, _("The file is confidential now."))
    return redirect(back)


def _visible(request: HttpRequest, number: int, file: int) -> Attachment:
    reader = _reader(request)
    visible = Attachment.objects.visible_to(reader).select_related("incident__customer")
    if not reader.is_staff:
        visible = visible.filter(entry__public=True)
    found: Attachment = get_object_or_404(visible, pk=file, incident=number)
    return found


def _reader(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
