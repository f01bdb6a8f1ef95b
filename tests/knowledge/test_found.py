"""The one search over everything finds what is published of an article, and by whom it may be read (R5.5)."""

import pytest

from entitlements import searching
from entitlements.knowledge import publishing, writing
from entitlements.knowledge import searching as in_knowledge
from entitlements.knowledge.models import Article
from entitlements.models import Document
from entitlements.searching import Asked, find
from subscriptions import tenancy
from tests import factories as make
from tests.knowledge.scene import (
    LATER,
    NOW,
    about,
    covered,
    draft,
    published,
    publisher,
    reader,
    translated,
    words,
    writer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return make.product("LGF")


def found(person, typed="lock", language="en"):
    return [each.address for each in find(Asked(typed), reader(person), language)[0]]


def test_r5_5_a_published_article_is_found_by_who_may_read_it_and_gone_when_it_is_withdrawn(product):
    person, other = covered(product), covered(make.product("ORV"))
    article = draft(product, visibility="covered", text={"body": "The **lock** stays"})
    assert found(person) == []
    publishing.publish(article, publisher())
    assert found(person) == [article.get_absolute_url()]
    assert found(other) == []
    assert "**" not in Document.objects.get().body
    publishing.withdraw(article, publisher(), "Wrong")
    assert found(person) == found(make.staff("agent")) == []


def test_what_is_not_published_yet_is_not_found_and_another_audience_counts_at_once(product):
    person = covered(product)
    article = published(product, visibility="internal")
    writing.edit(article, writing.about_of(article), words(title="Hidden words"), writer())
    assert found(make.staff("agent"), "hidden") == []
    assert found(person) == []
    writing.edit(article, about(product, visibility="public"), words(title="Hidden words"), publisher())
    assert found(person) == [article.get_absolute_url()]


def test_each_language_is_found_and_so_is_the_code_of_the_fix(product):
    person = covered(product)
    article = published(product, kind="known_issue", fix_code="LGF-13.0-0117")
    translated(article, publisher(), title="Frigiv en periodelås")
    publishing.publish(article, publisher())
    for typed in ("periodelås", "release", "LGF-13.0-0117", str(article.pk)):
        assert found(person, typed) == [article.get_absolute_url()]


def test_r5_5_words_among_those_of_a_product_are_found_where_many_newer_ones_of_others_have_them(
    product, monkeypatch
):
    monkeypatch.setattr(searching.best, "__defaults__", (3,))
    person, other = covered(product), make.product("FMP")
    customer = person.memberships.get().customer
    make.line(customer, other)
    old = published(product, at=NOW)
    for _number in range(4):
        published(other, at=LATER)
    with tenancy.as_contact(customer.pk, person.pk):
        among = Article.objects.readable(reader(person)).about("LGF")
        assert in_knowledge.search(among, "lock", reader(person)) == [old]


def test_r5_5_an_article_of_every_product_is_found_by_whichever_narrows_the_search(product):
    general, of_product = published(), published(product)
    published(make.product("FMP"))
    hits, _alike = find(Asked("lock", product=product.pk), reader(publisher()), "en")
    assert {each.address for each in hits} == {each.get_absolute_url() for each in (general, of_product)}
