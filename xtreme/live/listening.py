"""Hears from Valkey which incidents changed and who was told something, and says so when it cannot."""

import asyncio
import logging

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from tickets.live.topics import ANNOUNCING_PAUSE, CHANNEL, read
from xtreme.live.hub import Hub

log = logging.getLogger(__name__)

AGAIN_SECONDS = 0.5
CHECK_SECONDS = 5.0  # of silence, after which Valkey is asked whether it is there


async def listen(hub: Hub, url: str) -> None:
    """Pass on every change until cancelled. After an absence the web processes may be quiet for a few seconds
    more, so the pages are told that changes arrive only then."""
    pause = 0.0
    while True:
        try:
            await _hear(hub, url, pause)
        except (RedisError, OSError) as error:
            if hub.here:
                log.warning("Valkey is away: %s", error)
        hub.say(here=False)
        pause = ANNOUNCING_PAUSE + 1
        await asyncio.sleep(AGAIN_SECONDS)


async def _hear(hub: Hub, url: str, pause: float) -> None:
    client = Redis.from_url(
        url, socket_timeout=CHECK_SECONDS, socket_connect_timeout=2, retry=Retry(NoBackoff(), 0)
    )
    async with client, client.pubsub(ignore_subscribe_messages=True) as heard:
        await heard.subscribe(CHANNEL)
        late = asyncio.get_running_loop().call_later(pause, lambda: hub.say(here=True))
        try:
            while True:
                message = await heard.get_message(timeout=CHECK_SECONDS)
                if message is None:
                    await heard.ping()
                elif message["type"] == "message" and (change := read(message["data"])):
                    hub.publish(change)
        finally:
            late.cancel()
