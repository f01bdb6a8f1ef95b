"""Publishing: once, by whom it may be, of what she has seen; correction and withdrawal; what other rooms hear."""

from functools import partial

import pytest

from notifications import alerts, drafts
from notifications.drafts import Affects, Draft, Origin
from notifications.models import Alert, AlertChange, AlertOrigin, AlertRules, Notification
from notifications.refusals import (
    AlertChangedMeanwhile,
    AlertPublished,
    NothingAffected,
    OriginElsewhere,
    ProductTwice,
    RangeAndList,
    RangeUpsideDown,
    SecondPersonNeeded,
    VersionOfAnother,
)
from notifications.signals import alert_changed, alert_published
from subscriptions import tenancy
from tests import factories as make
from tests.notifications.company import NOW, both, person, publish, publisher, registered, told
from tests.notifications.telling import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return make.product("LGF", name="Ledgerkant")


def words(*affected, **fields):
    facts = {"title": "Lock stays", "alert_class": "production_stop", "symptom": "Stops", "action": "Install"}
    return Draft(affected=affected, **facts | fields)


# A second pair of eyes


def ask_for_a_second_person(yes=True):
    AlertRules(pk=1, second_person=yes).save()


def test_the_writer_publishes_alone_unless_the_rules_ask_for_a_second_person(product):
    writer = publisher()
    publish(drafts.write(words(Affects(product=product)), writer), writer)
    ask_for_a_second_person()
    with pytest.raises(SecondPersonNeeded):
        publish(drafts.write(words(Affects(product=product)), writer), writer)


def test_neither_writer_nor_last_editor_publishes_and_nobody_is_told_but_a_third_may(client, product):
    ask_for_a_second_person()
    hers = registered(person(product), product)
    writer, editor, third = publisher(), publisher(), publisher()
    alert = drafts.write(words(Affects(product=product)), writer)
    drafts.edit(alert, words(Affects(product=product), title="Lock stays on"), editor)
    for who in (writer, editor):
        client.force_login(who)
        page = client.get(f"/desk/alerts/{alert.pk}/").content.decode()
        assert "another publisher must look at it and publish it" in page
        assert client.post(f"/desk/alerts/{alert.pk}/publish/").status_code == 403
    assert Notification.objects.count() == 0
    assert told(publish(alert, third)) == both(hers)


# What she has seen


def test_what_was_changed_meanwhile_is_not_published_unseen(product):
    hers = registered(person(product), product)
    alert = drafts.write(words(Affects(product=product)), publisher(), NOW)
    seen = alert.edition
    drafts.edit(alert, words(Affects(product=product), action="Wait"), publisher())
    with pytest.raises(AlertChangedMeanwhile):
        alerts.publish(alert, publisher(), edition=seen)
    assert told(alert) == []
    alerts.publish(alert, publisher(), NOW, edition=alert.edition)
    assert told(alert) == both(hers)


def test_two_who_edit_do_not_write_over_each_other(product):
    alert = drafts.write(words(Affects(product=product)), publisher(), NOW)
    seen = alert.edition
    drafts.edit(alert, words(Affects(product=product), title="First"), publisher(), seen)
    with pytest.raises(AlertChangedMeanwhile):
        drafts.edit(alert, words(Affects(product=product), title="Second"), publisher(), seen)
    assert Alert.objects.get().title == "First"


def test_a_published_alert_is_edited_no_more(product):
    alert = publish(make.alert(product))
    with pytest.raises(AlertPublished):
        drafts.edit(alert, words(Affects(product=product)), publisher())


def test_without_a_product_it_is_not_published(product):
    alert = make.alert(product)
    alert.affected.all().delete()
    with pytest.raises(NothingAffected):
        publish(alert)


# Bad input


def test_r1_8_products_and_versions_that_make_no_sense_are_refused(product):
    """R1.8: a range upside down among them."""
    old, new = make.version(product, "9.4"), make.version(product, "10.0")
    foreign = make.version(make.product("STH"), "8.0")
    for affected, refusal in [
        ([], NothingAffected),
        ([Affects(product=product), Affects(product=product)], ProductTwice),
        ([Affects(product=product, since=new, until=old)], RangeUpsideDown),
        ([Affects(product=product, listed=[old], since=old)], RangeAndList),
        ([Affects(product=product, listed=[foreign])], VersionOfAnother),
        ([Affects(product=product, until=foreign)], VersionOfAnother),
    ]:
        with pytest.raises(refusal):
            drafts.write(words(*affected), publisher())
    assert not Alert.objects.exists()


