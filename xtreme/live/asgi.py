"""The addresses of the live updates, as raw ASGI: a stream of server-sent events for each page, and its health.

Nothing here knows people: a signed token names one topic that its page may listen to (tickets.live.topics), and a
page may bring several. No cookie is read, so any page may ask (CORS): without a token it gets nothing.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

from tickets.live.topics import permit
from xtreme.live.hub import Hub, Reader

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

BEAT_SECONDS = 15.0  # of silence; a page that hears nothing for 40 knows that it is cut off
MOST_TOKENS = 4
SLOW_SECONDS = 10.0  # that a page may take to accept one event
BEAT = b"event: beat\ndata: 0\n\n"

ALL = [  # any origin may ask: a page hears a refusal, too
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"access-control-allow-origin", b"*"),
]
STREAM = [(b"content-type", b"text/event-stream"), (b"x-accel-buffering", b"no"), *ALL]
JSON = [(b"content-type", b"application/json"), *ALL]


class Application:
    """One for a process, on its hub."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live_and_die(receive, send)
        elif scope["method"] != "GET":
            await _answer(send, 405, {"status": "only GET"})
        elif scope["path"].endswith("/health/live"):
            await _answer(send, 200, {"status": "ok"})
        elif scope["path"].endswith("/health/ready"):
            status = 200 if self.hub.here else 503
            await _answer(send, status, {"valkey": "ok" if self.hub.here else "down"})
        else:
            await self._stream(scope, receive, send)

    async def _stream(self, scope: Message, receive: Receive, send: Send) -> None:
        """Events until the page goes, a token ends, or we do. A page with one that does not hold is refused as a
        whole: it fetches all of them anew."""
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        permits = [permit(token) for token in asked.get("token", [])[:MOST_TOKENS]]
        allowed = [each for each in permits if each and self.hub.holds(each)]
        if not allowed or len(allowed) < len(permits):
            await _answer(send, 403, {"status": "no token, or one that does not hold (any more)"})
            return
        reader = self.hub.join(*allowed)
        if reader is None:
            await _answer(send, 503, {"status": "full"})
            return
        telling = asyncio.ensure_future(_tell(reader, min(each.until for each in allowed), send))
        going = asyncio.ensure_future(_gone(receive))
        try:
            await asyncio.wait((telling, going), return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.hub.leave(reader)
            telling.cancel()
            going.cancel()
            with suppress(asyncio.CancelledError, TimeoutError, OSError):
                await telling


async def _tell(reader: Reader, until: float, send: Send) -> None:
    """Until that many seconds since 1970. Raises TimeoutError for a page that takes nothing."""
    await send({"type": "http.response.start", "status": 200, "headers": STREAM})
    while time.time() < until:
        try:
            frame = await asyncio.wait_for(reader.frames.get(), BEAT_SECONDS)
        except TimeoutError:
            frame = BEAT
        if frame is None:
            break
        await _send(send, frame)
    await _send(send, b"", more=False)


async def _send(send: Send, body: bytes, *, more: bool = True) -> None:
    message = {"type": "http.response.body", "body": body, "more_body": more}
    await asyncio.wait_for(send(message), SLOW_SECONDS)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _answer(send: Send, status: int, body: dict[str, Any]) -> None:
    await send({"type": "http.response.start", "status": status, "headers": JSON})
    await send({"type": "http.response.body", "body": json.dumps(body).encode()})


async def _live_and_die(receive: Receive, send: Send) -> None:
    while True:
        kind = (await receive())["type"]
        await send({"type": f"{kind}.complete"})
        if kind == "lifespan.shutdown":
            return
