"""Files in a bucket: kept and served from there like from the disk, by addresses that end, after the same checks
and with the same records (R3.3); and what stays standing while the bucket is away."""

import hashlib
from datetime import timedelta
from io import BytesIO
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from entitlements.downloads import uploading
from entitlements.downloads.models import Download, ReleaseFile
from entitlements.knowledge import pictures
from entitlements.knowledge.models import Picture
from entitlements.pieces import PIECE
from subscriptions.audit.models import Entry
from subscriptions.personal_data import exporting, tasks
from subscriptions.personal_data.models import DataExport
from subscriptions.refusals import StorageAway
from tests import factories as make
from tests.briefings.scene import publisher, recorded
from tests.briefings.test_recordings import WEBM
from tests.briefings.test_recordings import upload as video
from tests.downloads.scene import BUILD, post
from tests.downloads.scene import get as ask
from tests.downloads.scene import scene as made
from tests.knowledge.scene import draft, writer
from tests.knowledge.test_pictures import png
from tests.mailbox.conftest import letter, take
from tests.storage.conftest import keys
from tests.tickets.portal import company, get, log, signed_in, text
from tests.tickets.test_portal_files import address, kept, upload
from tickets import confidential
from tickets.mailbox.models import IncomingMail
from tickets.models import Incident

pytestmark = pytest.mark.django_db
LINES = b"line 1\nline 2\n"


def fetched(answer, **headers):
    """What the reader is led to: type, how it is shown, bytes."""
    assert answer.status_code == 302
    assert answer["Cache-Control"] == "private, no-store"
    with urlopen(Request(answer["Location"], headers=headers)) as sent:
        return sent.headers["Content-Type"], sent.headers["Content-Disposition"], sent.read()


def expires(answer):
    return parse_qs(urlsplit(answer["Location"]).query)["X-Amz-Expires"]


@pytest.fixture
def contact():
    return make.contact(company())


@pytest.fixture
def client(contact):
    return signed_in(contact)


def test_an_attachment_is_kept_in_the_bucket_and_fetched_by_an_address_that_ends(bucket, client):
    log(client, files=[upload()])
    assert keys(bucket) == [kept().file.name]
    answer = get(client, address(kept()))
    assert fetched(answer) == ("text/plain", 'attachment; filename="log.txt"', LINES)
    assert expires(answer) == ["900"]


def test_what_could_run_comes_from_the_bucket_as_bytes_to_save(bucket, client):
    log(client, files=[upload("page.html", b"<!doctype html><script>alert(1)</script>")])
    kind, shown, _content = fetched(get(client, address(kept())))
    assert kind in ("application/octet-stream", "text/plain")
    assert shown == 'attachment; filename="page.html"'


def test_nobody_is_led_to_what_is_not_hers(bucket, client):
    log(client, files=[upload()])
    other = signed_in(make.contact(company()))
    assert get(other, address(kept())).status_code == 404


def test_a_confidential_file_is_on_record_before_anybody_is_led_to_it(bucket, client, contact):
    log(client, files=[upload()])
    confidential.mark(kept(), contact)
    stranger = signed_in(make.staff())
    assert get(stranger, address(kept())).status_code == 403
    read = Entry.objects.filter(kind="file.read")
    assert not read.exists()
    assert get(client, address(kept())).status_code == 302
    assert read.get().person == contact


def test_a_release_is_logged_and_a_range_of_it_comes_from_the_bucket_r3_3(bucket):
    scene = made()
    file = scene.published().files.get()
    where = f"/downloads/{file.release.code}/files/{file.pk}/"
    answer = ask(scene.client(), where)
    assert fetched(answer, Range="bytes=4000-")[2] == BUILD[4000:]
    row = Download.objects.get()
    assert (row.person, row.sent_elsewhere) == (scene.contact, True)
    stranger = scene.client(make.contact(make.customer(name="Fellgate")))
    assert ask(stranger, where).status_code == 403
    assert Download.objects.count() == 1


def test_who_asks_what_there_is_or_has_it_already_is_led_nowhere(bucket):
    """A signed address is for GET alone."""
    scene = made()
    file = scene.published().files.get()
    where = f"/downloads/{file.release.code}/files/{file.pk}/"
    assert scene.client().head(where)["Content-Length"] == str(len(BUILD))
    assert ask(scene.client(), where, if_none_match=f'"{file.sha256}"').status_code == 304
    assert not Download.objects.exists()


def test_a_video_is_shown_from_the_bucket_for_hours_and_a_picture_by_us(bucket):
    """The content policy lets pages take videos from there, and nothing else."""
    reader = signed_in(publisher())
    made_of = recorded(video=video(WEBM), link="")
    answer = reader.get(f"/briefings/{made_of.pk}/video/")
    kind, shown, content = fetched(answer)
    assert (kind, content) == ("video/webm", WEBM)
    assert shown.startswith("inline")
    assert expires(answer) == ["21600"]
    article, by = draft(), writer()
    added = pictures.add(article, png(), by)
    answer = signed_in(by).get(added.get_absolute_url())
    assert answer.status_code == 200
    assert len(b"".join(answer.streaming_content)) == added.size


def test_an_export_of_personal_data_holds_files_of_the_bucket_and_is_kept_there(bucket, client, contact):
    log(client, files=[upload()])
    exporting.ask_for_person(contact, contact)
    tasks.make_exports()
    export = DataExport.objects.get()
    assert export.file.name in keys(bucket)
    kind, shown, content = fetched(client.get(exporting.link(export)))
    assert kind == "application/octet-stream"
    assert shown.startswith("attachment")
    assert LINES in content
    exporting.remove([export])
    assert keys(bucket) == [kept().file.name]


