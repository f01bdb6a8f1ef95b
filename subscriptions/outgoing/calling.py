"""One call over the network, to an address that was checked: nothing private, no redirect, ten seconds in all.

The name is looked up once, every address it gives is checked, and the connection is made to the address that was
checked, so that a name cannot lead elsewhere in between. The certificate is checked for the name. Needs no
database.
"""

import http.client
import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from threading import Timer
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from subscriptions.outgoing import destinations
from subscriptions.outgoing.destinations import Destination
from subscriptions.outgoing.errors import Error
from subscriptions.outgoing.refusals import UrlRefused

SECONDS = 10.0
READ = 64 * 1024  # bytes of an answer at most


@dataclass(frozen=True)
class Answer:
    """What came of a call: a status with the beginning of its text, or an error in its place."""

    status: int | None = None
    text: str = ""
    retry_after: str = ""
    error: str = ""
    detail: str = ""
    milliseconds: int = 0

    @property
    def is_success(self) -> bool:
        return not self.error


class _Failed(Exception):
    def __init__(self, error: str, detail: str) -> None:
        super().__init__(detail)
        self.error, self.detail = error, detail


class _Deadline:
    """Ends every connection it watches when the time is up, in whatever it waits for: connecting, the handshake,
    an answer that comes drop by drop."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self._sockets: list[socket.socket] = []
        self._timer = Timer(seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    @property
    def left(self) -> float:
        return max(self._until - time.monotonic(), 0.001)

    @property
    def has_passed(self) -> bool:
        return time.monotonic() >= self._until

    def watch(self, connection: socket.socket) -> None:
        self._sockets.append(connection.dup())

    def close(self) -> None:
        self._timer.cancel()
        for each in self._sockets:
            each.close()

    def _end(self) -> None:
        for each in self._sockets:
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


def post(url: str, headers: Mapping[str, str], body: bytes, seconds: float = SECONDS) -> Answer:
    """Send `body` to `url`; as `call`."""
    return call("POST", url, headers, body, seconds)


def get(url: str, headers: Mapping[str, str], seconds: float = SECONDS) -> Answer:
    """Fetch `url`; as `call`."""
    return call("GET", url, headers, None, seconds)


def call(
    method: str, url: str, headers: Mapping[str, str], body: bytes | None, seconds: float = SECONDS
) -> Answer:
    """Call `url`; it never raises, an error is an answer, too. A text that is not whole after `seconds` does not
    undo the status that came before it."""
    begun = time.monotonic()
    with closing(_Deadline(seconds)) as deadline:
        try:
            answer = _call(method, destinations.destination(url), headers, body, deadline)
        except UrlRefused as refusal:
            answer = Answer(error=Error.URL, detail=str(refusal))
        except _Failed as failure:
            answer = Answer(error=failure.error, detail=failure.detail)
        except (OSError, HTTPError, http.client.HTTPException, ValueError) as error:
            answer = Answer(error=_kind(error, deadline), detail=f"{type(error).__name__}: {error}")
    return replace(answer, milliseconds=round((time.monotonic() - begun) * 1000))


def _call(
    method: str, to: Destination, headers: Mapping[str, str], body: bytes | None, deadline: _Deadline
) -> Answer:
    connection = _connection(to, _checked(to, deadline), deadline)
    try:
        connection.request(
            method,
            to.target,
            body=body,
            headers={**headers, "Host": to.header, "Connection": "close"},
            preload_content=False,
            decode_content=False,
        )
        response = connection.getresponse()
        return _answer(response, _beginning(response))
    finally:
        connection.close()


def _answer(response: Any, text: str) -> Answer:
    status, retry_after = response.status, response.headers.get("Retry-After", "")
    if 200 <= status < 300:
        return Answer(status, text, retry_after)
    if 300 <= status < 400:
        return Answer(
            status, text, retry_after, Error.REDIRECT, f"Location: {response.headers.get('Location', '')}"
        )
    return Answer(status, text, retry_after, Error.STATUS, f"{status} {response.reason or ''}".strip())


def _beginning(response: Any) -> str:
    """At most READ bytes, as text; what does not come in time is left."""
    read, chunks = 0, []
    try:
        while read < READ and (chunk := response.read1(min(4096, READ - read), decode_content=False)):
            chunks.append(chunk)
            read += len(chunk)
    except (OSError, HTTPError, http.client.HTTPException):
        pass
    return b"".join(chunks).decode(errors="replace").replace("\x00", "\ufffd")


def _checked(to: Destination, deadline: _Deadline) -> list[str]:
    """The addresses of its name, looked up once. One that may not be called refuses them all."""
    try:
        found = socket.getaddrinfo(to.host, to.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _Failed(Error.NAME, str(error)) from error
    addresses = list(dict.fromkeys(str(where[0]) for *_facts, where in found))
    for address in addresses:
        if not destinations.may_call(address):
            raise _Failed(Error.PRIVATE, address)
    return addresses


def _kind(error: BaseException, deadline: _Deadline) -> str:
    if isinstance(error, ssl.SSLCertVerificationError) or isinstance(
        error.__cause__, ssl.SSLCertVerificationError
    ):
        return Error.CERTIFICATE
    return Error.TIMEOUT if deadline.has_passed or isinstance(error, TimeoutError) else Error.CONNECTION


class _ToCheckedAddress:
    """Connects to the addresses given, whatever the name leads to by now."""

    addresses: list[str]
    deadline: _Deadline
    port: int

    def _new_conn(self) -> socket.socket:
        last: OSError = OSError("no address")
        for address in self.addresses:
            made = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
            made.settimeout(self.deadline.left)
            try:
                made.connect((address, self.port))
            except OSError as error:
                made.close()
                last = error
                continue
            self.deadline.watch(made)
            return made
        raise last


class _Plain(_ToCheckedAddress, HTTPConnection):
    pass


class _Secure(_ToCheckedAddress, HTTPSConnection):
    pass


def _connection(to: Destination, addresses: list[str], deadline: _Deadline) -> HTTPConnection:
    made: Any
    if to.secure:
        made = _Secure(to.host, to.port, timeout=deadline.left, ssl_context=trust())
    else:
        made = _Plain(to.host, to.port, timeout=deadline.left)
    made.addresses, made.deadline = addresses, deadline
    return made  # type: ignore[no-any-return]


@cache
def trust() -> ssl.SSLContext:
    """The certificates that this machine trusts."""
    return ssl.create_default_context()
