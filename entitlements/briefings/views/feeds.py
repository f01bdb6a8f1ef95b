"""Calendar files: of one session, and the feed of a person's own sign-ups by a secret address (R16.1)."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entitlements.briefings import feeds, telling
from entitlements.briefings.models import CalendarFeed, Session
from entitlements.briefings.views.sessions import DESK, ELSEWHERE
from notifications import invitations
from notifications.views.readers import ContactRequest, for_contacts
from subscriptions import tenancy

CALENDAR = "text/calendar; charset=utf-8"


@for_contacts(DESK)
@require_safe
def of_session(request: ContactRequest, number: int) -> HttpResponse:
    """The session as a file for her calendar."""
    session = get_object_or_404(Session.objects.select_related("host"), pk=number)
    name = _("Interactive briefing")
    text = invitations.feed([telling.entry(session)], name, timezone.now())
    return _file(text, f"briefing-{session.pk}.ics")


@for_contacts(DESK, ELSEWHERE)
@require_http_methods(["GET", "HEAD", "POST"])
def feed_page(request: ContactRequest) -> HttpResponse:
    """Whether she has a feed; a new address is shown once."""
    address = ""
    if request.method == "POST":
        address = f"{settings.SITE_URL}{reverse('briefings:feed')}?key={feeds.issue(request.user)}"
    made = CalendarFeed.objects.filter(user=request.user).first()
    return render(request, "briefings/calendar.html", {"feed": made, "address": address})


@for_contacts(DESK, ELSEWHERE)
@require_POST
def revoke(request: ContactRequest) -> HttpResponse:
    """The address opens nothing any more."""
    feeds.revoke(request.user)
    messages.success(request, _("The address of your calendar feed is revoked."))
    return redirect("briefings:calendar")


@login_not_required
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """What a calendar program reads: the sessions in which the holder of the key has a seat, and nothing else."""
    at = timezone.now()
    with tenancy.as_staff():
        person = feeds.holder(request.GET.get("key", ""))
        if person is None:
            raise Http404
        entries = [telling.entry(session) for session in feeds.sessions(person, at)]
    with override(person.language):
        return _file(invitations.feed(entries, _("Interactive briefings"), at), "briefings.ics")


def _file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=CALENDAR)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
