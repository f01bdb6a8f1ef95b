"""A production installation that may be hurt: servers, processes and a sink of its own in a temporary state.

The people are made once; every experiment begins with a copy of their database, an empty broker, an empty sink and
no process of the product (`fresh`), and starts those that it is about. Leases last LEASE_SECONDS here, so that a
dead worker's are taken over while we wait; what was put off by minutes or hours is brought forward in the database
(`bring_forward`), which is the one thing that is not as it would be.
"""

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import psycopg
import redis
from django.db import connection

from tests import leftovers
from tests.benchmarks.failure import NotMeasured
from tests.benchmarks.installation import manage, production, variables
from tests.benchmarks.visitors import Visitor
from tests.faults import disk, processes
from tests.faults.failure import Failed
from tests.faults.post import Post
from tests.faults.processes import Process
from tests.postbox import free_port
from xtreme.embedded import addresses, catalogues, launch, postgres, state, valkey

TEMPLATE = "people"
LEASE_SECONDS = 6
STATE_MB, VALKEY_MB = 1500, 64
TURN_SECONDS = 0.5
READY_SECONDS = 60
DELIVER = "notifications.tasks.deliver"


@contextmanager
def installed() -> Iterator["Installation"]:
    """Have one inside the block; everything is gone afterwards. Raises CannotRun, NotMeasured."""
    directory = Path(leftovers.new_directory())
    with ExitStack() as stack:
        if disk.separate():
            disk.mount(directory, STATE_MB)
            disk.mount(directory / "valkey", VALKEY_MB)
            stack.callback(subprocess.run, ["umount", "--recursive", directory], capture_output=True)
        environment = {
            "XTREME_STATE": str(directory),
            "DATABASE_URL": None,
            "DJANGO_SETTINGS_MODULE": "xtreme.settings",
        }
        stack.enter_context(variables(**environment))
        stack.enter_context(state.owned("make faults"))
        post = stack.enter_context(closing(Post(directory)))
        wanted = production() | {"EMAIL_URL": post.url, "OUTBOX_LEASE_SECONDS": str(LEASE_SECONDS)}
        stack.enter_context(variables(**wanted))
        site = Installation(directory, post)
        stack.callback(site.close)
        site.make()
        yield site


