"""Publishing, reviewing, scheduling, withdrawing; R1.1's trigger by an article, R1.10's news; owners reminded."""

from dataclasses import replace
from datetime import timedelta

import pytest

from entitlements.knowledge import feedback, publishing, tasks, watching, writing
from entitlements.knowledge.models import Article
from entitlements.knowledge.refusals import (
    ArticleChangedMeanwhile,
    ArticleElsewhere,
    ArticleNeedsSecondPerson,
    NothingToReview,
    PublishInPast,
)
from notifications import alerts, mails
from notifications.models import Alert, AlertRules, Notification
from notifications.models.outbox import Channel
from notifications.refusals import SecondPersonNeeded
from subscriptions.refusals import Forbidden, ReasonMissing
from tests import factories as make
from tests.desk.pages import get, post, signed_in, text
from tests.knowledge.scene import (
    LATER,
    NOW,
    covered,
    draft,
    published,
    publisher,
    rules,
    translated,
    words,
    writer,
)

pytestmark = pytest.mark.django_db
CRITICAL = {"alert_class": "wrong_figures", "action": "Install the fix.", "action_kind": "fix"}


@pytest.fixture
def product():
    return make.product("LNT", name="Løntråd Payroll")


def registered(product, **fields):
    person = covered(product, **fields)
    alerts.register(person, person.memberships.get().customer, product, at=NOW)
    return person


def told(kind, channel=Channel.IN_APP):
    rows = Notification.objects.filter(kind=kind, channel=channel)
    return sorted(rows.values_list("recipient", flat=True))


# R1.1: an article marked critical


def test_r1_1_publishing_a_critical_article_alerts_the_registered_contacts_of_its_product(product):
    hers, silent = registered(product), covered(product)
    registered(make.product("ORV"))
    article = draft(product, text={"title": "Doubled overtime", "symptoms": "Gross pay is high"}, **CRITICAL)
    publishing.publish(article, publisher(), at=NOW)
    assert told("alert") == [hers.pk]
    alert = Alert.objects.get()
    assert (alert.title, alert.symptom) == ("Doubled overtime", "Gross pay is high")
    assert alert.action == "Install the fix."
    assert alert.origin.link == article.get_absolute_url()
    assert silent.pk not in told("alert")
    assert told("article_published") == []


def test_r1_1_an_article_not_marked_critical_alerts_nobody(product):
    registered(product)
    published(product)
    assert not Alert.objects.exists()
    assert told("alert") == []


def test_r1_1_its_versions_say_who_is_concerned(product):
    from notifications.drafts import Affects
    from subscriptions.models import InstalledSystem

    old, new = make.version(product, "2026.1"), make.version(product, "2026.2")
    people = [registered(product), registered(product)]
    for person, version in zip(people, (old, new), strict=True):
        InstalledSystem.objects.create(
            customer=person.memberships.get().customer, product=product, version=version
        )
    article = draft(affected=[Affects(product=product, since=new)], **CRITICAL)
    publishing.publish(article, publisher(), at=NOW)
    assert told("alert") == [people[1].pk]


def test_r1_3_publishing_a_critical_article_again_alerts_nobody_twice(product):
    hers = registered(product)
    article = published(product, **CRITICAL)
    writing.edit(article, writing.about_of(article), words(title="Doubled, corrected"), writer())
    publishing.publish(article, publisher(), at=LATER)
    assert told("alert") == [hers.pk]
    assert Alert.objects.count() == 1


def test_r1_5_withdrawing_a_critical_article_withdraws_its_alert_and_tells_who_got_it(product):
    hers = registered(product)
    article, by = published(product, **CRITICAL), publisher()
    late = registered(product)
    publishing.withdraw(article, by, "Posting stops by something else.", at=LATER)
    change = Alert.objects.get().changes.get()
    assert (change.kind, change.text, change.by) == ("withdrawn", "Posting stops by something else.", by)
    assert told("alert_withdrawn") == [hers.pk]
    assert late.pk not in told("alert_withdrawn")


