"""A mail server that takes everything at once and says when: `python -m tests.benchmarks.sink` prints its port.

A process of its own, so that what it costs is not the worker's. Each mail taken is a line of stdout: the instant
(seconds since 1970) and the address.
"""

import asyncio
import sys
import time

from tests.benchmarks.visitors import HOST

END = b"\r\n.\r\n"


class Session(asyncio.Protocol):
    """One connection. Speaks as much SMTP as a client needs to hand over mail."""

    transport: asyncio.Transport

    def __init__(self) -> None:
        self.received, self.to, self.in_data = b"", "", False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._say("220 sink")

    def data_received(self, data: bytes) -> None:
        self.received += data
        while self._take_one():
            pass

    def _take_one(self) -> bool:
        """Take one line, or one mail; False when there is no whole one yet."""
        what, end, rest = self.received.partition(END if self.in_data else b"\r\n")
        if not end:
            return False
        self.received = rest
        if self.in_data:
            self.in_data = False
            print(f"{time.time():.4f} {self.to}", flush=True)
            self._say("250 taken")
        else:
            self._answer(what.decode())
        return True

    def _answer(self, line: str) -> None:
        word = line[:4].upper()
        if word == "DATA":
            self.in_data = True
            self._say("354 go on")
        elif word == "QUIT":
            self._say("221 goodbye")
            self.transport.close()
        elif word == "EHLO":
            self._say("250-sink\r\n250 PIPELINING")
        else:
            if word == "RCPT":
                self.to = line.partition("<")[2].partition(">")[0]
            self._say("250 yes")

    def _say(self, line: str) -> None:
        self.transport.write(f"{line}\r\n".encode())


async def serve() -> None:
    """Take mail until the process is ended."""
    server = await asyncio.get_running_loop().create_server(Session, HOST, 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    try:
        asyncio.run(serve())
    except KeyboardInterrupt:
        sys.exit()
