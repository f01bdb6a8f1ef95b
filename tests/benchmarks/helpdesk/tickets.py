"""django-helpdesk with as many tickets as the product has incidents, and its list of open ones.

The tickets have no follow-ups, which is to its advantage.
"""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg

from tests.benchmarks.failure import NotMeasured
from tests.benchmarks.installation import PASSWORD, run, vacuum, variables
from tests.benchmarks.rounds import Side, compare
from tests.benchmarks.visitors import Visitor
from tests.benchmarks.web import served
from tests.benchmarks.works import ROWS, Request, Work, bare
from xtreme.embedded import addresses

DATABASE, STAFF = "helpdesk", "staff"
SETTINGS = "tests.benchmarks.helpdesk.settings"
QUEUES = """
from helpdesk.models import Queue
for n in range(8):
    Queue.objects.create(title=f"Queue {n}", slug=f"q{n}")
"""
TICKETS = """
    insert into helpdesk_ticket (title, queue_id, created, modified, submitter_email, assigned_to_id, status,
                                 on_hold, description, resolution, priority, secret_key)
    select 'The pick list stops after ' || n || ' lines',
           (select min(id) from helpdesk_queue) + mod(n, 8),
           now() - n * interval '1 minute', now(), 'contact' || mod(n, 1000) || '@customer.example',
           case when mod(n, 2) = 0 then (select min(id) from auth_user) end,
           case when mod(n, 10) < 3 then 1 else 4 end,
           false, 'It worked until the weekend. Document ' || n, null, 1 + mod(n, 5), md5(n::text)
    from generate_series(1, %s) as n
"""
ROWS_AT = re.compile(r"/datatables_ticket_list/[A-Za-z0-9+/=]+")


class TicketList(Work):
    """The page, and the rows that its script asks for: what a person waits for."""

    def do(self, visitor: Visitor, person: int, number: int) -> float:
        """Seconds of both. Raises NotMeasured."""
        page = visitor.get("/tickets/")
        address = ROWS_AT.search(page.body.decode())
        if page.status != 200 or address is None:
            raise NotMeasured(f"django-helpdesk: its list gave {page.status} {page.words()}")
        rows = visitor.get(f"{address[0]}?draw=1&start=0&length={ROWS}")
        if rows.status != 200 or rows.body.count(b'"row_class"') != ROWS:
            raise NotMeasured(f"django-helpdesk: its rows gave {rows.status} {rows.words()}")
        return page.seconds + rows.seconds


@contextmanager
def database(python: str, tickets: int) -> Iterator[None]:
    """Its own database inside the block, named in the environment. Raises NotMeasured."""
    with psycopg.connect(addresses.database_url(), autocommit=True) as connection:
        connection.execute(f"create database {DATABASE}")
    named = {"HELPDESK_DATABASE": DATABASE, "HELPDESK_USER": addresses.LOGIN}
    named |= {"HELPDESK_HOST": str(addresses.socket_dir()), "DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    with variables(**named):
        with variables(DJANGO_SETTINGS_MODULE=SETTINGS):
            django = [python, "-m", "django"]
            run("helpdesk-migrate", [*django, "migrate", "--verbosity", "0"])
            staff = ["--username", STAFF, "--email", "staff@vendor.example"]
            run("helpdesk-staff", [*django, "createsuperuser", "--no-input", *staff])
            run("helpdesk-queues", [*django, "shell", "-c", QUEUES])
        url = addresses.database_url().replace(f"/{addresses.DATABASE}?", f"/{DATABASE}?")
        with psycopg.connect(url) as connection:
            connection.execute(TICKETS, [tickets])
        vacuum(url)
        yield


def measure(python: str, tickets: int, stranger: Visitor) -> tuple[Side, Side]:
    """Its list and the bare view, taking turns with one client. Raises NotMeasured."""
    with (
        database(python, tickets),
        served("helpdesk", SETTINGS, ready="/login/", python=python) as site,
        closing(Visitor(site.port)) as visitor,
    ):
        visitor.sign_in("/login/", {"username": STAFF, "password": PASSWORD})
        list_of_open = TicketList("queue", lambda *_: Request("/tickets/"), lambda *_: True, least=1)
        listed = Side(list_of_open, [visitor])
        beside = Side(bare(), [stranger])
        compare(listed, beside, rounds=3)
        return listed, beside
