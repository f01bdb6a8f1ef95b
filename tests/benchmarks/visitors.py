"""A person with a browser: one kept connection, her cookies, pages read to their end."""

import http.client
import re
import time
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.benchmarks.failure import NotMeasured

HOST = "127.0.0.1"
PATIENCE = 300  # seconds for one page; the slowest are those that the product is compared with
TAG = re.compile(r"<[^>]*>")
WORDS = 600  # characters
FORM = "application/x-www-form-urlencoded"
SIGN_IN = "/accounts/login/"
SECOND_FACTOR = "/accounts/2fa/authenticate/"


@dataclass(frozen=True)
class Answer:
    """What came back, and after how many seconds its last byte was here."""

    status: int
    location: str
    body: bytes
    seconds: float

    def words(self) -> str:
        """What the page says, shortened, for who looks for why it is not the right one."""
        _head, main, page = self.body.decode(errors="replace").partition("<main")
        return " ".join(TAG.sub(" ", page if main else _head).split())[:WORDS]


class Visitor:
    """Visits one server. Not for two threads at once."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
        self._cookies: dict[str, str] = {}
        self._headers: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        return self._exchange("GET", path, None, self._headers)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form, with the token against forged ones."""
        body = urlencode(fields | {"csrfmiddlewaretoken": self._cookies.get("csrftoken", "")})
        return self._exchange("POST", path, body, self._headers | {"Content-Type": FORM})

    def sign_in(self, page: str, fields: dict[str, str]) -> None:
        """Through a page of sign-in. Raises NotMeasured."""
        self.get(page)
        answer = self.post(page, fields)
        if answer.status != 302 or answer.location.startswith(page):
            raise NotMeasured(f"{page} let nobody in: {answer.status} {answer.words()}")

    def at(self, port: int) -> "Visitor":
        """The same person, by the same session, at another server of the same database."""
        same = Visitor(port)
        same._cookies, same._headers = dict(self._cookies), dict(self._headers)
        return same

    def reconnect(self) -> None:
        """A new connection: servers close one that was idle for long. Raises NotMeasured."""
        self._connection.close()
        try:
            self._connection.connect()
        except OSError as error:
            raise NotMeasured(f"The server on port {self._connection.port} is away: {error!r}") from error

    def close(self) -> None:
        self._connection.close()

    def _exchange(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        begun = time.perf_counter()
        try:
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException) as error:
            raise NotMeasured(f"{method} {path} got no answer: {error!r}") from error
        seconds = time.perf_counter() - begun
        if given := response.headers.get_all("Set-Cookie"):
            self._keep(given)
        return Answer(response.status, response.headers.get("Location", ""), content, seconds)

    def _keep(self, given: list[str]) -> None:
        for each in given:
            self._cookies.update({name: cookie.value for name, cookie in SimpleCookie(each).items()})
        self._headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}


def signed_in_at(port: int, email: str, password: str, code: str = "") -> Visitor:
    """A person who has signed in at the product, with the code of her second factor where she has one. Raises
    NotMeasured."""
    visitor = Visitor(port)
    visitor.sign_in(SIGN_IN, {"login": email, "password": password})
    if code:
        visitor.sign_in(SECOND_FACTOR, {"code": code})
    return visitor
