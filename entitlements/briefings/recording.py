"""Recordings: kept as drafts, published into the library, withdrawn (R13.1). Who watched how far is
watching.py's."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from entitlements.briefings import access, files, finding, telling, timecodes, webvtt
from entitlements.briefings.links import https
from entitlements.briefings.models import Captions, Chapter, Recording, Session
from entitlements.briefings.models.recordings import TEXT, TRANSCRIPT
from entitlements.briefings.refusals import (
    BeyondTheEnd,
    CaptionsBroken,
    ChapterTwice,
    ChapterUnreadable,
    NoLength,
    NothingToWatch,
    NotTakenPlace,
    TitleMissing,
    WrongState,
)
from subscriptions import digests, texts
from subscriptions.models import Product, User


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What somebody types of a recording. `length` and `chapters` as people write times (timecodes.py);
    `captions` are WebVTT by language. A file that is None leaves what is there."""

    title: str
    speakers: str
    recorded_on: date
    length: str
    language: str = "en"
    about: str = ""
    products: Sequence[Product] = ()
    link: str = ""
    video: UploadedFile | None = None
    slides: UploadedFile | None = None
    chapters: str = ""
    transcript: str = ""
    captions: dict[str, str] = field(default_factory=dict)


def keep(draft: Draft, by: User, recording: Recording | None = None, at: datetime | None = None) -> Recording:
    """Keep what was typed, as a new draft or in `recording`, whatever its state. Raises Forbidden and the
    refusals of what cannot be kept; then nothing is."""
    at = at or timezone.now()
    access.require_planning(by)
    seconds = _seconds(draft.length)
    chapters, captions = _chapters(draft.chapters, seconds), _captions(draft.captions, seconds)
    facts = _facts(draft, seconds, at)
    with transaction.atomic():
        row = recording and Recording.objects.select_for_update(no_key=True).get(pk=recording.pk)
        row = row or Recording(made_by=by, made_at=at)
        for name, value in facts.items():
            setattr(row, name, value)
        _attach(row, draft)
        if row.state == Recording.State.PUBLISHED:
            _require_something(row)
        row.save()
        row.products.set(draft.products)
        row.chapters.all().delete()
        Chapter.objects.bulk_create(Chapter(recording=row, second=s, title=t) for s, t in chapters)
        row.captions.all().delete()
        Captions.objects.bulk_create(
            Captions(recording=row, language=language, text=text, spoken=spoken)
            for language, (text, spoken) in captions.items()
        )
        if row.state == Recording.State.PUBLISHED:
            finding.keep(row)
        return row


def publish(recording: Recording, by: User, at: datetime | None = None) -> Recording:
    """Put it into the library. Raises Forbidden, WrongState, NothingToWatch."""
    at = at or timezone.now()
    access.require_planning(by)
    with transaction.atomic():
        row = _locked(recording)
        if row.state == Recording.State.PUBLISHED:
            raise WrongState(state=row.get_state_display())
        _require_something(row)
        row.state, row.published_at = Recording.State.PUBLISHED, at
        row.save(update_fields=["state", "published_at"])
        for session in Session.objects.filter(recording=row):
            telling.recorded(session)
        finding.keep(row)
        return row


def withdraw(recording: Recording, by: User) -> Recording:
    """Take it out of the library. Raises Forbidden, WrongState."""
    access.require_planning(by)
    with transaction.atomic():
        row = _locked(recording)
        if row.state != Recording.State.PUBLISHED:
            raise WrongState(state=row.get_state_display())
        row.state = Recording.State.WITHDRAWN
        row.save(update_fields=["state"])
        finding.forget(row)
        return row


def _locked(recording: Recording) -> Recording:
    return Recording.objects.select_for_update(no_key=True).get(pk=recording.pk)


def _facts(draft: Draft, seconds: int, at: datetime) -> dict[str, Any]:
    title = texts.line(draft.title)[:160]
    if not title:
        raise TitleMissing
    if draft.recorded_on > timezone.localdate(at):
        raise NotTakenPlace
    return {
        "title": title,
        "language": draft.language,
        "about": texts.optional(draft.about, TEXT, field="about"),
        "speakers": texts.line(draft.speakers)[:200],
        "recorded_on": draft.recorded_on,
        "seconds": seconds,
        "link": https(draft.link),
        "transcript": texts.optional(draft.transcript, TRANSCRIPT, field="transcript"),
    }


def _attach(row: Recording, draft: Draft) -> None:
    if draft.video:
        row.video_type = files.video_type(draft.video)
        row.video_size, row.video_digest = draft.video.size, digests.sha256(draft.video)
        row.video = draft.video
    if draft.slides:
        files.require_slides(draft.slides)
        row.slides_size, row.slides_digest = draft.slides.size, digests.sha256(draft.slides)
        row.slides = draft.slides


def _require_something(row: Recording) -> None:
    if not (row.video or row.link):
        raise NothingToWatch


def _seconds(length: str) -> int:
    try:
        seconds, rest = timecodes.split(length)
    except timecodes.NoTimecode:
        raise NoLength from None
    if rest or not seconds:
        raise NoLength
    return seconds


def _chapters(typed: str, seconds: int) -> list[tuple[int, str]]:
    """Second and title of each, in order."""
    chapters: dict[int, str] = {}
    for number, line in enumerate(typed.splitlines(), 1):
        if not line.strip():
            continue
        try:
            second, title = timecodes.split(line)
        except timecodes.NoTimecode:
            raise ChapterUnreadable(line=number) from None
        if not texts.line(title):
            raise ChapterUnreadable(line=number)
        if second in chapters:
            raise ChapterTwice(line=number)
        _require_before_end("chapters", second, seconds)
        chapters[second] = texts.line(title)[:160]
    return sorted(chapters.items())


def _captions(given: dict[str, str], seconds: int) -> dict[str, tuple[str, str]]:
    """By language the text and what is said in it."""
    kept = {}
    for language, text in given.items():
        name = f"captions_{language}"
        text = texts.optional(text, TRANSCRIPT, field=name)
        if not text:
            continue
        try:
            cues = webvtt.read(text)
        except webvtt.BrokenCaptions as broken:
            raise CaptionsBroken(broken.problem, broken.line, name) from None
        _require_before_end(name, cues[-1].second, seconds)
        kept[language] = (text, "\n".join(cue.text for cue in cues))
    return kept


def _require_before_end(name: str, second: int, seconds: int) -> None:
    if second >= seconds:
        raise BeyondTheEnd(name, time=timecodes.written(second), length=timecodes.written(seconds))
