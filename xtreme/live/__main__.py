"""`python -m xtreme.live [--host HOST] [--port PORT]`: serves the live updates until SIGTERM or SIGINT.

Granian inside this process and not as its parent: it would wait for every open page before it ends.
"""

import argparse
import asyncio
import os
import signal

from granian.server.embed import Server

from xtreme import ports
from xtreme.live.asgi import Application
from xtreme.live.hub import MOST_READERS, Hub
from xtreme.live.listening import listen

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xtreme.settings")

GOODBYE_SECONDS = 0.1  # for the last event to leave
LAST_SECONDS = 0.7


async def serve(host: str, port: int) -> None:
    """Until a signal; then every connection is ended at once."""
    from django.conf import settings

    hub = Hub()
    server = Server(
        Application(hub),
        address=host,
        port=port,
        interface="asgi",
        websockets=False,
        backlog=1024,
        backpressure=MOST_READERS + 100,  # requests at once, and a page that listens is one
        log_level="error",
    )

    def end() -> None:
        hub.end()
        asyncio.get_running_loop().call_later(GOODBYE_SECONDS, server.stop)
        asyncio.get_running_loop().call_later(LAST_SECONDS, os._exit, 0)

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, end)
    hearing = asyncio.create_task(listen(hub, settings.REDIS_URL))
    await server.serve()
    hearing.cancel()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m xtreme.live", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8001)
    ports.add_argument(parser)
    arguments = parser.parse_args()
    held = ports.hold_for(arguments)
    asyncio.run(serve(arguments.host, arguments.port))
    if held:
        held.close()
    # There is nothing to put in order, and granian's threads abort when they outlive the interpreter.
    os._exit(0)


if __name__ == "__main__":
    main()
