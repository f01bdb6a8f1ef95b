"""Who is told of releases: registered contacts, the country of a rule, who fetched a faulty one (R2.5, R3.5,
R3.6)."""

from datetime import date

import pytest
import time_machine

from entitlements.downloads import moments, publishing, reminding, telling
from entitlements.downloads.models import Link, RegulatoryNotice
from entitlements.downloads.models.releases import Kind
from notifications import alerts, outbox
from notifications.kinds import KINDS
from notifications.mails import written
from notifications.models import Alert, Notification, Preference
from notifications.models.outbox import Channel, Pace
from subscriptions.models import InstalledSystem
from tests import factories as make
from tests.downloads.scene import AT, DAY, another, body, get
from tests.tickets.moments import moment

pytestmark = pytest.mark.django_db
REGULATORY = {"kind": Kind.REGULATORY, "country": "DK", "effective_on": date(2027, 2, 1)}


def told(kind=None):
    rows = Notification.objects.filter(channel=Channel.IN_APP)
    rows = rows.filter(kind=kind) if kind else rows.filter(kind__startswith="re")
    return sorted(rows.values_list("recipient__name", flat=True))


def mails(kind):
    return Notification.objects.filter(kind=kind, channel=Channel.EMAIL)


def test_registered_contacts_are_told_of_a_release_and_nobody_else_r2_5(scene):
    scene.register()
    _other, stranger = another(scene, name="Havblik")
    scene.told(scene.published())
    assert told("release_news") == ["Mette"]
    assert stranger.name not in told()


def test_news_comes_as_a_digest_within_a_day_unless_she_chose_otherwise_r2_5(scene):
    """R1.10: at once, daily or weekly."""
    scene.register()
    scene.register(scene.manager)
    Preference.objects.create(
        user=scene.manager, kind="release_news", channel=Channel.EMAIL, pace=Pace.AT_ONCE
    )
    scene.told(scene.published())
    by_person = {row.recipient: row for row in mails("release_news")}
    assert AT < by_person[scene.contact].next_attempt_at <= AT + DAY
    assert by_person[scene.manager].next_attempt_at == AT


def test_a_release_is_told_once_whatever_runs_twice_r2_5(scene):
    scene.register()
    release = scene.published()
    scene.told(release)
    assert not telling.tell(release.pk, AT)
    type(release).objects.update(told_at=None)
    scene.told(release)
    assert told("release_news") == ["Mette"]


def test_a_release_that_nobody_told_of_for_a_day_counts_as_late_r1_9(scene):
    release = scene.published()
    assert telling.untold() == [release.pk]
    assert not release.is_late(AT + DAY, 24)
    assert release.is_late(AT + DAY + DAY / 24, 24)


def test_who_is_no_longer_covered_is_told_nothing_r1_11(scene):
    scene.register()
    scene.customer.lines.update(ends_at=AT - DAY)
    scene.told(scene.published())
    assert told() == []


def test_a_release_for_named_customers_is_told_to_them_alone_r2_3(scene):
    other, stranger = another(scene, name="Havblik")
    scene.register()
    scene.register(stranger, other)
    scene.told(scene.published(generally_available=False, customers=[other]))
    assert told() == [stranger.name]


def test_everybody_in_the_country_is_told_of_a_regulatory_update_at_publishing_r3_5(scene):
    another(scene, name="Brückentor", country="DE")
    scene.told(scene.published(**REGULATORY))
    assert told("regulatory_update") == ["Henrik", "Mette"]


def test_a_site_in_the_country_counts_also_where_the_company_is_in_another_r3_5(scene):
    """The company's own country alone was looked at: its branch in Denmark learnt of no Danish rule."""
    german, person = another(scene, name="Brückentor", country="DE")
    system = InstalledSystem.objects.create(
        customer=german, product=scene.product, version=scene.version, site="Esbjerg", country="DK"
    )
    release = scene.published(**REGULATORY)
    scene.told(release)
    assert told("regulatory_update") == sorted(["Henrik", "Mette", person.name])
    assert reminding.remind(release.pk, moment("2026-12-03 09:00 +01:00")) == 2
    body(get(scene.client(person), f"/downloads/{release.code}/files/{release.files.get().pk}/"))
    assert reminding.remind(release.pk, moment("2027-01-02 09:00 +01:00")) == 1
    InstalledSystem.objects.filter(pk=system.pk).update(ended_at=AT)
    scene.told(scene.published("LGF-DK-2", **REGULATORY))
    assert told("regulatory_update").count(person.name) == 1


def test_who_is_registered_and_in_the_country_is_told_once_r3_6(scene):
    scene.register()
    scene.told(scene.published(**REGULATORY))
    assert told() == ["Henrik", "Mette"]


