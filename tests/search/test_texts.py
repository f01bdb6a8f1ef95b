"""One box for incidents and for all that can be read, and what may answer an incident while it is typed."""

from unicodedata import normalize
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client

from entitlements import documents
from entitlements.documents import Text
from entitlements.models import Deflection, Document, VainSearch
from entitlements.readers import Reader
from entitlements.searching import Asked, find
from subscriptions.texts import line
from tests import factories as make
from tests.tickets.portal import WEDNESDAY, get, signed_in
from tickets import tasks, vocabulary
from tickets.models import Incident, KnownWord

pytestmark = pytest.mark.django_db
Visibility = Document.Visibility


def post(client, address, fields):
    with time_machine.travel(WEDNESDAY, tick=False):
        return client.post(address, fields)


def keep(key, title, body="", kind="article", visibility=Visibility.COVERED, language="en", **fields):
    texts = [Text(language, title, body)]
    documents.keep(
        kind,
        key,
        f"/{kind}/{key}/",
        texts,
        code=str(key),
        visibility=visibility,
        published_at=WEDNESDAY,
        **fields,
    )


def found(response):
    return [each.title for each in response.context.get("texts") or []]


def incidents(response):
    return [row["title"] for row in response.context.get("rows") or []]


@pytest.fixture
def everything(customer, contact):
    keep(1, "Release a period lock", "Close the batch job first.")
    keep(2, "Lock fix", kind="release")
    keep(3, "Internal lock", visibility=Visibility.INTERNAL)
    keep(4, "Lock of others", visibility=Visibility.NAMED, customers=[customer.pk + 1])
    make.incident(customer, at=WEDNESDAY, contact=contact, title="Period lock held")


def test_texts_and_incidents_are_found_together(client, everything):
    """HOUSE.md, contracts: /search/?q="""
    response = get(client, "/search/?q=locks")
    assert sorted(found(response)) == ["Lock fix", "Release a period lock"]
    response = get(client, "/search/?q=lock")
    assert incidents(response) == ["Period lock held"]
    assert "Release a period lock" in response.content.decode()


@pytest.mark.parametrize(("written", "typed"), [("NFD", "NFC"), ("NFC", "NFD"), ("NFD", "NFD")])
def test_r5_5_a_letter_is_found_in_whichever_way_it_is_written(client, customer, contact, written, typed):
    """UAX 15: å is one sign, or a and a ring."""
    title, words = normalize(written, "Århus står stille"), normalize(typed, "århus")
    keep(1, title, language="da")
    make.incident(customer, at=WEDNESDAY, contact=contact, title=line(title))
    response = get(client, f"/search/?{urlencode({'q': words})}")
    assert (found(response), incidents(response)) == (["Århus står stille"], ["Århus står stille"])
    assert [each.title for each in find(Asked(words), Reader(is_staff=True), "da")[0]] == found(response)


def test_it_looks_where_it_is_told(client, everything):
    response = get(client, "/search/?q=lock&where=release")
    assert (found(response), incidents(response)) == (["Lock fix"], [])
    response = get(client, "/search/?q=lock&where=incident")
    assert (found(response), incidents(response)) == ([], ["Period lock held"])
    response = get(client, "/search/?q=lock&severity=2")
    assert found(response) == []
    response = get(client, "/search/?q=lock&language=da")
    assert (found(response), incidents(response)) == ([], ["Period lock held"])


@pytest.mark.parametrize(
    ("narrowed", "said", "texts", "rows"),
    [
        (
            "where=article&severity=1",
            "Articles have neither severity nor status",
            ["Release a period lock"],
            [],
        ),
        ("where=release&status=new", "Downloads have neither severity nor status", ["Lock fix"], []),
        ("severity=3", "Only incidents have a severity and a status", [], ["Period lock held"]),
        ("where=incident&language=da", "Incidents are shown in every language", [], ["Period lock held"]),
    ],
)
def test_r5_5_a_filter_that_cannot_be_met_is_named_with_what_it_cannot_narrow(
    client, everything, narrowed, said, texts, rows
):
    response = get(client, f"/search/?q=lock&{narrowed}")
    assert (found(response), incidents(response)) == (texts, rows)
    shown = response.content.decode()
    assert said in shown
    assert '<a class="btn" href="?q=lock">' in shown
    assert "Clear filters" not in get(client, "/search/?q=lock").content.decode()


