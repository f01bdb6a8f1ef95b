"""What readers say: one vote a person that she may change; a known issue that affects her company, too."""

import pytest

from entitlements.knowledge import feedback
from entitlements.knowledge.models import AffectedCompany, Vote
from subscriptions import tenancy
from subscriptions.models import Membership
from subscriptions.personal_data import erasing, parts
from tests import factories as make
from tests.desk.pages import signed_in, text
from tests.knowledge.scene import NOW, covered, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return make.product("FMP", name="Formsmed Production")


def test_a_vote_is_one_a_person_and_may_be_changed(product):
    article, person = published(product), covered(product)
    client, address = signed_in(person), f"/knowledge/{article.pk}/vote/"
    assert client.post(address, {"useful": "no", "sentence": "Which screen?"}).status_code == 302
    assert client.post(address, {"useful": "yes", "sentence": ""}).status_code == 302
    article.refresh_from_db()
    assert (article.useful, article.not_useful, article.score) == (1, 0, 1)
    assert Vote.objects.get().useful
    assert "You said yes." in text(client.get(article.get_absolute_url()))


def test_r5_5_who_acts_for_two_companies_answers_for_each(product):
    article, person = published(product), covered(product)
    another = covered(product).memberships.get().customer
    Membership.objects.create(customer=another, user=person)
    for customer, useful in ((person.memberships.first().customer, True), (another, False)):
        with tenancy.as_contact(customer.pk, person.pk):
            feedback.vote(article, person, customer, useful=useful, at=NOW)
    article.refresh_from_db()
    assert (article.useful, article.not_useful) == (1, 1)


def test_a_vote_that_says_nothing_is_a_sentence_and_none_is_kept(product):
    article, client = published(product), signed_in(covered(product))
    page = client.post(f"/knowledge/{article.pk}/vote/", {"useful": "perhaps"}, follow=True)
    assert page.status_code == 200
    assert not Vote.objects.exists()
    page = client.post(f"/knowledge/{article.pk}/vote/", {"useful": "no", "sentence": "x" * 501}, follow=True)
    assert page.status_code == 200
    assert not Vote.objects.exists()


def test_who_may_not_read_it_says_nothing_of_it(product):
    article = published(product, visibility="internal", kind="known_issue")
    client = signed_in(covered(product))
    assert client.post(f"/knowledge/{article.pk}/vote/", {"useful": "yes"}).status_code == 404
    assert client.post(f"/knowledge/{article.pk}/affects/").status_code == 404


def test_a_known_issue_counts_the_companies_it_affects_by_tier(product):
    article = published(product, kind="known_issue")
    first, second, third = covered(product), covered(product, "XTE"), covered(product, "XTE")
    colleague = make.contact(first.memberships.get().customer)
    for person in (first, colleague, second, third):
        signed_in(person).post(f"/knowledge/{article.pk}/affects/", {"do": "yes"})
    article.refresh_from_db()
    assert article.affected_companies == 3
    counted = feedback.by_tier(article, NOW)
    assert [(each.tier.code, each.customers) for each in counted] == [("XTE", 2), ("XT", 1)]
    desk = text(signed_in(make.staff("agent")).get(f"/desk/knowledge/{article.pk}/"))
    assert "3 customers say that it affects them." in desk
    signed_in(colleague).post(f"/knowledge/{article.pk}/affects/", {"do": "no"})
    article.refresh_from_db()
    assert article.affected_companies == 2


def test_only_a_known_issue_affects_a_company(product):
    article = published(product)
    assert signed_in(covered(product)).post(f"/knowledge/{article.pk}/affects/").status_code == 409
    assert not AffectedCompany.objects.exists()


def test_votes_are_given_out_and_erased_with_their_person(product):
    article, person = published(product, kind="known_issue"), covered(product)
    customer = person.memberships.get().customer
    feedback.vote(article, person, customer, useful=False, sentence="Hard to read", at=NOW)
    feedback.affects_us(article, person, customer, NOW)
    held = {part.code: part for part in parts.PARTS}
    assert held["article-votes"].of_person(person).get().sentence == "Hard to read"
    steps = {step.code: step for step in erasing.STEPS}
    for code in ("article-votes", "article-known-issues"):
        assert steps[code].count(person) == 1
        steps[code].erase(person)
        assert steps[code].count(person) == 0
    article.refresh_from_db()
    assert (article.not_useful, article.affected_companies) == (0, 0)
