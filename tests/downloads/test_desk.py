"""Releases at the desk: writing, files, publishing, who fetched (R2.4, R3.2, R3.4)."""

import hashlib
import os
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from entitlements.downloads import uploading
from entitlements.downloads.models import Link, Release, ReleaseFile, Upload
from entitlements.downloads.refusals import FileNameTaken, NotADraft, SignatureTooLarge
from entitlements.refusals import FileEmpty, FileTooLarge, SumDiffers, UploadBroken
from notifications.models import Notification
from notifications.models.outbox import Channel
from tests import factories as make
from tests.downloads.scene import AT, BUILD, DAY, another, body, get, post
from tests.tickets.portal import queries, text

pytestmark = pytest.mark.django_db
PIECE = 1024


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr("entitlements.pieces.PIECE", PIECE)


@pytest.fixture
def client(scene):
    return scene.client(scene.publisher)


def form(scene, **changes):
    words = {
        "code": "LGF-1",
        "kind": "fix",
        "product": scene.product.pk,
        "version": scene.version.pk,
        "title_en": "Period lock",
        "notes_en": "Install it.",
        "generally_available": "on",
    }
    return words | changes


def test_a_release_is_written_given_a_file_and_published(scene, client):
    assert post(client, "/desk/downloads/new/", form(scene)).status_code == 302
    sent = SimpleUploadedFile("build.zip", BUILD)
    assert post(client, "/desk/downloads/LGF-1/files/", {"file": sent}).status_code == 302
    release = Release.objects.get()
    assert post(client, "/desk/downloads/LGF-1/publish/", {"edition": release.edition}).status_code == 302
    release.refresh_from_db()
    assert release.state == "published"
    assert release.files.get().sha256 == hashlib.sha256(BUILD).hexdigest()


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"requires": "LGF-9"}, "requires", "There is no release LGF-9."),
        ({"requires": "LGF-1"}, "requires", "A release cannot name itself here."),
        ({"requires": "lgf-1"}, "requires", "A release cannot name itself here."),
        ({"code": "new"}, "code", "Another release has this code."),
        ({"code": "a b"}, "code", "Letters, digits, dots and hyphens"),
        ({"kind": "regulatory"}, "country", "Name the country whose rule it follows."),
        ({"generally_available": "", "customers": "C-9"}, "customers", "There is no customer C-9."),
        ({"effective_on": "soon", "kind": "regulatory", "country": "DK"}, "effective_on", "valid date"),
    ],
)
def test_what_cannot_be_stands_at_its_field_and_what_was_typed_stays(scene, client, changes, field, sentence):
    answer = post(client, "/desk/downloads/new/", form(scene, **changes))
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors[field])
    assert "Period lock" in text(answer)
    assert not Release.objects.exists()


def test_a_release_that_requires_itself_is_refused_at_the_field_r3_4(scene, client):
    scene.written("LGF-1", file=False)
    answer = post(client, "/desk/downloads/LGF-1/edit/", form(scene, requires="LGF-1"))
    assert "A release cannot name itself here." in str(answer.context["form"].errors["requires"])


def test_a_circle_is_refused_at_the_field_r3_4(scene, client):
    first = scene.written("LGF-1", file=False)
    scene.written("LGF-2", file=False, links={Link.SUPERSEDES: [first]})
    answer = post(client, "/desk/downloads/LGF-1/edit/", form(scene, supersedes="LGF-2"))
    assert "That would lead in a circle" in str(answer.context["form"].errors["supersedes"])


def test_publishing_without_notes_says_what_is_missing_r2_4(scene, client):
    scene.written("LGF-1", notes_en="")
    answer = post(client, "/desk/downloads/LGF-1/publish/")
    assert answer.status_code == 422
    assert "Write release notes in English first" in text(answer)


def test_withdrawing_needs_a_reason_and_says_what_was_typed(scene, client):
    scene.published("LGF-1")
    assert post(client, "/desk/downloads/LGF-1/withdraw/", {"reason": " "}).status_code == 422
    assert post(client, "/desk/downloads/LGF-1/withdraw/", {"reason": "Faulty."}).status_code == 302
    assert "Faulty." in text(get(client, "/desk/downloads/LGF-1/"))


def test_agents_read_and_only_publishers_act(scene):
    scene.written("LGF-1")
    agent = scene.client(make.staff("agent"))
    listed = get(agent, "/desk/downloads/")
    assert listed.status_code == 200
    assert listed.content.decode().count('<option value="" selected>All</option>') == 2
    assert "Publish" not in text(get(agent, "/desk/downloads/LGF-1/"))
    for address in ("new/", "LGF-1/edit/"):
        assert get(agent, f"/desk/downloads/{address}").status_code == 403
    assert post(agent, "/desk/downloads/LGF-1/publish/").status_code == 403
    assert post(agent, "/desk/downloads/LGF-1/uploads/", {"name": "a", "size": "1"}).status_code == 403


