"""The list of a company's incidents: tabs, whose, search, filters, pages."""

from datetime import timedelta

import pytest

from subscriptions.models import Tier
from tests import factories as make
from tests.tickets.portal import WEDNESDAY, get, queries, text
from tickets import closing, correspondence
from tickets.models import Incident
from tickets.views.portal import listing

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(customer, contact):
    def log(title, **fields):
        return make.incident(customer, title=title, **{"at": WEDNESDAY, "contact": contact} | fields)

    return log


def titles(client, query=""):
    response = get(client, f"/incidents/{query}")
    assert response.status_code == 200
    return [row["title"] for row in response.context["rows"]]


def test_tabs_part_what_waits_for_her_for_us_and_what_is_closed(client, contact, log):
    agent = make.staff()
    log("Ours")
    correspondence.reply(log("Hers"), agent, "Which version?", asks=True, at=WEDNESDAY)
    closed = log("Closed")
    closing.propose_solution(closed, agent, "Done.", at=WEDNESDAY)
    closing.accept(closed, contact, at=WEDNESDAY)
    assert titles(client) == ["Hers", "Ours"]
    assert titles(client, "?list=you") == ["Hers"]
    assert titles(client, "?list=us") == ["Ours"]
    assert titles(client, "?list=closed") == ["Closed"]


def test_it_shows_her_companys_incidents_or_only_hers(client, customer, log):
    log("Hers")
    log("A colleague's", contact=make.contact(customer))
    make.incident(at=WEDNESDAY, title="Another company's")
    assert titles(client) == ["A colleague's", "Hers"]
    assert titles(client, "?whose=mine") == ["Hers"]


def test_it_searches_and_filters(client, customer, log):
    other = make.product("STH", name="Stakhus")
    make.line(customer, other)
    log("Period lock held", severity=2)
    log("Label lacks the location", product=other)
    number = Incident.objects.latest("pk").pk
    assert titles(client, "?q=lock period") == ["Period lock held"]
    assert titles(client, f"?q={number}") == ["Label lacks the location"]
    assert titles(client, "?product=STH") == ["Label lacks the location"]
    assert titles(client, "?severity=2") == ["Period lock held"]
    assert titles(client, "?severity=2&product=STH") == []
    assert "Nothing matches" in text(get(client, "/incidents/?q=nothing"))


def test_r5_1_a_filter_that_there_is_not_is_said_and_clearing_forgets_all_of_them(client, log):
    log("Ours")
    page = get(client, "/incidents/?list=us&status=new&product=NO")
    assert "Product: there is no “NO” here, so it does not narrow the list." in text(page)
    assert '<a class="btn quiet" href="?list=us">' in page.content.decode()
    assert "does not narrow" not in text(get(client, "/incidents/?list=us"))


@pytest.mark.parametrize(
    "query",
    [
        "list=no",
        "severity=9",
        "severity=x",
        "product=NO",
        "whose=x",
        "before=x",
        "before=" + "9" * 40,
        "q=%00",
        "q=%27%26%7C%21",
        "q=" + "1" * 40,
        "q=" + "x" * 5000,
        "q=%F0%9F%94%A5",
    ],
)
def test_it_takes_any_address(client, log, query):
    log("Ours")
    assert get(client, f"/incidents/?{query}").status_code == 200


def test_pages_go_on_by_key_without_a_gap_or_a_double(client, log, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 3)
    numbers = [log(f"No. {number}").pk for number in range(8)]
    seen, query = [], ""
    while query is not None:
        response = get(client, f"/incidents/{query}")
        seen += [row["number"] for row in response.context["rows"]]
        following = response.context["next"]
        query = f"?before={following}" if following else None
    assert seen == sorted(numbers, reverse=True)


def test_w62_a_list_of_10_000_goes_on_without_a_gap_or_a_double(contact, log, rf, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 500)
    copies_of(log("Ours", severity=2), 9_999)
    found, seen, following = Incident.objects.visible_to(contact), [], ""
    while following is not None:
        request = rf.get(f"/incidents/?before={following}")
        request.user = contact
        page, following = listing.keyset_page(found, request)
        seen += [row["number"] for row in page]
    assert len(seen) == 10_000
    assert seen == sorted(set(seen), reverse=True)


def copies_of(incident, number):
    """So many more that differ from it in number and instant only, many logged at the same one."""
    names = [field.attname for field in Incident._meta.concrete_fields if not field.primary_key]
    kept = Incident.objects.values(*names).get(pk=incident.pk)
    Incident.objects.bulk_create(
        (
            Incident(**kept | {"submission": None, "logged_at": WEDNESDAY + timedelta(minutes=each // 7)})
            for each in range(number)
        ),
        batch_size=1_000,
    )


def test_the_list_takes_the_same_queries_however_long(client, log):
    log("One", severity=2)
    few = queries(lambda: titles(client))
    for number in range(12):
        log(f"No. {number}", severity=number % 4 + 1)
    assert queries(lambda: titles(client)) == few


def test_next_reply_is_not_told_to_a_contact(client, log):
    """R8.9"""
    answered = log("Ours")
    correspondence.reply(answered, make.staff(), "I am looking at it.", at=WEDNESDAY)
    response = get(client, "/incidents/")
    assert [row["due"] for row in response.context["rows"]] == [""]
    Tier.objects.update(shows_next_reply=True)
    (row,) = get(client, "/incidents/").context["rows"]
    assert row["milestone"] == "next reply"
