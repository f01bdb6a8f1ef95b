"""What it costs to keep 500 open tabs current: events, and asking every two seconds for a tiny version.

`python -m tests.benchmarks.live [--tabs 500] [--seconds 30]` measures three ways one after the other, on servers of
its own, and prints one JSON object a line: CPU seconds a minute of all that serves (with PostgreSQL and Valkey),
memory in MB (proportional share, of the servers of pages or events only), and how long a change takes to be known
in a tab. The tabs are sockets of this process; a change comes about every second. The two ways of asking are only
here; what the product does is the third.
"""

import argparse
import asyncio
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from tests.benchmarks.web import share
from tickets.live import topics
from xtreme.embedded import addresses

VERSION = "benchmark:version"  # in Valkey, counted up with every change
ASKED_EVERY = 2.0
SETTLING = 3.0
HOST, PORT = "127.0.0.1", 8797
TICKS = os.sysconf("SC_CLK_TCK")

# What is asked, two ways


def urls() -> list:
    from django.urls import path

    return [path("version/", version)]


def version(request):
    """Behind the product's whole middleware: session, person, role in the database."""
    from django.http import HttpResponse

    return HttpResponse(_valkey().get(VERSION) or b"0")


def __getattr__(name: str):
    """This module is also the addresses and the WSGI application of the first way, made when they are asked for."""
    if name == "urlpatterns":
        return urls()
    if name == "wsgi":
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xtreme.settings")
        from django.conf import settings

        settings.ROOT_URLCONF = "tests.benchmarks.live"
        from xtreme.wsgi import application

        return application
    raise AttributeError(name)


_client = None


def _valkey() -> redis.Redis:
    global _client
    _client = _client or redis.Redis.from_url(addresses.redis_url(0))
    return _client


class Asked:
    """The second way: an ASGI process that knows the version and proves a token."""

    def __init__(self) -> None:
        self.version, self.here = 0, False

    def publish(self, change: topics.Change) -> None:
        self.version += 1

    def say(self, *, here: bool) -> None:
        self.here = here

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] == "lifespan":
            return
        allowed = topics.permit(scope["query_string"].decode().removeprefix("token="))
        headers = [(b"content-type", b"text/plain")]
        await send({"type": "http.response.start", "status": 200 if allowed else 403, "headers": headers})
        await send({"type": "http.response.body", "body": b"%d" % self.version})


async def serve_asked() -> None:
    from granian.server.embed import Server

    from xtreme.live.listening import listen

    asked = Asked()
    server = Server(
        asked, address=HOST, port=PORT, interface="asgi", backlog=1024, backpressure=2000, log_level="error"
    )
    hearing = asyncio.create_task(listen(asked, addresses.redis_url(0)))
    await server.serve()
    hearing.cancel()


# Tabs


class Known:
    """When each change was published, and how long each tab took to know it."""

    def __init__(self) -> None:
        self.published: list[float] = []
        self.took: list[float] = []
        self.counting = False

    def learn(self, before: int, now: int) -> None:
        at = time.monotonic()
        if self.counting:
            self.took += [at - self.published[number] for number in range(before, now)]


async def ask(known: Known, head: str) -> None:
    """One tab that asks every two seconds."""
    await asyncio.sleep(random.random() * ASKED_EVERY)
    reader, writer = await asyncio.open_connection(HOST, PORT)
    seen = None
    while True:
        begun = time.monotonic()
        writer.write(head.encode())
        answer = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        assert " 200 " in answer.split("\r\n")[0], answer
        length = int(answer.split("content-length: ")[1].split("\r\n")[0])
        now = int(await reader.readexactly(length))
        if seen is not None:
            known.learn(min(seen, len(known.published)), min(now, len(known.published)))
        seen = now
        await asyncio.sleep(max(0, ASKED_EVERY - (time.monotonic() - begun)))


async def hear(known: Known, head: str) -> None:
    """One tab that is told."""
    await asyncio.sleep(random.random() * ASKED_EVERY)
    reader, writer = await asyncio.open_connection(HOST, PORT)
    writer.write(head.encode())
    while line := (await reader.readline()).decode():
        if line.startswith("data: {"):
            for number, _place in json.loads(line.removeprefix("data: "))["changes"]:
                known.learn(number, number + 1)


async def change(known: Known) -> None:
    valkey = _valkey()
    while True:
        await asyncio.sleep(random.uniform(0.5, 1.5))
        known.published.append(time.monotonic())
        pipe = valkey.pipeline()
        pipe.incr(VERSION)
        pipe.publish(topics.CHANNEL, topics.Change(len(known.published) - 1, "2" * 50, public=True).written())
        pipe.execute()


# Costs


