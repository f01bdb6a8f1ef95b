"""What files may hide: names that lie, pictures that tell or burst, archives that burst, malware."""

import gzip
import socketserver
import struct
import threading
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from subscriptions.file_names import safe_name
from tests import factories as make
from tests.tickets.pictures import SECRET_PLACE, bomb, moving, picture, telling
from tests.tickets.portal import WEDNESDAY, company, get, log, signed_in, text
from tests.tickets.test_portal_files import address, kept, own_files, upload  # noqa: F401  a fixture
from tickets import archives, scanning, tasks
from tickets.models import Attachment, Incident

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return signed_in(make.contact(company()))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\system.ini", "system.ini"),
        ("invoice\u202egpj.exe", "invoicegpj.exe"),
        ("a\u200b\u2066b\u2069.txt", "ab.txt"),
        ("nul", "_nul"),
        ("CON.txt", "_CON.txt"),
        ("com1.log", "_com1.log"),
        ("console.log", "console.log"),
        ("a\x00b\x07.txt", "ab.txt"),
        ("a\nb\r\nContent-Type: text/html.txt", ["a b Content-Type_ text", "html.txt"][-1]),
        ('say "hi" <b>?*|.txt', "say _hi_ _b____.txt"),
        (".htaccess", "htaccess"),
        (" . ", "file"),
        ("", "file"),
        ("/", "file"),
        ("Regnskab 2026 – åben.xlsx", "Regnskab 2026 – åben.xlsx"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
    ],
)
def test_a_name_is_made_safe(name, safe):
    assert safe_name(name) == safe


@given(st.text(max_size=400))
def test_whatever_its_name_a_file_has_one_that_is_safe(name):
    safe = safe_name(name)
    assert 0 < len(safe) <= 200
    assert not set(safe) & set('/\\\0\n\r"<>|:*?\u202e')
    assert safe_name(safe) == safe or len(safe) == 200


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_loses_what_it_says_beside_the_picture(client, kind):
    sent = telling(kind)
    assert SECRET_PLACE.encode() in sent
    log(client, files=[upload(f"a.{kind.lower()}", sent)])
    content = kept().file.read()
    assert SECRET_PLACE.encode() not in content
    assert b"<script>" not in content
    assert Image.open(BytesIO(content)).format == kind
    assert kept().size == len(content)


def test_a_picture_that_was_to_be_turned_is_turned(client):
    log(client, files=[upload("a.jpg", telling("JPEG"))])
    assert Image.open(kept().file).size == (6, 8)


def test_a_moving_picture_still_moves(client):
    sent = moving()
    assert SECRET_PLACE.encode() in sent
    log(client, files=[upload("a.gif", sent)])
    content = kept().file.read()
    assert SECRET_PLACE.encode() not in content
    assert Image.open(BytesIO(content)).n_frames == 3


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK", "F"])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_every_kind_of_colour_is_drawn(mode, kind):
    from subscriptions import images

    out = BytesIO()
    try:
        Image.new(mode, (4, 4)).save(out, kind)
    except (OSError, ValueError):
        pytest.skip("no such picture")
    assert images.drawn_anew(BytesIO(out.getvalue()), f"image/{kind.lower()}")


def test_what_only_begins_as_a_picture_is_bytes(client):
    log(client, files=[upload("a.png", b"\x89PNG\r\n\x1a\n<script>alert(1)</script>")])
    assert get(client, address(kept()))["Content-Type"] == "application/octet-stream"


def test_a_picture_with_the_ending_of_a_page_is_known_by_its_content(client):
    log(client, files=[upload("a.html", picture("PNG"))])
    assert kept().content_type == "image/png"


@pytest.mark.parametrize("sent", [bomb(), bomb(10_000, 5_000)])
def test_a_picture_that_would_fill_the_memory_is_refused(client, sent):
    answer = log(client, files=[upload("a.png", sent)])
    assert answer.status_code == 422
    assert "a.png cannot be attached: the picture has too many pixels" in text(answer)
    assert not Incident.objects.exists()


def packed(**files):
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return out.getvalue()


def nested(depth):
    content = packed(a_txt=b"hello")
    for _ in range(depth):
        content = packed(inner_zip=content)
    return content


@pytest.fixture
def small_bounds(monkeypatch):
    """A hundredth of the bounds, for files that are made in no time."""
    monkeypatch.setattr(archives, "SMALL", 1024**2)
    monkeypatch.setattr(archives, "UNPACKED", 20 * 1024**2)


def flat_bomb():
    """Many archives in one, each of which is small when unpacked: more than the bound in all."""
    inner = packed(a_txt=b"\0" * (500 * 1024))
    return packed(**{f"n{number}_zip": inner for number in range(45)})


