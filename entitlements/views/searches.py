"""What came of searching, for those who write: words that found nothing, and incidents that texts made needless."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entitlements import documents
from entitlements.models import Deflection, VainSearch
from entitlements.readers import Reader
from notifications.views.readers import PersonRequest, for_staff
from subscriptions import permissions
from subscriptions.permissions import Permission

LOOKED_BACK = timedelta(days=90)
SHOWN = 50


@for_staff
@require_safe
def index(request: PersonRequest) -> HttpResponse:
    """The words of the last 90 days that were searched for most, and which texts answered how often. Nobody knows
    which customer typed the words, so whoever is limited to some is shown none."""
    since = timezone.now() - LOOKED_BACK
    searched = VainSearch.objects.none() if request.user.scope else VainSearch.objects.all()
    vain = searched.filter(last_at__gte=since).order_by("-times", "-last_at")[:SHOWN]
    spared = Deflection.objects.visible_to(request.user).filter(at__gte=since)
    often = spared.values("kind", "code").annotate(times=Count("pk")).order_by("-times", "code")[:SHOWN]
    context = {
        "vain": vain,
        "limited": bool(request.user.scope),
        "spared": spared.count(),
        "often": _titled([*often], request.user.language),
        "days": LOOKED_BACK.days,
        "may_remove": permissions.may(request.user, Permission.PUBLISH),
    }
    return render(request, "entitlements/searches.html", context)


@for_staff
@require_POST
def remove(request: PersonRequest, number: int) -> HttpResponse:
    """Somebody wrote what was missing, or nobody will. Raises Forbidden."""
    permissions.require(request.user, Permission.PUBLISH)
    row = get_object_or_404(VainSearch, pk=number)
    row.delete()
    messages.success(request, _("“{words}” is off the list.").format(words=row.words))
    return HttpResponseRedirect(reverse("searches"))


def _titled(rows: list[Any], language: str) -> list[Any]:
    """With the title and address of each, as staff know it; None where it is gone."""
    codes: dict[str, set[str]] = {}
    for row in rows:
        codes.setdefault(row["kind"], set()).add(row["code"])
    found = {
        kind: documents.titles(Reader(is_staff=True), kind, some, language) for kind, some in codes.items()
    }
    return [row | {"text": found[row["kind"]].get(row["code"])} for row in rows]
