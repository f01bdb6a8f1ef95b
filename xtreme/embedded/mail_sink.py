"""The demo's mail server: takes every mail by real SMTP on loopback, keeps it as a file, delivers none.

Run as `python -m xtreme.embedded.mail_sink FILE`, the number of a listening socket that it inherits. The page
/demo/mail/ reads what came through `messages`.
"""

import asyncio
import email
import os
import signal
import socket
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default as policy
from pathlib import Path
from typing import Any

from xtreme.embedded import addresses

KEPT = 2000
LARGEST_BYTES = 40_000_000


@dataclass(frozen=True)
class Received:
    """A mail in the sink: its `name` in URLs, when it came (UTC), the envelope's recipients."""

    name: str
    at: datetime
    to: list[str]
    message: EmailMessage


def messages(limit: int = 100) -> list[Received]:
    """The newest mails, newest first."""
    return [_read(path) for path in _paths()[:limit]]


def message(name: str) -> Received | None:
    """One mail by its name; None where there is none (any more)."""
    return next((_read(path) for path in _paths() if path.stem == name), None)


def _paths() -> list[Path]:
    return sorted(addresses.mail_dir().glob("*.eml"), reverse=True)


def _read(path: Path) -> Received:
    found = email.message_from_bytes(path.read_bytes().replace(b"\r\n", b"\n"), policy=policy)
    at = datetime.fromtimestamp(int(path.stem.split("-")[0]) / 1e9, UTC)
    return Received(path.stem, at, found.get("X-Envelope-To", "").split(", "), found)


class Store:
    """aiosmtpd's handler: one file a mail, complete or not there, the oldest removed beyond `KEPT`."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.count = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.count += 1
        path = self.directory / f"{time.time_ns()}-{os.getpid()}.eml"
        header = f"X-Envelope-To: {', '.join(envelope.rcpt_tos)}\r\n".encode()
        part = path.with_suffix(".part")
        part.write_bytes(header + envelope.content)
        part.rename(path)
        if self.count % 100 == 0:
            for old in sorted(self.directory.glob("*.eml"), reverse=True)[KEPT:]:
                old.unlink(missing_ok=True)
        return "250 OK"


async def serve(listening: socket.socket) -> None:
    """Take mail on the socket until SIGTERM or SIGINT."""
    from aiosmtpd.smtp import SMTP  # here, so that the page that reads needs no server

    directory = addresses.mail_dir()
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    store = Store(directory)
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    await loop.create_server(
        lambda: SMTP(store, data_size_limit=LARGEST_BYTES, enable_SMTPUTF8=True, loop=loop), sock=listening
    )
    await ended.wait()


if __name__ == "__main__":
    asyncio.run(serve(socket.socket(fileno=int(sys.argv[1]))))