def test_r1_5_an_alert_that_was_withdrawn_before_its_article_is_not_withdrawn_twice(product):
    registered(product)
    article, by = published(product, **CRITICAL), publisher()
    alerts.withdraw(Alert.objects.get(), by, "Wrong", at=NOW)
    publishing.withdraw(article, by, "Wrong, too.", at=LATER)
    assert Alert.objects.get().changes.count() == 1


def test_r1_1_a_critical_article_that_was_withdrawn_alerts_anew_when_it_is_published_again(product):
    hers = registered(product)
    article, by = published(product, **CRITICAL), publisher()
    publishing.withdraw(article, by, "Wrong", at=LATER)
    publishing.take_up_again(article, by, at=LATER)
    page = get(signed_in(by), f"/desk/knowledge/{article.pk}/", LATER)
    assert "an alert is sent to the registered contacts at once" in text(page)
    publishing.publish(article, by, at=LATER)
    publishing.publish(article, by, at=LATER)
    assert told("alert") == [hers.pk, hers.pk]
    assert [alert.changes.count() for alert in Alert.objects.order_by("pk")] == [1, 0]
    assert article.get_absolute_url() == Alert.objects.latest("pk").origin.link


def test_r1_1_the_page_says_that_an_alert_goes_out_where_a_published_article_turns_out_critical(product):
    hers = registered(product)
    article = published(product)
    about = replace(writing.about_of(article), **CRITICAL)
    writing.edit(article, about, words(title="Doubled overtime"), writer())
    page = get(signed_in(publisher()), f"/desk/knowledge/{article.pk}/", LATER)
    assert "an alert is sent to the registered contacts at once" in text(page)
    publishing.publish(article, publisher(), at=LATER)
    assert told("alert") == [hers.pk]


def test_r1_6_a_class_told_to_everyone_reaches_the_covered_without_registering(product):
    covered_one = covered(product)
    published(product, alert_class="security", action="Install the fix.")
    assert told("alert") == [covered_one.pk]


def test_rules_of_a_second_person_for_alerts_hold_for_an_articles_alert_and_nothing_is_half_done(product):
    AlertRules.objects.update_or_create(pk=1, defaults={"second_person": True})
    by = publisher()
    article = draft(product, by=by, **CRITICAL)
    with pytest.raises(SecondPersonNeeded):
        publishing.publish(article, by, at=NOW)
    article.refresh_from_db()
    assert article.state == "draft"
    assert not Alert.objects.exists()


# News of an article that is not critical (R1.9, R1.10)


def test_r1_10_registered_and_covered_contacts_read_of_it_in_their_digest_in_their_language(product):
    hers, his = registered(product), registered(product)
    his.language = "da"
    his.save()
    ended = registered(product)
    ended.memberships.get().customer.lines.update(ends_at=NOW - timedelta(days=1))
    article = draft(product, text={"title": "Run it again"})
    translated(article, writer(), title="Kør den igen")
    publishing.publish(article, publisher(), at=NOW)
    assert told("article_published") == sorted([hers.pk, his.pk])
    rows = Notification.objects.filter(kind="article_published", channel=Channel.EMAIL)
    names = {row.recipient_id: row.context["name"] for row in rows}
    assert names == {hers.pk: "Run it again", his.pk: "Kør den igen"}
    assert {row.priority for row in rows} == {Notification.Priority.PERIODIC}
    publishing.publish(article, publisher(), at=LATER)
    assert len(told("article_published")) == 2


@pytest.mark.parametrize("visibility", ["internal", "customers"])
def test_who_may_not_read_it_reads_no_news_of_it(product, visibility):
    hers = registered(product)
    registered(product)
    published(product, visibility=visibility, customers=[hers.memberships.get().customer])
    assert told("article_published") == ([] if visibility == "internal" else [hers.pk])


# States, review, who


