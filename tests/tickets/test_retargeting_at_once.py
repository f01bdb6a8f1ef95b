"""Several workers take up one move of open incidents, and agents answer meanwhile: each milestone moves once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from subscriptions import tenancy
from tests import factories as make
from tests.tickets.test_retargeting import version
from tickets import correspondence, retargeting, tasks
from tickets.models import DueTime, Retargeting
from tickets.verification import differences

pytestmark = pytest.mark.django_db(transaction=True)

INCIDENTS = 12


def test_workers_and_agents_at_once_move_each_milestone_once(monkeypatch):
    monkeypatch.setattr(retargeting, "BATCH", 2)
    now = timezone.now()
    with tenancy.as_staff():
        agent = make.staff()
        incidents = [
            make.incident(at=now - timedelta(minutes=5), severity=1, tier_code="XTP")
            for _ in range(INCIDENTS)
        ]
        policy = version(now - timedelta(minutes=1), solution_goal=1)
        retargeting.begin(policy, make.staff("administrator"), "The new contract", stops=False)

    def answer():
        for incident in reversed(incidents[-4:]):
            with tenancy.as_staff():
                correspondence.reply(incident, agent, "We look at it.")

    def run(work):
        try:
            work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(run, [*[tasks.move_open_incidents] * 3, answer]))
    with tenancy.as_staff():
        act = Retargeting.objects.get()
        moves = list(DueTime.objects.filter(cause="policy").values_list("milestone", flat=True))
        assert act.finished_at
        assert (len(moves), len(set(moves)), act.moved) == (INCIDENTS, INCIDENTS, INCIDENTS)
        assert list(differences()) == []
