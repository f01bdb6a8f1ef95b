"""Files of a release at the desk: a small one with the form, a large one in pieces by static/js/upload.js."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entitlements.downloads import uploading
from entitlements.downloads.forms import FileForm, SignatureForm
from entitlements.downloads.models import ReleaseFile, Upload
from entitlements.downloads.views import desk
from entitlements.refusals import FileTooLarge
from entitlements.views import pieces
from notifications.views.readers import PersonRequest, for_staff
from subscriptions.guards import requires
from subscriptions.permissions import Permission
from subscriptions.refusals import Refusal
from subscriptions.serving import serve


@requires(Permission.PUBLISH_RELEASES)
@require_POST
def add(request: PersonRequest, code: str) -> HttpResponse:
    """Add a file that came with the form. A refusal stands at its field."""
    found, form = desk.found_by(code), FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return desk.page(request, found, adding=form, status=form.status)
    file = form.cleaned_data["file"]
    try:
        if file.file is None:  # dropped while it came: more than a form may bring (xtreme.uploads)
            raise FileTooLarge(
                size=filesizeformat(file.size), limit=_("what a form can send without scripts")
            )
        uploading.keep(found, file.name or "", file, request.user)
    except Refusal as refusal:
        form.refuse(refusal)
        return desk.page(request, found, adding=form, status=form.status)
    messages.success(request, _("The file is uploaded."))
    return redirect("downloads:desk_release", code)


@for_staff
@require_safe
def fetch(request: PersonRequest, code: str, file: int) -> HttpResponseBase:
    """The file, for the vendor's people. It is no customer's download and not in the log."""
    return serve(request, _file(code, file).content)


@requires(Permission.PUBLISH_RELEASES)
@require_POST
def sign(request: PersonRequest, code: str, file: int) -> HttpResponse:
    """Add a detached signature. A refusal stands at its field."""
    found, form = desk.found_by(code), SignatureForm(request.POST, request.FILES)
    row = _file(code, file)
    if not form.is_valid():
        return desk.page(request, found, signing=(row.pk, form), status=form.status)
    sent = form.cleaned_data["signature"]
    try:
        content = (
            sent.read(uploading.SIGNATURE_BYTES + 1) if sent.file else b"0" * (uploading.SIGNATURE_BYTES + 1)
        )
        uploading.sign(row, sent.name or "", content, request.user)
    except Refusal as refusal:
        form.refuse(refusal)
        return desk.page(request, found, signing=(row.pk, form), status=form.status)
    messages.success(request, _("The signature is kept."))
    return redirect("downloads:desk_release", code)


@requires(Permission.PUBLISH_RELEASES)
@require_POST
def remove(request: PersonRequest, code: str, file: int) -> HttpResponse:
    """Take a file out of a draft."""
    uploading.remove(_file(code, file), request.user)
    messages.success(request, _("The file is removed."))
    return redirect("downloads:desk_release", code)


@requires(Permission.PUBLISH_RELEASES)
@require_POST
@pieces.answering
def begin(request: PersonRequest, code: str) -> JsonResponse:
    """Announce a large file."""
    found = desk.found_by(code)
    upload = uploading.begin(found, *pieces.announced(request), request.user)
    return pieces.begun(upload, f"{found.desk_url}uploads/{upload.key}/")


@requires(Permission.PUBLISH_RELEASES)
@require_POST
@pieces.answering
def piece(request: PersonRequest, code: str, key: UUID) -> JsonResponse:
    """Keep a piece of it."""
    return pieces.kept(request, _upload(code, key), uploading.add_piece)


@requires(Permission.PUBLISH_RELEASES)
@require_POST
@pieces.answering
def finish(request: PersonRequest, code: str, key: UUID) -> JsonResponse:
    """Make the file of its pieces; `sha256` where the sender knows it."""
    kept = uploading.finish(_upload(code, key), request.user, request.POST.get("sha256", ""))
    return pieces.finished(request, kept.sha256)


def _file(code: str, file: int) -> ReleaseFile:
    return get_object_or_404(ReleaseFile.objects.select_related("release"), pk=file, release__code=code)


def _upload(code: str, key: UUID) -> Upload:
    return get_object_or_404(Upload, key=key, release__code=code)