@pytest.mark.parametrize(
    ("narrowed", "said"),
    [
        ("product=ZZZ", "Product: there is no “ZZZ” here, so it does not narrow the list."),
        ("severity=9", "Severity: there is no “9” here, so it does not narrow the list."),
        ("where=books", "Look in: there is no “books” here, so it does not narrow the list."),
    ],
)
def test_r5_5_a_choice_that_there_is_not_is_named_and_cleared_by_one_press(
    client, everything, narrowed, said
):
    shown = get(client, f"/search/?q=lock&{narrowed}").content.decode()
    assert said in shown
    assert '<a class="btn" href="?q=lock">' in shown
    assert "does not narrow" not in get(client, "/search/?q=lock").content.decode()


def test_r5_5_where_filters_leave_nothing_the_way_on_is_to_clear_them(client, everything):
    shown = get(client, "/search/?q=lock&where=briefing&product=none").content.decode()
    assert "Nothing found with these filters" in shown
    assert "neither severity nor status" not in shown


def test_r5_5_who_is_not_signed_in_finds_what_is_public_alone(client, everything):
    from django.test import Client

    keep(5, "Public lock", visibility=Visibility.PUBLIC)
    response = get(Client(), "/search/?q=lock")
    assert response.status_code == 200
    assert (found(response), "rows" in response.context) == (["Public lock"], False)
    assert "Period lock held" not in response.content.decode()


def test_staff_find_what_is_internal(everything):
    assert "Internal lock" in found(get(signed_in(make.staff()), "/search/?q=lock&where=article"))


def test_above_incidents_an_agent_sees_three_texts_and_the_way_to_the_others(everything):
    page = get(signed_in(make.staff()), "/search/?q=lock")
    assert len(found(page)) == 3
    assert incidents(page) == ["Period lock held"]
    assert "where=article" in page.content.decode()


def test_a_slip_of_the_keys_is_said(client, everything):
    response = get(client, "/search/?q=relaese period")
    assert "read alike" in response.content.decode()
    assert found(response)[0] == "Release a period lock"


def test_r5_5_a_slip_in_what_stands_in_a_text_alone_finds_what_was_meant_and_says_so(client, everything):
    keep(7, "Before you post", "Reconcile the opdatering first.")
    make.incident(title="Opdatering stops", at=WEDNESDAY)
    vocabulary.learn_all()
    response = get(client, "/search/?q=opdatring")
    assert found(response) == ["Before you post"]
    assert response.context["texts_meant"] == "opdatering"
    shown = response.content.decode()
    assert "Nothing to read has “opdatring”. This has “opdatering”:" in shown
    assert "<mark>opdatering</mark>" in shown
    assert found(get(Client(), "/search/?q=opdatring")) == []
    assert get(client, "/search/?q=opdatering").context["texts_meant"] == ""


def test_r5_5_a_slip_of_a_word_that_no_incident_has_is_forgiven_too_until_nothing_has_the_word(client):
    keep(7, "Before you post", "Reconcile the opdatering first.")
    assert found(get(client, "/search/?q=opdatring")) == ["Before you post"]
    tasks.forget_words()
    assert found(get(client, "/search/?q=opdatring")) == ["Before you post"]
    keep(7, "Before you post", "Reconcile first.")
    tasks.forget_words()
    assert not KnownWord.objects.filter(word="opdatering").exists()


def test_words_found_nowhere_are_counted_and_not_who_asked(client):
    get(client, "/search/?q=Unobtainium")
    get(client, "/search/?q=  unobtainium ")
    get(signed_in(make.staff()), "/search/?q=unobtainium")
    assert list(VainSearch.objects.values_list("words", "times")) == [("unobtainium", 2)]


def test_a_search_that_finds_something_is_not_kept(client, everything):
    get(client, "/search/?q=lock")
    assert not VainSearch.objects.exists()


@pytest.mark.parametrize(
    "words", ["", "   ", "!", "\x00", "'", "a" * 500, "(((", "lock & | !", "🔥", "and the"]
)
def test_whatever_is_typed_is_answered(client, words):
    assert get(client, "/search/?" + urlencode({"q": words})).status_code == 200


