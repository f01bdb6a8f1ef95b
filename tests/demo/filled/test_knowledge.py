"""The articles of DEMO.md, 7: twelve, in their languages, published; filled twice they are the same."""

from entitlements.knowledge import reading
from entitlements.knowledge.models import Article
from entitlements.markdown import page
from notifications.models import Alert, Notification
from subscriptions.models import User
from tests.demo.moment import T
from tickets.models import IncidentArticle
from xtreme.demo import knowledge
from xtreme.demo.contacts import METTE
from xtreme.demo.moments import Now


def test_twelve_articles_are_published_in_the_languages_of_the_demo():
    articles = Article.objects.whole().order_by("pk")
    assert [each.is_published for each in articles] == [True] * 12
    languages = [sorted(reading.published_texts(each)) for each in articles]
    both, english, danish = ["da", "en"], ["en"], ["da"]
    assert languages == [
        english, danish, english, english, both, english, english, both, english, danish, english, english,
    ]  # fmt: skip
    assert [each.pk for each in articles if each.is_critical] == [articles[0].pk, articles[3].pk]


def test_each_article_is_a_useful_page():
    for article in Article.objects.whole():
        for text in reading.published_texts(article).values():
            assert len(text.body) > 700
            assert len(page(text.body).headings) >= 3 or "|" in text.body
            assert text.summary


def test_critical_articles_belong_to_the_alerts_of_the_demo_and_alert_nobody_anew():
    assert Alert.objects.filter(origin__link__startswith="/knowledge/").count() == 2
    assert not Notification.objects.filter(kind="article_published").exists()


def test_how_to_incident_13_was_solved_by_article_5():
    link = IncidentArticle.objects.get()
    assert link.how == "solved"
    assert link.article.texts.get(language="en").published.title == (
        "Close one company's period while others stay open"
    )


def test_filled_twice_they_are_the_same():
    before = list(Article.objects.order_by("pk").values())
    knowledge.fill(Now(T))
    assert list(Article.objects.order_by("pk").values()) == before


def test_mette_reads_those_of_her_products_and_nordlys_is_counted():
    mette = User.objects.get(email=METTE)
    reader = reading.reader(mette, mette.memberships.get().customer, T)
    assert Article.objects.readable(reader).count() == 12
    lock = Article.objects.order_by("pk").first()
    assert (lock.affected_companies, lock.useful) == (3, 3)
