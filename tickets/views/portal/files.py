"""Attachments, served only to whoever may see the message they belong to, and never shown by the browser itself."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from subscriptions import serving, signed_links, tenancy
from subscriptions.guards import SeeingAs
from subscriptions.models import User
from tickets import confidential as rules
from tickets import scanning
from tickets.models import Attachment

LINK = timedelta(minutes=15)
PURPOSE = "attachment"


@require_safe
def download(request: HttpRequest, number: int, file: int) -> HttpResponseBase:
    """The file, as a download; 404 where the reader may not see its message. A confidential one is put on record,
    and opens to no agent who sees the portal as a contact. Raises FileHeld, FileInfected, FileRemoved."""
    attachment = _visible(request, number, file)
    if attachment.confidential and getattr(request, "seen_by", None) is not None:
        raise SeeingAs(name=request.user)
    return _given(request, attachment, _reader(request))


@login_not_required
@require_safe
def by_link(request: HttpRequest, file: int) -> HttpResponseBase:
    """The same by a link that the API gave: for its caller, a quarter of an hour, and only while she may still see
    it. Raises LinkExpired."""
    person = signed_links.whose(request.GET.get("key", ""), PURPOSE, file, timezone.now(), LINK)
    with tenancy.as_staff():
        reader = get_object_or_404(User, pk=person, is_active=True)
        return _given(request, get_object_or_404(_visible_to(reader), pk=file), reader)


def link(attachment: Attachment, reader: User) -> str:
    """An address that gives the file to whoever has it, for a quarter of an hour."""
    key = signed_links.sign(PURPOSE, attachment.pk, reader.pk, timezone.now())
    return f"{settings.SITE_URL}/files/{attachment.pk}/?key={key}"


def _given(request: HttpRequest, attachment: Attachment, reader: User) -> HttpResponseBase:
    scanning.check_may_fetch(attachment)
    rules.read(attachment, reader)
    content = serving.Content(
        storage=attachment.file.storage,
        path=str(attachment.file.name),
        name=attachment.name,
        size=attachment.size,
        tag=attachment.sha256,
        content_type=attachment.content_type,
        caching=serving.NOT_KEPT,
    )
    return serving.serve(request, content)


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
    found: Attachment = get_object_or_404(_visible_to(_reader(request)), pk=file, incident=number)
    return found


def _visible_to(reader: User) -> Any:
    visible = Attachment.objects.visible_to(reader).select_related("incident__customer")
    return visible if reader.is_staff else visible.filter(entry__public=True)


def _reader(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
