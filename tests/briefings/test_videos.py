"""A large video of a recording: in pieces, as large as a file of a release (R13.1)."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from entitlements.briefings import tasks, videos
from entitlements.briefings.models import VideoUpload
from entitlements.briefings.refusals import NotAVideo
from tests import factories as make
from tests.briefings.scene import publisher, recorded
from tests.briefings.test_recordings import WEBM, files, upload  # noqa: F401  its storage
from tests.desk.pages import signed_in, text

pytestmark = pytest.mark.django_db
PIECE = 64
FILM = WEBM + bytes(100)


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr("entitlements.pieces.PIECE", PIECE)


@pytest.fixture
def client():
    return signed_in(publisher())


SIZE = len(FILM)


def begin(client, made, size=SIZE):
    where = f"/desk/briefings/recordings/{made.pk}/uploads/"
    return client.post(where, {"name": "film.webm", "size": str(size)})


def send(client, address, content=FILM):
    for start in range(0, len(content), PIECE):
        piece = content[start : start + PIECE]
        answer = client.post(f"{address}?start={start}", piece, content_type="application/octet-stream")
    return answer


def test_r13_1_a_video_larger_than_an_attachment_comes_in_pieces(client, settings):
    settings.ATTACHMENT_BYTES = 64
    made = recorded()
    address = begin(client, made).json()["address"]
    assert send(client, address).json() == {"received": len(FILM)}
    assert client.post(f"{address}finish/").json() == {"sha256": hashlib.sha256(FILM).hexdigest()}
    answer = client.get(f"/briefings/{made.pk}/video/")
    assert (answer["Content-Type"], b"".join(answer.streaming_content)) == ("video/webm", FILM)
    assert not VideoUpload.objects.exists()


def test_it_takes_the_place_of_the_video_there_is(client, django_capture_on_commit_callbacks):
    made = recorded(video=upload(WEBM), link="")
    before = made.video.name
    address = begin(client, made).json()["address"]
    send(client, address)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{address}finish/").status_code == 201
    made.refresh_from_db()
    assert (made.video.name != before, made.video_size) == (True, len(FILM))
    assert not default_storage.exists(before)


def test_what_is_too_large_is_refused_before_it_is_sent(client, settings):
    settings.RELEASE_FILE_BYTES = len(FILM) - 1
    answer = begin(client, recorded())
    assert (answer.status_code, answer.json()["code"]) == (422, "file_too_large")
    assert not VideoUpload.objects.exists()


def test_what_is_no_video_is_refused_with_its_first_piece(client):
    address = begin(client, recorded(), 2 * PIECE).json()["address"]
    answer = client.post(f"{address}?start=0", b"MZ" * (PIECE // 2), content_type="application/octet-stream")
    assert (answer.status_code, answer.json()["code"]) == (422, NotAVideo.code)
    assert VideoUpload.objects.get().received == 0


def test_only_who_plans_briefings_sends_one(client):
    made = recorded()
    address = begin(client, made).json()["address"]
    agent = signed_in(make.staff())
    assert begin(agent, made).status_code == 403
    assert agent.post(f"{address}?start=0", FILM[:PIECE], content_type="text/plain").status_code == 403
    assert agent.post(f"{address}finish/").status_code == 403
    other = recorded()
    assert client.post(address.replace(str(made.pk), str(other.pk), 1)).status_code == 404


def test_the_page_offers_it_once_there_is_a_draft_and_what_broke_off_is_forgotten(client):
    made = recorded()
    page = text(client.get(f"/desk/briefings/recordings/{made.pk}/"))
    assert "WebM or MP4, up to 8.0" in page
    assert "data-upload" not in client.get("/desk/briefings/recordings/new/").content.decode()
    videos.begin(made, "film.webm", 10, publisher(), timezone.now() - timedelta(days=3))
    tasks.sweep_uploads()
    assert not VideoUpload.objects.exists()