def test_a_regulatory_fix_that_is_an_alert_too_tells_each_person_once_r3_6(scene):
    scene.register()
    german, person = another(scene, name="Brückentor", country="DE")
    scene.register(person, german)
    release = scene.published(alert_class="statutory", symptom="Wrong SAF-T file.", **REGULATORY)
    alert = Alert.objects.get()
    assert alert.published_at == AT
    assert alert.required_by == REGULATORY["effective_on"]
    scene.told(release)
    rows = Notification.objects.filter(channel=Channel.EMAIL).values_list("recipient", flat=True)
    assert len(rows) == len(set(rows)) == 3


def test_a_fix_that_is_an_alert_makes_one_alert_of_its_product_and_version_r1_1(scene):
    scene.register()
    scene.published(alert_class="production_stop", symptom="Nobody can post.")
    alert = Alert.objects.get()
    assert [row.listed for row in alert.affected.all()] == ["13.0"]
    assert alert.action == "Install LGF-13.0-0117."
    assert told("alert") == ["Mette"]


def test_the_days_before_a_rule_that_have_come_by_today_r3_5():
    rule = date(2027, 2, 1)
    ask = lambda published, today: moments.due([60, 30, 7], rule, published, today)  # noqa: E731
    early = date(2026, 11, 1)
    assert ask(early, date(2026, 12, 2)) == []
    assert ask(early, date(2026, 12, 3)) == [60]
    assert ask(early, date(2027, 1, 25)) == [60, 30, 7]
    assert ask(early, rule) == []
    assert ask(date(2026, 12, 3), date(2026, 12, 10)) == []  # past when it was published
    assert ask(date(2026, 12, 17), date(2027, 1, 2)) == [30]


def test_the_country_is_reminded_60_30_and_7_days_before_until_it_has_fetched_the_update_r3_5(scene):
    release = scene.published(**REGULATORY)
    reminded = [
        reminding.remind(release.pk, moment(f"{day} 09:00 +01:00"))
        for day in ("2026-12-02", "2026-12-03", "2026-12-04", "2027-01-02", "2027-01-03")
    ]
    assert reminded == [0, 1, 0, 1, 0]
    assert told("regulatory_reminder") == ["Henrik", "Henrik", "Mette", "Mette"]
    assert sorted(row.context["days"] for row in mails("regulatory_reminder")) == [30, 30, 60, 60]
    row = mails("regulatory_reminder")[0]
    bell = KINDS[row.kind].line(row.context)  # read the day after, too
    assert bell.startswith("A rule takes effect on ")
    assert "days" not in bell
    file = release.files.get()
    body(get(scene.client(), f"/downloads/{release.code}/files/{file.pk}/"))
    assert reminding.remind(release.pk, moment("2027-01-25 09:00 +01:00")) == 0


def test_who_has_fetched_what_replaces_the_update_is_not_reminded_of_it_r3_5(scene):
    old = scene.published("LGF-DK-1", **REGULATORY)
    new = scene.published("LGF-DK-2", **REGULATORY, links={Link.SUPERSEDES: [old]})
    body(get(scene.client(), f"/downloads/{new.code}/files/{new.files.get().pk}/"))
    day = moment("2026-12-03 09:00 +01:00")
    publishing.withdraw(new, scene.publisher, "It deletes postings.", AT)
    assert reminding.remind(old.pk, day) == 1
    type(new).objects.filter(pk=new.pk).update(state="published", withdrawn_at=None)
    RegulatoryNotice.objects.all().delete()
    assert reminding.remind(old.pk, day) == 0


def test_reminders_passed_while_nobody_ran_are_one_r3_5(scene):
    release = scene.published(**REGULATORY)
    assert reminding.remind(release.pk, moment("2027-01-26 09:00 +01:00")) == 1
    assert RegulatoryNotice.objects.count() == 3
    assert {row.context["days"] for row in mails("regulatory_reminder")} == {6}
    assert reminding.remind(release.pk, moment("2027-01-27 09:00 +01:00")) == 0


def test_nobody_is_reminded_at_night_nor_of_a_rule_in_effect_r3_5(scene):
    release = scene.published(**REGULATORY)
    assert reminding.remind(release.pk, moment("2026-12-03 07:59 +01:00")) == 0
    assert release.pk not in reminding.coming(moment("2027-02-02 09:00 +01:00"))
    assert release.pk in reminding.coming(moment("2026-12-03 09:00 +01:00"))


