"""Recordings: what is kept and refused, publishing, and where somebody stopped (R13.1)."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from entitlements.briefings import recording, watching
from entitlements.briefings.models import Recording, WatchPosition
from entitlements.briefings.refusals import (
    BeyondTheEnd,
    CaptionsBroken,
    ChapterTwice,
    ChapterUnreadable,
    FileTooLarge,
    NoLength,
    NotALink,
    NotAVideo,
    NothingToWatch,
    NotSlides,
    NotTakenPlace,
    TitleMissing,
    WrongState,
)
from subscriptions.refusals import Forbidden
from tests import factories as make
from tests.briefings.scene import AT, CAPTIONS, draft, publisher, recorded

pytestmark = pytest.mark.django_db
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + bytes(99)
MP4 = b"\x00\x00\x00\x18ftypmp42" + bytes(99)


def upload(content, name="film.webm"):
    return SimpleUploadedFile(name, content)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "subscriptions.folder.Folder",
            "OPTIONS": {"location": tmp_path},
        }
    }


def test_r13_1_a_recording_is_kept_with_chapters_captions_and_what_is_said():
    made = recorded(video=upload(WEBM), link="", slides=upload(b"%PDF-1.7\n", "s.pdf"))
    assert [(each.second, each.title) for each in made.chapters.all()] == [
        (0, "Welcome"),
        (750, "Closing the ledgers"),
    ]
    assert "Release the period lock" in made.captions.get().spoken
    assert (made.seconds, made.video_type, made.video_size) == (2490, "video/webm", len(WEBM))
    assert (len(made.video_digest), made.slides_size) == (64, 9)
    assert list(Recording.objects.about("period LOCK")) == [made]
    assert not Recording.objects.about("payroll").exists()


@pytest.mark.parametrize(
    ("changes", "refusal", "field"),
    [
        ({"title": " "}, TitleMissing, "title"),
        ({"length": "long"}, NoLength, "length"),
        ({"length": "0:00"}, NoLength, "length"),
        ({"length": "40:00 minutes"}, NoLength, "length"),
        ({"recorded_on": date(2030, 1, 1)}, NotTakenPlace, "recorded_on"),
        ({"link": "javascript:alert(1)"}, NotALink, "link"),
        ({"chapters": "Welcome"}, ChapterUnreadable, "chapters"),
        ({"chapters": "0:00 One\n0:00 Two"}, ChapterTwice, "chapters"),
        ({"chapters": "41:30 After the end"}, BeyondTheEnd, "chapters"),
        ({"length": "5:00", "chapters": ""}, BeyondTheEnd, "captions_en"),
        ({"captions": {"da": "1\n00:01 ..."}}, CaptionsBroken, "captions_da"),
        ({"video": upload(b"GIF89a" + bytes(70))}, NotAVideo, "video"),
        ({"video": upload(b"")}, NotAVideo, "video"),
        ({"slides": upload(b"<html>", "slides.pdf")}, NotSlides, "slides"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field_and_nothing_is(changes, refusal, field):
    with pytest.raises(refusal) as refused:
        recorded(**changes)
    assert refused.value.field == field
    assert "{" not in str(refused.value)
    assert not Recording.objects.exists()


def test_overlapping_captions_are_refused_with_their_line():
    broken = CAPTIONS.replace("00:12:30.500", "00:00:03.000")
    with pytest.raises(CaptionsBroken) as refused:
        recorded(captions={"en": broken})
    assert str(refused.value) == "Line 9: the caption begins before the one before it has ended."


def test_a_file_that_is_too_large_names_the_way_out(settings):
    settings.ATTACHMENT_BYTES = 64
    with pytest.raises(FileTooLarge, match="upload it there"):
        recorded(video=upload(MP4, "film.mp4"))


def test_an_mp4_is_taken_whatever_its_name_says():
    assert recorded(video=upload(MP4, "film.webm")).video_type == "video/mp4"


def test_without_anything_to_watch_nothing_is_published():
    made = recorded(link="", published=False)
    with pytest.raises(NothingToWatch):
        recording.publish(made, publisher(), AT)


def test_changing_keeps_the_files_and_publishing_twice_is_refused():
    by = publisher()
    made = recorded(by, video=upload(WEBM), link="")
    again = recording.keep(draft(link="", title="Year-end close"), by, made, AT)
    assert (again.pk, again.title, again.video_size) == (made.pk, "Year-end close", len(WEBM))
    with pytest.raises(WrongState):
        recording.publish(made, by, AT)
    recording.withdraw(made, by)
    with pytest.raises(WrongState):
        recording.withdraw(made, by)


def test_only_who_plans_briefings_keeps_and_publishes():
    made, agent = recorded(published=False), make.staff("agent")
    for act in (lambda: recording.keep(draft(), agent, at=AT), lambda: recording.publish(made, agent, AT)):
        with pytest.raises(Forbidden):
            act()


def test_r13_1_where_she_stopped_is_remembered_for_each_person_and_within_the_length():
    made = recorded()
    one, other = make.user(), make.user()
    for second in (100, 100, 90):
        watching.remember(made, one, second, AT)
    assert (watching.position(made, one), watching.position(made, other)) == (90, 0)
    watching.remember(made, one, 10**9, AT + timedelta(minutes=1))
    assert WatchPosition.objects.get().second == made.seconds
    assert watching.position(made, one) == 0  # watched to its end, it begins anew
