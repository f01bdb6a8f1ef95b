"""Upgrade plans: what can be planned, what they meet, the call, the alarm, the watch (R22)."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from entitlements.readers import Reader
from notifications.drafts import Affects
from notifications.models import Notification
from subscriptions import installed, tenancy
from subscriptions.installed import Said
from subscriptions.refusals import Refusal
from tests import factories as make
from tests.advisory.scene import mail_of
from tests.knowledge.scene import published
from tests.notifications.telling import at_once
from tests.upgrades.scene import AFTER_CALL, AT, CALL, DUE, PLANNED, RESULTS, fresh, scene
from tickets.advisory import board, holding
from tickets.advisory.holding import Minutes
from tickets.advisory.models import Participant
from tickets.advisory.upgrades import calls, collected, plans, tasks, watching
from tickets.advisory.upgrades.due import call_due
from tickets.advisory.upgrades.models import ReadinessPoint, UpgradePlan, UpgradeRules

pytestmark = pytest.mark.django_db


def refused(act, *args, **words):
    with pytest.raises(Refusal) as caught:
        act(*args, **words)
    return caught.value


def told(kind):
    return Notification.objects.filter(kind=kind, channel="email")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"to": "12.1"}, "upgrade_same_version"),
        ({"to": "12.0"}, "upgrade_backwards"),
        ({"planned_on": date(2026, 11, 24)}, "upgrade_in_past"),
        ({"planned_on": date(2029, 1, 1)}, "upgrade_too_far"),
        ({"system": None}, "upgrade_no_system"),
        ({"phone": "ten"}, "upgrade_phone"),
    ],
)
def test_what_cannot_be_planned_is_a_sentence_and_nothing_is_kept(changes, code):
    assert refused(scene().plan, **changes).code == code
    assert not UpgradePlan.objects.exists()


def test_a_version_of_another_product_or_anothers_system_is_refused():
    on = scene()
    on.versions["other"] = make.version(make.product("FMP"), "14.0")
    assert refused(on.plan, to="other").code == "upgrade_other_product"
    other = scene(name="Wattlebird")
    assert refused(on.plan, system=other.system).code == "upgrade_no_system"


def test_two_open_plans_of_one_system_are_refused_and_another_after_it_was_cancelled():
    on = scene()
    made = on.plan()
    refusal = refused(on.plan)
    assert refusal.code == "upgrade_planned"
    assert "15 December 2026" in str(refusal)
    plans.cancel(made, on.contact, "Not this year", AT)
    assert on.plan() != made


def test_r22_1_without_elite_nobody_plans_and_reads_what_has_it():
    refusal = refused(scene("XTP").plan)
    assert (refusal.code, refusal.requirement) == ("needs_elite", "R22")


def test_r22_1_the_plan_meets_what_lies_between_its_versions_and_is_fresh():
    on = scene()
    product, v = on.system.product, on.versions
    made = on.plan()
    over = published(kind="known_issue", affected=[Affects(product=product, until=v["12.1"])])
    lock = published(kind="known_issue", affected=[Affects(product=product, since=v["13.0"])])
    mine = make.incident(on.customer, product, at=AT)
    make.incident(make.customer(), product, at=AT)
    found = collected.collect(fresh(made), Reader(is_staff=True))
    assert [each.article for each in found.issues] == [lock]
    assert over not in [each.article for each in found.issues]
    assert found.incidents == [mine]
    later = published(kind="known_issue", affected=[Affects(product=product, since=v["13.0"])])
    assert [each.article for each in collected.collect(made, Reader(is_staff=True)).issues] == [later, lock]


def called(on, made, at=AFTER_CALL, results=None, **changes):
    return calls.complete(made, results or RESULTS, "", changes.get("by") or on.advisor, at)


def test_r22_1_the_call_is_made_by_a_support_resource_and_the_advisor_and_keeps_what_was_met():
    on = scene()
    made = on.plan()
    make.incident(on.customer, on.system.product, at=AT)
    on.book(made)
    done = called(on, made)
    assert done.called_at == AFTER_CALL
    assert [each["title"] for each in done.found["incidents"]] == ["Posting stops"]


@pytest.mark.parametrize("missing", ["resource", "advisor"])
def test_r22_1_a_call_with_fewer_than_two_named_people_of_ours_cannot_be_completed(missing):
    on = scene()
    made = on.plan()
    on.book(made)
    person = getattr(on, missing)
    with tenancy.as_staff():
        Participant.objects.filter(resource__person=person).delete()
    refusal = refused(called, on, made)
    assert refusal.code == "two_callers_needed"
    assert str(refusal) == "The call needs two named people: a support resource and the advisor."
    with override("da"):
        assert str(refusal) == "Opkaldet kræver to navngivne: en supportressource og kunderådgiveren."
    assert fresh(made).called_at is None


def test_r22_1_without_a_support_resource_no_call_is_booked():
    on = scene()
    assert refused(on.book, on.plan(), resource=None).code == "upgrade_no_resource"


def test_r22_1_a_support_resource_who_would_not_see_the_customer_does_not_call():
    on = scene()
    on.resource = make.limited(on.resource, regions=[make.region("pacific")])
    refusal = refused(on.book, on.plan())
    assert (refusal.code, refusal.field) == ("colleague_limited", "resource")


def test_r22_3_the_agenda_has_three_points_by_itself_and_a_result_for_each():
    on = scene()
    made = on.plan()
    meeting = on.book(made)
    assert [point.text for point in meeting.agenda.all()] == [
        f"The upgrade: {made}",
        "Known issues",
        "Support matters",
    ]
    refusal = refused(called, on, made, results={1: "From Friday", 2: "None"})
    assert (refusal.code, refusal.field) == ("upgrade_result_missing", "result_3")
    called(on, made)
    assert [point.result for point in meeting.agenda.all()] == list(RESULTS.values())


def test_r22_4_the_vendor_calls_a_task_with_due_time_and_phone_number():
    on = scene()
    made = on.plan()
    assert on.book(made).place == "+45 20 00 00 01"
    rows = told("upgrade_call_task")
    assert {row.recipient for row in rows} == {on.advisor, on.resource}
    assert {row.context["phone"] for row in rows} == {"+45 20 00 00 01"}
    assert {row.context["due_at"] for row in rows} == {CALL.isoformat()}


@pytest.mark.parametrize(
    ("planned_on", "due"),
    [
        (PLANNED, DUE),
        (date(2026, 12, 14), DUE - timedelta(days=1)),
        (date(2026, 12, 13), DUE - timedelta(days=1)),  # a Sunday counts as the Monday after it
    ],
)
def test_r22_2_the_call_is_due_five_working_days_before(planned_on, due):
    on = scene()
    assert on.plan(planned_on=planned_on).call_due_at == due


def test_r22_2_holidays_are_no_working_days():
    region = make.region("dk-holidays", holidays=[date(2026, 12, 10)])
    office = region.calendar_at(AT).calendar("office")
    assert call_due(office, PLANNED, 5) == DUE - timedelta(days=1)


def test_r22_2_the_working_days_are_an_administrators():
    UpgradeRules.objects.update_or_create(pk=1, defaults={"call_days": 2})
    assert scene().plan().call_due_at == DUE + timedelta(days=3)


def test_r22_2_a_plan_inside_that_without_a_call_alarms_the_advisor_once():
    on = scene()
    made = on.plan()
    before = DUE - timedelta(seconds=1)
    assert watching.lacking(before) == []
    assert not watching.alarm(made.pk, before)
    assert watching.lacking(DUE) == [made.pk]
    assert watching.alarm(made.pk, DUE)
    assert not watching.alarm(made.pk, DUE + timedelta(days=1))
    seen = board.of_customer(made.planned_by, made.customer, DUE + timedelta(days=1))
    shown = {found.section.code: found.lines for found in board.sections(seen)}
    assert [line.url for line, _customer in shown["upgrades_without_call"]] == [made.desk_url]
    assert [row.recipient for row in told("upgrade_without_call")] == [on.advisor]


def test_r22_2_a_booked_call_alarms_nobody_until_it_passed_without_being_completed():
    on = scene()
    made = on.plan()
    on.book(made, starts_at=DUE + timedelta(days=2))
    assert not watching.alarm(made.pk, DUE)
    assert watching.alarm(made.pk, DUE + timedelta(days=3))


def test_r22_2_a_completed_call_alarms_nobody_and_one_only_held_elsewhere_does():
    on = scene()
    made = on.plan()
    meeting = on.book(made)
    holding.hold(meeting, Minutes(), on.advisor, AFTER_CALL)
    assert fresh(made).lacks_call(DUE)
    called(on, made)
    assert not fresh(made).lacks_call(DUE)
    assert watching.lacking(DUE) == []


def test_r22_2_who_has_elite_no_more_alarms_nobody_of_a_call_and_again_once_she_has():
    on = scene()
    made = on.plan()
    line = on.customer.lines.get()
    on.customer.lines.update(tier=make.tier("XTP"))
    assert not watching.alarm(made.pk, DUE)
    assert not told("upgrade_without_call").exists()
    on.customer.lines.update(tier=line.tier)
    assert watching.alarm(made.pk, DUE)


def test_r22_2_the_call_is_before_the_upgrade():
    on = scene()
    late = CALL.replace(day=15)
    assert refused(on.book, on.plan(), starts_at=late).code == "upgrade_call_too_late"


def test_r22_2_a_plan_that_is_moved_alarms_anew():
    on = scene()
    made = on.plan()
    watching.alarm(made.pk, DUE)
    plans.move(made, PLANNED - timedelta(days=3), on.advisor, DUE)
    assert watching.alarm(made.pk, DUE + timedelta(minutes=1))
    assert told("upgrade_without_call").count() == 2


def test_r22_2_a_plan_that_is_moved_back_to_its_first_day_alarms_anew():
    on = scene()
    made = on.plan()
    for day in (PLANNED - timedelta(days=3), PLANNED):
        watching.alarm(made.pk, DUE)
        plans.move(made, day, on.advisor, DUE)
    assert watching.alarm(made.pk, DUE + timedelta(minutes=1))
    assert told("upgrade_without_call").count() == 3


def test_r22_2_a_call_that_a_moved_upgrade_leaves_behind_is_cancelled_and_the_plan_alarms():
    on = scene()
    made = on.plan()
    call = on.book(made)
    plans.move(made, CALL.date() + timedelta(days=1), on.contact, AT)
    assert not fresh(call).is_cancelled
    plans.move(made, CALL.date(), on.contact, AT)
    assert fresh(call).is_cancelled
    assert fresh(call).cancel_reason.startswith("The upgrade is made earlier: on ")
    assert told("meeting").filter(recipient=on.contact, context__step="cancelled").exists()
    assert watching.alarm(made.pk, AT + timedelta(days=2))


def steps_told(on):
    rows = told("upgrade_step").order_by("pk")
    return [(row.recipient, row.context["step"], row.context["reason"]) for row in rows]


def test_r22_1_the_customer_is_told_of_what_the_vendor_makes_of_her_plan():
    on = scene()
    made = on.plan()
    assert steps_told(on) == []  # she planned it herself
    plans.move(made, PLANNED + timedelta(days=1), on.advisor, AT)
    plans.cancel(made, on.advisor, "The version comes later.", AT)
    plans.done(on.plan(), on.advisor, AT)
    assert steps_told(on) == [
        (on.contact, "moved", ""),
        (on.contact, "cancelled", "The version comes later."),
        (on.contact, "done", ""),
    ]
    assert [row.recipient for row in told("upgrade_planned")] == [on.advisor, on.advisor]
    assert not told("upgrade_moved").exists()  # who moved it knows
    mail = mail_of(told("upgrade_step").get(context__step="cancelled"))
    assert "The version comes later." in mail.get_payload(0).get_payload(decode=True).decode()


def test_r22_1_of_a_plan_that_the_vendor_made_or_whose_maker_has_left_the_managers_are_told():
    on = scene()
    manager = make.contact(on.customer, role="manager", name="Henrik")
    made = on.plan(by=on.advisor)
    assert steps_told(on) == [(manager, "planned", "")]
    plans.cancel(made, on.advisor, "Not now.", AT)
    made = on.plan()
    on.contact.memberships.update(ended_at=AT)
    plans.move(made, PLANNED + timedelta(days=1), on.advisor, AT)
    assert [each[:2] for each in steps_told(on)[1:]] == [(manager, "cancelled"), (manager, "moved")]


def test_nothing_is_lost_when_beat_was_off_and_the_task_tells_once(settings):
    on = scene()
    on.plan()
    UpgradePlan.objects.update(call_due_at=AT - timedelta(days=30))
    for _time in range(2):
        tasks.watch()
    assert told("upgrade_without_call").count() == 1


def test_while_it_goes_live_incidents_are_told_to_the_people_named_each_once():
    on = scene()
    made = on.plan()
    on.book(made)
    make.incident(on.customer, on.system.product, at=AT)
    morning = CALL.replace(day=15)
    live = make.incident(on.customer, on.system.product, at=morning)
    make.incident(on.customer, make.product("FMP"), at=morning, tier_code="XTE")
    assert made.pk in watching.going_live(morning)
    assert watching.watch(made.pk, morning) == 1
    assert watching.watch(made.pk, morning) == 0
    assert {row.recipient for row in told("upgrade_incident")} == {on.advisor, on.resource}
    assert collected.watched(made) == [live]
    after = morning + timedelta(days=9)
    make.incident(on.customer, on.system.product, at=after)
    assert watching.watch(made.pk, after) == 0


def test_an_upgrade_that_is_made_before_its_day_is_watched_from_then_on():
    on = scene()
    made = on.plan()
    make.incident(on.customer, on.system.product, at=AT - timedelta(days=1))
    plans.done(made, on.advisor, AT)
    live = make.incident(on.customer, on.system.product, at=AT + timedelta(days=1))
    now = AT + timedelta(days=1, minutes=5)
    assert made.pk in watching.going_live(now)
    assert watching.watch(made.pk, now) == 1
    assert collected.watched(fresh(made)) == [live]


def test_done_the_installed_system_has_its_new_version():
    on = scene()
    made = plans.done(on.plan(), on.advisor, AT)
    assert made.state == "done"
    assert fresh(on.system).version.name == "13.0"
    assert refused(plans.move, made, PLANNED, on.advisor, AT).code == "upgrade_ended"


def test_r22_done_takes_no_system_back_that_has_gone_further_since():
    on = scene()
    made = on.plan()
    manager = make.contact(on.customer, role="manager").memberships.get()
    for version in (on.versions["13.1"], make.version(make.product("STH"), "8.0")):
        installed.change(manager, on.system, Said(version=version, site="Esbjerg"), AT)
        assert fresh(on.system).version == version
    plans.done(made, on.advisor, AT)
    assert fresh(on.system).version.name == "8.0"


@pytest.mark.parametrize(
    ("end", "why"),
    [
        (lambda on, made: plans.done(made, on.advisor, AT), "The upgrade is made."),
        (lambda on, made: plans.cancel(made, on.contact, "Not this year", AT), "The upgrade is not made."),
    ],
)
def test_r22_2_a_call_to_come_is_cancelled_with_the_end_of_its_plan_and_everybody_told(end, why):
    on = scene()
    made = on.plan()
    call = on.book(made)
    end(on, made)
    assert fresh(call).is_cancelled
    assert fresh(call).cancel_reason == why
    assert told("meeting").filter(recipient=on.contact, context__step="cancelled").exists()


def test_the_readiness_list_is_that_of_the_product_and_ticked_with_who_and_when():
    on = scene()
    ReadinessPoint.objects.all().delete()
    ReadinessPoint.objects.create(text_en="A backup is made")
    ReadinessPoint.objects.create(text_en="Ledgers are closed", product=on.system.product)
    ReadinessPoint.objects.create(text_en="Scanners are charged", product=make.product("STH"))
    made = on.plan()
    assert [point.text for point in made.points.all()] == ["A backup is made", "Ledgers are closed"]
    point = plans.tick(made.points.first(), on.contact, AT)
    assert (point.ticked_by, point.ticked_at) == (on.contact, AT)
    assert plans.tick(point, on.contact, AT, ready=False).ticked_at is None


def test_only_who_advises_books_and_only_who_coordinates_plans_for_the_customer():
    on = scene()
    agent = make.staff("agent")
    assert refused(on.plan, by=agent).code == "via_advisor"
    assert refused(on.book, on.plan(), by=agent).code == "via_advisor"


@pytest.mark.django_db(transaction=True)
def test_of_three_who_plan_one_system_at_once_one_has_the_plan():
    with tenancy.as_staff():
        on = scene()

    def plan():
        try:
            with tenancy.as_staff():
                return on.plan().state
        except Refusal as refusal:
            return refusal.code

    assert sorted(at_once(plan, plan, plan)) == ["open", "upgrade_planned", "upgrade_planned"]