def test_a_mail_is_kept_as_it_came(bucket):
    mail = take(letter("Who are you?", sender="who@elsewhere.example", subject="Hello"))
    assert keys(bucket) == [mail.original.name]
    answer = signed_in(make.staff()).get(f"/desk/mail/{mail.pk}/original/")
    assert fetched(answer)[2] == letter("Who are you?", sender="who@elsewhere.example", subject="Hello")


def test_a_file_that_is_gone_from_the_bucket_is_not_there(bucket):
    with pytest.raises(FileNotFoundError):
        default_storage.open("nothing")
    assert not default_storage.exists("nothing")
    default_storage.delete("nothing")


def test_what_is_kept_is_never_written_over(bucket):
    first, second = (default_storage.save("same", ContentFile(each)) for each in (b"1", b"2"))
    assert first != second
    assert default_storage.open(first).read() == b"1"


def test_while_the_bucket_is_away_an_incident_with_a_file_is_not_taken_and_its_words_stay(away, client):
    away()
    answer = log(client, files=[upload()])
    assert answer.status_code == 503
    assert "Files cannot be kept or fetched at the moment." in text(answer)
    assert "It stops with error 4711." in text(answer)
    assert not Incident.objects.exists()
    assert log(client).status_code == 302  # without a file nothing is missing


def test_while_the_bucket_is_away_a_reply_of_either_side_stays_in_its_form(bucket, away, client):
    log(client)
    incident = Incident.objects.get()
    incident.owner = make.staff()
    incident.save()
    away()
    for who, where in (
        (client, f"/incidents/{incident.pk}/"),
        (signed_in(incident.owner), f"/desk/incidents/{incident.pk}/"),
    ):
        answer = who.post(f"{where}reply/", {"body": "See the picture.", "files": [upload()]})
        assert answer.status_code == 503
        assert "Files cannot be kept or fetched at the moment." in text(answer)
        assert "See the picture." in text(answer)
    assert incident.timeline.filter(kind="message").count() == 0


def test_while_the_bucket_is_away_a_page_that_fetches_from_it_says_so(bucket, away):
    article, by = draft(), writer()
    added = pictures.add(article, png(), by)
    away()
    answer = signed_in(by).get(added.get_absolute_url())
    assert answer.status_code == 503
    assert "Files cannot be kept or fetched" in text(answer)


def test_while_the_bucket_is_away_files_of_the_desk_are_refused_with_a_sentence(bucket, away):
    scene = made()
    release = scene.written(file=False)
    article, by = draft(), writer()
    away()
    publishing = signed_in(scene.publisher)
    answer = post(publishing, f"/desk/downloads/{release.code}/files/", {"file": upload("a.zip", BUILD)})
    assert (answer.status_code, "Files cannot be kept" in text(answer)) == (503, True)
    begun = uploading.begin(release, "big.iso", len(BUILD), scene.publisher)
    piece = f"/desk/downloads/{release.code}/uploads/{begun.key}/?start=0"
    answer = post(publishing, piece, data=BUILD, content_type="application/octet-stream")
    assert (answer.status_code, answer.json()["code"]) == (503, "storage_away")
    signed_in(by).post(f"/desk/knowledge/{article.pk}/pictures/", {"picture": png()})
    with pytest.raises(StorageAway):
        recorded(video=video(WEBM), link="")
    assert not ReleaseFile.objects.exists()
    assert not Picture.objects.exists()


def test_while_the_bucket_is_away_a_mail_is_not_taken_and_comes_again(away):
    """What is not kept stays on the server it came from."""
    away()
    with pytest.raises(StorageAway):
        take(letter("Who are you?", sender="who@elsewhere.example", subject="Hello"))
    assert not IncomingMail.objects.exists()


def test_an_export_waits_for_the_bucket_however_long_it_is_away(bucket, away, contact, settings):
    kept_in = settings.STORAGES
    exporting.ask_for_person(contact, contact)
    export = DataExport.objects.get()
    away()
    for attempt in range(5):
        with time_machine.travel(export.asked_at + attempt * timedelta(hours=1), tick=False):
            tasks.make_exports()
    settings.STORAGES = kept_in
    with time_machine.travel(export.asked_at + timedelta(hours=6), tick=False):
        tasks.make_exports()
    export.refresh_from_db()
    assert export.state == "ready"
    assert BytesIO(export.file.read()).read(2) == b"PK"


def test_a_large_file_is_joined_in_the_bucket_and_no_piece_stays_r3_3(
    bucket, django_capture_on_commit_callbacks
):
    scene = made()
    content = bytes(range(256)) * (40 * 1024)  # 10 MB: a whole piece and a bit
    begun = uploading.begin(scene.written(file=False), "big.iso", len(content), scene.publisher)
    for start in (0, PIECE):
        piece = BytesIO(content[start : start + PIECE])
        begun = uploading.add_piece(begun, start, piece, scene.publisher)
    assert len(keys(bucket)) == 2
    with django_capture_on_commit_callbacks(execute=True):
        file = uploading.finish(begun, scene.publisher)
    assert keys(bucket) == [file.file.name]
    assert file.file.open().read() == content
    assert file.sha256 == hashlib.sha256(content).hexdigest()


def test_while_the_bucket_is_away_a_large_file_is_not_finished_and_can_be_later(bucket, away, settings):
    scene, kept_in = made(), settings.STORAGES
    begun = uploading.begin(scene.written(file=False), "big.iso", len(BUILD), scene.publisher)
    begun = uploading.add_piece(begun, 0, BytesIO(BUILD), scene.publisher)
    away()
    with pytest.raises(StorageAway):
        uploading.finish(begun, scene.publisher)
    assert not ReleaseFile.objects.exists()
    settings.STORAGES = kept_in
    assert uploading.finish(begun, scene.publisher).file.open().read() == BUILD
