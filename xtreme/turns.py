"""Pages take turns, files do not: in one process a few requests at a time are answered, while any number of answers
are being sent.

A thread of the server is held for as long as its reader takes to fetch what it sends, an hour for a large download
on a thin line. So there are many threads, and what they may do at once is bounded here: more than two pages at a
time, which compete for one interpreter, make each other slow.
"""

from collections.abc import Callable, Iterable
from threading import BoundedSemaphore
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
PAGES = 2


class Turns:
    """The WSGI application, entered by at most `pages` requests at a time."""

    def __init__(self, application: Application, pages: int = PAGES) -> None:
        self._application = application
        self._places = BoundedSemaphore(pages)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with self._places:
            return self._application(environ, start_response)
