"""The dashboards of those who lead: today's queue, and how promises are kept (R8, R15.3)."""

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entitlements.models import MilestoneKind
from subscriptions import spreadsheets
from subscriptions.models import Product, SupportRegion, Tier, User
from tickets.dashboards import promises as kept
from tickets.dashboards import queue, sections
from tickets.desk.access import Act, StaffRequest, for_staff
from tickets.models import ListCount
from tickets.sections import Section


@for_staff(Act.READ_DASHBOARDS)
@require_safe
def today(request: StaffRequest) -> HttpResponse:
    """The queue now: its age, what falls due, what comes and goes, who has how much."""
    at, region = timezone.now(), _region(request)
    zone = timezone.get_current_timezone()
    load = queue.load()
    people = User.objects.filter(pk__in=[person for person, _number in load]).values_list("pk", "name")
    context = {
        "numbers": ListCount.objects.of(request.user),
        "region": region,
        "regions": SupportRegion.objects.order_by("name"),
        "sections": [
            sections.due_soon(queue.falls_due(at, region)),
            sections.queue_age(queue.ages(at, region)),
            sections.coming_and_going(queue.comes_and_goes(at, zone, region)),
            sections.loads(load, dict(people)),
        ],
    }
    return render(request, "dashboards/today.html", context)


@for_staff(Act.READ_DASHBOARDS)
@require_safe
def promises(request: StaffRequest) -> HttpResponse:
    """How targets were kept in the last months, by subscription, region and product."""
    kind = _kind(request)
    statement = kept.of_vendor(kind, timezone.now())
    context = {
        "statement": statement,
        "share": sections.share(statement.total),
        "kind": kind,
        "kinds": MilestoneKind.choices,
        "sections": sections.promises(statement, _names()),
    }
    return render(request, "dashboards/promises.html", context)


@for_staff(Act.READ_DASHBOARDS)
@require_safe
def export(request: StaffRequest) -> StreamingHttpResponse:
    """The numbers behind it as a spreadsheet."""
    kind = _kind(request)
    found = sections.promises(kept.of_vendor(kind, timezone.now()), _names())
    return sections_as_csv(request.user, f"promises-{kind}", found)


def sections_as_csv(reader: User, name: str, found: list[Section]) -> StreamingHttpResponse:
    """Every number of the sections in one sheet, each with what it is about."""
    rows = [[_("About"), _("What"), _("Met"), _("Missed"), _("Share met")]]
    rows += [[section.about, *row] for section in found for row in section.table.rows]
    file = f"{name}-{timezone.localdate():%Y-%m-%d}.csv"
    return spreadsheets.download(file, spreadsheets.lines(reader, rows))


def _region(request: HttpRequest) -> SupportRegion | None:
    return SupportRegion.objects.filter(code=request.GET.get("region", "")).first()


def _kind(request: HttpRequest) -> str:
    """The kind of milestone asked for; the first response where none or another word is."""
    asked = request.GET.get("kind", "")
    return asked if asked in MilestoneKind.values else MilestoneKind.FIRST_RESPONSE


def _names() -> dict[str, dict[Any, str]]:
    return {
        "tier": {tier.pk: tier.name for tier in Tier.objects.order_by("rank")},
        "region": {region.pk: region.name for region in SupportRegion.objects.order_by("name")},
        "product": {product.pk: product.name for product in Product.objects.order_by("name")},
    }