# Two at once


def test_r1_3_two_people_who_publish_at_once_tell_once(transactional_db):
    with tenancy.as_staff():
        product = make.product("LGF")
        people = [registered(person(product), product) for _ in range(20)]
        alert, first, second = make.alert(product), publisher(), publisher()

    def press(by):
        with tenancy.as_staff():
            alerts.publish(Alert.objects.get(pk=alert.pk), by)

    heard = []
    alert_published.connect(hear := lambda alert_id, **_more: heard.append(alert_id))
    at_once(partial(press, first), partial(press, second))
    alert_published.disconnect(hear)
    with tenancy.as_staff():
        assert told(alert) == both(*people)
    assert heard == [alert.pk]


def test_r3_6_two_rooms_that_draft_from_the_same_at_once_get_the_same_alert(transactional_db):
    with tenancy.as_staff():
        product, by = make.product("LGF"), publisher()

    def draft():
        with tenancy.as_staff():
            return drafts.draft_from(
                Origin("/downloads/7/", "LGF-13.0-0117"), words(Affects(product=product)), by
            ).pk

    assert len(set(at_once(draft, draft))) == 1
    with tenancy.as_staff():
        assert Alert.objects.count() == 1


# Where an alert comes from


@pytest.mark.parametrize(
    "origin",
    [Origin("/knowledge/1/", "Release a stuck period lock"), Origin("/downloads/7/", "LGF-13.0-0117")],
    ids=["an article", "a fix"],
)
def test_r1_1_an_alert_from_an_article_or_a_fix_tells_those_concerned(client, product, origin):
    """R1.1: the two triggers."""
    hers = registered(person(product), product)
    person(product)
    alert = publish(drafts.draft_from(origin, words(Affects(product=product)), publisher()))
    assert told(alert) == both(hers)
    client.force_login(hers)
    page = client.get(f"/alerts/{alert.pk}/").content.decode()
    assert f'href="{origin.link}"' in page
    assert origin.label in page


def test_r3_6_a_fix_that_is_published_as_an_alert_tells_each_person_once_whatever_publishes_it(product):
    hers = person(product)
    facts, origin = words(Affects(product=product), alert_class="statutory"), Origin("/downloads/7/", "Rule")
    for _ in range(2):
        publish(drafts.draft_from(origin, facts, publisher()))
    assert Alert.objects.count() == AlertOrigin.objects.count() == 1
    assert told(Alert.objects.get()) == both(hers)


@pytest.mark.parametrize("link", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_an_alert_leads_nobody_out_of_the_house(product, link):
    with pytest.raises(OriginElsewhere):
        drafts.draft_from(Origin(link, "Fix"), words(Affects(product=product)), publisher())
    assert not Alert.objects.exists()


# Corrections, and what other rooms hear


@pytest.mark.parametrize("change", [alerts.correct, alerts.withdraw])
def test_r1_5_exactly_those_who_got_the_alert_hear_of_its_change(product, change):
    """Also who has deregistered since; not who has registered since."""
    hers, late = registered(person(product), product), person(product)
    alert = publish(make.alert(product))
    alerts.deregister(hers, hers.memberships.get().customer, product)
    registered(late, product)
    changed = change(alert, publisher(), "Version 9 is not affected.")
    assert told(alert, f"alert_{changed.kind}") == both(hers)


def test_rooms_are_told_of_a_publication_and_of_a_change_inside_the_transaction(product):
    heard = []
    alert_published.connect(hear := lambda **said: heard.append(("published", said["alert_id"])))
    alert_changed.connect(learn := lambda **said: heard.append(("changed", said["change_id"])))
    alert = publish(publish(make.alert(product)))
    alerts.correct(alert, publisher(), "Only 10.0.")
    alert_published.disconnect(hear)
    alert_changed.disconnect(learn)
    assert heard == [("published", alert.pk), ("changed", AlertChange.objects.get().pk)]


def test_a_room_that_fails_on_hearing_takes_the_publication_back(product):
    registered(person(product), product)
    alert = make.alert(product)

    def fail(**_said):
        raise ZeroDivisionError

    alert_published.connect(fail)
    with pytest.raises(ZeroDivisionError):
        publish(alert)
    alert_published.disconnect(fail)
    assert Notification.objects.count() == 0
    assert Alert.objects.get().published_at is None
