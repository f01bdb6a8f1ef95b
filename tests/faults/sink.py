"""The mail server of the experiments: real SMTP in a process of its own, which keeps every mail that it took.

Run as `python -m tests.faults.sink PORT SOCKET`, the path of the socket on which post.py asks it. It speaks just
enough SMTP (RFC 5321) for one sender, so that it can break off at any byte. What a rule does is said in rules.py.
"""

import asyncio
import json
import re
import signal
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from tests.benchmarks.visitors import HOST
from tests.faults.rules import CUT, HANG, SAY, Rule, Rules

ID = re.compile(rb"^message-id:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
SUBJECT = re.compile(rb"^subject:[ \t]*(.*(?:\r\n[ \t].*)*)", re.IGNORECASE | re.MULTILINE)
ADDRESS = re.compile(r"<([^>]*)>")
LONGEST_LINE = 1_000_000


@dataclass(frozen=True)
class Taken:
    """A mail whose last byte was here, whether or not the sender was told; `at` in seconds of the epoch."""

    id: str
    to: str
    subject: str
    at: float


class Broken(Exception):
    """A rule ends the connection here."""


class Sink:
    """What was taken, and how the next is treated."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.rules, self.taken = Rules(), list[Taken]()
        self.connections = 0
        self.open: set[asyncio.StreamWriter] = set()
        self.server: asyncio.Server | None = None

    async def listen(self) -> None:
        self.server = await asyncio.start_server(self.serve, HOST, self.port, limit=LONGEST_LINE)

    def refuse(self) -> None:
        """Hang up, and take no more connections: there is nobody on the port."""
        for writer in self.open:
            writer.transport.abort()
        if self.server:
            self.server.close()
            self.server = None

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open.add(writer)
        try:
            await Session(self, reader, writer).run()
        except (Broken, OSError, asyncio.IncompleteReadError, ValueError):
            pass
        finally:
            self.open.discard(writer)
            writer.transport.abort()


class Session:
    """One connection of a sender."""

    def __init__(self, sink: Sink, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.sink, self.reader, self.writer = sink, reader, writer
        self.to = ""

    async def run(self) -> None:
        if refused := await self.treated("connect"):
            await self.say(refused)
            return
        await self.say("220 sink")
        while line := (await self.reader.readline()).decode().strip():
            verb = line.split(" ")[0].upper()
            match verb:
                case "EHLO" | "HELO":
                    await self.say("250-sink", "250-PIPELINING", "250 8BITMIME")
                case "RCPT":
                    await self.recipient(line)
                case "DATA":
                    await self.data()
                case "QUIT":
                    await self.say("221 bye")
                    return
                case _:
                    await self.say("250 OK")

    async def recipient(self, line: str) -> None:
        found = ADDRESS.search(line)
        self.to = found[1] if found else ""
        refused = await self.treated("rcpt")
        if refused:
            self.to = ""
        await self.say(refused or "250 OK")

    async def data(self) -> None:
        if not self.to:
            await self.say("503 5.5.1 No valid recipient")
            return
        if refused := await self.treated("data"):
            await self.say(refused)
            return
        await self.say("354 go on")
        first = await self.reader.readuntil(b"\r\n")
        await self.treated("body")
        content = first + await self.reader.readuntil(b"\r\n.\r\n")
        rule = self.sink.rules.for_("end", self.to)
        if rule and rule.do == SAY:
            await self.say(rule.say)
            return
        found, about = ID.search(content), SUBJECT.search(content)
        name, subject = (each[1].decode(errors="replace") if each else "" for each in (found, about))
        self.sink.taken.append(Taken(name, self.to, subject, time.time()))
        if rule:
            await self.do(rule)
        await self.say("250 taken")

    async def treated(self, stage: str) -> str:
        """What a rule for this stage answers instead, or nothing; it may also break off, or be late."""
        rule = self.sink.rules.for_(stage, self.to)
        return await self.do(rule) if rule else ""

    async def do(self, rule: Rule) -> str:
        if rule.do == CUT:
            raise Broken
        if rule.do == HANG:
            await self.reader.read()  # until the sender gives up
            raise Broken
        await asyncio.sleep(rule.seconds)
        return rule.say

    async def say(self, *lines: str) -> None:
        self.writer.write("".join(f"{line}\r\n" for line in lines).encode())
        await self.writer.drain()


async def answer(sink: Sink, asked: dict[str, Any]) -> Any:
    """What post.py asks, a JSON object a line."""
    match asked["do"]:
        case "rules":
            sink.rules = Rules([Rule(**rule) for rule in asked["rules"]])
        case "taken":
            return [asdict(mail) for mail in sink.taken]
        case "refuse":
            sink.refuse()
        case "listen" if sink.server is None:
            await sink.listen()
        case "forget":
            sink.taken.clear()
            sink.connections = 0
    return {"taken": len(sink.taken), "connections": sink.connections, "done": sink.rules.done}


async def run(port: int, asking: str) -> None:
    """Serve until SIGTERM."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    sink = Sink(port)
    await sink.listen()

    async def asked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while line := await reader.readline():
                writer.write(json.dumps(await answer(sink, json.loads(line))).encode() + b"\n")
                await writer.drain()

    await asyncio.start_unix_server(asked, asking)
    await ended.wait()


if __name__ == "__main__":
    asyncio.run(run(int(sys.argv[1]), sys.argv[2]))
