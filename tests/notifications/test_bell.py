"""What a person was told, in the app: a line a matter, what is unread, and that opening the matter reads it."""

import re
from html import unescape

import pytest
from django.utils import timezone

from notifications import outbox
from notifications.models import Notification
from tests import factories as make
from tests.notifications.telling import INCIDENT, RENEWAL

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact():
    return make.contact(make.customer())


@pytest.fixture
def page(client, contact):
    client.force_login(contact)

    def get(address="/notifications/"):
        return unescape(client.get(address).content.decode())

    return get


def reply(person, number, event, kind="reply"):
    """A reply of which the person is told, on the incident of this number; gives the row of her bell."""
    customer = person.memberships.get().customer
    context = INCIDENT | {"number": number, "body": "We look.", "asks": False, "reason": "solved"}
    context |= {"reopen_days": 30}
    link = f"/incidents/{number}/"
    outbox.tell(kind, [person], event, customer=customer, context=context, link=link)
    return Notification.objects.get(recipient=person, channel="in_app", event=event)


def renewal(person, event, link="/subscription/"):
    customer = person.memberships.get().customer
    outbox.tell("renewal", [person], event, customer=customer, context=RENEWAL, link=link)


def lines(page):
    """What each line of the list says."""
    return re.findall(r'class="t(?: read)?" href="/notifications/\d+/">([^<]+)<', page)


def unread(person):
    return Notification.objects.unread(person)


def test_twenty_replies_to_an_incident_are_one_line_with_their_number(page, contact):
    for number in range(20):
        reply(contact, 7, f"e{number}")
    reply(contact, 8, "other")
    shown = page()
    assert lines(shown) == ["Reply to incident 8: Posting stops", "Reply to incident 7: Posting stops"]
    assert "20 messages" in shown
    assert "20 unread" in shown


def test_what_leads_nowhere_is_a_line_each(page, contact):
    for number in range(3):
        renewal(contact, f"e{number}", link="")
    assert len(lines(page())) == 3


def test_the_newest_of_a_matter_brings_its_line_to_the_top(page, contact):
    reply(contact, 7, "a")
    reply(contact, 8, "b")
    reply(contact, 7, "c", kind="closed")
    assert lines(page()) == ["Incident 7 is closed: Posting stops", "Reply to incident 8: Posting stops"]


def test_the_list_is_narrowed_to_what_is_unread_and_to_a_group(page, client, contact):
    old = reply(contact, 7, "a")
    client.post(f"/notifications/{old.pk}/read/")
    reply(contact, 8, "b")
    renewal(contact, "c")
    assert len(lines(page("/notifications/?show=unread"))) == 2
    assert lines(page("/notifications/?show=unread&about=incidents")) == [
        "Reply to incident 8: Posting stops"
    ]
    assert len(lines(page("/notifications/?about=other"))) == 1
    assert lines(page("/notifications/?about=alerts")) == []
    assert "Nothing here" in page("/notifications/?about=alerts")


@pytest.mark.parametrize("query", ["about=no", "show=no", "before=x", "before=²", "before=" + "9" * 40])
def test_what_the_address_holds_and_nobody_understands_is_left_out(page, contact, query):
    reply(contact, 7, "a")
    assert len(lines(page(f"/notifications/?{query}"))) == 1


def test_pages_go_by_key_and_a_matter_stands_on_one_of_them(page, contact, monkeypatch):
    monkeypatch.setattr("notifications.views.bell.SHOWN", 2)
    for number, event in [(1, "a"), (2, "b"), (3, "c"), (1, "d")]:
        reply(contact, number, event)
    first = page()
    assert [line[18] for line in lines(first)] == ["1", "3"]
    second = page("/notifications/" + re.search(r'href="(\?before=\d+)" rel="next"', first)[1])
    assert [line[18] for line in lines(second)] == ["2"]


def test_the_list_asks_as_much_whatever_its_length(client, contact, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(contact)
    counts = []
    for more in (2, 30):
        for number in range(more):
            reply(contact, more * 100 + number, f"e{more}.{number}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/notifications/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_one_matter_is_read_by_its_button_and_stays_unread_for_what_came_since(client, contact):
    client.force_login(contact)
    first, other = reply(contact, 7, "a"), reply(contact, 8, "b")
    reply(contact, 7, "c")
    answer = client.post(f"/notifications/{first.pk}/read/?show=unread&about=nonsense")
    assert answer["Location"] == "/notifications/?show=unread"
    assert unread(contact) == 2
    client.post(f"/notifications/{other.pk}/read/")
    assert unread(contact) == 1


def test_all_up_to_the_newest_that_was_shown_are_read(client, contact):
    client.force_login(contact)
    shown = reply(contact, 7, "a")
    reply(contact, 8, "b")
    client.post("/notifications/read/", {"newest": shown.pk})
    assert unread(contact) == 1
    for bad in ("", "x", "²", "9" * 40):
        assert client.post("/notifications/read/", {"newest": bad}).status_code == 302


def test_following_a_line_reads_its_matter_and_nobody_else_s(client, contact):
    colleague = make.contact(contact.memberships.get().customer)
    client.force_login(contact)
    reply(contact, 7, "a")
    row = reply(contact, 7, "b")
    theirs = reply(colleague, 7, "c")
    assert client.get(f"/notifications/{row.pk}/")["Location"] == "/incidents/7/"
    assert unread(contact) == 0
    assert unread(colleague) == 1
    for address in (f"/notifications/{theirs.pk}/", f"/notifications/{theirs.pk}/read/"):
        assert client.get(address).status_code in (404, 405)
        assert client.post(address).status_code in (404, 405)
    assert unread(colleague) == 1


def test_opening_an_incident_reads_what_led_to_it_and_nothing_else(client):
    incident = make.incident(at=timezone.now(), severity=3)
    renewal(incident.contact, "other")
    client.force_login(incident.contact)
    assert unread(incident.contact) == 2
    client.get(incident.get_absolute_url())
    assert unread(incident.contact) == 1


def test_opening_an_incident_at_the_desk_reads_what_led_there(client):
    incident, agent = make.incident(at=timezone.now(), severity=3), make.staff()
    link = f"/desk/incidents/{incident.pk}/"
    outbox.tell("assigned", [agent], "e", customer=incident.customer, context=INCIDENT, link=link)
    client.force_login(agent)
    client.get(link)
    assert unread(agent) == 0


def test_the_bell_alone_says_its_number_in_its_name(page, client, contact):
    assert 'aria-label="What you were told"' in page("/notifications/bell/")
    reply(contact, 7, "a")
    reply(contact, 8, "b")
    bell = client.get("/notifications/bell/")
    assert 'aria-label="What you were told: 2 unread"' in bell.content.decode()
    assert 'role="status"' in bell.content.decode()
    assert bell["Cache-Control"] == "no-store"


def test_a_stranger_has_no_bell(client):
    assert client.get("/notifications/bell/").status_code == 302


def test_where_live_updates_are_off_the_bell_is_as_it_was(page, contact, settings):
    settings.LIVE_URL = ""
    reply(contact, 7, "a")
    shown = page()
    assert "data-token" not in shown
    assert "What you were told: 1 unread" in shown
