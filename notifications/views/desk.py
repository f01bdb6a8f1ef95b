"""Critical solutions at the desk: previewed, published, corrected, withdrawn, and their ledger (R1.4, R1.5, R1.7,
R1.9). Everybody of the vendor reads; alerts.PUBLISHERS write."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from notifications import alerts, audience, ledger
from notifications.alert_forms import CorrectionForm
from notifications.models import Alert, AlertRules
from notifications.reasons import Reasons
from notifications.views.readers import PersonRequest, for_staff
from subscriptions import paging

PAGE = 100


@for_staff
@require_safe
def index(request: PersonRequest) -> HttpResponse:
    """Drafts first, then the published, newest first; and the products nobody is registered for (R1.7)."""
    at = timezone.now()
    written = Alert.objects.select_related("published_by").with_products()
    published = written.filter(published_at__isnull=False).order_by("-published_at")
    context = {
        "drafts": written.filter(published_at=None),
        "published": ledger.with_counts(published, at)[:PAGE],
        "without_registrant": alerts.without_registrant(at),
        "may_publish": alerts.publishes(request.user),
    }
    return render(request, "notifications/desk/alerts.html", context)


@for_staff
@require_safe
def alert(request: PersonRequest, number: int) -> HttpResponse:
    """A draft with who would be told, or a published alert with its ledger."""
    about = Alert.objects.select_related("published_by", "created_by", "edited_by", "origin")
    found = get_object_or_404(about, pk=number)
    context: dict[str, Any] = {
        "alert": found,
        "affected": found.affected.in_full(),
        "changes": found.changes.select_related("by"),
        "may_publish": alerts.publishes(request.user),
        "correction": CorrectionForm(),
    }
    context |= _ledger(request, found) if found.published_at else _preview(request, found)
    return render(request, "notifications/desk/alert.html", context)


@for_staff
@require_POST
def publish(request: PersonRequest, number: int) -> HttpResponse:
    """Tell everybody concerned."""
    found = get_object_or_404(Alert, pk=number)
    alerts.publish(found, request.user, edition=request.POST.get("edition", ""))
    told = ledger.counts(found, timezone.now()).told
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


def _preview(request: PersonRequest, draft: Alert) -> dict[str, Any]:
    """Who would be told if it were published now and why, or who would not and why not: a page of one of the
    lists."""
    at = timezone.now()
    found = audience.of(draft, at)
    lists = {"told": found.told()} | {why.value: found.not_told(why) for why in audience.Why}
    name = request.GET.get("list", "told")
    name = name if name in lists else "told"
    page, following = paging.by_name(request, lists[name].select_related("user", "customer"), PAGE)
    reasons = Reasons(found, page)
    asked = [each.product.pk for each in found.affected if not each.everyone]
    return {
        "people": lists["told"].order_by().values("user").distinct().count(),
        "counts": {key: members.order_by().count() for key, members in lists.items()},
        "list": name,
        "rows": reasons.told() if name == "told" else reasons.not_told(),
        "without_registrant": alerts.without_registrant(at).filter(pk__in=asked),
        "silent": found.customers()
        .exclude(pk__in=found.told().order_by().values("customer"))
        .order_by("name"),
        "second_person": not alerts.may_publish(draft, request.user),
        "next": following,
        "from_start": paging.after(request) is not None,
    }


def _ledger(request: PersonRequest, published: Alert) -> dict[str, Any]:
    found, after = ledger.rows(published), paging.after(request)
    failed = "failed" in request.GET
    if failed:
        found = found.filter(state="set_aside")
    page, following = paging.cut(found.filter(pk__gt=after) if after else found, PAGE)
    return {
        "counts": ledger.counts(published, timezone.now()),
        "late_minutes": AlertRules.current().sent_within_minutes,
        "rows": page,
        "failed": failed,
        "next": following,
        "from_start": after is not None,
    }
