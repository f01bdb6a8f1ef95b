"""What `make run` does: the whole product under one parent, ended as one.

Order matters only twice: nothing starts before the database is migrated, workers end before their broker.
"""

import http.client
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from xtreme import ports
from xtreme.embedded import addresses, catalogues, launch, postgres, state, supervisor, valkey
from xtreme.embedded.refusal import CannotRun
from xtreme.embedded.supervisor import Program

HOST = "127.0.0.1"
APPS_PATIENCE = 2.0  # seconds; with the servers' below the 5 of the promise
SERVERS_PATIENCE = 1.5
READY_SECONDS = 60
PYTHON = Path(sys.executable)


class Ended(BaseException):
    """Somebody asked us to end."""


def run() -> None:
    """Serve until SIGINT, SIGTERM or SIGHUP. Raises CannotRun."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    try:
        with _owned():
            _serve()
    except Ended:
        print("Ended; the data stays in", addresses.state_dir(), flush=True)


def _end(number: int, frame: object) -> NoReturn:
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise Ended


@contextmanager
def _owned() -> Iterator[None]:
    try:
        with state.owned("make run"):
            yield
    except BlockingIOError:
        raise CannotRun(f"{addresses.state_dir()} is in use by {state.owner()}: stop it first.") from None


def _serve() -> None:
    port = _port()
    held = _held(port)
    catalogues.compile_all()
    held_live = _held_live(port)
    live = held_live.getsockname()[1]
    os.environ.setdefault("LIVE_URL", f"http://localhost:{live}/live/")
    post = _smtp_socket()
    state.keep_smtp_port(post.getsockname()[1])
    servers = [
        Program("valkey", valkey.start),
        Program("postgres", postgres.start, stop_signal=signal.SIGINT),
    ]
    mail, web, *others = apps = _apps(port, live, post)
    try:
        with _step("Starting PostgreSQL and Valkey"):
            for program in servers:
                program.begin()
            postgres.prepare()
        with _step("Bringing the database up to date"):
            _manage("migrate", "--verbosity", "0")
        mail.begin()
        if _has_command("fill_demo"):
            with _step("Filling the demo"):
                _manage("fill_demo")
        with _step("Starting the product"):
            web.begin()
            _wait_until_ready(port, web)
        for program in others:
            program.begin()
        print(_welcome(port), flush=True)
        while True:
            for program in [*servers, *apps]:
                program.mind()
            time.sleep(0.2)
    finally:
        supervisor.stop(apps, APPS_PATIENCE)
        supervisor.stop(servers, SERVERS_PATIENCE)
        for each in (held, held_live):
            each.close()


def _apps(port: int, live: int, post: socket.socket) -> list[Program]:
    web = ["-m", "xtreme.web", "--host", HOST, "--port", str(port), "--held", "--patience", "1"]
    celery = ["-m", "celery", "--app", "xtreme", "--quiet"]
    worker = [
        *celery,
        "worker",
        "--concurrency",
        "2",
        "--without-gossip",
        "--without-mingle",
        "--loglevel",
        "WARNING",
    ]
    beat = [*celery, "beat", "--scheduler", "xtreme.beat.Scheduler", "--pidfile=", "--loglevel", "WARNING"]
    return [
        _program("mail", ["-m", "xtreme.embedded.mail_sink", str(post.fileno())], inherits=[post.fileno()]),
        _program("web", web),
        _program("live", ["-m", "xtreme.live", "--host", HOST, "--port", str(live), "--held"]),
        _program("worker", worker, at_our_death=signal.SIGQUIT),
        _program("beat", beat),
    ]


def _program(
    name: str,
    arguments: list[str],
    at_our_death: signal.Signals = signal.SIGTERM,
    inherits: Sequence[int] = (),
) -> Program:
    command: list[str | Path] = [PYTHON, *arguments]
    return Program(name, lambda: launch.start(name, command, at_our_death=at_our_death, inherits=inherits))


def _port() -> int:
    text = os.environ.get("PORT", "8000")
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise CannotRun(f"PORT is {text!r}: set it to a number from 1 to 65535.")
    return int(text)


def _held(port: int) -> socket.socket:
    """The port of the pages, held as long as we run. Raises CannotRun."""
    try:
        return ports.hold(HOST, port)
    except OSError as error:
        raise CannotRun(ports.why_not(port, error, "PORT")) from None


def _held_live(port: int) -> socket.socket:
    """Where the live updates are served: beside the pages where that is free, else anywhere; held likewise."""
    for wanted in (port + 1, 0):
        with suppress(OSError, OverflowError):
            return ports.hold(HOST, wanted)
    raise CannotRun("No port on loopback is free for the live updates.")


def _smtp_socket() -> socket.socket:
    """Where the mail sink listens: the port of last time where it is still free, else any. Held by us, so that no
    other run takes it meanwhile, and mail waits while the sink is started again."""
    wanted = int(addresses.email_url().rsplit(":", 1)[1])
    for port in (wanted, 0):
        with suppress(OSError):
            return socket.create_server((HOST, port))
    raise CannotRun("No port on loopback is free for the demo's mail.")


@contextmanager
def _step(what: str) -> Iterator[None]:
    print(f"{what} ...", flush=True)
    begun = time.monotonic()
    yield
    print(f"  done in {time.monotonic() - begun:.1f} s", flush=True)


def _manage(*arguments: str) -> None:
    """Run one of Django's commands, its output shown; ended with us when we are asked to end."""
    command: list[str | Path] = [PYTHON, addresses.PROJECT / "manage.py", *arguments]
    child = launch.start(None, command, at_our_death=signal.SIGTERM)
    try:
        code = child.wait()
    finally:
        launch.stop(child, signal.SIGTERM, 1)
    if code:
        raise CannotRun(f"`manage.py {arguments[0]}` failed ({code}): the lines above say why.")


def _has_command(name: str) -> bool:
    return any(addresses.PROJECT.glob(f"xtreme/*/management/commands/{name}.py"))


def _wait_until_ready(port: int, web: Program) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not _is_ready(port):
        web.mind()
        if time.monotonic() > deadline:
            raise CannotRun(f"The web server does not answer; its log is {launch.log_path('web')}.")
        time.sleep(0.1)


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/health/ready", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _welcome(port: int) -> str:
    lines = [
        "",
        f"Xtreme Support is ready at http://localhost:{port}/ (mails it sends: http://localhost:{port}/demo/mail/)",
    ]
    try:
        from xtreme.demo.accounts import ACCOUNTS, PASSWORD
    except ImportError:
        accounts = []
    else:
        accounts = [f"  {address:28} {who}" for address, who in ACCOUNTS]
        accounts.insert(0, f"Sign in with the password {PASSWORD} as")
    return "\n".join([*lines, *accounts, "Ctrl-C ends it.", ""])