def test_a_title_that_is_typed_is_answered_by_texts_she_may_read(client, everything):
    page = get(client, "/incidents/similar/?title=The period lock is not released").content.decode()
    assert "Release a period lock" in page
    assert "That solved it" in page
    assert "Internal lock" not in page
    assert "Lock of others" not in page


def test_one_common_word_answers_nothing(client, everything):
    page = get(client, "/incidents/similar/?title=Cannot print the lock on paper").content.decode()
    assert "That solved it" not in page


def test_what_solved_it_is_noted_once_and_nothing_is_logged(client, contact, everything):
    before = Incident.objects.count()
    typed = {"title": "Period lock", "by": "article:1", "product": "LGF", "csrf": ""}
    for _time in range(2):
        response = post(client, "/incidents/answered/", typed)
        assert response["Location"] == "/article/1/"
    [row] = Deflection.objects.all()
    assert (row.user, row.code, row.title, row.customer.name) == (contact, "1", "Period lock", "Nordlys")
    assert Incident.objects.count() == before


@pytest.mark.parametrize("by", ["article:3", "article:4", "article:99", "nothing", ""])
def test_what_she_may_not_see_solves_nothing(client, everything, by):
    assert post(client, "/incidents/answered/", {"title": "x", "by": by}).status_code == 404
    assert not Deflection.objects.exists()


@pytest.mark.parametrize("address", ["/search/?q=quibble", "/knowledge/?q=quibble"])
def test_r5_5_what_a_stranger_or_a_colleague_finds_nowhere_is_not_kept(db, address):
    for anybody in (Client(), signed_in(make.staff())):
        assert get(anybody, address).status_code == 200
    assert not VainSearch.objects.exists()


def offered(client, words):
    return [
        each["name"]
        for each in get(client, f"/search/suggestions/?{urlencode({'q': words})}").json()["suggestions"]
    ]


def test_titles_are_offered_while_the_words_are_typed(client, everything):
    assert offered(client, "rele") == ["Release a period lock"]
    assert sorted(offered(client, "lock")) == ["Lock fix", "Release a period lock"]
    assert offered(client, "") == []
    assert offered(client, "(((") == []


def test_the_incident_with_the_number_is_offered_to_who_may_see_it(client, contact, customer):
    own = make.incident(customer, at=WEDNESDAY, contact=contact, title="Ours")
    other = make.incident(at=WEDNESDAY, title="Theirs")
    assert offered(client, str(own.pk)) == ["Ours"]
    assert offered(client, str(other.pk)) == []


@pytest.mark.parametrize(
    ("address", "noted"),
    [
        ("/search/?q=unobtainium", 1),
        ("/search/?q=unobtainium&where=&product=&severity=&status=&language=", 1),
        ("/knowledge/?q=unobtainium", 1),
        ("/search/?q=unobtainium&where=article", 0),
        ("/knowledge/?q=unobtainium&kind=known_issue", 0),
    ],
)
def test_r5_5_a_search_in_vain_is_noted_wherever_nothing_narrows_it(client, everything, address, noted):
    get(client, address)
    get(signed_in(make.staff("agent")), address)
    assert list(VainSearch.objects.values_list("times", flat=True)) == [1] * noted


def test_those_who_write_see_what_was_searched_for_in_vain(client, everything):
    get(client, "/search/?q=unobtainium")
    post(client, "/incidents/answered/", {"title": "Period lock", "by": "article:1"})
    page = get(signed_in(make.staff("publisher")), "/desk/searches/").content.decode()
    assert "unobtainium" in page
    assert "Release a period lock" in page
    row = VainSearch.objects.get()
    assert post(signed_in(make.staff("agent")), f"/desk/searches/{row.pk}/remove/", {}).status_code == 403
    assert post(client, f"/desk/searches/{row.pk}/remove/", {}).status_code == 404
    assert post(signed_in(make.staff("publisher")), f"/desk/searches/{row.pk}/remove/", {}).status_code == 302
    assert not VainSearch.objects.exists()
    assert get(client, "/desk/searches/").status_code == 404
