"""Writing a release at the desk. What is accepted is publishing.py's to say."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from entitlements.downloads import publishing
from entitlements.downloads.forms import ReleaseForm
from entitlements.downloads.models import Release
from entitlements.downloads.models.releases import State
from entitlements.downloads.refusals import NotADraft
from entitlements.downloads.views.desk import found_by
from notifications.views.readers import PersonRequest
from subscriptions.guards import requires
from subscriptions.permissions import Permission
from subscriptions.refusals import Refusal

METHODS = ["GET", "HEAD", "POST"]


@requires(Permission.PUBLISH_RELEASES)
@require_http_methods(METHODS)
def new(request: PersonRequest) -> HttpResponse:
    """A new draft. Raises Forbidden for everybody but publishers."""
    return _edit(request, None)


@requires(Permission.PUBLISH_RELEASES)
@require_http_methods(METHODS)
def edit(request: PersonRequest, code: str) -> HttpResponse:
    """Change a draft. Raises Forbidden, NotADraft."""
    found = found_by(code)
    if found.state != State.DRAFT:
        raise NotADraft(release=found.code, state=found.get_state_display())
    return _edit(request, found)


def _edit(request: PersonRequest, found: Release | None) -> HttpResponse:
    form = ReleaseForm(request.POST if request.method == "POST" else None, instance=found)
    known = Release.objects.get(pk=found.pk) if found else None
    if request.method == "POST" and form.is_valid() and (kept := _keep(request, form, known)):
        messages.success(request, _("{release} is kept as a draft.").format(release=kept.code))
        return redirect("downloads:desk_release", kept.code)
    status = form.status if form.errors else 200
    return render(request, "downloads/desk/edit.html", {"form": form, "release": known}, status=status)


def _keep(request: PersonRequest, form: ReleaseForm, known: Release | None) -> Release | None:
    """The release, or None with the refusal on the form."""
    try:
        draft = form.draft()
        if known is None:
            return publishing.write(draft, request.user)
        return publishing.edit(known, draft, request.user, form.cleaned_data["edition"])
    except Refusal as refusal:
        form.refuse(refusal)
        return None
