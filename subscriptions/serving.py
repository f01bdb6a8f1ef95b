"""Files as people fetch them: builds, recordings, pictures. Whole or a range of them (RFC 9110, 13 and 14), read
from the storage as they are sent, so that 2 GB take no more memory than 2 MB. Whether the reader may have the
file is its room's to ask.

A storage that signs addresses of its own (S3) sends the file itself; the reader is led there.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.storage import Storage
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, http_date, parse_etags, parse_http_date_safe

# Types that cannot run anything in a browser; every other is given as bytes (so also HTML and SVG).
INERT = frozenset(
    {
        "application/pdf",
        "audio/mp4",
        "audio/mpeg",
        "image/gif",
        "image/jpeg",
        "image/png",
        "image/webp",
        "text/plain",
        "text/vtt",
        "video/mp4",
        "video/webm",
    }
)
BYTES = "application/octet-stream"
PIECE = 256 * 1024  # bytes read at a time
SIGNED = 900  # seconds for which the address of a storage of its own is valid, where a file says no other
NOT_KEPT = "private, no-store"  # of what no browser may keep
RANGE = re.compile(r"bytes=\s*(\d*)\s*-\s*(\d*)\s*", re.ASCII | re.IGNORECASE)
DIGITS = 18  # of a position at most


@dataclass(frozen=True, kw_only=True)
class Content:
    """A kept file and what its reader is told of it. `tag` stands for just these bytes: their SHA-256."""

    storage: Storage
    path: str
    name: str
    size: int  # bytes
    tag: str
    content_type: str = BYTES
    changed_at: datetime | None = None
    inline: bool = False  # shown by the browser, where its type is inert
    caching: str = "private, no-cache"
    signed_for: int = SIGNED  # seconds


class Unsatisfiable(Exception):
    """A range that begins beyond the end."""


@dataclass(frozen=True)
class Span:
    """The bytes [start, end) of a file."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


# Told once, when sending has ended: which bytes of the file were handed on, some of those asked for or all.
Ended = Callable[[Span], None]


def span_of(header: str, size: int) -> Span | None:
    """What a Range header asks of a file of `size` bytes; None where it is answered whole: no header, one that
    cannot be read, or several ranges. Raises Unsatisfiable."""
    asked = RANGE.fullmatch(header)
    if asked is None or max(map(len, asked.groups())) > DIGITS or not any(asked.groups()):
        return None
    first, last = asked.groups()
    if not first:
        start, end = max(size - int(last), 0), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return None
    if start >= size:
        raise Unsatisfiable
    return Span(start, end)


def serve(request: HttpRequest, content: Content, ended: Ended | None = None) -> HttpResponseBase:
    """The answer to a GET or HEAD of the file. `ended` is not told where nothing is sent from here: an answer
    without a body, or a storage that sends it. Raises Http404 for a file that is gone."""
    headers = _headers(content)
    if _is_known(request, content):
        return _headed(HttpResponse(status=304), headers)
    if request.method == "GET" and (address := _signed(content)):
        return _headed(HttpResponseRedirect(address), {"Cache-Control": NOT_KEPT})
    try:
        span = span_of(_range(request, content), content.size)
    except Unsatisfiable:
        return _headed(HttpResponse(status=416), headers | {"Content-Range": f"bytes */{content.size}"})
    sent = span or Span(0, content.size)
    if span:
        headers["Content-Range"] = f"bytes {span.start}-{span.end - 1}/{content.size}"
    headers["Content-Length"] = str(sent.length)
    status = 206 if span else 200
    if request.method == "HEAD":
        return _headed(HttpResponse(status=status), headers)
    return _headed(StreamingHttpResponse(_Pieces(content, sent, ended), status=status), headers)


class _Pieces:
    """The bytes of a span, a piece at a time. Whoever sends them closes it, also where the reader has gone."""

    def __init__(self, content: Content, span: Span, ended: Ended | None) -> None:
        try:
            self._file = content.storage.open(content.path, "rb")
        except FileNotFoundError as gone:
            raise Http404 from gone
        self._file.seek(span.start)
        self._span, self._sent, self._ended = span, 0, ended

    def __iter__(self) -> "_Pieces":
        return self

    def __next__(self) -> bytes:
        if not self._sent:
            _give_connection_back()
        piece = self._file.read(min(PIECE, self._span.length - self._sent))
        if not piece:
            raise StopIteration
        self._sent += len(piece)
        return piece

    def close(self) -> None:
        self._file.close()
        ended, self._ended = self._ended, None
        if ended:
            ended(Span(self._span.start, self._span.start + self._sent))


def _give_connection_back() -> None:
    """To the database's pool: the request is done, and sending may take hours."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()


def _headers(content: Content) -> dict[str, str]:
    kind = content.content_type if content.content_type in INERT else BYTES
    inline = content.inline and kind != BYTES
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": content.caching,
        "Content-Disposition": content_disposition_header(not inline, content.name) or "attachment",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Content-Type": kind,
        "ETag": _etag(content),
        "X-Content-Type-Options": "nosniff",
    }
    if content.changed_at:
        headers["Last-Modified"] = http_date(content.changed_at.timestamp())
    return headers


def _headed(response: Any, headers: dict[str, str]) -> HttpResponseBase:
    """The response with these headers; without a type of its own where it has no body."""
    if response.status_code in (304, 416):
        headers = {name: value for name, value in headers.items() if name != "Content-Disposition"}
    for name, value in headers.items():
        response[name] = value
    return response


def _is_known(request: HttpRequest, content: Content) -> bool:
    """Whether the reader has just these bytes already (If-None-Match)."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in known or _etag(content) in (each.removeprefix("W/") for each in known)


def _range(request: HttpRequest, content: Content) -> str:
    """The range that counts: of a GET, and of these bytes where the reader says which hers are of (If-Range)."""
    if request.method != "GET":
        return ""
    condition = request.headers.get("If-Range", "").strip()
    if condition and condition != _etag(content) and not _is_date_of(condition, content):
        return ""
    return request.headers.get("Range", "")


def _is_date_of(condition: str, content: Content) -> bool:
    moment = parse_http_date_safe(condition)
    return content.changed_at is not None and moment == int(content.changed_at.timestamp())


def _etag(content: Content) -> str:
    return f'"{content.tag}"'


def _signed(content: Content) -> str | None:
    """Where the storage sends the file itself, for a while; None where we do: from the disk, and what stands as a
    picture in a page, so that pages take pictures from us alone. The words are those of django-storages' S3."""
    storage: Any = content.storage
    is_picture = content.inline and content.content_type.startswith("image/")
    if not getattr(storage, "querystring_auth", False) or is_picture:
        return None
    headers = _headers(content)
    said = {
        "ResponseCacheControl": headers["Cache-Control"],
        "ResponseContentDisposition": headers["Content-Disposition"],
        "ResponseContentType": headers["Content-Type"],
    }
    address: str = storage.url(content.path, parameters=said, expire=content.signed_for)
    return address
