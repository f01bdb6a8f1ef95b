"""Searching incidents: words of all they say, newest first, to each reader what she may read."""

import pytest
from django.db import ProgrammingError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from subscriptions import tenancy
from tests import factories as make
from tests.search.scene import found
from tests.tickets.portal import WEDNESDAY, get, signed_in
from tickets import correspondence, search, text_parts
from tickets.models import Incident, IncidentText, Words

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(customer, contact):
    def log(title, **fields):
        return make.incident(customer, title=title, **{"at": WEDNESDAY, "contact": contact} | fields)

    return log


def test_search_finds_her_companys_incidents_with_a_snippet(client, log):
    """HOUSE.md, contracts: /search/?q="""
    log(
        "Posting",
        description="Since this morning the posting run stops (5 < 9 & so on) with error 4711 in period 11.",
    )
    make.incident(at=WEDNESDAY, title="4711 at another company")
    response = get(client, "/search/?q=4711 period")
    assert [row["title"] for row in response.context["rows"]] == ["Posting"]
    assert "<mark>4711</mark>" in response.content.decode()
    assert "5 &lt; 9 &amp; so on" in response.content.decode()


def test_staff_search_every_companys_incidents():
    make.incident(at=WEDNESDAY, title="Lock at one")
    make.incident(at=WEDNESDAY, title="Lock at another")
    response = get(signed_in(make.staff()), "/search/?q=lock")
    assert [row["title"] for row in response.context["rows"]] == ["Lock at another", "Lock at one"]
    assert response.context["rows"][0]["url"].startswith("/desk/incidents/")


@pytest.mark.parametrize(
    "words", ["", "   ", "\x00", "'", "& | !", "<->", '"', "-", "🔥", "9" * 300, "or and"]
)
def test_search_takes_anything(client, words):
    assert client.get("/search/", {"q": words}).status_code == 200


def test_words_of_messages_are_found_and_of_notes_by_staff_only(client, log):
    """R5.5: a contact finds by what she may read, and by nothing else."""
    agent, incident = make.staff(), log("Posting")
    correspondence.reply(incident, agent, "Please switch the gearbox trace on.", at=WEDNESDAY)
    correspondence.note(incident, agent, "She must not know of the flywheel.", at=WEDNESDAY)
    contact = incident.contact
    assert found("gearbox", contact) == found("gearbox", agent) == found("flywheel", agent) == [incident.pk]
    assert found("flywheel", contact) == []
    page = get(client, "/search/?q=gearbox").content.decode()
    assert "the <mark>gearbox</mark> trace" in page
    assert "flywheel" not in get(client, "/search/?q=posting").content.decode()


def test_a_note_shows_in_no_snippet_of_a_contact(client, log):
    incident = log("Posting", description="It stops.")
    correspondence.note(incident, make.staff(), "Posting of the flywheel.", at=WEDNESDAY)
    assert "flywheel" not in get(client, "/search/?q=posting").content.decode()


def test_the_beginning_of_a_word_is_enough_from_three_letters_on(log):
    incident = log("Bogføringen standser", description="Fejl 4711 i 12 bilag")
    agent = make.staff()
    assert found("bogfør", agent) == found("BILAG standser", agent) == found("4711", agent) == [incident.pk]
    assert found("1", agent) == found("bi", agent) == found("føringen", agent) == []


def test_all_words_count_wherever_they_stand_and_a_minus_leaves_out(log):
    first, second = log("Posting", description="stops"), log("Posting", description="is slow")
    agent = make.staff()
    assert found("posting stop", agent) == [first.pk]
    assert found("posting -stops", agent) == [second.pk]
    assert found('"posting stops"', agent) == [first.pk]


def test_an_edited_title_is_found_by_its_new_words_and_keeps_its_messages(log):
    incident, agent = log("Posting"), make.staff()
    correspondence.reply(incident, agent, "The gearbox.", at=WEDNESDAY)
    Incident.objects.filter(pk=incident.pk).update(title="Invoice")
    assert found("invoice gearbox", agent) == [incident.pk]
    assert found("posting", agent) == []


def test_a_thread_beyond_what_the_index_holds_goes_on(log):
    """Nothing is lost (1 MB of words is the most): the message is there, though its words are not found."""
    incident, agent = log("Posting"), make.staff()
    for part in range(25):
        lines = " ".join(f"{part:02d}{line:020d}" for line in range(2_100))
        correspondence.contact_reply(incident, incident.contact, lines, at=WEDNESDAY)
    assert incident.timeline.filter(kind="message").count() == 25
    assert found("posting", agent) == [incident.pk]


