"""Which page gets a token, for what, and that nobody gets one for what she may not see."""

import re

import pytest
from django.test import override_settings

from subscriptions.models import StaffMember
from subscriptions.scope import Scope
from tests import factories as make
from tests.tickets.portal import WEDNESDAY, company, get, log, signed_in
from tickets.live import pages, topics
from tickets.live.announcing import place
from tickets.models import Incident
from tickets.models.incidents import BY_WORK_OVERDUE_FIRST

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return signed_in(make.contact(company()))


@pytest.fixture
def incident(client):
    log(client)
    return Incident.objects.get()


def all_tokens(answer):
    """The topics that a page may listen to."""
    found = re.findall(r'data-token="([^"]+)"', answer.content.decode())
    return [topics.signing.loads(token, salt="live")[0] for token in found]


def tokens(answer):
    """The same but for what its reader is told."""
    return [topic for topic in all_tokens(answer) if not topic.startswith(topics.PERSON)]


def test_r9_every_page_listens_to_what_its_own_reader_is_told_and_to_no_other_s(client, incident):
    person = f"person:{incident.contact_id}"
    for address in ("/", "/incidents/", "/subscription/", "/notifications/", "/notifications/bell/"):
        assert all_tokens(get(client, address)) == [person]
    assert all_tokens(get(client, f"/incidents/{incident.pk}/")) == [person, f"incident:{incident.pk}"]
    assert all_tokens(get(client, "/no/such/page/")) in ([], [person])


def test_r9_a_contact_s_page_listens_to_what_its_customer_sees_of_it(client, incident):
    assert tokens(get(client, f"/incidents/{incident.pk}/")) == [f"incident:{incident.pk}"]


def test_r9_another_company_s_contact_gets_no_token(client, incident):
    other = signed_in(make.contact(make.customer()))
    for address in (f"/incidents/{incident.pk}/", f"/desk/incidents/{incident.pk}/", "/desk/queue/"):
        answer = get(other, address)
        assert answer.status_code == 404
        assert tokens(answer) == []


def test_r9_the_desk_listens_to_the_queue_and_to_all_of_an_incident(incident):
    agent = signed_in(make.staff())
    assert tokens(get(agent, "/desk/queue/")) == ["queue"]
    assert tokens(get(agent, f"/desk/incidents/{incident.pk}/")) == [f"desk:{incident.pk}"]


def test_r9_colleagues_see_each_other_on_an_incident_and_nobody_sees_them_elsewhere(client, incident):
    def names(answer):
        found = re.findall(r'data-token="([^"]+)"', answer.content.decode())
        loaded = [topics.signing.loads(token, salt="live") for token in found]
        return {topic: name for topic, _at, _person, name in loaded}

    person = make.staff()
    agent, desk = signed_in(person), f"desk:{incident.pk}"
    told = f"person:{person.pk}"
    assert names(get(agent, f"/desk/incidents/{incident.pk}/")) == {told: "", desk: person.name}
    assert names(get(agent, "/desk/queue/")) == {told: "", "queue": ""}
    assert set(names(get(client, f"/incidents/{incident.pk}/")).values()) == {""}


def test_r9_the_desk_of_who_is_limited_listens_to_what_is_within_her_scope(incident):
    person = make.staff()
    StaffMember.objects.filter(user=person).update(only_products=[incident.product_id])
    (topic,) = tokens(get(signed_in(person), "/desk/queue/"))
    assert topic == topics.of_queue(Scope(products=frozenset({incident.product_id}))) != topics.QUEUE


def test_the_place_of_a_row_is_that_of_its_changes(incident):
    values = [getattr(incident, name) for name in BY_WORK_OVERDUE_FIRST]
    assert pages.place(BY_WORK_OVERDUE_FIRST, values) == place(incident, overdue_first=True)


def test_a_refused_form_is_fetched_again_from_the_page_s_own_address(client, incident):
    answer = client.post(f"/incidents/{incident.pk}/reply/", {"body": ""})
    assert answer.status_code == 422
    assert f'data-address="/incidents/{incident.pk}/"' in answer.content.decode()


def test_where_live_updates_are_off_a_page_says_nothing_of_them(client, incident):
    with override_settings(LIVE_URL=""):
        answer = get(client, f"/incidents/{incident.pk}/").content.decode()
    assert 'id="live"' not in answer
    assert "live.js" not in answer


def test_a_page_that_fetches_itself_leaves_a_message_for_the_one_that_is_looked_at(client, incident):
    client.post(f"/incidents/{incident.pk}/reply/", {"body": "It is urgent."})
    address = f"/incidents/{incident.pk}/"
    said = 'class="notices"'
    assert said not in client.get(address, headers={"X-Live": "1"}).content.decode()
    assert said in client.get(address).content.decode()


def test_the_policy_lets_pages_listen_where_the_updates_are_served(client, settings):
    policy = get(client, "/", WEDNESDAY).headers["Content-Security-Policy"]
    origin = settings.LIVE_URL.removesuffix("/live/")
    assert re.search(rf"connect-src 'self' {re.escape(origin)}(;|$)", policy)
