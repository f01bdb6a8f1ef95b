"""Attachments in the portal: what is taken, what is refused, and who may fetch it how."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests import factories as make
from tests.tickets.pictures import picture
from tests.tickets.portal import WEDNESDAY, company, form, get, log, signed_in, text
from tickets import correspondence
from tickets.models import Attachment, Incident
from xtreme import uploads

pytestmark = pytest.mark.django_db

PNG = picture("PNG")


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        }
    }


def upload(name="log.txt", content=b"line 1\nline 2\n"):
    return SimpleUploadedFile(name, content)


def kept():
    return Attachment.objects.get()


def address(attachment):
    return f"/incidents/{attachment.incident_id}/files/{attachment.pk}/"


def test_a_file_goes_with_the_incident_and_comes_back_byte_for_byte(client):
    page = text(get(client, log(client, files=[upload()])["Location"]))
    assert "log.txt" in page
    answer = get(client, address(kept()))
    assert b"".join(answer.streaming_content) == b"line 1\nline 2\n"
    assert answer["Content-Disposition"] == 'attachment; filename="log.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "text/plain"
    assert answer["Content-Length"] == "14"


def test_a_file_goes_with_a_reply(client):
    log(client)
    incident = Incident.objects.get()
    client.post(
        f"/incidents/{incident.pk}/reply/", {"body": "See the picture.", "files": [upload("a.png", PNG)]}
    )
    assert kept().content_type == "image/png"
    assert kept().entry.kind == "message"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<!doctype html><script>alert(1)</script>"),
        ("image.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("page.xhtml", b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>'),
    ],
)
def test_what_could_run_in_the_browser_is_served_as_bytes(client, name, content):
    log(client, files=[upload(name, content)])
    answer = get(client, address(kept()))
    assert answer["Content-Type"] in ("application/octet-stream", "text/plain")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_another_companys_file_is_not_there(client):
    log(client, files=[upload()])
    other = signed_in(make.contact(company()))
    assert get(other, address(kept())).status_code == 404


def test_a_file_of_an_internal_note_is_not_there_for_the_customer(client):
    log(client)
    agent = make.staff()
    correspondence.note(Incident.objects.get(), agent, "Trace.", at=WEDNESDAY, files=[upload()])
    assert get(client, address(kept())).status_code == 404
    assert get(signed_in(agent), address(kept())).status_code == 200


def test_a_file_is_only_under_its_own_incident(client):
    log(client, files=[upload()])
    log(client)
    other = Incident.objects.latest("pk")
    assert get(client, f"/incidents/{other.pk}/files/{kept().pk}/").status_code == 404


def test_a_file_whose_content_is_gone_is_not_there(client):
    log(client, files=[upload()])
    kept().file.storage.delete(kept().file.name)
    assert get(client, address(kept())).status_code == 404


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([upload("empty.txt", b"")], "empty.txt cannot be attached: the file is empty."),
        ([upload("tool.exe")], "tool.exe cannot be attached: programs are not accepted."),
        (
            [upload(f"{n}.txt") for n in range(11)],
            "10.txt cannot be attached: at most 10 files to a message.",
        ),
    ],
)
def test_what_cannot_be_attached_is_refused_by_name_and_the_text_is_kept(client, files, sentence):
    answer = log(client, files=files)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "It stops with error 4711." in text(answer)
    assert not Incident.objects.exists()


@pytest.mark.parametrize(
    "ending", ["js", "JSE", "wsf", "vbe", "url", "scf", "pif", "msc", "chm", "reg", "ps1"]
)
def test_what_a_desktop_runs_once_it_is_opened_is_a_program(client, ending):
    answer = log(client, files=[upload(f"report.{ending}")])
    assert f"report.{ending} cannot be attached: programs are not accepted." in text(answer)
    assert not Incident.objects.exists()


def test_a_name_with_a_path_control_characters_or_no_end_is_made_safe(client):
    log(client, files=[upload("..\\..\\etc/pass\x07wd" + "ø" * 300 + ".txt")])
    assert "/" not in kept().name
    assert len(kept().name) <= 200
    assert kept().name.endswith(".txt")


def test_a_file_that_is_too_large_is_not_kept_while_it_arrives(client, settings, monkeypatch):
    settings.ATTACHMENT_BYTES = 200_000
    received = []
    original = uploads.BoundedUpload.receive_data_chunk

    def counted(self, raw_data, start):
        chunk = original(self, raw_data, start)
        received.append(len(chunk or b""))
        return chunk

    monkeypatch.setattr(uploads.BoundedUpload, "receive_data_chunk", counted)
    answer = log(client, files=[upload("big.log", b"x" * 1_000_000), upload()])
    assert sum(received) <= 200_000 + 64
    assert answer.status_code == 422
    assert "big.log cannot be attached: it has 976.6" in text(answer)
    assert "It stops with error 4711." in text(answer)
    assert not Incident.objects.exists()


class Endless(BytesIO):
    """The beginning of a request whose end never comes; reading past what is there is counted."""

    asked = 0

    def read(self, size=-1):
        self.asked += 1
        assert self.asked < 100, "read on although it was too large"
        return super().read(size) or b"x" * 65_536


def test_two_gigabytes_are_refused_early_and_the_text_is_kept(client):
    """The texts are read up to the first file, and no further."""
    body = encode_multipart(BOUNDARY, form(files=upload("dump.bak", b"x" * 1000)))
    answer = client.generic(
        "POST",
        "/incidents/new/",
        CONTENT_TYPE=MULTIPART_CONTENT,
        CONTENT_LENGTH=str(2 * 1024**3),
        **{"wsgi.input": Endless(body)},
    )
    assert answer.status_code == 422
    assert "dump.bak cannot be attached: it has 2.0" in text(answer)
    assert "It stops with error 4711." in text(answer)
    assert not Incident.objects.exists()


def test_more_files_than_any_message_takes_are_refused_with_the_text_kept(client):
    answer = log(client, files=[upload(f"{number}.txt") for number in range(150)])
    assert answer.status_code == 422
    assert "at most 10 files to a message." in text(answer)