def test_a_draft_is_looked_at_sent_back_and_published(product):
    by, looking, third = writer(), publisher(), publisher()
    article = draft(product, by=by)
    publishing.ask_review(article, by, at=NOW)
    assert article.state == "in_review"
    assert told("article_review") == sorted([looking.pk, third.pk])
    with pytest.raises(ReasonMissing):
        publishing.send_back(article, looking, " ")
    publishing.send_back(article, looking, "Which version?", at=NOW)
    assert (article.state, told("article_sent_back")) == ("draft", [by.pk])
    publishing.publish(article, looking, at=NOW)
    assert (article.state, article.published_at) == ("published", NOW)
    with pytest.raises(NothingToReview):
        publishing.ask_review(article, by)
    with pytest.raises(ArticleElsewhere):
        publishing.send_back(article, looking, "Again")


def test_r5_5_what_is_sent_back_is_not_published_by_itself():
    article, looking = draft(make.product("FMP")), publisher()
    publishing.ask_review(article, article.owner, at=NOW)
    publishing.schedule(article, publisher(), LATER, at=NOW)
    publishing.send_back(article, looking, "The workaround loses data.", at=NOW)
    assert not publishing.publish_when_due(article.pk, LATER)
    article.refresh_from_db()
    assert (article.state, article.publish_at) == ("draft", None)


def test_neither_writer_nor_who_changed_it_last_publishes_where_the_rules_say_so(product):
    rules(second_person=True)
    by, editor, third = publisher(), publisher(), publisher()
    article = draft(product, by=by)
    translated(article, editor)
    for person in (by, editor):
        with pytest.raises(ArticleNeedsSecondPerson):
            publishing.publish(article, person)
        with pytest.raises(ArticleNeedsSecondPerson):
            publishing.schedule(article, person, LATER, at=NOW)
    publishing.publish(article, third, at=NOW)
    assert article.is_published


def test_only_publishers_publish_and_only_what_they_have_seen(product):
    article = draft(product)
    with pytest.raises(Forbidden):
        publishing.publish(article, writer())
    seen = article.edition
    translated(article, writer())
    with pytest.raises(ArticleChangedMeanwhile):
        publishing.publish(article, publisher(), seen)


def test_the_page_at_the_desk_does_each_step(product):
    article, client = draft(product), signed_in(publisher())

    def press(name, **fields):
        return post(client, f"/desk/knowledge/{article.pk}/{name}/", NOW, **fields)

    page = get(client, f"/desk/knowledge/{article.pk}/", NOW)
    assert [each.step.name for each in page.context["offered"]] == ["publish", "review", "schedule"]
    refused = press("schedule", publish_at="2020-01-01T08:00")
    assert refused.status_code == 422
    assert "still to come" in text(refused)
    assert press("schedule", publish_at="2026-11-26T08:00").status_code == 302
    assert press("unschedule").status_code == 302
    assert press("publish", edition=1).status_code == 409
    assert press("publish").status_code == 302
    assert press("looked").status_code == 302
    assert press("withdraw", reason="").status_code == 422
    assert press("withdraw", reason="Wrong").status_code == 302
    assert press("again").status_code == 302
    assert press("nothing").status_code == 404
    article.refresh_from_db()
    assert article.state == "draft"
    agent = signed_in(writer())
    assert agent.post(f"/desk/knowledge/{article.pk}/publish/").status_code == 403


# By itself


def test_an_article_is_published_at_its_instant_once(product):
    hers = registered(product)
    article = draft(product)
    with pytest.raises(PublishInPast):
        publishing.schedule(article, publisher(), NOW, at=NOW)
    publishing.schedule(article, publisher(), LATER, at=NOW)
    assert watching.due(NOW) == []
    assert watching.due(LATER) == [article.pk]
    assert publishing.publish_when_due(article.pk, LATER)
    assert not publishing.publish_when_due(article.pk, LATER)
    article.refresh_from_db()
    assert (article.state, article.publish_at) == ("published", None)
    assert told("article_published") == [hers.pk]