def test_contacts_do_not_know_of_the_desk(scene):
    scene.written("LGF-1")
    for address in ("", "LGF-1/", "new/"):
        assert get(scene.client(), f"/desk/downloads/{address}").status_code == 404


def test_the_page_says_who_was_told_and_who_fetched_it(scene, client):
    release = scene.published("LGF-1")
    body(get(scene.client(), f"/downloads/LGF-1/files/{release.files.get().pk}/"))
    assert "Mette" in text(get(client, "/desk/downloads/LGF-1/"))
    assert "a worker is telling them" in text(get(client, "/desk/downloads/LGF-1/"))
    scene.told(release)
    assert "a worker is telling them" not in text(get(client, "/desk/downloads/LGF-1/"))


def test_the_list_takes_as_many_statements_whatever_its_length(scene, client):
    scene.published("LGF-1")
    few = queries(lambda: get(client, "/desk/downloads/"))
    for number in range(2, 20):
        scene.published(f"LGF-{number}", file=False, kind="release_notes")
    assert queries(lambda: get(client, "/desk/downloads/")) == few


def test_a_large_file_comes_in_pieces_and_goes_on_where_it_broke_off_r3_3(scene, client):
    release = scene.written("LGF-1", file=False)
    begun = post(client, "/desk/downloads/LGF-1/uploads/", {"name": "big.iso", "size": str(len(BUILD))})
    address = begun.json()["address"]
    for start in (0, PIECE, PIECE, 2 * PIECE, 3 * PIECE):  # one comes twice
        sent = {"data": BUILD[start : start + PIECE], "content_type": "application/octet-stream"}
        answer = client.post(f"{address}?start={start}", **sent)
        assert answer.status_code == 200
    assert answer.json() == {"received": len(BUILD)}
    done = post(client, f"{address}finish/", {"sha256": hashlib.sha256(BUILD).hexdigest()})
    assert done.status_code == 201
    file = release.files.get()
    assert (file.name, file.size, file.sha256) == ("big.iso", len(BUILD), hashlib.sha256(BUILD).hexdigest())
    assert file.file.open().read() == BUILD
    assert not Upload.objects.exists()


def test_a_large_file_is_moved_to_its_place_and_not_copied(scene):
    upload = uploading.begin(scene.written(file=False), "big.iso", 2 * PIECE, scene.publisher)
    for start in (0, PIECE):
        upload = uploading.add_piece(upload, start, BytesIO(BUILD[:PIECE]), scene.publisher)
    arriving = os.stat(default_storage.path(upload.path))
    file = uploading.finish(upload, scene.publisher)
    settled = os.stat(default_storage.path(file.file.name))
    assert (settled.st_ino, settled.st_mode & 0o777) == (arriving.st_ino, 0o600)
    assert not default_storage.exists(upload.path)


def test_what_a_request_left_whose_transaction_came_to_nothing_is_written_over(scene):
    upload = uploading.begin(scene.written(file=False), "big.iso", len(BUILD), scene.publisher)
    upload = uploading.add_piece(upload, 0, BytesIO(BUILD[:PIECE]), scene.publisher)
    with open(default_storage.path(upload.path), "ab") as file:
        file.write(b"lost" * PIECE)
    for start in range(PIECE, len(BUILD), PIECE):
        upload = uploading.add_piece(upload, start, BytesIO(BUILD[start : start + PIECE]), scene.publisher)
    assert uploading.finish(upload, scene.publisher).file.open().read() == BUILD


def test_an_upload_that_broke_off_is_no_file_and_says_so(scene, client):
    release = scene.written("LGF-1", file=False)
    upload = uploading.begin(release, "big.iso", len(BUILD), scene.publisher)
    uploading.add_piece(upload, 0, BytesIO(BUILD[:PIECE]), scene.publisher)
    answer = post(client, f"/desk/downloads/LGF-1/uploads/{upload.key}/finish/")
    assert answer.status_code == 409
    assert "of 4.0" in answer.json()["detail"]
    assert not ReleaseFile.objects.exists()
    with pytest.raises(UploadBroken):
        uploading.add_piece(upload, 3 * PIECE, BytesIO(BUILD[3 * PIECE :]), scene.publisher)
    with pytest.raises(UploadBroken):  # longer than a piece
        uploading.add_piece(upload, PIECE, BytesIO(BUILD), scene.publisher)
    with pytest.raises(UploadBroken):  # shorter, and not the last
        uploading.add_piece(upload, PIECE, BytesIO(BUILD[:9]), scene.publisher)


def test_another_sum_than_announced_keeps_nothing(scene):
    release = scene.written("LGF-1", file=False)
    upload = uploading.begin(release, "a", PIECE, scene.publisher)
    uploading.add_piece(upload, 0, BytesIO(BUILD[:PIECE]), scene.publisher)
    with pytest.raises(SumDiffers):
        uploading.finish(upload, scene.publisher, "0" * 64)
    assert not ReleaseFile.objects.exists()


