"""Giving a colleague's open incidents to somebody else, for those who lead (L2)."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from subscriptions.models import User
from tickets import giving
from tickets.desk.access import Act, StaffRequest, for_staff
from tickets.desk.hand_over_forms import HandOverForm, OwnerForm
from tickets.models import Incident
from tickets.models.incidents import BY_WORK
from tickets.rows import Row, rows

SHOWN = 200


@for_staff(Act.ASSIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: StaffRequest) -> HttpResponse:
    """Whose incidents, which of them, and to whom; then what was done, and what is left of hers."""
    at = timezone.now()
    whose = OwnerForm(request.GET or None)
    owner = whose.cleaned_data["owner"] if whose.is_bound and whose.is_valid() else None
    if owner is None:
        return render(request, "desk/hand_over.html", {"whose": whose})
    form = HandOverForm(request.POST if request.method == "POST" else None, owner=owner)
    if form.is_bound and form.accepted_by(lambda: _give(request, owner, form.cleaned_data)):
        return HttpResponseRedirect(f"{reverse('desk:hand_over')}?owner={owner.pk}")
    hers = _hers(request, owner, at)
    ticked = set(form.numbers) if form.is_bound else {row["number"] for row in hers}
    shown = [row | {"chosen": row["number"] in ticked} for row in hers]
    context = {"whose": whose, "owner": owner, "form": form, "rows": shown, "shown": SHOWN}
    return render(request, "desk/hand_over.html", context, status=form.status if form.errors else 200)


def _hers(request: StaffRequest, owner: User, at: datetime) -> list[Row]:
    found = Incident.objects.visible_to(request.user).open().filter(owner=owner).order_by(*BY_WORK)
    return rows(found[:SHOWN], request.user, at)


def _give(request: StaffRequest, owner: User, typed: dict[str, Any]) -> None:
    to = typed["to"]
    given = len(giving.give(owner, typed["incident"], to, request.user))
    if to:
        said = ngettext("{count} incident is {name}’s now.", "{count} incidents are {name}’s now.", given)
    else:
        said = ngettext(
            "{count} incident is in the queue again.", "{count} incidents are in the queue again.", given
        )
    messages.success(request, said.format(count=given, name=to))
    if left := len(typed["incident"]) - given:
        words = ngettext(
            "{count} was not: a colleague has taken or closed it meanwhile.",
            "{count} were not: colleagues have taken or closed them meanwhile.",
            left,
        )
        messages.info(request, words.format(count=left))
