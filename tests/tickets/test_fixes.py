"""Fixes of incidents: whoever logged one is told once, and it closes on her word alone (R3.2; LIFECYCLE.md, L7)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from entitlements.downloads import publishing
from notifications.kinds import KINDS
from notifications.mails import written
from notifications.models import Notification
from notifications.models.outbox import Channel
from subscriptions.refusals import Forbidden, ReasonMissing
from tests import factories as make
from tests.downloads.conftest import own_files  # noqa: F401  releases have files
from tests.downloads.scene import AT, another, body, get, post
from tests.downloads.scene import scene as made
from tests.tickets.portal import text
from tickets import closing, correspondence, fixes, lifecycle
from tickets.models import Fix, Incident, SolutionKind, TimelineEntry
from tickets.refusals import FixAnswered, FixNotReleased, FixOfAnother, UnknownIncident
from tickets.verification import differences

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(hours=2)
CLOCK = ("kind", "started_at", "due_at", "paused_at", "next_reminder", "next_reminder_at")


@pytest.fixture
def scene(db):
    return made()


@pytest.fixture
def release(scene):
    return scene.written()


def incident(scene, contact=None, customer=None, **fields):
    return make.incident(
        customer or scene.customer, scene.product, at=AT, contact=contact or scene.contact, **fields
    )


def work_off(at=AT):
    batches = 0
    while fixes.go_on(at):
        batches += 1
    return batches


def publish(scene, release, *incidents):
    fixes.link(release, [each.pk for each in incidents], scene.publisher, AT)
    publishing.publish(release, scene.publisher, at=AT)
    work_off()


def told():
    rows = Notification.objects.filter(kind="fix_published", channel=Channel.EMAIL)
    return sorted(rows.values_list("recipient__name", flat=True))


def fix_of(incident):
    return Fix.objects.get(incident=incident)


def fresh(row):
    return Incident.objects.get(pk=row.pk)


def test_loggers_of_three_incidents_are_told_once_each_r3_2(scene, release):
    other, stranger = another(scene, name="Havblik")
    mine, again, hers = incident(scene), incident(scene, scene.manager), incident(scene, stranger, other)
    publish(scene, release, mine, again, hers)
    assert work_off() == 0
    assert told() == sorted(["Mette", "Henrik", stranger.name])


def test_who_logged_two_of_them_is_told_once_r3_2(scene, release):
    publish(scene, release, incident(scene), incident(scene))
    assert told() == ["Mette"]
    assert TimelineEntry.objects.filter(facts__code="fix_published").count() == 2


def test_nobody_is_told_before_it_is_published_r3_2(scene, release):
    fixes.link(release, [incident(scene).pk], scene.publisher, AT)
    assert work_off() == 0
    assert told() == []


def test_an_incident_linked_to_what_is_published_is_told_of_too_r3_2(scene, release):
    publishing.publish(release, scene.publisher, at=AT)
    fixes.link(release, [incident(scene).pk], scene.publisher, AT)
    work_off()
    assert told() == ["Mette"]


def test_what_waited_for_development_is_worked_on_again_and_stays_open_r3_2(scene, release):
    waiting, other = incident(scene), incident(scene)
    lifecycle.take(waiting, make.staff("agent"), AT)
    lifecycle.wait_for_development(waiting, waiting.owner or make.staff("agent"), at=AT)
    publish(scene, release, waiting, other)
    assert fresh(waiting).status == "in_progress"
    assert fresh(other).status == "new"
    said = [entry.facts for entry in waiting.timeline.all()]
    assert {"code": "fix_published", "release": release.code, "title": release.title_en} in said


def waits(scene, severity, *, answered):
    """An incident that waits for development; where it is `answered` a next reply is due instead of the first."""
    row, agent = incident(scene, severity=severity), make.staff("agent")
    lifecycle.take(row, agent, AT)
    if answered:
        correspondence.reply(row, agent, "We can see it.", at=AT)
    return lifecycle.wait_for_development(row, agent, at=AT)


def clocks(row):
    running = row.milestones.filter(result="").order_by("kind")
    return list(
        running.values_list("kind", "due_at", "paused_at", "next_reminder", "next_reminder_at", "started_at")
    )


def test_what_waited_together_goes_on_as_each_would_alone_r3_2(scene, release):
    """L7: the goal goes on with what was left, and a new next reply is due unless the first is."""
    cases = [(severity, answered) for severity in (2, 3, 4) for answered in (True, False)]
    together = [waits(scene, severity, answered=answered) for severity, answered in cases]
    alone = [waits(scene, severity, answered=answered) for severity, answered in cases]
    fixes.link(release, [row.pk for row in together], scene.publisher, AT)
    publishing.publish(release, scene.publisher, at=LATER)
    work_off(LATER)
    for row, same in zip(together, alone, strict=True):
        lifecycle.resume(same, same.owner, LATER)
        assert fresh(row).status == "in_progress"
        assert clocks(row) == clocks(same)
        assert fresh(row).due == fresh(same).due
        said = row.timeline.get(kind="status", facts__to="in_progress", at=LATER)
        assert (said.author, said.facts["reason"]) == (None, "fix_published")
    assert list(differences()) == []
    page = text(get(scene.client(), f"/incidents/{together[0].pk}/", LATER))
    assert "In progress again: the fix is released" in page
    assert "fix_published" not in page


def test_many_go_back_to_work_by_as_many_statements_as_two_r3_2(scene):
    asked = []
    for code, count in (("LGF-13.0-0001", 1), ("LGF-13.0-0002", 2), ("LGF-13.0-0003", 12)):
        release = scene.written(code)
        rows = [waits(scene, 2 + number % 2, answered=number % 2 == 0) for number in range(count)]
        fixes.link(release, [row.pk for row in rows], scene.publisher, AT)
        publishing.publish(release, scene.publisher, at=AT)
        assert fixes.go_on(LATER)
        with CaptureQueriesContext(connection) as captured:
            assert fixes.go_on(LATER)
        asked.append(len(captured))
        assert {fresh(row).status for row in rows} == {"in_progress"}
    assert asked[1] == asked[2]


def test_it_closes_by_her_word_r3_2(scene, release):
    row = incident(scene)
    publish(scene, release, row)
    page = text(get(scene.client(), f"/incidents/{row.pk}/"))
    assert f"Does {release.code} solve it?" in page
    answer = post(scene.client(), f"/incidents/{row.pk}/fixes/{fix_of(row).pk}/", {"do": "works"})
    assert answer.status_code == 302
    closed = fresh(row)
    assert (closed.status, closed.close_reason, closed.solution_kind) == ("closed", "solved", "fix")
    assert not closed.milestones.filter(result="").exists()
    assert fix_of(row).answer == "works"


def test_each_reads_of_a_fix_in_her_language_and_of_which_incidents_it_is_r3_2(scene):
    scene.contact.language = "da"
    scene.contact.save()
    release = scene.written(title_en="Period lock", title_da="Periodelås")
    mine, again, hers = incident(scene), incident(scene), incident(scene, scene.manager)
    publish(scene, release, mine, again, hers)
    mails = {
        row.recipient.name: written(row)
        for row in Notification.objects.filter(kind="fix_published", channel=Channel.EMAIL)
    }
    assert f"{mine.pk}, {again.pk}" in mails["Mette"].subject
    assert "Periodelås" in mails["Mette"].text
    assert "Period lock" not in mails["Mette"].text
    assert str(hers.pk) in mails["Henrik"].subject
    assert str(mine.pk) not in mails["Henrik"].text
    assert "Period lock" in mails["Henrik"].text
    about_fixes = Notification.objects.filter(kind="fix_published")
    bell = about_fixes.get(recipient=scene.contact, channel=Channel.IN_APP)
    with override("da"):
        assert "Periodelås" in KINDS[bell.kind].line(bell.context)
    assert "Periodelås" in text(get(scene.client(), f"/incidents/{mine.pk}/"))
    assert "Period lock" in text(get(scene.client(scene.manager), f"/incidents/{mine.pk}/"))


def test_the_fix_is_the_solution_also_where_a_workaround_was_proposed_before_r3_2(scene, release):
    row = incident(scene)
    closing.propose_solution(row, make.staff("agent"), "Post at night.", SolutionKind.WORKAROUND, at=AT)
    publish(scene, release, row)
    fixes.answer(fix_of(row), scene.contact, works=True, at=LATER)
    assert (fresh(row).status, fresh(row).solution_kind) == ("closed", SolutionKind.FIX)


def test_one_question_is_asked_at_a_time_the_last_one_r3_2(scene, release):
    row, agent = incident(scene), make.staff("agent")
    closing.propose_solution(row, agent, "Post at night.", SolutionKind.WORKAROUND, at=AT)
    publish(scene, release, row)
    page = lambda at: text(get(scene.client(), f"/incidents/{row.pk}/", at))  # noqa: E731
    asked = page(AT)
    assert f"Does {release.code} solve it?" in asked
    assert "Does the solution work?" not in asked
    assert "A solution was proposed before: without an answer the incident is closed on" in asked
    closing.reject(fresh(row), scene.contact, "It does not.", at=AT + timedelta(minutes=1))
    closing.propose_solution(fresh(row), agent, "Try the setting.", at=LATER)
    asked = page(LATER)
    assert "Does the solution work?" in asked
    assert f"Does {release.code} solve it?" not in asked


@pytest.mark.parametrize("was", ["new", "closed"])
def test_it_does_not_work_so_it_stays_open_or_opens_again_r3_2(scene, release, was):
    row = incident(scene)
    if was == "closed":
        closing.propose_solution(row, make.staff("agent"), "Try this.", at=AT)
        closing.accept(row, scene.contact, AT)
    publish(scene, release, row)
    fix = fix_of(row)
    with pytest.raises(ReasonMissing):
        fixes.answer(fix, scene.contact, works=False, at=AT)
    fixes.answer(fix, scene.contact, works=False, reason="Same error.", at=AT)
    assert fresh(row).is_open
    assert fix_of(row).answer == "fails"
    assert "does not work" in text(get(scene.client(), f"/incidents/{row.pk}/"))


def test_two_who_answer_at_once_are_decided_by_the_row(scene, release):
    row = incident(scene)
    publish(scene, release, row)
    fix = fix_of(row)
    fixes.answer(fix, scene.contact, works=True, at=AT)
    with pytest.raises(FixAnswered):
        fixes.answer(fix, scene.manager, works=False, reason="No.", at=AT)


def test_another_company_neither_sees_nor_answers_r3_2(scene, release):
    _other, stranger = another(scene, name="Havblik")
    row = incident(scene)
    publish(scene, release, row)
    address = f"/incidents/{row.pk}/fixes/{fix_of(row).pk}/"
    assert post(scene.client(stranger), address, {"do": "works"}).status_code == 404
    assert fresh(row).status == "new"


def test_the_page_of_the_release_lists_her_company_s_incidents_r3_2(scene, release):
    other, stranger = another(scene, name="Havblik")
    row, hers = incident(scene), incident(scene, stranger, other)
    publish(scene, release, row, hers)
    page = get(scene.client(), f"/downloads/{release.code}/").content.decode()
    assert f"/incidents/{row.pk}/#fix-" in page
    assert f"/incidents/{hers.pk}/" not in page


def test_nobody_is_asked_to_try_a_fix_that_was_withdrawn_r3_2(scene, release):
    row = incident(scene)
    publish(scene, release, row)
    page, asked = f"/incidents/{row.pk}/", f"fix-{fix_of(row).pk}"
    assert asked in get(scene.client(), page).content.decode()
    publishing.withdraw(release, scene.publisher, "It deletes the lock table.", AT)
    assert asked not in get(scene.client(), page).content.decode()
    released = get(scene.client(), f"/downloads/{release.code}/").content.decode()
    assert asked not in released
    assert "Your incidents that it was to resolve" in released


def withdrawal():
    rows = Notification.objects.filter(event__endswith=":withdrawn", channel=Channel.EMAIL)
    return sorted(rows.values_list("recipient__name", "kind"))


def test_who_was_told_of_a_fix_is_told_once_that_it_is_withdrawn_r3_2(scene, release):
    other, stranger = another(scene, name="Havblik")
    rows = [
        incident(scene),
        incident(scene),
        incident(scene, scene.manager),
        incident(scene, stranger, other),
    ]
    publish(scene, release, *rows)
    body(get(scene.client(), f"/downloads/{release.code}/files/{release.files.get().pk}/"))
    publishing.withdraw(release, scene.publisher, "It deletes the lock table.", LATER)
    assert withdrawal() == sorted(
        [("Mette", "release_withdrawn"), ("Henrik", "fix_withdrawn"), (stranger.name, "fix_withdrawn")]
    )
    said = "LGF-13.0-0117 is withdrawn: do not install it. It deletes the lock table."
    for row, contact in ((rows[0], None), (rows[3], stranger)):
        assert said in text(get(scene.client(contact), f"/incidents/{row.pk}/", LATER))


def test_who_got_its_alert_hears_of_the_withdrawn_fix_by_that_alone_r3_6(scene):
    scene.register()
    release = scene.written(alert_class="production_stop", symptom="Nobody can post.")
    publish(scene, release, incident(scene), incident(scene, scene.manager))
    publishing.withdraw(release, scene.publisher, "It deletes the lock table.", LATER)
    assert withdrawal() == [("Henrik", "fix_withdrawn")]
    rows = Notification.objects.filter(kind="alert_withdrawn", channel=Channel.EMAIL)
    assert [row.recipient.name for row in rows] == ["Mette"]


def test_the_desk_says_when_a_contact_is_told_of_a_fix_r3_2(scene, release):
    fixes.link(release, [incident(scene).pk], scene.publisher, AT)
    page = lambda: text(get(scene.client(scene.publisher), f"/desk/downloads/{release.code}/"))  # noqa: E731
    assert "told when it is published" in page()
    publishing.publish(release, scene.publisher, at=AT)
    assert "told within minutes" in page()
    publishing.withdraw(release, scene.publisher, "It deletes the lock table.", AT)
    assert "not told" in page()


def test_who_was_not_told_of_a_fix_yet_hears_nothing_of_its_end_r3_2(scene, release):
    fixes.link(release, [incident(scene).pk], scene.publisher, AT)
    publishing.publish(release, scene.publisher, at=AT)
    publishing.withdraw(release, scene.publisher, "It deletes the lock table.", LATER)
    assert work_off(LATER) == 0
    assert (told(), withdrawal()) == ([], [])


def test_publishers_link_and_unlink_at_the_desk_r3_2(scene, release):
    row, client = incident(scene), scene.client(scene.publisher)
    address = f"/desk/downloads/{release.code}/incidents/"
    post(client, address, {"incidents": f"{row.pk}, {row.pk}"})
    assert fix_of(row).linked_by == scene.publisher
    assert f"{row.pk} {row.title}" in text(get(client, release.desk_url))
    assert "There is no incident 999999." in text(client.post(address, {"incidents": "999999"}, follow=True))
    assert "There is no incident x." in text(client.post(address, {"incidents": "x"}, follow=True))
    post(client, f"{address}{fix_of(row).pk}/unlink/")
    assert not Fix.objects.exists()
    assert post(scene.client(make.staff("agent")), address, {"incidents": "1"}).status_code == 403


def test_r3_2_linking_many_reads_the_numbers_and_companies_of_incidents_and_no_more(scene, release):
    rows = [incident(scene) for _ in range(3)]
    with CaptureQueriesContext(connection) as asked:
        assert fixes.link(release, [row.pk for row in rows], scene.publisher, AT) == 3
    wide = [each["sql"] for each in asked if '"tickets_incident"."description"' in each["sql"]]
    assert len(wide) == 1  # one that is about another product would be named, of which there is none
    assert "limit 1" in wide[0].lower()


def test_r3_2_the_mail_promises_her_word_alone_only_where_no_solution_was_proposed_before(scene, release):
    row, hers = incident(scene), incident(scene, scene.manager)
    closing.propose_solution(row, make.staff("agent"), "Post at night.", SolutionKind.WORKAROUND, at=AT)
    publish(scene, release, row, hers)
    mails = {
        each.recipient.name: " ".join(written(each).text.split())
        for each in Notification.objects.filter(kind="fix_published", channel=Channel.EMAIL)
    }
    assert f"A solution was proposed before for {row.pk}: without an answer" in mails["Mette"]
    assert "on your word alone" not in mails["Mette"]
    assert "closes on your word alone" in mails["Henrik"]
    assert "proposed before" not in mails["Henrik"]


def test_r3_2_numbers_that_are_refused_stay_and_naming_none_or_a_linked_one_is_told(scene, release):
    row, client = incident(scene), scene.client(scene.publisher)
    address, draft = f"/desk/downloads/{release.code}/incidents/", f"resolves-{release.code}"
    sent = lambda numbers: client.post(address, {"incidents": numbers}, follow=True)  # noqa: E731
    refused = sent(f"{row.pk}, 999999")
    assert f'data-draft="{draft}"' in refused.content.decode()
    assert f'data-draft-done="{draft}"' not in refused.content.decode()
    assert "Type the number of at least one incident." in text(sent(" , "))
    assert f'data-draft-done="{draft}"' in sent(row.pk).content.decode()
    assert "What you named is linked already; nothing was changed." in text(sent(row.pk))
    publishing.publish(release, scene.publisher, at=AT)
    assert "What you named is linked already; nothing was changed." in text(sent(row.pk))


def test_before_it_is_published_the_page_names_the_incidents_that_are_offered_a_re_test_r3_2(scene, release):
    other, stranger = another(scene, name="Havblik")
    mine, hers = incident(scene, version=scene.version), incident(scene, stranger, other)
    older = incident(scene, version=make.version(scene.product, "12.1"))
    fixes.link(release, [mine.pk, hers.pk, older.pk], scene.publisher)
    page = text(get(scene.client(scene.publisher), f"/desk/downloads/{release.code}/publish/"))
    assert "Incidents: 3. Their contacts are told once each; people: 2, customers: 2." in page
    assert f"{hers.pk} {hers.title}" in page
    assert stranger.name in page
    assert (
        f"Incident {older.pk} is about {scene.product} 12.1, {release.code} is for {scene.product} 13.0."
        in page
    )
    assert f"Incident {mine.pk} is about" not in page


def test_linking_says_who_is_told_and_warns_of_another_version_r3_2(scene, release):
    row = incident(scene, version=make.version(scene.product, "12.1"))
    client, address = scene.client(scene.publisher), f"/desk/downloads/{release.code}/incidents/"
    page = text(client.post(address, {"incidents": row.pk}, follow=True))
    assert "Told when it is published: Mette (Nordlys)." in page
    assert f"Incident {row.pk} is about {scene.product} 12.1" in page


def test_of_a_published_fix_it_is_shown_who_is_told_before_incidents_are_linked_r3_2(scene, release):
    publishing.publish(release, scene.publisher, at=AT)
    row = incident(scene, version=make.version(scene.product, "12.1"))
    client, address = scene.client(scene.publisher), f"/desk/downloads/{release.code}/incidents/"
    page = text(post(client, address, {"incidents": row.pk}))
    assert "It is published: 1 person is told within minutes" in page
    assert f"Incident {row.pk} is about {scene.product} 12.1" in page
    assert f"{row.pk} {row.title}" in page
    assert "Mette" in page
    assert not Fix.objects.exists()
    post(client, address, {"incidents": row.pk, "sure": "1"})
    assert fix_of(row).linked_by == scene.publisher


def test_r3_2_a_fix_resolves_no_incident_of_another_product(scene, release):
    """Its contact would be told to install what her company may not have."""
    mine, other = incident(scene), make.incident(product=make.product("FMP"), at=AT)
    with pytest.raises(FixOfAnother) as refused:
        fixes.link(release, [mine.pk, other.pk], scene.publisher)
    assert f"Incident {other.pk} is about {other.product}" in str(refused.value)
    assert not Fix.objects.exists()


def test_what_cannot_be_linked_is_refused(scene, release):
    with pytest.raises(UnknownIncident):
        fixes.link(release, [999_999], scene.publisher)
    with pytest.raises(Forbidden):
        fixes.link(release, [1], make.staff("agent"))
    row = incident(scene)
    publish(scene, release, row)
    with pytest.raises(FixAnswered):
        fixes.unlink(fix_of(row), scene.publisher)
    publishing.withdraw(release, scene.publisher, "Faulty.", AT)
    with pytest.raises(FixNotReleased):
        fixes.link(release, [row.pk], scene.publisher)


def test_a_batch_takes_as_many_statements_however_many_incidents_it_holds(
    scene, release, django_assert_max_num_queries
):
    rows = [incident(scene) for _number in range(40)]
    fixes.link(release, [row.pk for row in rows], scene.publisher, AT)
    publishing.publish(release, scene.publisher, at=AT)
    with django_assert_max_num_queries(25):
        assert fixes.go_on(AT)
    assert Fix.objects.filter(told_at=AT).count() == 40
