"""Releases at the desk: drafts and what is published, one release with its files, who was told and who fetched it
(R2, R3). Everybody of the vendor reads; publishers act."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entitlements.downloads import pages, previewing, publishing, telling
from entitlements.downloads.forms import DeskFilterForm, FileForm, WithdrawForm
from entitlements.downloads.models import Download, DownloadRules, Link, Release
from entitlements.downloads.models.releases import State
from entitlements.downloads.parts import parts, publishing_parts
from entitlements.downloads.refusals import NotADraft
from entitlements.markdown import rendered
from entitlements.models import Participant
from notifications.models import AlertOrigin, Notification
from notifications.models.outbox import Channel
from notifications.views.readers import PersonRequest, for_staff
from subscriptions import paging, permissions
from subscriptions.forms import RefusingForm
from subscriptions.guards import requires
from subscriptions.permissions import Permission
from subscriptions.refusals import Refusal

PAGE = 50
SHOWN = 50


@for_staff
@require_safe
def index(request: PersonRequest) -> HttpResponse:
    """Drafts, then what was published, the newest first."""
    at = timezone.now()
    filters = DeskFilterForm(request.GET)
    found = Release.objects.filter(filters.condition()).select_related("version", "edited_by")
    published, following = pages.newest(request, found.ever_published(), PAGE)
    fetched = Download.objects.filter(release__in=[each.pk for each in published]).values("release")
    hours = DownloadRules.current().news_within_hours
    context = {
        "filters": filters,
        "drafts": found.filter(state=State.DRAFT).order_by("-edited_at")[:PAGE],
        "published": published,
        "fetched": dict(fetched.annotate(n=Count("customer", distinct=True)).values_list("release", "n")),
        "late": {each.pk for each in published if each.is_late(at, hours)},
        "next": following,
        "from_start": "before" in request.GET,
        "may_publish": permissions.may(request.user, Permission.PUBLISH_RELEASES),
    }
    return render(request, "downloads/desk/index.html", context)


@for_staff
@require_safe
def release(request: PersonRequest, code: str) -> HttpResponse:
    """One release with all that is done about it."""
    return page(request, found_by(code))


@requires(Permission.PUBLISH_RELEASES)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: PersonRequest, code: str) -> HttpResponse:
    """First what publishing it does, then do it: offer it, and have those concerned told. A refusal stands on its
    page. Raises NotADraft where somebody was faster."""
    found = found_by(code)
    if request.method != "POST":
        return _before_publishing(request, found)
    try:
        publishing.publish(found, request.user, request.POST.get("edition", ""))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return page(request, found_by(code), status=refusal.status)
    messages.success(
        request, _("{release} is published. Those concerned are told.").format(release=found.code)
    )
    return redirect("downloads:desk_release", code)


@requires(Permission.PUBLISH_RELEASES)
@require_POST
def withdraw(request: PersonRequest, code: str) -> HttpResponse:
    """Take a faulty one back. A refusal stands at its field, and what was typed stays."""
    found, form = found_by(code), WithdrawForm(request.POST)
    if not form.accepted_by(lambda: publishing.withdraw(found, request.user, form.cleaned_data["reason"])):
        return page(request, found_by(code), withdrawing=form, status=form.status)
    messages.success(request, _("{release} is withdrawn. Who fetched it is told.").format(release=found.code))
    return redirect("downloads:desk_release", code)


def _before_publishing(request: PersonRequest, found: Release) -> HttpResponse:
    if found.state != State.DRAFT:
        raise NotADraft(release=found.code, state=found.get_state_display())
    context = {
        "release": found,
        "preview": previewing.preview(found, timezone.now()),
        "parts": publishing_parts(found),
    }
    return render(request, "downloads/desk/publish.html", context)


def found_by(code: str) -> Release:
    """The release of this code, or 404."""
    return get_object_or_404(
        Release.objects.select_related("version", "edited_by", "published_by", "withdrawn_by"), code=code
    )


def page(
    request: PersonRequest,
    found: Release,
    *,
    adding: RefusingForm | None = None,
    signing: tuple[int, RefusingForm] | None = None,
    withdrawing: RefusingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of one release, with a form that was refused."""
    may_publish = permissions.may(request.user, Permission.PUBLISH_RELEASES)
    context: dict[str, Any] = {
        "release": found,
        "notes_en": rendered(found.notes_en),
        "notes_da": rendered(found.notes_da),
        "files": found.files.select_related("uploaded_by"),  # type: ignore[attr-defined]
        "links": _links(found),
        "named": found.named.select_related("customer"),  # type: ignore[attr-defined]
        "participants": _participants(found),
        "alert": AlertOrigin.objects.filter(link=found.get_absolute_url()).select_related("alert").first(),
        "adding": adding or FileForm(),
        "signing": signing,
        "withdrawing": withdrawing or WithdrawForm(),
        "parts": parts(found, request.user),
        "may_publish": may_publish,
        "changeable": may_publish and found.state == State.DRAFT,
        "at": timezone.now(),
    }
    if found.state != State.DRAFT:
        context |= _outcome(request, found)
    return render(request, "downloads/desk/release.html", context, status=status)


def _participants(found: Release) -> list[str]:
    """The customers for whom a programme gives it, by name."""
    rows = Participant.objects.of(found.code).order_by("customer__name")
    return list(rows.values_list("customer__name", flat=True).distinct())


def _links(found: Release) -> list[tuple[str, str, list[Release]]]:
    """By kind of link: its words, and the releases."""
    by_kind: dict[str, list[Release]] = {}
    for link in found.links.select_related("other"):  # type: ignore[attr-defined]
        by_kind.setdefault(link.kind, []).append(link.other)
    return [(kind.value, str(kind.label), by_kind[kind]) for kind in Link if kind in by_kind]


def _outcome(request: PersonRequest, found: Release) -> dict[str, Any]:
    """Who was told, and who fetched it."""
    ledger = Notification.objects.filter(event=telling.event(found))
    counts = ledger.values_list("channel").annotate(n=Count("pk"))
    rows, following = paging.newest_first(request, _fetched(found), SHOWN)
    sent = ledger.filter(channel=Channel.EMAIL, state=Notification.State.SENT).count()
    return {
        "told": dict(counts).get(Channel.IN_APP, 0),
        "mails_sent": sent,
        "mails": dict(counts).get(Channel.EMAIL, 0),
        "reminded": found.notices.count(),  # type: ignore[attr-defined]
        "fetched": rows,
        "customers": _fetched(found).order_by().values("customer").distinct().count(),
        "next": following,
        "from_start": "before" in request.GET,
    }


def _fetched(found: Release) -> QuerySet[Any]:
    return Download.objects.filter(release=found).select_related("person", "customer", "file")