def test_who_fetched_a_faulty_build_is_told_and_nobody_else(scene):
    release = scene.published()
    body(get(scene.client(), f"/downloads/{release.code}/files/{release.files.get().pk}/"))
    publishing.withdraw(release, scene.publisher, "It deletes postings.", AT)
    assert told("release_withdrawn") == ["Mette"]
    row = mails("release_withdrawn").get()
    assert row.context["reason"] == "It deletes postings."


def test_where_she_has_left_her_managers_are_told(scene):
    release = scene.published()
    body(get(scene.client(), f"/downloads/{release.code}/files/{release.files.get().pk}/"))
    scene.customer.memberships.filter(user=scene.contact).update(ended_at=AT)
    publishing.withdraw(release, scene.publisher, "It deletes postings.", AT)
    assert told("release_withdrawn") == ["Henrik"]


def test_withdrawing_takes_its_alert_back_too_r1_5(scene):
    scene.register()
    release = scene.published(alert_class="production_stop", symptom="Nobody can post.")
    publishing.withdraw(release, scene.publisher, "It deletes postings.", AT)
    assert told("alert_withdrawn") == ["Mette"]


def test_who_got_its_alert_and_fetched_it_is_told_once_that_it_is_withdrawn_r1_5(scene):
    """By the alert, which reaches exactly those who got the first; the manager, who fetched it only, by the
    release."""
    scene.register()
    release = scene.published(alert_class="production_stop", symptom="Nobody can post.")
    for person in (scene.contact, scene.manager):
        body(get(scene.client(person), f"/downloads/{release.code}/files/{release.files.get().pk}/"))
    publishing.withdraw(release, scene.publisher, "It deletes postings.", AT)
    assert (told("alert_withdrawn"), told("release_withdrawn")) == (["Mette"], ["Henrik"])
    assert mails("alert_withdrawn").get().context["correction"] == (
        "LGF-13.0-0117 is faulty: do not install it. It deletes postings."
    )


def test_an_alert_that_was_withdrawn_before_says_nothing_of_its_release(scene):
    scene.register()
    release = scene.published(alert_class="production_stop", symptom="Nobody can post.")
    body(get(scene.client(), f"/downloads/{release.code}/files/{release.files.get().pk}/"))
    alerts.withdraw(Alert.objects.get(), scene.publisher, "Only the log is affected.", AT)
    publishing.withdraw(release, scene.publisher, "It deletes postings.", AT + DAY)
    assert told("release_withdrawn") == ["Mette"]


def test_publishing_tells_nobody_in_the_request_but_has_a_worker_do_it(scene, monkeypatch):
    nudged = []
    monkeypatch.setattr(outbox, "nudge_after_commit", lambda task="deliver": nudged.append(task))
    scene.register()
    scene.published()
    assert nudged == ["entitlements.downloads.tasks.tell"]
    assert told() == []


def test_the_worker_tells_of_all_that_waits(scene):
    from entitlements.downloads import tasks

    scene.register()
    scene.published("LGF-1")
    scene.published("LGF-2")
    with time_machine.travel(AT, tick=False):
        tasks.tell()
    assert told("release_news") == ["Mette", "Mette"]
    assert make.staff("publisher")


def test_a_danish_reader_reads_the_danish_title_rule_and_country_r3_5(scene):
    scene.contact.language = "da"
    scene.contact.save()
    danish = {"title_en": "Tax", "title_da": "Moms", "rule_en": "All firms.", "rule_da": "Alle virksomheder."}
    scene.told(scene.published("LGF-DK-1", **REGULATORY | danish))
    said = {row.recipient.name: written(row).text for row in mails("regulatory_update")}
    for word, twin in (("Tax", "Moms"), ("All firms.", "Alle virksomheder."), ("Denmark", "Danmark")):
        assert (word in said["Henrik"], twin in said["Mette"]) == (True, True)
        assert word not in said["Mette"]


def test_the_alert_that_a_release_is_has_its_title_in_each_reader_s_language_r3_6(scene):
    scene.register()
    scene.register(scene.manager)
    scene.contact.language = "da"
    scene.contact.save()
    words = {"title_en": "Period lock", "title_da": "Periodelås", "symptom": "Nobody can post."}
    scene.published("LGF-1", alert_class="production_stop", **words)
    said = {row.recipient.name: written(row) for row in mails("alert")}
    assert "LGF-1: Periodelås" in said["Mette"].text
    assert "Period lock" not in said["Mette"].subject + said["Mette"].text
    assert "LGF-1: Period lock" in said["Henrik"].text
    for address in ("/", "/alerts/", Alert.objects.get().get_absolute_url()):
        page = get(scene.client(), address).content.decode()
        assert "Periodelås" in page, address
        assert "Period lock" in get(scene.client(scene.manager), address).content.decode()
