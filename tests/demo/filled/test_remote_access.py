"""The demo's remote session (DEMO.md, 5): incident 1's, approved by Mette."""

from notifications.models import Notification
from tests.demo.moment import T
from tickets.remote_access import access
from tickets.remote_access.models import RemoteAccessRules, RemoteSession
from xtreme.demo import contacts, remote_access
from xtreme.demo.moments import Now


def test_r7_2_the_session_of_incident_1_is_approved_by_mette_and_can_start():
    session = RemoteSession.objects.whole().get()
    assert session.incident.title.startswith("Month-end posting stops")
    assert [person.email for person in session.approvers()] == [contacts.METTE]
    assert session.is_open(T)
    assert session.production
    assert access.readiness(session, RemoteAccessRules.of(session.customer)).complete
    assert session.incident.timeline.filter(facts__code="remote_approved").exists()


def test_filled_again_it_changes_nothing_and_nobody_is_told():
    remote_access.fill(Now(T))
    assert RemoteSession.objects.count() == 1
    assert not Notification.objects.filter(kind__startswith="remote").exists()
