"""Two people at once: the database decides, and the loser gets a sentence."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from entitlements.knowledge import feedback, publishing, writing
from entitlements.knowledge.models import AffectedCompany, Revision, Vote
from entitlements.knowledge.refusals import ArticleChangedMeanwhile
from notifications.models import Notification
from subscriptions import tenancy
from subscriptions.refusals import Refusal
from tests import factories as make
from tests.knowledge.scene import NOW, covered, draft, published, publisher, words, writer

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Each in a connection of its own, begun together; what each raised, or None."""
    barrier, raised = Barrier(len(acts)), [None] * len(acts)

    def act(number):
        try:
            barrier.wait(60)
            with tenancy.as_staff():
                acts[number]()
        except Refusal as refusal:
            raised[number] = type(refusal)
        finally:
            connection.close()

    threads = [Thread(target=act, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_of_two_who_save_the_same_edition_one_is_told_and_both_texts_cannot_be_lost():
    with tenancy.as_staff():
        article, about = draft(), None
        about, people = writing.about_of(article), [writer(), writer()]
    edition = article.edition
    raised = at_once(
        *(
            lambda person=person, title=title: writing.edit(
                type(article).objects.get(pk=article.pk), about, words(title=title), person, edition
            )
            for person, title in zip(people, ("Hers", "His"), strict=True)
        )
    )
    assert sorted(map(str, raised)) == sorted(map(str, (None, ArticleChangedMeanwhile)))
    with tenancy.as_staff():
        assert Revision.objects.filter(article=article).count() == 2


def test_pressed_twice_at_once_a_vote_is_one_and_a_company_is_counted_once():
    with tenancy.as_staff():
        person = covered(make.product("LGF"))
        customer = person.memberships.get().customer
        article = published(make.product("LGF"), kind="known_issue")
    at_once(*[lambda: feedback.vote(article, person, customer, useful=True)] * 3)
    at_once(*[lambda: feedback.affects_us(article, person, customer)] * 3)
    with tenancy.as_staff():
        article.refresh_from_db()
        assert (Vote.objects.count(), AffectedCompany.objects.count()) == (1, 1)
        assert (article.useful, article.affected_companies) == (1, 1)


def test_published_by_two_workers_at_once_it_is_told_once():
    from notifications import alerts

    with tenancy.as_staff():
        product = make.product("LGF")
        person = covered(product)
        alerts.register(person, person.memberships.get().customer, product, at=NOW)
        article = draft(product)
        publishing.schedule(article, publisher(), NOW.replace(hour=13), at=NOW)
    at_once(*[lambda: publishing.publish_when_due(article.pk, NOW.replace(hour=14))] * 2)
    with tenancy.as_staff():
        assert Notification.objects.filter(kind="article_published", channel="in_app").count() == 1