def test_forgotten_uploads_are_swept_with_their_pieces(scene, django_capture_on_commit_callbacks):
    release = scene.written("LGF-1", file=False)
    upload = uploading.begin(release, "a", len(BUILD), scene.publisher, AT)
    uploading.add_piece(upload, 0, BytesIO(BUILD[:PIECE]), scene.publisher, AT)
    with django_capture_on_commit_callbacks(execute=True):
        assert uploading.sweep(AT + DAY) == 0
        assert uploading.sweep(AT + 3 * DAY) == 1
    assert not default_storage.exists(upload.path)


def test_files_that_cannot_be_are_refused(scene, settings):
    release = scene.written("LGF-1")
    settings.RELEASE_FILE_BYTES = 10
    with pytest.raises(FileTooLarge):
        uploading.keep(release, "a", ContentFile(BUILD), scene.publisher)
    with pytest.raises(FileEmpty):
        uploading.begin(release, "a", 0, scene.publisher)
    with pytest.raises(FileNameTaken):
        uploading.begin(release, "LGF-1.zip", 5, scene.publisher)
    with pytest.raises(FileNameTaken):
        uploading.keep(release, "../LGF-1.zip", ContentFile(b"x"), scene.publisher)
    with pytest.raises(SignatureTooLarge):
        uploading.sign(release.files.get(), "a.sig", b"x" * 70_000, scene.publisher)


def test_what_a_form_cannot_bring_is_said_at_the_field(scene, client, settings):
    settings.ATTACHMENT_BYTES = 10
    scene.written("LGF-1", file=False)
    answer = post(client, "/desk/downloads/LGF-1/files/", {"file": SimpleUploadedFile("a.zip", BUILD)})
    assert answer.status_code == 422
    assert "is the most" in str(answer.context["adding"].errors["file"])


def test_files_of_what_is_published_stay_as_they_are_r3_3(scene):
    file = scene.published("LGF-1").files.get()
    with pytest.raises(NotADraft):
        uploading.remove(file, scene.publisher)
    uploading.sign(file, "a.sig", b"signed", scene.publisher)
    with pytest.raises(NotADraft):
        uploading.sign(file, "a.sig", b"signed anew", scene.publisher)


def test_a_pipeline_adds_a_file_by_command(scene, tmp_path, capsys):
    scene.written("LGF-1", file=False)
    (tmp_path / "build.zip").write_bytes(BUILD)
    call_command("add_release_file", "LGF-1", str(tmp_path / "build.zip"), by=scene.publisher.email)
    assert hashlib.sha256(BUILD).hexdigest() in capsys.readouterr().out
    assert ReleaseFile.objects.get().name == "build.zip"


def asked(client, code):
    return text(get(client, f"/desk/downloads/{code}/publish/"))


def test_before_it_is_published_the_page_says_who_is_told_and_asks_r2_5(scene, client):
    scene.register()
    another(scene, name="Havblik")
    scene.written("LGF-1")
    page = asked(client, "LGF-1")
    assert "Publish LGF-1?" in page
    assert "2 customers may fetch it." in page
    assert "Registered contacts hear of it as release news. People: 1, customers: 1." in page
    assert Release.objects.get().state == "draft"
    assert "Publish …" in text(get(client, "/desk/downloads/LGF-1/"))
    assert (
        'action="/desk/downloads/LGF-1/publish/"'
        not in get(client, "/desk/downloads/LGF-1/").content.decode()
    )


def test_each_person_is_counted_once_before_publishing_as_she_is_told_once_r3_6(scene, client):
    scene.register()
    rule = {"kind": "regulatory", "country": "DK", "effective_on": (AT + 60 * DAY).date()}
    scene.written("LGF-1", alert_class="production_stop", symptom="Nobody can post.", **rule)
    page = asked(client, "LGF-1")
    assert "An alert goes out at once (production stop). People: 1, customers: 1." in page
    assert "Contacts in Denmark are told of the rule. People: 1, customers: 1." in page
    assert "hear of it as release news. People: 0" in page
    assert "By these ways each person is told once, and is counted once." in page
    post(client, "/desk/downloads/LGF-1/publish/")
    scene.told(Release.objects.get())
    told = Notification.objects.filter(channel=Channel.IN_APP).values_list("kind", "recipient__name")
    assert sorted(told) == [("alert", "Mette"), ("regulatory_update", "Henrik")]


def test_what_cannot_be_published_says_so_before_r2_4(scene, client):
    scene.written("LGF-1", file=False)
    page = asked(client, "LGF-1")
    assert "Upload a file first" in page
    assert "Publish it now" not in page
    scene.published("LGF-2")
    assert get(client, "/desk/downloads/LGF-2/publish/").status_code == 409
