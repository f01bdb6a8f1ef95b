"""R5.5: who reads which article, in the portal and by the verbs; which language; what a list shows."""

import pytest
from django.test import Client

from entitlements.knowledge import publishing
from entitlements.knowledge.models import Article
from subscriptions import tenancy
from tests import factories as make
from tests.desk.pages import signed_in, text
from tests.knowledge.scene import NOW, covered, draft, published, publisher, reader, translated
from tests.tickets.moments import moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return make.product("LGF", name="Ledgerkant Finance")


@pytest.fixture
def mette(product):
    return covered(product)


@pytest.fixture
def other():
    return covered(make.product("ORV", name="Ordrevej"))


def expired(product):
    return covered(product, ends_at=moment("2026-11-13 00:00 +01:00"))


def seen(person, article):
    return signed_in(person).get(f"/knowledge/{article.pk}/")


def listed(client, query=""):
    return [shown.article.pk for shown in client.get(f"/knowledge/{query}").context["rows"]]


@pytest.mark.parametrize(
    ("visibility", "hers", "others", "strangers"),
    [
        ("public", 200, 200, 200),
        ("subscribers", 200, 200, 302),
        ("covered", 200, 403, 302),
        ("internal", 404, 404, 404),
    ],
)
def test_r5_5_each_visibility_is_for_whom_it_says(product, mette, other, visibility, hers, others, strangers):
    article = published(product, visibility=visibility)
    assert seen(mette, article).status_code == hers
    assert seen(other, article).status_code == others
    assert Client().get(f"/knowledge/{article.pk}/").status_code == strangers
    for person, status in ((mette, hers), (other, others)):
        assert (listed(signed_in(person)) == [article.pk]) == (status == 200)
    assert (listed(Client()) == [article.pk]) == (strangers == 200)
    assert seen(make.staff("agent"), article).status_code == 200


def test_r5_5_named_customers_alone_read_what_is_for_them(product, mette):
    article = published(product, visibility="customers", customers=[mette.memberships.get().customer])
    assert seen(mette, article).status_code == 200
    assert seen(covered(product), article).status_code == 404


def test_r5_5_an_article_limited_to_covered_products_is_refused_with_whom_to_ask(product, other):
    page = seen(other, published(product, visibility="covered"))
    assert page.status_code == 403
    assert "Your subscription does not cover Ledgerkant Finance. Contact " in text(page)
    assert "Updates to" not in text(page)


def test_r5_5_every_active_subscription_searches_and_one_that_ended_reads_what_is_for_everybody(product):
    article, open_one = published(product), published(product, visibility="public")
    person = expired(product)
    assert seen(person, article).status_code == 403
    assert "Your subscription expired on" in text(seen(person, article))
    page = signed_in(person).get("/knowledge/")
    assert "Your subscription expired on" in text(page)
    assert [shown.article.pk for shown in page.context["rows"]] == [open_one.pk]


@pytest.mark.parametrize("tier", ["XT", "XTP", "XTE"])
def test_r5_5_a_contact_of_any_tier_finds_an_article_by_its_words(product, tier):
    article = published(product, text={"title": "Scanner roaming", "body": "Set the *dwell time* to 4 s."})
    published(product)
    client = signed_in(covered(product, tier))
    assert listed(client, "?q=dwell+time") == [article.pk]
    assert listed(client, "?q=dwell+nothing") == []


def test_danish_and_english_words_are_found_by_their_stems(product, mette):
    danish = published(product, language="da", text={"title": "Opdateringer", "body": "Sådan gør du."})
    english = published(product, text={"title": "Retrying queues", "body": "Back-off of the queue."})
    client = signed_in(mette)
    assert listed(client, "?q=opdatering") == [danish.pk]
    assert listed(client, "?q=queue") == [english.pk]


def test_a_number_and_the_code_of_a_fix_find_their_article(product, mette):
    article = published(product, kind="known_issue", fix_code="LGF-13.0-0117")
    client = signed_in(mette)
    assert listed(client, f"?q={article.pk}") == [article.pk]
    assert listed(client, "?q=lgf-13.0-0117") == [article.pk]


@pytest.mark.parametrize("typed", ["'", "a & | !", ":*", "((", "\\", "%", "<script>", "x" * 300])
def test_whatever_is_typed_is_searched_for(product, mette, typed):
    published(product)
    assert signed_in(mette).get("/knowledge/", {"q": typed}).status_code == 200


def test_only_what_is_published_is_readable_and_as_it_was_published(product, mette):
    from entitlements.knowledge import writing
    from tests.knowledge.scene import words, writer

    hidden = draft(product)
    assert seen(mette, hidden).status_code == 404
    article = published(product)
    writing.edit(article, writing.about_of(article), words(title="Changed meanwhile"), writer())
    assert "Release a lock" in text(seen(mette, article))
    assert "Changed meanwhile" not in text(seen(mette, article))
    publishing.publish(article, publisher())
    assert "Changed meanwhile" in text(seen(mette, article))


