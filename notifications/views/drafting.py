"""An alert is written at the desk, or a draft of one changed (R1.8)."""

from typing import Any, cast

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from notifications import drafts
from notifications.alert_forms import AffectedFormSet, AffectedProducts, AlertForm, rows_of
from notifications.models import Alert
from notifications.refusals import AlertPublished
from notifications.views.readers import PersonRequest
from subscriptions.guards import requires
from subscriptions.permissions import Permission
from subscriptions.refusals import Refusal


@requires(Permission.PUBLISH)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, number: int | None = None) -> HttpResponse:
    """Write an alert, or change a draft. Raises AlertPublished, Forbidden."""
    draft = get_object_or_404(Alert, pk=number) if number else None
    if draft and draft.published_at:
        raise AlertPublished
    if request.method != "POST":
        return _page(request, draft, *_begun(draft))
    form, affected = AlertForm(request.POST), cast("AffectedProducts", AffectedFormSet(request.POST))
    if request.POST.get("do") == "products":
        return _page(
            request, draft, AlertForm(initial=request.POST.dict()), AffectedFormSet(initial=affected.typed())
        )
    both = [form.is_valid(), affected.is_valid()]
    if all(both) and (kept := _kept(request, draft, form, affected.affects)):
        return redirect("notifications:desk_alert", kept.pk)
    return _page(request, draft, form, affected, status=form.status)


def _begun(draft: Alert | None) -> tuple[Any, Any]:
    if draft is None:
        return AlertForm(), AffectedFormSet()
    form = AlertForm(instance=draft, initial={"edition": draft.edition})
    return form, AffectedFormSet(initial=rows_of(draft))


def _kept(
    request: PersonRequest, draft: Alert | None, form: Any, affected: list[drafts.Affects]
) -> Alert | None:
    """The alert as it is kept now; None where it was refused, which the form then says."""
    try:
        if draft is None:
            return drafts.write(form.draft(affected), request.user)
        drafts.edit(draft, form.draft(affected), request.user, form.cleaned_data["edition"])
    except AlertPublished:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    return draft


def _page(
    request: PersonRequest, draft: Alert | None, form: Any, affected: Any, status: int = 200
) -> HttpResponse:
    context = {"form": form, "affected": affected, "alert": draft}
    return render(request, "notifications/desk/edit.html", context, status=status)