@pytest.mark.parametrize(
    "burst",
    [
        lambda: packed(a_txt=b"\0" * (2 * 1024**2)),
        lambda: nested(5),
        flat_bomb,
        lambda: gzip.compress(b"\0" * (3 * 1024**2), 9),
    ],
    ids=["ratio", "nested", "many", "gzip"],
)
def test_an_archive_that_bursts_is_refused(client, small_bounds, burst):
    answer = log(client, files=[upload("a.zip", burst())])
    assert answer.status_code == 422
    assert "a.zip cannot be attached: it unpacks to far more than it is" in text(answer)


def test_an_archive_of_too_many_files_is_refused(client):
    sent = packed(**{f"n{number}_txt": b"" for number in range(10_001)})
    assert log(client, files=[upload("a.zip", sent)]).status_code == 422


@pytest.mark.parametrize(
    "content",
    [
        packed(log_txt=b"2026-11-28 09:00 posting stopped\n" * 100_000, shot_png=picture("PNG")),
        nested(2),
        gzip.compress(b"2026-11-28 09:00 posting stopped\n" * 100_000),
        b"PK\x03\x04 no archive at all",
        packed(a_txt=b"x")[:40],
    ],
    ids=["logs", "twice", "gzip", "none", "cut"],
)
def test_an_archive_that_does_not_burst_is_kept_as_it_came(client, content):
    log(client, files=[upload("logs.zip", content)])
    assert kept().file.read() == content


@given(st.binary(max_size=300))
def test_whatever_an_archive_holds_looking_at_it_ends(content):
    for head in (archives.ZIP, archives.GZIP, packed(a_txt=b"x")[:30]):
        archives.check(BytesIO(head + content), len(head + content))


def test_a_company_sends_no_more_than_its_share_within_a_day(client, settings):
    settings.ATTACHMENT_BYTES_A_DAY = 1000
    log(client, files=[upload("a.txt", b"x" * 600)])
    answer = log(client, files=[upload("b.txt", b"x" * 600)])
    assert answer.status_code == 422
    assert "your company has sent 1000 bytes within 24 hours" in text(answer).replace("\xa0", " ")
    other = signed_in(make.contact(company()))
    assert log(other, files=[upload("c.txt", b"x" * 600)]).status_code == 302


class Scanner(socketserver.BaseRequestHandler):
    """Speaks as clamd does: INSTREAM in chunks, one answer."""

    def handle(self):
        with self.request.makefile("rb") as sent:
            assert sent.read(10) == b"zINSTREAM\0"
            content = b""
            while size := struct.unpack("!L", sent.read(4))[0]:
                content += sent.read(size)
        self.server.seen.append(content)
        answer = b"stream: Eicar-Signature FOUND\0" if b"EICAR" in content else b"stream: OK\0"
        self.request.sendall(self.server.says or answer)


@pytest.fixture
def scanner(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Scanner) as server:
        server.seen, server.says = [], b""
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.CLAMD_URL = f"tcp://127.0.0.1:{server.server_address[1]}"
        yield server
        server.shutdown()


def test_malware_is_refused_by_name(client, scanner):
    answer = log(client, files=[upload("a.txt", b"EICAR test")])
    assert answer.status_code == 422
    assert "a.txt cannot be attached: it holds malware (Eicar-Signature)." in text(answer)
    assert not Attachment.objects.exists()


def test_a_clean_file_is_scanned_once_and_given_out(client, scanner):
    log(client, files=[upload()])
    assert scanner.seen == [b"line 1\nline 2\n"]
    assert kept().malware == "clean"
    assert get(client, address(kept())).status_code == 200


def test_while_the_scanner_is_away_the_message_is_taken_and_its_file_held(client, scanner, settings):
    here, settings.CLAMD_URL = settings.CLAMD_URL, "tcp://127.0.0.1:9"
    page = log(client, files=[upload(), upload("b.txt", b"EICAR test")])
    assert page.status_code == 302
    held = list(Attachment.objects.all())
    assert [each.malware for each in held] == ["held", "held"]
    for each in held:
        answer = get(client, address(each))
        assert answer.status_code == 423
        assert "not looked at for malware yet" in text(answer)
    tasks.scan_held()
    assert Attachment.objects.held().count() == 2

    settings.CLAMD_URL = here
    tasks.scan_held()
    assert [each.malware for each in Attachment.objects.all()] == ["clean", "found"]
    assert get(client, address(held[0])).status_code == 200
    assert get(client, address(held[1])).status_code == 403


def test_what_a_scanner_says_that_nobody_understands_is_no_verdict(client, scanner):
    scanner.says = b"INSTREAM size limit exceeded. ERROR\0"
    log(client, files=[upload()])
    assert kept().malware == "held"


def test_without_a_scanner_nothing_is_held(client):
    log(client, files=[upload()])
    assert kept().malware == ""
    scanning.check_may_fetch(kept())
    assert get(client, address(kept()), WEDNESDAY).status_code == 200
