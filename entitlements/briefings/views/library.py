"""The library of recorded briefings and one recording with all that stands beside it (R13.1). Customers read
what is published; the vendor's people everything."""

from typing import Any, cast

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from entitlements.briefings import access, files, links, timecodes, transcripts, watching
from entitlements.briefings.forms import FindForm
from entitlements.briefings.models import Captions, Recording, Session, WatchPosition
from entitlements.briefings.transcripts import Line
from notifications.refusals import NoCompany
from subscriptions import paging, serving
from subscriptions.models import Product, User

PAGE = 24
COMING = 3
WATCHED = 6 * 3600  # seconds: a watcher goes back and forth in what the storage sends for as long


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """What there is to watch, the newest first, and the sessions that come."""
    find = FindForm(request.GET)
    found = _readable(request).prefetch_related(Prefetch("products", Product.objects.order_by("name")))
    chosen = find.cleaned_data if find.is_valid() else {}
    if words := chosen.get("q"):
        found = found.about(words)
    if product := chosen.get("product"):
        found = found.filter(products=product)
    if language := chosen.get("language"):
        found = found.filter(language=language)
    rows, before = paging.newest_first(request, found, PAGE)
    seen = WatchPosition.objects.filter(user=request.user.pk, recording__in=rows)
    seconds = dict(seen.values_list("recording", "second"))
    context = {
        "find": find,
        "filtered": any(chosen.values()),
        "rows": [{"recording": row, "second": seconds.get(row.pk, 0)} for row in rows],
        "first_url": _address(request, None) if paging.before(request) else "",
        "next_url": _address(request, before) if before else "",
        "coming": Session.objects.coming(timezone.now())[:COMING],
        "plans": request.user.is_staff and access.plans(request.user),
    }
    return render(request, "briefings/library.html", context)


@require_safe
def recording(request: HttpRequest, number: int) -> HttpResponse:
    """One recording. `?t=` is a second to begin at, `?q=` words looked for in what is said."""
    found = _recording(request, number)
    tracks = list(found.captions.all())
    query = request.GET.get("q", "")[:200]
    lines = transcripts.looked_for(_lines(found, tracks), query)
    asked = paging.key(request.GET.get("t", ""))
    stopped = watching.position(found, request.user) if request.user.is_authenticated else 0
    begins = stopped if asked is None else min(asked, found.seconds)
    context = {
        "recording": found,
        "plays": _source(found),
        "jumps": bool(links.starting_at(found.link, begins)),
        "watch_at": links.starting_at(found.link, begins) or found.link,
        "chapters": [
            (each, timecodes.written(each.second), _jump(found, each.second)) for each in found.chapters.all()
        ],
        "tracks": tracks,
        "shown_track": _track(found, tracks),
        "lines": [(line, _jump(found, line.second, query)) for line in lines],
        "query": query,
        "hits": sum(line.found for line in lines),
        "begins": begins,
        "begins_words": timecodes.written(begins),
        "goes_on": asked is None and stopped > 0,
        "sessions": found.sessions.all() if request.user.is_staff else [],
        "plans": request.user.is_staff and access.plans(request.user),
    }
    return render(request, "briefings/recording.html", context)


@require_safe
def video(request: HttpRequest, number: int) -> HttpResponseBase:
    """The video, or the range of it that is asked for."""
    found = _recording(request, number)
    if not found.video:
        raise Http404
    kind = found.video_type
    ending = "mp4" if kind == files.MP4 else "webm"
    return _serve(
        request, str(found.video.name), found.video_size, found.video_digest, kind, f"{_name(found)}.{ending}"
    )


@require_safe
def slides(request: HttpRequest, number: int) -> HttpResponseBase:
    """The slides as PDF."""
    found = _recording(request, number)
    if not found.slides:
        raise Http404
    return _serve(
        request,
        str(found.slides.name),
        found.slides_size,
        found.slides_digest,
        files.PDF,
        f"{_name(found)}.pdf",
    )


@require_safe
def captions(request: HttpRequest, number: int, language: str) -> HttpResponse:
    """The captions in one language, as the browser's video reads them."""
    track = get_object_or_404(Captions, recording=_recording(request, number), language=language)
    return HttpResponse(track.text, content_type="text/vtt; charset=utf-8")


@require_POST
def position(request: HttpRequest, number: int) -> HttpResponse:
    """Remember where she is: `second`. Said twice it is the same."""
    found = _recording(request, number)
    second = paging.key(request.POST.get("second", ""))
    if second is None:
        return HttpResponse(status=422)
    watching.remember(found, cast(User, request.user), second)
    return HttpResponse(status=204)


def _readable(request: HttpRequest) -> Any:
    """What of the library is hers to read. Raises the refusal where her subscription has no recordings."""
    if request.user.is_staff:
        return Recording.objects.all()
    customer = getattr(request, "customer", None)
    if customer is None:
        raise NoCompany
    access.require_recorded(customer)
    return Recording.objects.published()


def _recording(request: HttpRequest, number: int) -> Recording:
    rows: QuerySet[Recording] = _readable(request)
    return get_object_or_404(rows.prefetch_related("products", "captions", "chapters"), pk=number)


def _source(found: Recording) -> str:
    """What the page's own player plays: our video, or a file at a host that the content policy allows; nothing
    where the recording opens elsewhere."""
    if found.video:
        return reverse("briefings:video", args=[found.pk])
    here = links.is_file(found.link) and links.is_of(found.link, settings.VIDEO_HOSTS)
    return found.link if here else ""


def _jump(found: Recording, second: int | None, query: str = "") -> str:
    """Where a time of chapters or transcript leads; nowhere, where its player elsewhere cannot be told."""
    if second is None:
        return ""
    if not _source(found):
        return links.starting_at(found.link, second)
    words = {"t": str(second)} | ({"q": query} if query else {})
    return f"?{urlencode(words)}#video"


def _lines(found: Recording, tracks: list[Captions]) -> list[Line]:
    """What is said: in the language of the recording, else in that of any captions, else as typed."""
    spoken = sorted(tracks, key=lambda track: track.language != found.language)
    return transcripts.of_captions(spoken[0].text) if spoken else transcripts.typed(found.transcript)


def _track(found: Recording, tracks: list[Captions]) -> str:
    """The captions that are on from the beginning: those in the reader's language, else in the recording's."""
    known = {track.language for track in tracks}
    hers = (get_language() or "en")[:2]
    return hers if hers in known else found.language if found.language in known else ""


def _serve(
    request: HttpRequest, path: str, size: int | None, digest: str, kind: str, name: str
) -> HttpResponseBase:
    content = serving.Content(
        storage=default_storage,
        path=path,
        name=name,
        size=size or 0,
        tag=digest,
        content_type=kind,
        inline=True,
        signed_for=WATCHED,
    )
    return serving.serve(request, content)


def _name(found: Recording) -> str:
    return slugify(found.title) or f"briefing-{found.pk}"


def _address(request: HttpRequest, before: int | None) -> str:
    words = request.GET.copy()
    words.pop("before", None)
    if before:
        words["before"] = str(before)
    return f"?{words.urlencode()}" if words else "?"
