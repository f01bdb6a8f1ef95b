"""Critical solutions at the desk: written, previewed, published, corrected, withdrawn, and their ledger (R1.4,
R1.5, R1.7, R1.8). Everybody of the vendor reads; alerts.PUBLISHERS write."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from notifications import alerts, ledger
from notifications.forms import AlertForm, CorrectionForm
from notifications.models import Alert
from notifications.refusals import AlertPublished
from notifications.views.readers import PersonRequest, for_staff

PAGE = 100
PREVIEWED = 200


@for_staff
@require_safe
def index(request: PersonRequest) -> HttpResponse:
    """Drafts first, then the published, newest first; and the products nobody is registered for (R1.7)."""
    written = Alert.objects.select_related("product", "published_by")
    published = ledger.with_counts(written.filter(published_at__isnull=False).order_by("-published_at"))
    context = {
        "drafts": written.filter(published_at=None),
        "published": published[:PAGE],
        "without_registrant": alerts.without_registrant(timezone.now()),
        "may_publish": request.user.has_role(*alerts.PUBLISHERS),
    }
    return render(request, "notifications/desk/alerts.html", context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, number: int | None = None) -> HttpResponse:
    """Write an alert, or change a draft. Raises AlertPublished."""
    alerts.check_may_publish(request.user)
    draft = get_object_or_404(Alert, pk=number) if number else Alert(created_by=request.user)
    if draft.published_at:
        raise AlertPublished
    form = AlertForm(request.POST if request.method == "POST" else None, instance=draft)
    if form.is_valid():
        return redirect("notifications:desk_alert", form.save().pk)
    context = {"form": form, "alert": draft}
    return render(request, "notifications/desk/edit.html", context, status=422 if form.errors else 200)


@for_staff
@require_safe
def alert(request: PersonRequest, number: int) -> HttpResponse:
    """A draft with who would be told, or a published alert with its ledger."""
    found = get_object_or_404(Alert.objects.select_related("product", "published_by"), pk=number)
    context: dict[str, Any] = {
        "alert": found,
        "versions": found.versions.order_by("name"),
        "changes": found.changes.select_related("by"),
        "may_publish": request.user.has_role(*alerts.PUBLISHERS),
        "correction": CorrectionForm(),
    }
    context |= _ledger(request, found) if found.published_at else _preview(found)
    return render(request, "notifications/desk/alert.html", context)


@for_staff
@require_POST
def publish(request: PersonRequest, number: int) -> HttpResponse:
    """Tell everybody concerned."""
    found = get_object_or_404(Alert, pk=number)
    alerts.publish(found, request.user)
    told = ledger.counts(found).told
    messages.success(request, _("The alert is published: {told} people are told.").format(told=told))
    return redirect("notifications:desk_alert", number)


@for_staff
@require_POST
def correct(request: PersonRequest, number: int) -> HttpResponse:
    """Tell those who got it what was wrong."""
    alerts.correct(get_object_or_404(Alert, pk=number), request.user, request.POST.get("text", ""))
    messages.success(request, _("Those who got the alert are told of the correction."))
    return redirect("notifications:desk_alert", number)


@for_staff
@require_POST
def withdraw(request: PersonRequest, number: int) -> HttpResponse:
    """Take it back, and tell those who got it."""
    alerts.withdraw(get_object_or_404(Alert, pk=number), request.user, request.POST.get("text", ""))
    messages.success(request, _("The alert is withdrawn; those who got it are told."))
    return redirect("notifications:desk_alert", number)


def _preview(draft: Alert) -> dict[str, Any]:
    """Who would be told if it were published now."""
    at = timezone.now()
    registered = alerts.registered(draft, at)
    customers = alerts.concerned_customers(draft, at)
    return {
        "people": registered.values("user").distinct().count(),
        "registered": registered.select_related("user", "customer").order_by("customer__name", "user__name")[
            :PREVIEWED
        ],
        "unregistered": customers.exclude(pk__in=registered.values("customer")).order_by("name"),
    }


def _ledger(request: PersonRequest, published: Alert) -> dict[str, Any]:
    found, after = ledger.rows(published), request.GET.get("after", "")
    failed = "failed" in request.GET
    if failed:
        found = found.filter(state="set_aside")
    page = list((found.filter(pk__gt=int(after)) if after.isdecimal() else found)[: PAGE + 1])
    return {
        "counts": ledger.counts(published),
        "rows": page[:PAGE],
        "failed": failed,
        "next": page[PAGE - 1].pk if len(page) > PAGE else None,
        "from_start": bool(after),
    }