class Installation:
    """What an experiment handles. `random` is its own, by the seed of the run."""

    def __init__(self, directory: Path, post: Post) -> None:
        self.directory, self.post = directory, post
        self.random = random.Random()
        self.processes: list[Process] = []
        self.postgres, self.valkey = postgres.start(), valkey.start()
        postgres.prepare()

    def make(self) -> None:
        """The database that every experiment gets a copy of."""
        import django

        catalogues.compile_all()
        manage("migrate", "--verbosity", "0")
        manage("collectstatic", "--no-input", "--verbosity", "0")
        manage("load_starting_data")
        django.setup()
        from tests.faults import people

        people.fill()
        _forget_connections()
        with _server() as server:
            server.execute("vacuum")
            server.execute(f"alter database {addresses.DATABASE} rename to {TEMPLATE}")

    def close(self) -> None:
        """End all of it."""
        self.end_processes()
        postgres.stop(self.postgres)
        valkey.stop(self.valkey)

    # Between experiments

    def fresh(self, seed: str) -> None:
        """Begin anew."""
        self.random = random.Random(seed)
        self.end_processes()
        self._mend_servers()
        _forget_what_was_away()
        with _server() as server:
            server.execute(f"drop database if exists {addresses.DATABASE} with (force)")
            server.execute(
                f"create database {addresses.DATABASE} template {TEMPLATE} owner {addresses.LOGIN}"
                " strategy file_copy"
            )
        self.post.forget()

    def end_processes(self) -> None:
        for process in self.processes:
            process.kill()
        self.processes.clear()

    def _mend_servers(self) -> None:
        """However the last experiment left them."""
        disk.empty(self.directory)
        disk.empty(self.directory / "valkey")
        for server in (self.postgres, self.valkey):
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGCONT)
        self.recover_postgres()
        self.end_valkey()
        self.forget_valkey()
        self.start_valkey()

    # Servers

    def end_postgres(self) -> None:
        """At once, in the middle of whatever it does: what was not on disk yet is written again from its log."""
        launch.stop(self.postgres, signal.SIGQUIT, processes.PATIENCE)
        _forget_connections()

    def start_postgres(self) -> None:
        self.postgres = postgres.start()

    def recover_postgres(self) -> None:
        """Wait until it answers; started again, as a service manager does, where it ended. Raises Failed."""

        def answers() -> bool:
            if self.postgres.poll() is not None:
                self.start_postgres()
            return postgres.answers("postgres")

        self.wait(answers)
        _forget_connections()

    def cut_connections(self) -> int:
        """End every session of the product, as a failing network does; says how many."""
        with _server() as server:
            ended = server.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where usename = %s", [addresses.LOGIN]
            )
            count = len(ended.fetchall())
        _forget_connections()
        return count

    def transactions(self) -> int:
        """How many transactions of the product are open: those of a killed process end once it is noticed."""
        return self._ask(
            "select count(*) from pg_stat_activity"
            f" where usename = '{addresses.LOGIN}' and xact_start is not null"
        )

    def end_valkey(self) -> None:
        """SIGKILL: at most a second of what it was told is not on disk."""
        launch.stop(self.valkey, signal.SIGKILL, processes.PATIENCE)

    def start_valkey(self) -> None:
        self.valkey = valkey.start()

    def forget_valkey(self) -> None:
        """While it is down: the next one knows nothing."""
        shutil.rmtree(self.directory / "valkey" / "appendonlydir", ignore_errors=True)

    def pause(self, server: "subprocess.Popen[bytes]") -> None:
        """It is there and answers nothing."""
        os.killpg(server.pid, signal.SIGSTOP)

    def go_on(self, server: "subprocess.Popen[bytes]") -> None:
        os.killpg(server.pid, signal.SIGCONT)

    @property
    def broker(self) -> redis.Redis:
        """A connection to Valkey, to break it with."""
        return redis.Redis.from_url(addresses.redis_url(), socket_timeout=5)

    # Processes

    def worker(self, name: str = "worker", *, clock: Path | None = None, lease: int | None = None) -> Process:
        """Start one; `clock` is the file that tells its clock, `lease` the seconds of its leases."""
        environment = {"OUTBOX_LEASE_SECONDS": str(lease)} if lease else {}
        return self._started(Process(name, processes.worker(clock), **environment))

    def beat(self, name: str = "beat", *, clock: Path | None = None) -> Process:
        return self._started(Process(name, processes.beat(clock)))

    def web(self, name: str = "web") -> tuple[Process, int]:
        """One that serves the pages, once it answers, and its port. Raises Failed."""
        port = free_port()
        return self.web_on(port, name), port

    def web_on(self, port: int, name: str = "web") -> Process:
        """The same on this port."""
        process = self._started(Process(name, processes.web(port)))
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline and not process.ended:
            with closing(Visitor(port)) as visitor, suppress(NotMeasured):
                if visitor.get("/health/live").status == 200:
                    return process
            time.sleep(0.1)
        raise Failed(f"{name} does not answer: {launch.last_line(name)}")

    def _started(self, process: Process) -> Process:
        self.processes.append(process)
        return process

    # Time

    def nudge(self) -> None:
        """Have a worker look, as a sweep of beat's does; where the broker is away it is as if beat had not come."""
        from xtreme.celery import app

        with suppress(Exception):
            app.send_task(DELIVER)

    def drain(self, seconds: float = 60, *, nudged: bool = True) -> float:
        """Once what was broken is mended: wait until nothing is left to be sent, bringing forward what was put off.
        Gives up after `seconds`, since the ledger shows what is left; says how long it took."""
        begun = time.monotonic()
        while self.unsent() and time.monotonic() - begun < seconds:
            self.bring_forward()
            if nudged:
                self.nudge()
            time.sleep(TURN_SECONDS)
        return round(time.monotonic() - begun, 1)

    def unsent(self) -> int:
        """How many mails wait or are being sent."""
        return self._ask(
            "select count(*) from notifications_notification where state in ('waiting', 'leased')"
        )

    def bring_forward(self) -> None:
        """The time until the next attempt has passed, for what waits."""
        self._ask(
            "update notifications_notification set next_attempt_at = now()"
            " where state = 'waiting' and next_attempt_at > now()"
        )

    def wait(self, until: Callable[[], bool], seconds: float = 60) -> None:
        """Until that is so. Raises Failed."""
        deadline = time.monotonic() + seconds
        while not until():
            if time.monotonic() > deadline:
                raise Failed(f"It did not come to it in {seconds:.0f} s.")
            time.sleep(0.02)

    def _ask(self, statement: str) -> int:
        """One number, or how many rows it changed, as the server's administrator; past every wall."""
        with _server(addresses.DATABASE) as server:
            done = server.execute(statement)
            row = done.fetchone() if done.description else None
            return int(row[0]) if row else done.rowcount


@contextmanager
def _server(database: str = "postgres") -> Iterator[psycopg.Connection]:
    address = {"host": str(addresses.socket_dir()), "user": "postgres", "dbname": database}
    with psycopg.connect(**address, autocommit=True, connect_timeout=5) as server:
        yield server


def _forget_what_was_away() -> None:
    """This process publishes as a web process does that has just started: without connections, and without the
    pause in which nobody is nudged after the broker was away."""
    from notifications import outbox

    _forget_connections()
    outbox._paused_until = 0.0


def _forget_connections() -> None:
    """Those of this process to the product's database."""
    connection.close()
    if getattr(connection, "close_pool", None):
        connection.close_pool()