def test_what_can_no_longer_be_published_by_itself_is_told_and_stays(product):
    by = publisher()
    article = draft(product)
    publishing.schedule(article, by, LATER, at=NOW)
    by.staff.roles = ["agent"]
    by.staff.save()
    tasks.publish_due()
    article.refresh_from_db()
    assert (article.state, article.publish_at) == ("draft", None) or article.publish_at == LATER
    assert not publishing.publish_when_due(article.pk, LATER)
    article.refresh_from_db()
    assert (article.state, article.publish_at) == ("draft", None)
    assert told("article_not_published") == sorted([by.pk, article.owner_id])


# Reminders


def test_the_owner_is_reminded_once_where_nobody_has_looked_through_it_for_long(product):
    rules(look_through_days=30)
    article = published(product)
    assert watching.to_remind_of(NOW + timedelta(days=30)) == []
    late = NOW + timedelta(days=31)
    assert watching.to_remind_of(late) == [article.pk]
    watching.remind(article.pk, late)
    assert watching.to_remind_of(late) == []
    assert told("article_aged") == [article.owner_id]
    publishing.look_through(article, article.owner, late)
    assert watching.to_remind_of(late + timedelta(days=29)) == []
    assert watching.to_remind_of(late + timedelta(days=31)) == [article.pk]


def test_the_owner_is_reminded_where_readers_say_that_it_does_not_help(product):
    rules(failing_votes=3, failing_percent=50)
    article = published(product)
    for useful in (True, False, False):
        assert watching.to_remind_of(NOW) == []
        person = covered(product)
        feedback.vote(article, person, person.memberships.get().customer, useful=useful, at=LATER)
    assert watching.to_remind_of(NOW) == [article.pk]
    watching.remind(article.pk, LATER)
    assert told("article_failing") == [article.owner_id]
    row = Notification.objects.filter(kind="article_failing").first()
    assert (row.context["percent"], row.context["votes"]) == (67, 3)
    publishing.look_through(article, article.owner, LATER + timedelta(hours=1))
    assert watching.to_remind_of(LATER) == []


def test_r5_5_the_owner_hears_of_an_article_by_its_title_in_her_own_language(product):
    article = published(product, text={"title": "Clock changes"})
    translated(article, article.owner, title="Når uret stilles")
    watching.remind(article.pk, NOW + timedelta(days=200))
    told = Notification.objects.get(kind="article_aged", channel="email")
    assert "Clock changes" in mails.written(told).subject
    told.recipient.language = "da"
    assert "Når uret stilles" in mails.written(told).subject


def test_the_tasks_run(product):
    article = draft(product)
    publishing.schedule(article, publisher(), LATER, at=NOW)
    tasks.publish_due()
    tasks.remind_owners()
    assert Article.objects.filter(pk=article.pk).exists()


def test_r5_5_the_page_of_an_article_says_who_sent_it_back_and_why_and_who_published_it(product):
    by, first = writer(), publisher()
    article = draft(product, by=by)
    publishing.ask_review(article, by, at=NOW)
    publishing.send_back(article, first, "Name the version.", at=NOW)
    publishing.schedule(article, first, LATER, at=NOW)
    publishing.unschedule(article, first, NOW)
    publishing.unschedule(article, first, NOW)
    publishing.publish(article, first, at=LATER)
    publishing.withdraw(article, first, "It was wrong.", at=LATER)
    publishing.take_up_again(article, by, at=LATER)
    kept = list(article.acts.order_by("pk").values_list("act", "by", "reason"))
    assert kept == [
        ("review_asked", by.pk, ""),
        ("sent_back", first.pk, "Name the version."),
        ("scheduled", first.pk, ""),
        ("unscheduled", first.pk, ""),
        ("published", first.pk, ""),
        ("withdrawn", first.pk, "It was wrong."),
        ("taken_up", by.pk, ""),
    ]
    shown = text(get(signed_in(by), f"/desk/knowledge/{article.pk}/", LATER))
    assert "Sent back: Name the version." in shown
    assert f"{first.name} · " in shown


def test_r5_5_what_publishing_means_is_said_in_the_publishers_language(product):
    article, person = draft(product, **CRITICAL), make.staff("publisher", language="da")
    page = text(get(signed_in(person), f"/desk/knowledge/{article.pk}/", NOW))
    assert "Der sendes straks et varsel" in page
