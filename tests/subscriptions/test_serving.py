"""Files as people fetch them: whole, in ranges, not at all where the reader has them (R3.3; RFC 9110, 13 and
14)."""

import hashlib
import tracemalloc
from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.http import Http404
from django.test import RequestFactory
from django.utils.http import http_date
from hypothesis import given
from hypothesis import strategies as st

from subscriptions.serving import BYTES, PIECE, Content, Span, Unsatisfiable, serve, span_of

pytestmark = pytest.mark.django_db  # sending gives the connection to the database back

ALL = bytes(range(256)) * 40
CHANGED = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)


@pytest.fixture
def content(tmp_path):
    storage = FileSystemStorage(tmp_path)
    return Content(
        storage=storage,
        path=storage.save("builds/one.zip", ContentFile(ALL)),
        name="Ledgerkant 13.0 – rettelse.zip",
        size=len(ALL),
        tag=hashlib.sha256(ALL).hexdigest(),
        changed_at=CHANGED,
    )


def ask(content, method="get", ended=None, **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return serve(getattr(RequestFactory(), method)("/", headers=headers), content, ended)


def body(answer):
    sent = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    return sent


def test_a_file_comes_whole_with_its_size_and_a_name_that_browsers_read(content):
    answer = ask(content)
    assert (answer.status_code, body(answer)) == (200, ALL)
    assert answer["Content-Length"] == str(len(ALL))
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["ETag"] == f'"{content.tag}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Ledgerkant%2013.0")


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=100-199", 100, 200),
        ("bytes=10000-", 10000, len(ALL)),
        ("bytes=-40", len(ALL) - 40, len(ALL)),
        ("bytes=-999999", 0, len(ALL)),
        ("bytes=10200-999999", 10200, len(ALL)),
    ],
)
def test_a_range_is_answered_with_just_its_bytes_r3_3(content, asked, start, end):
    answer = ask(content, range=asked)
    assert (answer.status_code, body(answer)) == (206, ALL[start:end])
    assert answer["Content-Range"] == f"bytes {start}-{end - 1}/{len(ALL)}"
    assert answer["Content-Length"] == str(end - start)


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=5-2",
        "bytes=-",
        "bytes=a-b",
        "lines=1-2",
        "bytes=0-1,5-9",
        "bytes=٣-",
        f"bytes={'9' * 400}-",
        "",
    ],
)
def test_a_range_that_cannot_be_read_or_several_are_answered_whole(content, asked):
    answer = ask(content, range=asked)
    assert (answer.status_code, body(answer)) == (200, ALL)


@pytest.mark.parametrize("asked", [f"bytes={len(ALL)}-", "bytes=99999-100000", "bytes=-0"])
def test_a_range_beyond_the_end_is_refused_and_says_where_the_end_is(content, asked):
    answer = ask(content, range=asked)
    assert (answer.status_code, body(answer)) == (416, b"")
    assert answer["Content-Range"] == f"bytes */{len(ALL)}"


def test_what_was_begun_with_other_bytes_is_not_gone_on_with(content):
    """If-Range: a broken download of a file that has changed begins anew, whole."""
    for same in (f'"{content.tag}"', http_date(CHANGED.timestamp())):
        assert ask(content, range="bytes=5-", if_range=same).status_code == 206
    other_day = http_date(CHANGED.timestamp() - 1)
    for other in ('"other"', f'W/"{content.tag}"', other_day, "Monday"):
        answer = ask(content, range="bytes=5-", if_range=other)
        assert (answer.status_code, body(answer)) == (200, ALL)


def test_whoever_has_the_file_already_is_sent_nothing(content):
    for known in (f'"{content.tag}"', f'"a", W/"{content.tag}"', "*"):
        answer = ask(content, if_none_match=known)
        assert (answer.status_code, body(answer)) == (304, b"")
        assert answer["ETag"] == f'"{content.tag}"'
    assert ask(content, if_none_match='"other"').status_code == 200


def test_a_head_says_what_a_get_would_send_and_knows_no_ranges(content):
    answer = ask(content, "head", range="bytes=0-9")
    assert (answer.status_code, body(answer)) == (200, b"")
    assert answer["Content-Length"] == str(len(ALL))


def test_only_what_cannot_run_is_shown_by_the_browser(content):
    shown = {"content_type": "video/mp4", "inline": True}
    assert ask(replaced(content, **shown))["Content-Disposition"].startswith("inline")
    for kind in ("text/html", "image/svg+xml"):
        answer = ask(replaced(content, content_type=kind, inline=True))
        assert answer["Content-Type"] == BYTES
        assert answer["Content-Disposition"].startswith("attachment")


def test_a_file_that_is_gone_is_not_found(content):
    content.storage.delete(content.path)
    with pytest.raises(Http404):
        ask(content)


def test_the_end_is_told_once_with_what_was_sent(content):
    told = []
    body(ask(content, ended=told.append, range="bytes=100-299"))
    assert told == [Span(100, 300)]


def test_who_hangs_up_leaves_it_unfinished(content, monkeypatch):
    monkeypatch.setattr("subscriptions.serving.PIECE", 100)
    told = []
    answer = ask(content, ended=told.append)
    next(iter(answer.streaming_content))
    answer.close()
    answer.close()
    assert told == [Span(0, 100)]


def test_memory_stays_flat_however_large_the_file(content, tmp_path):
    """R3.3: 2 GB, of which most is a hole on the disk, by pieces."""
    size = 2 * 1024**3
    with (tmp_path / "large").open("wb") as large:
        large.truncate(size)
    answer = ask(replaced(content, path="large", size=size), range=f"bytes={size - 64 * PIECE}-")
    tracemalloc.start()
    sent = sum(map(len, answer.streaming_content))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sent == 64 * PIECE
    assert most < 4 * PIECE


def test_a_storage_that_signs_addresses_sends_the_file_itself(content):
    """Behind S3: the reader is led to an address that is hers for a while, and the range goes there with her."""

    class Signing:
        querystring_auth = True

        def url(self, path, parameters, expire):
            kind, disposition = parameters["ResponseContentType"], parameters["ResponseContentDisposition"]
            return f"https://s3.example/{path}?kind={kind}&{disposition[:10]}&for={expire}"

    answer = ask(replaced(content, storage=Signing()), range="bytes=5-")
    assert answer.status_code == 302
    assert answer["Location"] == f"https://s3.example/{content.path}?kind={BYTES}&attachment&for=900"
    assert answer["Cache-Control"] == "private, no-store"


@given(st.integers(0, 300), st.text("0123456789-", max_size=9))
def test_a_span_is_never_empty_and_never_beyond_the_end(size, asked):
    try:
        span = span_of(f"bytes={asked}", size)
    except Unsatisfiable:
        return
    assert span is None or 0 <= span.start < span.end <= size
    assert span is None or isinstance(span, Span)


def replaced(content, **changes):
    return Content(**{**content.__dict__, **changes})
