"""Taking the next incident: in work order, once each, whoever presses at the same time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection, connections

from subscriptions import tenancy
from tests import factories as make
from tests.desk.pages import WEDNESDAY, get, post, signed_in, text
from tickets import claiming, lifecycle, reminders
from tickets.models import Incident, LifecycleRules, Status

AGENTS = 16


@pytest.mark.django_db
def test_the_next_incident_of_the_queue_is_taken_and_opens():
    agent = make.staff()
    customer = make.customer()
    make.incident(customer, at=WEDNESDAY, severity=3)
    first = make.incident(customer, make.product("STH"), at=WEDNESDAY, severity=2)
    response = post(signed_in(agent), "/desk/next/")
    assert response.headers["Location"] == f"/desk/incidents/{first.pk}/"
    taken = Incident.objects.get(pk=first.pk)
    assert (taken.owner, taken.status) == (agent, Status.IN_PROGRESS)


@pytest.mark.django_db
def test_nothing_to_take_is_a_sentence_on_the_queue():
    desk = signed_in(make.staff())
    response = post(desk, "/desk/next/")
    assert response.headers["Location"] == "/desk/queue/"
    assert "No incident waits for an agent now." in text(get(desk, "/desk/queue/"))


@pytest.mark.django_db
def test_the_filters_of_the_list_bound_what_is_taken():
    customer = make.customer()
    make.incident(customer, at=WEDNESDAY, severity=1)
    stock = make.incident(customer, make.product("STH"), at=WEDNESDAY, severity=4)
    response = post(signed_in(make.staff()), "/desk/next/", product="STH")
    assert response.headers["Location"] == f"/desk/incidents/{stock.pk}/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "filters",
    [
        {"tier": "XTE"},
        {"region": "anz"},
        {"status": "in_progress"},
        {"owner": "none", "tier": "XTE"},
        {"severity": "4"},
        {"customer": "C-1008"},
    ],
)
def test_every_filter_of_the_list_bounds_what_is_taken_but_that_of_the_owner(filters):
    make.incident(at=WEDNESDAY, severity=1)
    far = make.customer(number="C-1008", region=make.region("anz", "Australia/Melbourne", country="AU"))
    meant = make.incident(far, at=WEDNESDAY, tier_code="XTE", severity=4)
    agent = make.staff()
    lifecycle.take(meant, agent, at=WEDNESDAY)
    lifecycle.assign(meant, None, agent, at=WEDNESDAY)
    response = post(signed_in(agent), "/desk/next/", **filters)
    assert response.headers["Location"] == f"/desk/incidents/{meant.pk}/"


@pytest.mark.django_db
def test_r15_3_what_is_taken_next_follows_the_rules_too():
    LifecycleRules.objects.create(pk=1, overdue_first=True)
    customer = make.customer()
    make.line(customer, make.product("STH"), "XTE")
    make.line(customer, make.product("LGF"), "XT")
    make.incident(customer, make.product("STH"), at=WEDNESDAY, severity=2)
    overdue = make.incident(customer, make.product("LGF"), at=WEDNESDAY.replace(day=23), severity=2)
    reminders.remind(WEDNESDAY)
    response = post(signed_in(make.staff()), "/desk/next/", WEDNESDAY)
    assert response.headers["Location"] == f"/desk/incidents/{overdue.pk}/"


@pytest.mark.django_db
def test_taking_needs_a_press_not_a_link():
    assert get(signed_in(make.staff()), "/desk/next/").status_code == 405


@pytest.mark.django_db(transaction=True)
def test_r9_1_what_a_colleague_is_taking_at_this_moment_is_passed_over_and_not_waited_for():
    with tenancy.as_staff():
        customer, agent = make.customer(), make.staff()
        first, second = (make.incident(customer, at=WEDNESDAY, severity=severity) for severity in (1, 2))
    held, done = Event(), Event()

    def take_slowly():
        try:
            with tenancy.as_staff():
                Incident.objects.for_change().get(pk=first.pk)
                held.set()
                done.wait(timeout=60)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as colleague:
        taking = colleague.submit(take_slowly)
        try:
            assert held.wait(timeout=60)
            with tenancy.as_staff(), connection.cursor() as cursor:
                cursor.execute("set local lock_timeout = '3s'")
                assert claiming.take_next(agent, at=WEDNESDAY) == second
        finally:
            done.set()
        taking.result()


@pytest.mark.django_db(transaction=True)
def test_16_agents_at_once_get_16_incidents_none_twice_none_skipped():
    with tenancy.as_staff():
        customer = make.customer()
        logged = [make.incident(customer, at=WEDNESDAY, severity=1 + n % 4).pk for n in range(AGENTS + 4)]
        order = list(Incident.objects.in_work_order().values_list("pk", flat=True))
        clients = [signed_in(make.staff()) for _ in range(AGENTS)]
    ready = Barrier(AGENTS)

    def press(client):
        try:
            ready.wait(timeout=60)
            return client.post("/desk/next/").headers["Location"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AGENTS) as agents:
        opened = list(agents.map(press, clients))
    taken = sorted(int(address.strip("/").rpartition("/")[2]) for address in opened)
    assert taken == sorted(order[:AGENTS])
    with tenancy.as_staff():
        owners = Incident.objects.filter(pk__in=logged).exclude(owner=None).values_list("owner", flat=True)
        assert len(owners) == len(set(owners)) == AGENTS
