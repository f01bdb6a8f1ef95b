"""A production installation in a temporary state: servers, a migrated database, synthetic incidents, people.

Filled without the guarantees of durability, which changes no row; measured with them, as production runs.
"""

import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from tests import leftovers
from tests.benchmarks.failure import NotMeasured
from tests.benchmarks.visitors import HOST
from xtreme.embedded import addresses, catalogues, launch, state
from xtreme.embedded.servers import servers

INCIDENTS_A_CUSTOMER = 100
CUSTOMERS_AT_MOST = 2_000
INCIDENTS_AN_ARTICLE = 4
ARTICLES_AT_MOST = 50_000
PASSWORD = "only-of-this-benchmark"
PATIENCE = 5  # seconds


@dataclass(frozen=True)
class Agent:
    """An agent, and the second factor she signs in with, once."""

    email: str
    recovery_code: str


@dataclass(frozen=True)
class Contact:
    """A contact and the code of a product that her company may log incidents for."""

    email: str
    product: str


@dataclass(frozen=True)
class People:
    """Who signs in, the numbers of open incidents in work order that agents look at, and the words of which each
    finds a page of incidents."""

    agents: list[Agent]
    contacts: list[Contact]
    incidents: list[int]
    searches: list[str]


@contextmanager
def filled(incidents: int) -> Iterator[People]:
    """Serve a database with that many incidents inside the block, its address in the environment.

    Everything is gone afterwards. Raises NotMeasured, CannotRun.
    """
    with temporary_state():
        with servers("make bench", durable=False), variables(**production()):
            _fill(incidents)
        with servers("make bench"), variables(**production()), _kept_up():
            yield people()


@contextmanager
def temporary_state() -> Iterator[None]:
    """A state of its own for what is started inside the block; gone afterwards. Raises CannotRun."""
    directory = leftovers.new_directory()
    try:
        with variables(XTREME_STATE=directory, DATABASE_URL=None, DJANGO_SETTINGS_MODULE=None):
            state.prepare()
            yield
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def _kept_up() -> Iterator[None]:
    """With what a worker does all the time, inside the block. Raises NotMeasured when that ended by itself."""
    child = launch.start(
        "upkeep", [sys.executable, "-m", "tests.benchmarks.upkeep"], at_our_death=signal.SIGTERM
    )
    try:
        yield
        if child.poll() is not None:
            raise NotMeasured(f"upkeep ended: {launch.log_path('upkeep').read_text()[-2000:]}")
    finally:
        launch.stop(child, signal.SIGTERM, PATIENCE)


def _fill(incidents: int) -> None:
    catalogues.compile_all()
    manage("migrate", "--verbosity", "0")
    manage("collectstatic", "--no-input", "--verbosity", "0")
    customers = min(max(incidents // INCIDENTS_A_CUSTOMER, 10), CUSTOMERS_AT_MOST)
    articles = min(incidents // INCIDENTS_AN_ARTICLE, ARTICLES_AT_MOST)
    counts = {"--incidents": incidents, "--customers": customers, "--articles": articles}
    manage("fill", *(text for name, count in counts.items() for text in (name, str(count))))
    vacuum(addresses.database_url())


def production() -> dict[str, str]:
    """The environment of a production installation on the servers of this state.

    One person may log more incidents a minute than usual: eight people here do the work of hundreds.
    """
    return {
        "DATABASE_URL": addresses.database_url(),
        "REDIS_URL": addresses.redis_url(),
        "SECRET_KEY": addresses.secret_key(),
        "ALLOWED_HOSTS": HOST,
        "EMAIL_URL": f"smtp://{HOST}:9",
        "SITE_URL": f"http://{HOST}",
        "INCIDENTS_PER_MINUTE": "1000000",
    }


@contextmanager
def variables(**values: str | None) -> Iterator[None]:
    """Set variables of the environment for what is started inside; None takes one away."""
    before = {name: os.environ.get(name) for name in values}
    _set(values)
    try:
        yield
    finally:
        _set(before)


def _set(values: Mapping[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def manage(*arguments: str) -> None:
    """One of Django's commands, ended with us. Raises NotMeasured when it fails."""
    run(arguments[0], [sys.executable, "manage.py", *arguments])


def ask(module: str, *arguments: str) -> str:
    """What a module of these benchmarks prints when it runs by itself, with Django's settings of now."""
    return run(module, [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments])


def run(name: str, command: list[str]) -> str:
    """Run a command to its end; gives what it printed. Raises NotMeasured when it fails."""
    launch.log_path(name).unlink(missing_ok=True)
    child = launch.start(name, command, at_our_death=signal.SIGTERM)
    try:
        code = child.wait()
    finally:
        launch.stop(child, signal.SIGTERM, PATIENCE)
    said = launch.log_path(name).read_text(errors="replace")
    if code:
        raise NotMeasured(f"{name} failed ({code}): {said.strip()[-2000:]}")
    return said


def vacuum(url: str) -> None:
    """Leave the tables as autovacuum would: visible to index-only scans, with statistics."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("vacuum analyze")


def people() -> People:
    """Eight agents and eight contacts, given a password."""
    told = json.loads(ask("people", PASSWORD).splitlines()[-1])
    agents = [Agent(*agent) for agent in told["agents"]]
    contacts = [Contact(*contact) for contact in told["contacts"]]
    return People(agents, contacts, told["incidents"], told["searches"])
