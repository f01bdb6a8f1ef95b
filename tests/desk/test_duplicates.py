"""L13 at the desk: the incident that another is a duplicate of is found by its number or its words."""

import pytest

from tests import factories as make
from tests.desk.pages import LATER, WEDNESDAY, get, post, signed_in, text
from tickets import closing, correspondence

pytestmark = pytest.mark.django_db

BODY = "It is the one that you logged on Monday."


@pytest.fixture
def incident():
    customer = make.customer()
    make.line(customer, make.product("FMP"))
    return logged(customer, "Posting stops at month end")


def logged(customer, title, code="LGF", **fields):
    return make.incident(customer, make.product(code), at=WEDNESDAY, severity=3, title=title, **fields)


def offered(desk, incident, words=""):
    address = f"/desk/incidents/{incident.pk}/duplicates/offered/?q={words}"
    return [each["value"] for each in get(desk, address).json()["offered"]]


def choose(desk, incident, **fields):
    kept = {"close_reason": "duplicate", "body": BODY, "duplicate_of": ""}
    return post(desk, f"/desk/incidents/{incident.pk}/duplicates/", LATER, **kept | fields)


def test_l13_the_nearest_and_newest_of_the_customer_and_product_are_offered_first(desk, agent, incident):
    customer = incident.customer
    stops, older, newer = (
        str(logged(customer, title).pk)
        for title in ("Posting stops with a lock", "Report is slow", "Print is empty")
    )
    logged(customer, "Posting stops at month end", "FMP")
    logged(make.customer(), "Posting stops at month end")
    closed = logged(customer, "Posting stops at month end")
    closing.propose_solution(closed, agent, "Install it.", at=WEDNESDAY)
    closing.accept(closed, closed.contact, at=WEDNESDAY)
    assert offered(desk, incident) == [stops, newer, older]


def test_l13_they_are_found_by_words_of_their_messages_and_by_their_number(desk, agent, incident):
    slow, empty = (logged(incident.customer, title) for title in ("Report is slow", "Print is empty"))
    correspondence.reply(slow, agent, "It waits for the archive.", at=WEDNESDAY)
    assert offered(desk, incident, "archive") == [str(slow.pk)]
    assert offered(desk, incident, str(empty.pk)) == [str(empty.pk)]
    assert offered(desk, incident, "nothing has this") == []


def test_l13_where_there_is_no_other_the_page_does_not_ask_for_other_words(desk, incident):
    assert ("There is none" in text(choose(desk, incident)), "Try fewer" in text(choose(desk, incident))) == (
        True,
        False,
    )
    assert "Try fewer or other words." in text(choose(desk, incident, q="archive"))


def test_l13_who_is_limited_is_offered_what_she_sees(incident):
    logged(incident.customer, "Report is slow")
    limited = make.limited(make.staff(), regions=[make.region("anz", country="AU")])
    address = f"/desk/incidents/{incident.pk}/duplicates/offered/"
    assert get(signed_in(limited), address).status_code == 404


def test_l13_without_scripts_it_is_chosen_on_a_page_and_what_was_typed_goes_along(desk, incident):
    same = logged(incident.customer, "Posting stops with a lock")
    form = get(desk, f"/desk/incidents/{incident.pk}/close/").content.decode()
    assert f'formaction="/desk/incidents/{incident.pk}/duplicates/"' in form
    page = choose(desk, incident, duplicate_of="lock")
    assert f"{same.pk} Posting stops with a lock" in text(page)
    assert 'name="q" id="id_q" value="lock"' in text(page)
    back = choose(desk, incident, q="lock", chosen=same.pk)
    assert f'value="{same.pk}"' in text(back)
    assert BODY in text(back)
    assert 'value="duplicate" required' in text(back) or 'value="duplicate"' in text(back)
    assert incident.timeline.count() == 1


def test_l13_what_reads_an_incident_says_so_in_its_gender_in_danish(desk, agent, incident):
    logged(incident.customer, "Posting stops with a lock")
    agent.language = "da"
    agent.save()
    assert 'rel="noopener">Læs den</a>' in text(choose(desk, incident, duplicate_of="lock"))


def test_l13_back_without_a_choice_keeps_what_was_typed(desk, incident):
    back = text(choose(desk, incident, duplicate_of="lock", back="1"))
    assert BODY in back
    assert 'value="lock"' in back


def test_l13_words_in_place_of_a_number_close_nothing(desk, incident):
    logged(incident.customer, "Posting stops with a lock")
    fields = {"close_reason": "duplicate", "body": BODY, "duplicate_of": "lock"}
    refused = post(desk, f"/desk/incidents/{incident.pk}/close/", LATER, **fields)
    assert refused.status_code == 422
    assert "Type its number; find it by its words, or choose it." in text(refused)
    assert 'value="lock"' in text(refused)
    assert incident.timeline.count() == 1


def test_l13_what_is_wrong_with_a_number_is_said_at_its_field(desk, incident):
    elsewhere = logged(make.customer(), "Posting stops at month end")
    ended = logged(incident.customer, "Posting stops with a lock")
    closing.withdraw(ended, ended.contact, at=WEDNESDAY)
    wrong = {
        elsewhere.pk: "This customer has no incident of that number.",
        incident.pk: f"{incident.pk} is this incident.",
        ended.pk: f"{ended.pk} is withdrawn: nobody works on it",
        "9" * 18: "This customer has no incident of that number.",
    }
    for number, sentence in wrong.items():
        fields = {"close_reason": "duplicate", "body": BODY, "duplicate_of": number}
        refused = post(desk, f"/desk/incidents/{incident.pk}/close/", LATER, **fields)
        assert refused.status_code == 409
        assert sentence in text(refused)
        assert 'id="close_duplicate_of_error"' in refused.content.decode()
        assert f'value="{number}"' in text(refused)
    assert incident.timeline.count() == 1