@pytest.mark.parametrize(
    ("count", "enough", "reach"),
    [(1, 1, 1), (2, 1, 3), (2, 2, 10**6), (100, 1, 2), (100, 1, 10**6)],
)
def test_however_many_are_looked_through_the_newest_with_the_words_are_found(
    log, monkeypatch, count, enough, reach
):
    monkeypatch.setattr(search, "REACH", reach)
    monkeypatch.setattr(search, "NEXT", count)
    monkeypatch.setattr(search, "ENOUGH", enough)
    monkeypatch.setattr(text_parts, "PART", 3)
    numbers = [log("Posting" if number % 3 else "Invoice").pk for number in range(8)]
    posting = [number for place, number in enumerate(numbers) if place % 3][::-1]
    agent = make.staff()
    assert found("posting", agent) == posting
    assert search.newest(Incident.objects.all(), Words("posting", internal=True), 2) == posting[:2]
    few = Incident.objects.filter(pk__in=posting[3:])
    assert search.newest(few, Words("posting", internal=True), 9) == posting[3:]


def test_of_one_customer_only_hers_are_asked_of_the_index(log, monkeypatch):
    monkeypatch.setattr(search, "NEXT", 1)
    monkeypatch.setattr(search, "NEXT_OF_A_COMPANY", 1)
    hers = log("Posting")
    elsewhere = make.incident(at=WEDNESDAY, title="Posting")
    log("Invoice")
    among = []
    monkeypatch.setattr(search, "batched", lambda numbers, _most: [among.append([*numbers]) or among[-1]])
    words, reader = Words("posting", internal=False), hers.contact
    visible = Incident.objects.visible_to(reader)
    assert search.newest(visible, words, 9, customer=hers.customer) == [hers.pk]
    assert among == [[hers.pk]]
    assert search.newest(visible, words, 9) == [hers.pk]
    assert among[1:] == [[elsewhere.pk, hers.pk]]


def test_search_is_narrowed_by_product_severity_and_status(log, customer):
    other = make.product("STH", name="Stakhus")
    make.line(customer, other)
    log("Posting", severity=2)
    log("Posting elsewhere", product=other)
    staff = signed_in(make.staff())

    def titles(query):
        return [row["title"] for row in get(staff, f"/search/?q=posting&{query}").context["rows"]]

    assert titles("") == ["Posting elsewhere", "Posting"]
    assert titles("product=STH") == ["Posting elsewhere"]
    assert titles("severity=2") == titles("severity=2&status=new") == ["Posting"]
    assert titles("status=closed") == []


def test_an_incident_is_found_by_its_number_before_those_that_name_it(log):
    incident = log("Posting")
    other = log("Again", description=f"As in {incident.pk}")
    page = get(signed_in(make.staff()), f"/search/?q={incident.pk}")
    assert [row["number"] for row in page.context["rows"]] == [incident.pk, other.pk]


def test_search_pages_go_on_by_key(log):
    numbers = [log("Posting").pk for _ in range(23)]
    staff = signed_in(make.staff())
    first = get(staff, "/search/?q=posting").context
    second = get(staff, f"/search/?q=posting&before={first['next']}").context
    shown = [row["number"] for row in [*first["rows"], *second["rows"]]]
    assert shown == numbers[::-1]
    assert second["next"] is None


def test_words_that_wait_are_sorted_in():
    waiting = make.incident(at=WEDNESDAY, title="Posting")
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")  # as after a commit
        text_parts.make_room(waiting.pk + text_parts.PART)
        cursor.execute("set constraints all deferred")
    text_parts.sort_in()
    later = make.incident(at=WEDNESDAY, title="Posting again")
    assert search.newest(Incident.objects.all(), Words("posting", internal=True), 2) == [later.pk, waiting.pk]
    assert _parts() == {"partitions.words_0"}
    text_parts.make_room(waiting.pk + text_parts.PART)


def _parts():
    with tenancy.as_owner(), connection.cursor() as cursor:
        cursor.execute("alter table tickets_incidenttext no force row level security")
        cursor.execute("select tableoid::regclass::text from tickets_incidenttext")
        return {name for (name,) in cursor.fetchall()}


def test_a_contact_reads_words_behind_the_wall_alone(customer, log):
    mine = log("Posting")
    make.incident(at=WEDNESDAY, title="Posting at another company")
    with tenancy.as_contact(customer.pk):
        assert list(IncidentText.objects.values_list("pk", flat=True)) == [mine.pk]
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute("select * from partitions.words_rest")


@given(st.integers(0, 40 * text_parts.PART))
def test_parts_hold_each_number_once_the_newest_first(number):
    parts = list(text_parts.newest_first(number))
    assert number in parts[0]
    assert [part.start for part in parts[:-1]] == [part.stop for part in parts[1:]]
    assert parts[-1].start == 0
    assert len(parts) <= 7
