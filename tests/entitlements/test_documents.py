"""One search over what the services offer: by stems of either language, by codes, through slips of the keys; and to
each reader what she may know of, by both walls."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from entitlements import documents
from entitlements.documents import Text
from entitlements.models import Document
from entitlements.readers import STRANGER, Reader, reader
from entitlements.searching import Asked, find
from subscriptions import tenancy
from tests import factories as make
from tests.factories import LONG_AGO

pytestmark = pytest.mark.django_db
Kind, Visibility = Document.Kind, Document.Visibility
STAFF = Reader(is_staff=True)
NOW = LONG_AGO + timedelta(days=100)


@pytest.fixture
def keep(django_assert_num_queries):
    def keep(key, *texts, kind=Kind.ARTICLE, code="", visibility=Visibility.COVERED, at=NOW, **fields):
        address = f"/{kind}/{key}/"
        documents.keep(
            kind, key, address, texts, code=code or str(key), visibility=visibility, published_at=at, **fields
        )

    return keep


def titles(words, by=STAFF, reads="en", **narrowed):
    return [each.title for each in find(Asked(words, **narrowed), by, reads)[0]]


@pytest.mark.parametrize(
    ("language", "title", "words"),
    [
        ("da", "Opdatering af løn", "opdateringer"),
        ("da", "Opdateringer af løn", "opdatering"),
        ("da", "Månedsafslutning med tre selskaber", "selskab"),
        ("da", "Månedsafslutning med tre selskaber", "måneds"),
        ("en", "Posting stops at the month's end", "posted"),
        ("en", "Support policies", "policy"),
        ("en", "Period lock is not released", "released locks"),
    ],
)
def test_words_are_found_by_their_stem_and_their_beginning(keep, language, title, words):
    """Issue: Danish and English stemming."""
    keep(1, Text(language, title))
    keep(2, Text("en", "Something else"))
    assert titles(words) == [title]


@pytest.mark.parametrize("code", ["LGF-13.0-0117", "ORA-00054", "0x80070005", "E4711", "FMP-10.0-SP1"])
def test_codes_are_found_exactly(keep, code):
    keep(1, Text("en", "One", f"It says {code} and stops."))
    keep(2, Text("en", "Other", "It says LGF-13.0-0118, ORA-00055, 0x80070006, E4712 or FMP-10.0-SP2."))
    assert titles(code) == ["One"]


def test_a_thing_is_found_by_its_own_code(keep):
    keep(1, Text("en", "Period lock"), kind=Kind.RELEASE, code="LGF-13.0-0117")
    assert titles("LGF-13.0-0117") == ["Period lock"]


def test_a_slip_of_the_keys_is_forgiven_and_said(keep):
    keep(1, Text("en", "Retry and back-off in Knudebro"))
    keep(2, Text("en", "Clock changes"))
    found, alike = find(Asked("knudbro"), STAFF, "en")
    assert ([each.title for each in found], alike) == (["Retry and back-off in Knudebro"], True)
    assert find(Asked("retry"), STAFF, "en")[1] is False
    assert find(Asked("zebra crossing"), STAFF, "en") == ([], False)


def test_a_title_counts_more_than_a_text_and_her_language_more_than_the_other(keep):
    keep(1, Text("en", "Waiting", "Why the posting stops. " * 3))
    keep(2, Text("en", "Posting stops"))
    keep(3, Text("da", "Lås", "posting"), Text("en", "Lock", "posting"))
    assert titles("posting")[0] == "Posting stops"
    assert "Lås" in titles("posting", reads="da")
    assert "Lock" in titles("posting", reads="en")


def test_r5_5_a_text_in_her_language_comes_before_one_in_the_other_that_has_the_word_more_often(keep):
    keep(1, Text("da", "Luk perioden i ét firma", "Perioder lukkes hver for sig. En periode er åben."))
    keep(2, Text("en", "Close one company's period", "Each is closed by itself."))
    assert titles("period", reads="en") == ["Close one company's period", "Luk perioden i ét firma"]
    assert titles("period", reads="da")[0] == "Luk perioden i ét firma"


def test_what_is_about_the_words_comes_before_a_text_in_her_language_that_names_them(keep):
    keep(1, Text("da", "Hvad du sender med en hændelse", "Fx koden E4711."))
    keep(2, Text("en", "E4711 at sign-in", "Why E4711 is shown."))
    assert titles("E4711", reads="da")[0] == "E4711 at sign-in"


def test_a_thing_in_two_languages_is_found_once(keep):
    keep(1, Text("en", "SAF-T export"), Text("da", "SAF-T-eksport"))
    assert len(titles("SAF-T")) == 1


def test_it_is_narrowed_by_kind_product_and_language(keep):
    keep(1, Text("en", "Lock one"), products=[7])
    keep(2, Text("en", "Lock two"), kind=Kind.BRIEFING)
    keep(3, Text("da", "Lock three"))
    assert titles("lock", kind=Kind.BRIEFING) == ["Lock two"]
    assert titles("lock", product=7) == ["Lock one", "Lock three"]  # of no product is of every product
    assert titles("lock", language="da") == ["Lock three"]


def test_snippets_are_escaped_and_marked(keep):
    keep(1, Text("en", "Lock", "As soon as 5 < 9 & so on the posting stops"))
    [found], _alike = find(Asked("postings"), STAFF, "en")
    assert "5 &lt; 9 &amp; so on the <mark>posting</mark>" in found.snippet


def test_what_is_kept_again_replaces_its_texts_and_what_is_forgotten_is_gone(keep):
    keep(1, Text("en", "Old"), Text("da", "Gammel"))
    keep(1, Text("en", "New"))
    assert set(Document.objects.values_list("title", flat=True)) == {"New"}
    documents.forget(Kind.ARTICLE, 1)
    assert not Document.objects.exists()


@pytest.fixture
def five(keep):
    """One of each visibility, for product 7 and customer 42 where it names them."""
    keep(1, Text("en", "Lock public"), visibility=Visibility.PUBLIC)
    keep(2, Text("en", "Lock covered"), visibility=Visibility.COVERED)
    keep(3, Text("en", "Lock product"), visibility=Visibility.PRODUCTS, products=[7, 8])
    keep(4, Text("en", "Lock named"), visibility=Visibility.NAMED, customers=[42])
    keep(5, Text("en", "Lock internal"), visibility=Visibility.INTERNAL)


@pytest.mark.parametrize(
    ("by", "seen"),
    [
        (STAFF, {"public", "covered", "product", "named", "internal"}),
        (Reader(customer=42, products=frozenset({7})), {"public", "covered", "product", "named"}),
        (Reader(customer=42, products=frozenset({9})), {"public", "covered", "named"}),
        (Reader(customer=43, products=frozenset({8})), {"public", "covered", "product"}),
        (Reader(customer=43), {"public"}),
        (STRANGER, {"public"}),
    ],
)
def test_r5_5_each_reader_finds_what_she_may_know_of(five, by, seen):
    assert {each.removeprefix("Lock ") for each in titles("lock", by)} == seen
    assert {
        each.title.removeprefix("Lock ") for each in documents.titles(by, "article", "12345", "en").values()
    } == seen


def test_r5_5_a_reader_is_who_has_an_active_line(django_assert_num_queries):
    customer, product = make.customer(), make.product()
    person = make.contact(customer)
    assert reader(person, customer, NOW) == Reader(customer=customer.pk)
    make.line(customer, product, starts_at=LONG_AGO, ends_at=NOW)
    assert reader(person, customer, NOW - timedelta(seconds=1)).products == {product.pk}
    assert not reader(person, customer, NOW).products
    assert reader(make.staff(), None, NOW).is_staff


def seen_by_sql(role):
    with role, connection.cursor() as cursor:
        cursor.execute("select title from entitlements_document")
        return {title.removeprefix("Lock ") for (title,) in cursor.fetchall()}


def test_the_second_wall_shows_no_customer_what_is_named_to_another_or_internal(five):
    assert seen_by_sql(tenancy.as_contact(42)) == {"public", "covered", "product", "named"}
    assert seen_by_sql(tenancy.as_contact(43)) == {"public", "covered", "product"}
    assert len(seen_by_sql(tenancy.as_staff())) == 5
    assert seen_by_sql(tenancy.as_owner()) == {"public"}


def test_the_second_wall_lets_no_contact_write(five):
    for statement in ("update entitlements_document set title = 'x'", "delete from entitlements_document"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            tenancy.as_contact(42),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_a_contact_publishes_through_the_verb(keep):
    with tenancy.as_contact(42):
        keep(9, Text("en", "How do you test?"), kind=Kind.QUESTION)
        assert titles("test", Reader(customer=42, products=frozenset({1}))) == ["How do you test?"]