def tree(root: int) -> Iterator[int]:
    yield root
    for task in Path(f"/proc/{root}/task").glob("*"):
        for child in (task / "children").read_text().split():
            yield from tree(int(child))


def cpu(roots: list[int]) -> float:
    """Seconds that these processes and all they started have used."""
    used = 0
    for pid in {each for root in roots for each in tree(root)}:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        used += sum(int(field) for field in fields[11:15])
    return used / TICKS


def memory(root: int) -> float:
    return sum(share(pid) for pid in tree(root))


@contextmanager
def serving(command: list[str]) -> Iterator[int]:
    server = subprocess.Popen([sys.executable, *command], cwd=addresses.PROJECT)
    try:
        time.sleep(5)
        yield server.pid
    finally:
        server.terminate()
        try:
            server.wait(5)
        except subprocess.TimeoutExpired:
            server.kill()


async def measure(way: str, server: int, tab: Callable, head: str, tabs: int, seconds: float) -> dict:
    """One way with all its tabs. `head` is the request of a tab."""
    _valkey().set(VERSION, 0)
    idle, known = memory(server), Known()
    shared = [int((addresses.state_dir() / "children" / name).read_text()) for name in ("postgres", "valkey")]
    changing = asyncio.create_task(change(known))
    open_tabs = [asyncio.create_task(tab(known, head)) for _ in range(tabs)]
    await asyncio.sleep(ASKED_EVERY + SETTLING)
    begun, used, known.counting = time.monotonic(), cpu([server, *shared]), True
    await asyncio.sleep(seconds)
    known.counting = False
    took, used = time.monotonic() - begun, cpu([server, *shared]) - used
    busy = memory(server)
    failed = [task for task in open_tabs if task.done()]
    for task in [changing, *open_tabs]:
        task.cancel()
    await asyncio.gather(changing, *open_tabs, return_exceptions=True)
    cuts = statistics.quantiles(known.took, n=100)
    return {
        "work": "live",
        "way": way,
        "tabs": tabs,
        "lost": len(failed),
        "changes": len(known.published),
        "cpu_s_per_min": round(used / took * 60, 2),
        "memory_mb": round(busy, 1),
        "memory_mb_without_tabs": round(idle, 1),
        "p50_ms": round(cuts[49] * 1000),
        "p95_ms": round(cuts[94] * 1000),
    }


def cookie() -> str:
    """The session of an agent."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from subscriptions import tenancy
    from tests import factories

    with tenancy.as_staff():
        agent = factories.staff()
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(agent.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = agent.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def ways() -> dict[str, tuple[list[str], Callable, str]]:
    """By name: the command that serves it, a tab, and what a tab sends."""
    from datetime import UTC, datetime

    token = topics.token(topics.QUEUE, datetime.now(UTC))
    head = "GET {} HTTP/1.1\r\nHost: localhost\r\n{}\r\n"
    web = [
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--no-ws",
        "--workers",
        "2",
        "--blocking-threads",
        "2",
        "--log-level",
        "error",
    ]
    web += ["--workers-kill-timeout", "1", "--host", HOST, "--port", str(PORT), "tests.benchmarks.live:wsgi"]
    return {
        "asking, WSGI": (web, ask, head.format("/version/", f"Cookie: {cookie()}\r\n")),
        "asking, ASGI": (
            ["-m", "tests.benchmarks.live", "--serve"],
            ask,
            head.format(f"/version/?token={token}", ""),
        ),
        "events": (
            ["-m", "xtreme.live", "--port", str(PORT)],
            hear,
            head.format(f"/live/?token={token}", ""),
        ),
    }


def compare(tabs: int, seconds: float) -> None:
    import django

    django.setup()
    found = []
    for way, (command, tab, head) in ways().items():
        with serving(command) as server:
            found.append(asyncio.run(measure(way, server, tab, head, tabs, seconds)))
    cheapest = min(each["cpu_s_per_min"] for each in found)
    for each in found:
        print(json.dumps(each | {"ratio_cpu": round(each["cpu_s_per_min"] / max(cheapest, 0.01), 1)}))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.live", description=__doc__)
    parser.add_argument("--tabs", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        asyncio.run(serve_asked())
        return
    from xtreme.embedded.servers import servers

    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    for name in ("DATABASE_URL", "REDIS_URL", "CACHE_URL", "SECRET_KEY"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory(prefix="xtreme-live-") as state:
        os.environ |= {"XTREME_STATE": state, "DJANGO_SETTINGS_MODULE": "xtreme.settings"}
        with servers("the benchmark of the live updates"):
            migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
            subprocess.run(migrate, cwd=addresses.PROJECT, check=True)
            compare(arguments.tabs, arguments.seconds)


if __name__ == "__main__":
    main()
