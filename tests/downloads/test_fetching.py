"""A download: size, sum, ranges, and its log (R3.3, R3.7)."""

import hashlib
import threading

import pytest
import time_machine
from django.core.files.storage import FileSystemStorage
from django.db import connection

from entitlements.downloads import fetching, uploading
from entitlements.downloads.models import Download
from subscriptions import tenancy
from subscriptions.serving import Span
from tests import factories as make
from tests.downloads.scene import AT, BUILD, DAY, another, body, get
from tests.downloads.scene import scene as made
from tests.tickets.portal import text

pytestmark = pytest.mark.django_db
HALF = len(BUILD) // 2


@pytest.fixture
def file(scene):
    return scene.published().files.get()


def address(file):
    return f"/downloads/LGF-13.0-0117/files/{file.pk}/"


def test_the_page_shows_size_sum_and_signature_r3_3(scene):
    release = scene.written()
    uploading.sign(release.files.get(), "build.asc", b"-----BEGIN PGP SIGNATURE-----", scene.publisher)
    from entitlements.downloads import publishing

    publishing.publish(release, scene.publisher, at=AT)
    page = text(get(scene.client(), "/downloads/LGF-13.0-0117/"))
    assert hashlib.sha256(BUILD).hexdigest() in page
    assert f"{len(BUILD)} bytes" in page
    signature = get(scene.client(), f"{address(release.files.get())}signature/")
    assert signature.content.startswith(b"-----BEGIN")
    assert signature["Content-Disposition"] == 'attachment; filename="build.asc"'


def test_a_download_is_logged_with_who_what_when_and_how_much_r3_3(scene, file):
    assert body(get(scene.client(), address(file))) == BUILD
    row = Download.objects.get()
    assert (row.person, row.customer, row.file) == (scene.contact, scene.customer, file)
    assert (row.started_at, row.sent, row.whole, row.requests) == (AT, len(BUILD), True, 1)


def test_a_broken_download_goes_on_and_is_one_row_r3_3(scene, file):
    client = scene.client()
    first = get(client, address(file), range=f"bytes=0-{HALF - 1}")
    assert (first.status_code, body(first)) == (206, BUILD[:HALF])
    assert not Download.objects.get().whole
    rest = get(client, address(file), at=AT + DAY / 2, range=f"bytes={HALF}-", if_range=first["ETag"])
    assert (rest.status_code, body(rest)) == (206, BUILD[HALF:])
    row = Download.objects.get()
    assert (row.whole, row.sent, row.requests) == (True, len(BUILD), 2)


def test_a_range_that_comes_twice_counts_once_r3_3(scene, file):
    for _time in range(2):
        body(get(scene.client(), address(file), range=f"bytes=0-{HALF - 1}"))
    row = Download.objects.get()
    assert (row.sent, row.whole, row.spans) == (HALF, False, [[0, HALF]])


def test_fetching_it_again_is_another_download_and_so_is_a_day_later_r3_3(scene, file):
    client = scene.client()
    body(get(client, address(file)))
    body(get(client, address(file), range="bytes=0-9"))
    body(get(client, address(file), at=AT + 30 * DAY, range="bytes=10-19"))
    assert Download.objects.count() == 3


def test_a_range_beyond_the_end_is_refused_and_no_download(scene, file):
    assert get(scene.client(), address(file), range=f"bytes={len(BUILD)}-").status_code == 416
    assert scene.client().head(address(file)).status_code == 200
    etag = f'"{file.sha256}"'
    assert get(scene.client(), address(file), if_none_match=etag).status_code == 304
    assert not Download.objects.exists()


def test_another_company_neither_sees_nor_fetches_what_is_not_covered_r2_2(scene, file):
    stranger = make.contact(make.customer(name="Fellgate"))
    assert get(scene.client(stranger), address(file)).status_code == 403
    assert not Download.objects.exists()


def test_the_log_is_one_company_s_own_r3_7(scene, file):
    other, person = another(scene, name="Havblik")
    body(get(scene.client(person), address(file)))
    with tenancy.as_contact(scene.customer.pk):
        assert not Download.objects.exists()
    with tenancy.as_contact(other.pk):
        assert Download.objects.count() == 1


def test_a_storage_that_sends_files_itself_is_logged_without_how_much(scene, file, monkeypatch):
    monkeypatch.setattr(FileSystemStorage, "querystring_auth", True, raising=False)
    monkeypatch.setattr(FileSystemStorage, "url", lambda *a, **k: "https://s3.example/x")
    assert get(scene.client(), address(file)).status_code == 302
    row = Download.objects.get()
    assert (row.sent_elsewhere, row.whole, row.is_open) == (True, False, False)
    assert Download.objects.fetched().count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_ranges_at_once_are_one_row_r3_3():
    with tenancy.as_staff():
        scene = made()
        file = scene.published().files.get()
    barrier = threading.Barrier(4)

    def fetch(part):
        try:
            with tenancy.as_contact(scene.customer.pk):
                barrier.wait()
                row = fetching.begin(scene.customer, scene.contact, file, AT)
            with tenancy.as_staff(), time_machine.travel(AT, tick=False):
                fetching.note_sent(row.pk, Span(part * 1024, (part + 1) * 1024), AT)
        finally:
            connection.close()

    threads = [threading.Thread(target=fetch, args=[part]) for part in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with tenancy.as_staff():
        row = Download.objects.get()
        assert (row.requests, row.sent, row.whole) == (4, 4096, True)
