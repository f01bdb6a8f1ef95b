"""What the preview says is what publishing does, whoever is registered, covered and has what installed."""

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as some

from notifications import audience
from notifications.models import Notification, Registration
from notifications.reasons import Reasons
from subscriptions.models import Membership
from tests import factories as make
from tests.notifications.company import DAY, NOW, install, of, person, publish, publisher, registered, rule
from tests.properties import one_after_another

pytestmark = pytest.mark.django_db

NAMES = ("9.4", "10.0", "11.0")


@pytest.fixture
def product():
    return make.product("LGF", name="Ledgerkant")


def preview(client, alert, query=""):
    client.force_login(publisher())
    return client.get(f"/desk/alerts/{alert.pk}/{query}").content.decode()


def why(alert, reason):
    """The sentences of everybody who is not told for the reason, by person."""
    found = audience.of(alert, NOW)
    members = list(found.not_told(reason).select_related("user", "customer"))
    return {each.member.user: each.reasons for each in Reasons(found, members).not_told()}


def test_r1_4_the_preview_says_who_is_told_and_why(client, product):
    hers, other = registered(person(product), product), person(product)
    install(hers, make.version(product, "13.0"))
    alert = make.alert(product, listed=[make.version(product, "13.0")])
    page = preview(client, alert)
    assert hers.email in page
    assert "Registered for Ledgerkant, has 13.0" in page
    assert other.email not in page
    assert "Publish and tell 1 person" in page
    rule("production_stop", "everyone")
    page = preview(client, alert)
    assert "Everyone covered for Ledgerkant is told; which version is not known" in page
    assert "Publish and tell 2 people" in page


def test_r1_4_the_preview_says_who_is_not_told_and_why_not(client, product):
    """Not registered; another version installed; the subscription has ended."""
    unregistered, older = person(product), registered(person(product), product)
    install(older, make.version(product, "12.0"))
    former = person(product, ends_at=NOW - DAY)
    stranger = person(make.product("STH"))
    alert = make.alert(product, listed=[make.version(product, "13.0")])
    assert why(alert, audience.Why.UNREGISTERED) == {unregistered: ["not registered for Ledgerkant"]}
    assert why(alert, audience.Why.OTHER_VERSION) == {
        older: ["the version is not installed: has 12.0 of Ledgerkant"]
    }
    assert why(alert, audience.Why.ENDED) == {
        former: ["the subscription of Ledgerkant ended on 25 November 2026"]
    }
    for query, hers in [("unregistered", unregistered), ("other_version", older), ("ended", former)]:
        page = preview(client, alert, f"?list={query}")
        assert hers.email in page
        assert stranger.email not in page


def test_a_long_list_is_paged_and_each_is_on_one_page(client, product, monkeypatch):
    monkeypatch.setattr("notifications.views.desk.PAGE", 2)
    people = [registered(person(product), product) for _ in range(5)]
    alert, pages, query = make.alert(product), [], ""
    while query is not None:
        pages.append(preview(client, alert, query))
        query = pages[-1].partition('href="?after=')[2].partition('"')[0] or None
        query = query and f"?after={query}"
    assert len(pages) == 3
    assert [sum(each.email in page for page in pages) for each in people] == [1] * 5


@pytest.mark.parametrize("query", ["?list=nonsense", "?after=x", "?after=99999999999999999999", "?after=0"])
def test_an_address_that_makes_no_sense_shows_the_first_page(client, product, query):
    hers = registered(person(product), product)
    assert hers.email in preview(client, make.alert(product), query)


def test_the_preview_asks_a_fixed_number_of_questions(client, product, django_assert_max_num_queries):
    alert = make.alert(product, listed=[make.version(product, "13.0")])
    client.force_login(publisher())
    for _ in range(12):
        registered(person(product), product)
    with django_assert_max_num_queries(40):
        client.get(f"/desk/alerts/{alert.pk}/")


def test_r1_7_the_preview_warns_of_a_product_that_nobody_is_registered_for(client, product):
    hers = person(product)
    alert = make.alert(product)
    assert "Nobody is registered for:" in preview(client, alert)
    assert of(hers).name in preview(client, alert)
    registered(hers, product)
    assert "Nobody is registered for:" not in preview(client, alert)


# Whatever there is

PEOPLE = some.lists(
    some.tuples(
        some.booleans(),  # registered for the first product
        some.booleans(),  # and for the second
        some.sampled_from(["covered", "ended", "later", "never"]),
        some.sampled_from(["covered", "ended", "never"]),
        some.sampled_from([None, *NAMES]),  # of the first product, installed
    ),
    max_size=5,
)


class World:
    """Companies with a contact each, and who of them is to be told by the letter of R1.1, R1.6 and R1.11."""

    def __init__(self, products, people, named, everyone):
        self.products, self.named = products, named
        self.everyone = everyone
        self.versions = {name: make.version(products[0], name) for name in NAMES}
        self.expected, self.concerned = set(), set()
        for facts in people:
            self._settle(*facts)

    def _settle(self, first, second, covers_first, covers_second, installed):
        hers = make.contact(make.customer())
        states = (covers_first, covers_second)
        for product, state, wants in zip(self.products, states, (first, second), strict=True):
            if state != "never":
                days = {"covered": (-9, 9), "ended": (-9, 0), "later": (1, 9)}[state]
                make.line(of(hers), product, starts_at=NOW + days[0] * DAY, ends_at=NOW + days[1] * DAY)
            if wants:
                Registration.objects.create(customer=of(hers), user=hers, product=product)
        if installed:
            install(hers, self.versions[installed])
        fits = (not self.named or installed is None or installed in self.named, True)
        if any(
            state == "covered" and fit and (wants or everyone)
            for state, fit, wants, everyone in zip(states, fits, (first, second), self.everyone, strict=True)
        ):
            self.expected.add(hers.pk)
        if {"covered", "ended"} & set(states):
            self.concerned.add(hers.pk)


@given(
    people=PEOPLE,
    named=some.sets(some.sampled_from(NAMES)),
    everyone=some.tuples(some.booleans(), some.booleans()),
)
@settings(one_after_another, max_examples=40)
def test_r1_3_r1_6_r1_11_the_preview_is_what_publishing_does(product, people, named, everyone):
    """Against the letter of the rules: told exactly those, each once; everybody else concerned has one reason."""
    other = make.product("STH", name="Stakhus")
    with transaction.atomic():
        world = World((product, other), people, named, everyone)
        for each, yes in zip((product, other), everyone, strict=True):
            rule("production_stop", "everyone" if yes else "registered", each)
        alert = make.alert(product, other, listed=[world.versions[name] for name in named])
        found = audience.of(alert, NOW)
        foreseen = set(found.told().values_list("user", flat=True))
        left = {reason: set(found.not_told(reason).values_list("user", flat=True)) for reason in audience.Why}
        publish(alert)
        rows = list(Notification.objects.filter(alert=alert).values_list("recipient", "channel"))
        explained = [
            *Reasons(found, list(found.told().select_related("user", "customer"))).told(),
            *Reasons(found, list(Membership.objects.filter(user__in=world.concerned - foreseen))).not_told(),
        ]
        assert foreseen == {person for person, _channel in rows} == world.expected
        assert len(rows) == len(set(rows)) == 2 * len(foreseen)
        assert sum(len(people) for people in left.values()) == len(world.concerned - foreseen)
        assert set().union(*left.values()) == world.concerned - foreseen
        assert all(each.reasons for each in explained)
        transaction.set_rollback(True)
