"""A mail server of a test's own: real SMTP on loopback, whose answers the test chooses."""

import asyncio
import email
import socket
import threading
from email.policy import default as policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from notifications.flowed import joined
from xtreme import environment


class Taken:
    """A mail that the server said yes to."""

    def __init__(self, to, content):
        message = email.message_from_bytes(content.replace(b"\r\n", b"\n"), policy=policy)
        self.to, self.subject, self.id = to, message["Subject"], message["Message-ID"]
        self.unsubscribe = message["List-Unsubscribe"]
        self.text = joined(message.get_body(("plain",)).get_content())


class Postbox(Controller):
    """Takes mail while the `with` lasts. `says` answers a recipient with a line of SMTP instead of taking the
    mail; `breaks_off` ends the connection after a recipient's last byte; `slowly` is what each mail takes;
    `holds` keeps its recipient's mail untaken until `goes_on`; `on_taken` is called once it is taken, before the
    answer. `takes_together`: several commands at once, as most mail servers do (RFC 2920)."""

    takes_together = True

    def __init__(self):
        self.taken, self.tried, self.connections = [], [], 0
        self.says, self.breaks_off, self.slowly, self.on_taken = {}, set(), 0.0, {}
        self.holds, self.held, self.goes_on = set(), threading.Event(), threading.Event()
        super().__init__(self, hostname="127.0.0.1", port=free_port())

    def factory(self):
        self.connections += 1
        return SMTP(self, loop=self.loop)

    def __enter__(self):
        self.start()
        self.connections = 0  # starting tries the port
        return self

    def __exit__(self, *error):
        self.goes_on.set()
        self.stop()

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        session.host_name = hostname
        return [responses[0], *(["250-PIPELINING"] if self.takes_together else []), *responses[1:]]

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        self.tried.append(address)
        if address in self.says:
            return self.says[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        (to,) = envelope.rcpt_tos
        await asyncio.sleep(self.slowly)
        while to in self.holds and not self.goes_on.is_set():
            self.held.set()
            await asyncio.sleep(0.01)
            if server.transport is None or server.transport.is_closing():
                return "451 the other side is gone"
        self.taken.append(Taken(to, envelope.content))
        self.on_taken.get(to, bool)()
        if to in self.breaks_off:
            server.transport.abort()
        return "250 OK"

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    def to(self, person):
        """The subjects of what this person got, in the order taken."""
        return [mail.subject for mail in self.taken if mail.to == person.email]


def mailers(url):
    """The setting MAILERS for this server."""
    return {"default": environment.mailer(url)}


def free_port():
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
