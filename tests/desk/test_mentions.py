"""An @name in a note or a reply tells the one it means, never somebody who may not read it; the rest stays text."""

import pytest

from notifications.models import Notification
from tests import factories as make
from tests.desk.pages import LATER, WEDNESDAY, get, post, signed_in
from tickets import closing, correspondence, followers, mentions
from tickets.conversation import written
from tickets.models import Incident

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident():
    return make.incident(at=WEDNESDAY, severity=3)


@pytest.fixture
def kim():
    return make.staff(name="Kim Bjørn", email="kim.b@xtreme.example")


def told(person):
    rows = Notification.objects.filter(recipient=person, channel="in_app").order_by("pk")
    return [row.kind for row in rows]


def body(desk, incident):
    return get(desk, f"/desk/incidents/{incident.pk}/").content.decode()


@pytest.mark.parametrize(
    "name", ["@kim.b", "@Kim.Bjørn", "@KIM.B", "(@kim.b)", "@kim.b.", "See\n@kim.b, please"]
)
def test_a_colleague_is_told_by_either_of_her_names(incident, agent, kim, name):
    correspondence.note(incident, agent, f"Ask {name}", at=LATER)
    assert told(kim) == ["mentioned"]


@pytest.mark.parametrize(
    "words",
    ["@nobody", "kim.b@xtreme.example", "@kim", "x@kim.b", "http://x.example/@kim.b", "@", "@.", "@@kim.b"],
)
def test_what_names_nobody_stays_text(incident, agent, kim, words):
    entry = correspondence.note(incident, agent, f"Ask {words} now", at=LATER)
    assert told(kim) == []
    assert "mentions" not in entry.facts


def test_a_name_that_two_have_means_neither(incident, agent):
    two = [make.staff(name="Jo Dahl") for _ in range(2)]
    correspondence.note(incident, agent, "@jo.dahl", at=LATER)
    assert [told(person) for person in two] == [[], []]


def test_the_note_shows_whom_it_names_and_nothing_typed_becomes_markup(desk, incident, agent, kim):
    correspondence.note(incident, agent, "<b>@kim.b</b> @nobody <script>", at=LATER)
    shown = body(desk, incident)
    marked = '<span class="mention" title="Kim Bjørn">@kim.b</span>'
    assert f"&lt;b&gt;{marked}&lt;/b&gt; @nobody &lt;script&gt;" in shown


def test_an_address_is_never_broken_by_a_name_in_it():
    html = written("See http://x.example/?a=@kim.b and @kim.b", {"kim.b": "Kim <Bjørn>"})
    assert html.count("<span") == 1
    assert 'title="Kim &lt;Bjørn&gt;"' in html
    assert 'href="http://x.example/?a=%40kim.b"' in html


def test_a_contact_is_named_in_a_reply_alone_and_only_one_of_this_customer(incident, agent):
    hers = make.contact(incident.customer, name="Lis Holt")
    elsewhere = make.contact(make.customer(), name="Per Krog")
    correspondence.note(incident, agent, "@lis.holt @per.krog", at=LATER)
    assert (told(hers), told(elsewhere)) == ([], [])
    correspondence.reply(incident, agent, "@lis.holt @per.krog", at=LATER)
    assert (told(hers), told(elsewhere)) == (["mentioned_here"], [])


def test_who_has_left_the_company_is_not_named(incident, agent):
    former = make.contact(incident.customer, name="Lis Holt")
    former.memberships.update(ended_at=WEDNESDAY)
    correspondence.reply(incident, agent, "@lis.holt", at=LATER)
    assert told(former) == []


def test_the_contact_herself_gets_the_reply_and_the_writer_nothing(incident, agent):
    type(incident.contact).objects.filter(pk=incident.contact_id).update(name="Lis Holt")
    correspondence.reply(incident, agent, "@lis.holt @anna.kjær", asks=True, at=LATER)
    assert told(incident.contact)[-1] == "reply"
    assert told(agent) == []


def test_who_is_named_and_follows_is_told_once(incident, agent, kim):
    followers.follow(incident, kim, WEDNESDAY)
    correspondence.note(incident, agent, "@kim.b", at=LATER)
    assert told(kim) == ["mentioned"]


def test_a_proposed_solution_names_people_too(incident, agent, kim):
    closing.propose_solution(incident, agent, "As @kim.b says.", at=LATER)
    assert told(kim) == ["mentioned"]


def test_a_text_of_a_contact_names_nobody(incident, kim):
    correspondence.contact_reply(incident, incident.contact, "@kim.b", at=LATER)
    assert told(kim) == []


def test_a_text_that_names_everybody_tells_a_bounded_number(incident, agent):
    people = [make.staff(name=f"Agent No{number}") for number in range(mentions.MOST + 5)]
    words = " ".join(f"@agent.no{number}" for number in range(len(people)))
    correspondence.note(incident, agent, words, at=LATER)
    assert sum(bool(told(person)) for person in people) == mentions.MOST


def test_pressing_twice_tells_once(desk, incident, kim):
    fields = {"body": "@kim.b", "submission": "5b1d1a3e-5a52-4d0e-8a53-2c2f6f4a2c11"}
    for _ in range(2):
        assert post(desk, f"/desk/incidents/{incident.pk}/note/", **fields).status_code == 302
    assert told(kim) == ["mentioned"]


def offered(client, incident, query):
    answer = get(client, f"/desk/mentions/?incident={incident.pk}&{query}")
    assert answer.status_code == 200
    return [(row["mention"], row["name"], row["where"]) for row in answer.json()["people"]]


def test_names_are_offered_by_how_they_begin(desk, incident, kim):
    contact = make.contact(incident.customer, name="Kirsten Lund", email="kl@nordlys.example")
    make.contact(make.customer(), name="Kirsten Elsewhere")
    assert offered(desk, incident, "q=ki") == [("@kim.b", "Kim Bjørn", "")]
    assert offered(desk, incident, "q=bj") == [("@kim.b", "Kim Bjørn", "")]
    assert offered(desk, incident, "q=ki&public=1") == [
        ("@kim.b", "Kim Bjørn", ""),
        ("@kl", "Kirsten Lund", contact.memberships.get().customer.name),
    ]
    assert offered(desk, incident, "q=zz") == []


@pytest.mark.parametrize("number", ["", "x", "²", "0", "9" * 40])
def test_names_are_offered_for_an_incident_that_there_is(desk, number):
    assert get(desk, f"/desk/mentions/?incident={number}&q=a").status_code == 404


def test_a_contact_is_offered_nobody(incident):
    client = signed_in(incident.contact)
    assert get(client, f"/desk/mentions/?incident={incident.pk}&q=").status_code == 404
    assert Incident.objects.count() == 1
