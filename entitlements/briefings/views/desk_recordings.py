"""Recordings at the desk: kept, published, withdrawn. What customers see is library.py's."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from entitlements.briefings import recording
from entitlements.briefings.desk_forms import RecordingForm
from entitlements.briefings.models import Recording
from entitlements.briefings.recording import Draft
from notifications.views.readers import PersonRequest
from subscriptions.guards import requires
from subscriptions.permissions import Permission
from subscriptions.refusals import Refusal

PAGE = "briefings:edit_recording"


@requires(Permission.PLAN_BRIEFINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """A new draft."""
    form = _form(request, None)
    if request.method == "POST" and (kept := _kept(request, form, None)):
        messages.success(request, _("The draft is kept. Publish it when it is ready."))
        return redirect(PAGE, kept.pk)
    return _page(request, form, None)


@requires(Permission.PLAN_BRIEFINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, number: int) -> HttpResponse:
    """Change a recording; what is published changes in the library."""
    found = _recording(number)
    form = _form(request, found)
    if request.method == "POST" and _kept(request, form, found):
        messages.success(request, _("The recording is kept."))
        return redirect(PAGE, number)
    return _page(request, form, found)


@requires(Permission.PLAN_BRIEFINGS)
@require_POST
def step(request: PersonRequest, number: int, step: str) -> HttpResponse:
    """Publish it, or withdraw it."""
    found = _recording(number)
    try:
        if step == "publish":
            recording.publish(found, request.user)
            messages.success(request, _("The recording is in the library."))
        elif step == "withdraw":
            recording.withdraw(found, request.user)
            messages.success(request, _("The recording is no longer in the library."))
        else:
            raise Http404
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(PAGE, number)


def _form(request: PersonRequest, found: Recording | None) -> RecordingForm:
    if request.method == "POST":
        return RecordingForm(request.POST, request.FILES)
    return RecordingForm.of(found) if found else RecordingForm()


def _kept(request: PersonRequest, form: RecordingForm, found: Recording | None) -> Recording | None:
    """What was kept; None where it was refused, with the refusal on the form."""
    if not form.is_valid():
        return None
    try:
        return recording.keep(Draft(**form.facts()), request.user, found)
    except Refusal as refusal:
        form.refuse(refusal)
        return None


def _page(request: PersonRequest, form: RecordingForm, found: Recording | None) -> HttpResponse:
    status = form.status if form.is_bound else 200
    context = {"form": form, "recording": found, "largest": settings.RELEASE_FILE_BYTES}
    return render(request, "briefings/desk/recording.html", context, status=status)


def _recording(number: int) -> Recording:
    rows = Recording.objects.prefetch_related("products", "chapters", "captions")
    return get_object_or_404(rows, pk=number)