def test_a_withdrawn_article_says_so_to_who_could_read_it(product, mette, other):
    article = published(product, visibility="covered")
    publishing.withdraw(article, publisher(), "Replaced by article 5.")
    page = seen(mette, article)
    assert page.status_code == 410
    assert "Replaced by article 5." in text(page)
    assert seen(other, article).status_code == 403
    hidden = published(product, visibility="internal")
    publishing.withdraw(hidden, publisher(), "Wrong.")
    assert seen(mette, hidden).status_code == 404


def test_the_readers_language_is_shown_else_the_other_and_it_says_so(product, mette):
    article = published(product, text={"title": "Clock changes"})
    mette.language = "da"
    mette.save()
    page = seen(mette, article)
    assert "Clock changes" in text(page)
    assert "Artiklen findes ikke på dansk. Du læser den på engelsk." in text(page)
    translated(article, publisher(), title="Når uret stilles")
    publishing.publish(article, publisher())
    page = seen(mette, article)
    assert "Når uret stilles" in text(page)
    assert "findes ikke på dansk" not in text(page)
    assert "Clock changes" in text(signed_in(mette).get(f"/knowledge/{article.pk}/?language=en"))


def test_the_list_goes_by_product_and_kind_and_is_paged_by_key(product, mette):
    orv = make.product("ORV", name="Ordrevej")
    for number in range(33):
        published(product, at=NOW.replace(minute=number), kind="how_to" if number % 2 else "article")
    elsewhere = published(orv)
    everywhere = published()
    client = signed_in(mette)
    first = client.get("/knowledge/?product=LGF")
    rows = [shown.article.pk for shown in first.context["rows"]]
    assert len(rows) == 30
    assert elsewhere.pk not in rows
    rest = listed(client, f"?product=LGF&before={first.context['next']}")
    assert len(set(rows) | set(rest)) == len(rows) + len(rest) == 34
    assert everywhere.pk in rows + rest
    assert len(listed(client, "?kind=how_to")) == 16


def test_a_list_asks_the_same_number_of_statements_whatever_its_length(
    product, mette, django_assert_max_num_queries
):
    for number in range(12):
        published(product, at=NOW.replace(minute=number))
    client = signed_in(mette)
    client.get("/knowledge/")
    with django_assert_max_num_queries(15):
        client.get("/knowledge/")


def test_a_list_asks_no_statement_a_row(product, mette):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, counted = signed_in(mette), []
    for number in range(2):
        for each in range(10):
            published(product, at=NOW.replace(hour=8 + number, minute=each))
        client.get("/knowledge/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/knowledge/")
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_a_contact_writes_to_no_article_and_sees_no_other_companys_answer(product, mette):
    """The second wall: the role of a contact."""
    from django.db import ProgrammingError, transaction

    from entitlements.knowledge import feedback

    article = published(product)
    theirs = covered(product)
    feedback.vote(article, theirs, theirs.memberships.get().customer, useful=False, sentence="Wrong", at=NOW)
    with tenancy.as_contact(mette.memberships.get().customer_id):
        assert not article.votes.exists()
        assert Article.objects.get(pk=article.pk).not_useful == 1
        with pytest.raises(ProgrammingError), transaction.atomic():
            Article.objects.filter(pk=article.pk).update(useful=100)


def test_related_articles_share_words_and_product_and_are_readable(product, mette):
    article = published(product, text={"title": "Period lock stays"})
    near = published(product, text={"title": "Release a period lock"})
    published(product, text={"title": "Period lock, internal"}, visibility="internal")
    published(make.product("ORV"), text={"title": "Period lock in Ordrevej"})
    found = seen(mette, article).context["related"]
    assert [shown.article.pk for shown in found] == [near.pk]


def test_a_long_article_has_a_table_of_contents_and_leads_to_logging(product, mette):
    body = "## One\n\nText\n\n## Two\n\nText\n\n### Two and a half\n\nText"
    article = published(product, text={"title": "A & B", "body": body})
    page = seen(mette, article).content.decode()
    assert '<a href="#part-one">One</a>' in page
    assert '<h2 id="part-two">Two</h2>' in page
    assert "/incidents/new/?product=LGF&amp;title=A%20%26%20B" in page


def test_readers_of_the_vendor_are_led_to_the_desk(product):
    article = published(product, visibility="internal")
    assert f"/desk/knowledge/{article.pk}/" in seen(make.staff("agent"), article).content.decode()


def test_reader_knows_products_by_line(product, mette):
    assert reader(mette).products == {product.pk}
    assert not reader(expired(product)).is_subscribed
