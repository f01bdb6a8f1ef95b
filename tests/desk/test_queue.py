"""R9 and R15 as agents see them: the queue in work order, its lists, filters and pages."""

import contextlib
import random
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entitlements.models import TargetRule
from subscriptions.refusals import Refusal
from tests import factories as make
from tests.desk.pages import LATER, WEDNESDAY, get, numbers, post, signed_in, text
from tickets import closing, correspondence, lifecycle, reminders, severity, snoozing
from tickets.desk.counts import counts, differences
from tickets.models import Incident, LifecycleRules, ListCount, Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def mixed():
    """A customer with all three subscriptions: XT on LGF, Premium on FMP, Elite on STH."""
    made = make.customer()
    for code, tier in (("LGF", "XT"), ("FMP", "XTP"), ("STH", "XTE")):
        make.line(made, make.product(code), tier)
    return made


def log(customer, code, severity, at=WEDNESDAY, **fields):
    return make.incident(customer, make.product(code), at=at, severity=severity, **fields)


def test_r9_1_a_lower_severity_never_stands_above_a_higher_one(desk, mixed):
    low, critical, medium, high = (log(mixed, "LGF", severity) for severity in (4, 1, 3, 2))
    assert numbers(get(desk, "/desk/queue/")) == [critical.pk, high.pk, medium.pk, low.pk]


def test_r9_2_within_severity_and_subscription_the_due_time_decides_then_the_age(desk, mixed):
    late = log(mixed, "LGF", 3, WEDNESDAY + timedelta(hours=2))
    first, second = log(mixed, "LGF", 3), log(mixed, "LGF", 3)
    assert first.due_at == second.due_at
    assert numbers(get(desk, "/desk/queue/", LATER + timedelta(hours=2))) == [first.pk, second.pk, late.pk]


def test_r9_2_the_order_is_total_and_the_same_on_any_set(desk, mixed):
    dice = random.Random(9)
    for _ in range(30):
        at = WEDNESDAY + timedelta(minutes=dice.randrange(0, 60, 20))
        log(mixed, dice.choice(("LGF", "FMP", "STH")), dice.randint(1, 4), at)
    expected = sorted(
        Incident.objects.all(), key=lambda each: (each.severity, each.tier_rank, each.due_at, each.pk)
    )
    assert numbers(get(desk, "/desk/queue/")) == [each.pk for each in expected]


def test_r9_3_what_waits_for_the_customer_leaves_the_order_and_a_reply_puts_it_back_in_its_place(
    desk, agent, mixed
):
    asked, proposed, other = log(mixed, "LGF", 2), log(mixed, "LGF", 2), log(mixed, "LGF", 3)
    correspondence.reply(asked, agent, "Which version is it?", asks=True, at=WEDNESDAY)
    closing.propose_solution(proposed, agent, "Install the fix.", at=WEDNESDAY)
    assert numbers(get(desk, "/desk/queue/")) == [other.pk]
    assert numbers(get(desk, "/desk/queue/?list=waiting")) == [asked.pk]
    assert numbers(get(desk, "/desk/queue/?list=proposed")) == [proposed.pk]

    contact = signed_in(asked.contact)
    post(contact, f"/incidents/{asked.pk}/reply/", body="It is 13.0.")
    assert numbers(get(desk, "/desk/queue/")) == [asked.pk, other.pk]


def test_r9_3_the_longest_silence_stands_first_whatever_is_older(desk, agent, mixed):
    for name, act in (
        ("waiting", lambda each, at: correspondence.reply(each, agent, "Which version?", asks=True, at=at)),
        ("proposed", lambda each, at: closing.propose_solution(each, agent, "Install the fix.", at=at)),
    ):
        older, younger = log(mixed, "LGF", 2), log(mixed, "STH", 3)
        act(younger, WEDNESDAY + timedelta(minutes=1))
        act(older, WEDNESDAY + timedelta(minutes=2))
        assert numbers(get(desk, f"/desk/queue/?list={name}")) == [younger.pk, older.pk]


def test_the_next_to_wake_stands_first_among_what_is_snoozed(desk, agent, mixed):
    older, younger = log(mixed, "LGF", 4), log(mixed, "STH", 4)
    for each, hours in ((older, 3), (younger, 2)):
        snoozing.snooze(each, agent, WEDNESDAY + timedelta(hours=hours), "Later.", WEDNESDAY)
    assert numbers(get(desk, "/desk/queue/?list=snoozed")) == [younger.pk, older.pk]


def test_r10_1_a_row_says_that_another_severity_is_asked_for(desk, mixed):
    incident = log(mixed, "LGF", 3)
    assert "asked for" not in text(get(desk, "/desk/queue/"))
    severity.ask_for_severity(incident, incident.contact, 1, "It stopped.", at=WEDNESDAY)
    assert "severity 1 asked for" in text(get(desk, "/desk/queue/"))


def test_r15_1_within_a_severity_elite_stands_first_then_premium_then_xt(desk, mixed):
    xt, premium, elite = (log(mixed, code, 2) for code in ("LGF", "FMP", "STH"))
    assert numbers(get(desk, "/desk/queue/")) == [elite.pk, premium.pk, xt.pk]


def test_r15_1_an_elite_severity_3_never_stands_before_an_xt_severity_2(desk, mixed):
    elite, xt = log(mixed, "STH", 3), log(mixed, "LGF", 2)
    assert numbers(get(desk, "/desk/queue/")) == [xt.pk, elite.pk]


@pytest.mark.parametrize("overdue_first", [False, True])
def test_r15_3_the_setting_lifts_what_is_past_its_target_to_the_top_of_its_severity(
    desk, mixed, overdue_first
):
    LifecycleRules.objects.create(pk=1, overdue_first=overdue_first)
    xt = log(mixed, "LGF", 2, WEDNESDAY - timedelta(days=2))
    elite, critical = log(mixed, "STH", 2), log(mixed, "LGF", 1)
    reminders.remind(WEDNESDAY)
    page = get(desk, "/desk/queue/", WEDNESDAY)
    expected = [critical.pk, xt.pk, elite.pk] if overdue_first else [critical.pk, elite.pk, xt.pk]
    assert numbers(page) == expected
    assert ("Past its response target: before the rest of its severity" in text(page)) == overdue_first


def test_r15_3_only_a_response_that_is_past_its_target_lifts(desk, mixed):
    """Of 4 hours 95 per cent have passed; then all."""
    LifecycleRules.objects.create(pk=1, overdue_first=True)
    xt, elite = log(mixed, "LGF", 2), log(mixed, "STH", 2, WEDNESDAY + timedelta(hours=3.5))
    for minutes, expected in ((228, [elite.pk, xt.pk]), (241, [xt.pk, elite.pk])):
        at = WEDNESDAY + timedelta(minutes=minutes)
        reminders.remind(at)
        assert numbers(get(desk, "/desk/queue/", at)) == expected


def test_r15_3_a_goal_that_is_past_lifts_nothing(desk, agent, mixed):
    """Where a policy has no next reply the goal gives the place."""
    LifecycleRules.objects.create(pk=1, overdue_first=True)
    TargetRule.objects.filter(milestone="next_reply").delete()
    xt = log(mixed, "LGF", 2, WEDNESDAY - timedelta(days=20))
    correspondence.reply(xt, agent, "We look at it.", at=WEDNESDAY - timedelta(days=20))
    elite = log(mixed, "STH", 2)
    reminders.remind(WEDNESDAY)
    xt.refresh_from_db()
    assert (xt.due_milestone.kind, xt.at_risk) == ("solution_goal", True)
    assert numbers(get(desk, "/desk/queue/", WEDNESDAY)) == [elite.pk, xt.pk]


def test_the_place_of_a_row_is_explained(desk, mixed):
    incident = log(mixed, "STH", 2)
    page = text(get(desk, "/desk/queue/"))
    assert "Severity 2 first; within it by subscription, Elite;" in page
    assert "then by what is due first, first response today 10:00 (Copenhagen);" in page
    assert f"then by age, number {incident.pk}." in page


def test_r8_5_the_list_at_risk_shows_three_quarters_gone_and_missed(desk, mixed):
    elite, xt = log(mixed, "STH", 2), log(mixed, "LGF", 3)  # within 1 hour; within a day
    assert numbers(get(desk, "/desk/queue/?list=at_risk", WEDNESDAY)) == []
    near = WEDNESDAY + timedelta(minutes=46)
    reminders.remind(near)
    assert numbers(get(desk, "/desk/queue/?list=at_risk", near)) == [elite.pk]
    tomorrow = WEDNESDAY + timedelta(days=1, hours=1)
    reminders.remind(tomorrow)
    assert numbers(get(desk, "/desk/queue/?list=at_risk", tomorrow)) == [elite.pk, xt.pk]
    assert numbers(get(desk, "/desk/queue/?missed=1", near)) == []
    assert numbers(get(desk, "/desk/queue/?missed=1", tomorrow)) == [elite.pk, xt.pk]


def test_mine_and_unassigned_share_the_queue(desk, agent, mixed):
    mine, free, others = (log(mixed, "LGF", 3) for _ in range(3))
    lifecycle.take(mine, agent, at=WEDNESDAY)
    lifecycle.take(others, make.staff(), at=WEDNESDAY)
    assert numbers(get(desk, "/desk/queue/?list=mine")) == [mine.pk]
    assert numbers(get(desk, "/desk/queue/?list=unassigned")) == [free.pk]
    assert numbers(get(desk, f"/desk/queue/?owner={agent.pk}")) == [mine.pk]
    assert numbers(get(desk, "/desk/queue/?owner=none")) == [free.pk]


def test_what_waits_for_the_customer_stands_last_in_its_severity_among_mine(desk, agent, mixed):
    """Its goal stands still: it would be due before the reply that is owed on the other."""
    asked, owed, low = (
        log(mixed, "LGF", 2, WEDNESDAY - timedelta(days=7)),
        log(mixed, "LGF", 2),
        log(mixed, "LGF", 3),
    )
    correspondence.reply(asked, agent, "Which version?", asks=True, at=WEDNESDAY - timedelta(days=1))
    correspondence.reply(owed, agent, "We look at it.", at=WEDNESDAY)
    lifecycle.take(low, agent, at=WEDNESDAY)
    goal, reply = asked.milestones.get(kind="solution_goal"), owed.milestones.get(kind="next_reply")
    assert goal.due_at < reply.due_at
    assert numbers(get(desk, "/desk/queue/?list=mine")) == [owed.pk, asked.pk, low.pk]
    assert Incident.objects.get(pk=asked.pk).due is None


def test_filters_narrow_by_product_subscription_and_region_and_nonsense_narrows_nothing(desk, mixed):
    ledger, stock = log(mixed, "LGF", 3), log(mixed, "STH", 3)
    americas = make.customer(region=make.region("americas", "America/Chicago", country="US"))
    far = make.incident(americas, make.product("LGF"), at=WEDNESDAY, severity=4)
    assert numbers(get(desk, "/desk/queue/?product=STH")) == [stock.pk]
    assert numbers(get(desk, "/desk/queue/?tier=XT&product=LGF")) == [ledger.pk, far.pk]
    assert numbers(get(desk, "/desk/queue/?region=americas")) == [far.pk]
    nonsense = "?product=<script>&tier=9&region=%00&owner=x&missed=maybe&list=none&after=1~2"
    assert numbers(get(desk, f"/desk/queue/{nonsense}")) == [stock.pk, ledger.pk, far.pk]
    unknown_zone = "after=1~2~2026-11-24T10:00:00-18:36~7"
    assert numbers(get(desk, f"/desk/queue/?{unknown_zone}")) == [stock.pk, ledger.pk, far.pk]


def test_r9_filters_narrow_by_severity_and_by_customer(desk, mixed):
    other = make.customer(name="Fellgate Medical", number="C-1009")
    make.line(other, make.product("LGF"))
    hers = log(other, "LGF", 3)
    high, medium = log(mixed, "LGF", 2), log(mixed, "LGF", 3)
    assert numbers(get(desk, "/desk/queue/?severity=2")) == [high.pk]
    assert numbers(get(desk, "/desk/queue/?severity=3")) == [hers.pk, medium.pk]
    assert numbers(get(desk, "/desk/queue/?severity=3&customer=C-1009")) == [hers.pk]
    for typed in ("C-1009", "c-1009", "fellgate", " Medical "):
        page = get(desk, f"/desk/queue/?customer={typed}")
        assert numbers(page) == [hers.pk]
        assert "Customer: Fellgate Medical" in text(page)
        assert "?customer=C-1009&severity=2" in text(page)


def test_r9_a_customer_that_is_not_meant_clearly_narrows_nothing_and_is_asked_for(desk, mixed):
    north, south = (make.customer(name=f"Nord {side}", number=f"C-200{side[0]}") for side in ("A/S", "B/V"))
    incident = log(mixed, "LGF", 2)
    page = get(desk, "/desk/queue/?customer=nord&severity=2")
    assert numbers(page) == [incident.pk]
    assert "“nord” may be several customers, so it does not narrow the list. Choose one:" in text(page)
    for each in (north, south):
        assert f'href="?severity=2&amp;customer={each.number}">{each.name}</a>' in page.content.decode()
    nobody = text(get(desk, "/desk/queue/?customer=<b>"))
    assert "No customer has “<b>” in the name or number, so it does not narrow the list." in nobody


def test_r9_the_number_of_a_customer_that_begins_others_means_her_alone(desk, mixed):
    short = make.customer(name="Zeta", number="C-3")
    for number in range(12):
        make.customer(name=f"Alpha {number}", number=f"C-3{number}")
    make.line(short, make.product("LGF"))
    hers = log(short, "LGF", 2)
    assert numbers(get(desk, "/desk/queue/?customer=C-3")) == [hers.pk]


def test_r9_customers_are_offered_by_name_or_number_and_those_of_her_region_alone(desk, mixed):
    far = make.customer(name="Prairie", number="C-1004", region=make.region("americas", country="US"))
    near = make.customer(name="Prairielyng", number="C-1010", city="Odense")
    offered = get(desk, "/desk/queue/customers/?q=prairie").json()["offered"]
    assert [each["value"] for each in offered] == [far.number, near.number]
    assert offered[1] == {"value": "C-1010", "name": "Prairielyng", "more": "C-1010 · Odense"}
    limited = make.staff()
    make.limited(limited, regions=[near.region])
    offered = get(signed_in(limited), "/desk/queue/customers/?q=prairie").json()["offered"]
    assert [each["value"] for each in offered] == [near.number]
    assert "No customer has “C-1004”" in text(get(signed_in(limited), "/desk/queue/?customer=C-1004"))


def test_pages_go_on_by_key_and_show_every_incident_once(desk, mixed):
    logged = [log(mixed, dice, 1 + number % 4).pk for number, dice in enumerate(["LGF", "STH"] * 30)]
    shown, address = [], "/desk/queue/"
    for _ in range(2):
        page = get(desk, address)
        shown += numbers(page)
        following = page.context["next"]
        address = f"/desk/queue/?after={following}"
    assert following == ""
    assert sorted(shown) == sorted(logged)
    assert shown == numbers(get(desk, "/desk/queue/")) + shown[50:]


def test_pages_go_on_behind_a_due_time_that_is_no_whole_second(desk, mixed):
    at = WEDNESDAY + timedelta(microseconds=7)
    logged = [log(mixed, "LGF", 3, at).pk for _ in range(52)]
    first = get(desk, "/desk/queue/")
    second = get(desk, f"/desk/queue/?after={first.context['next']}")
    assert numbers(first) + numbers(second) == logged


def test_pages_go_on_by_key_with_overdue_first(desk, mixed):
    LifecycleRules.objects.create(pk=1, overdue_first=True)
    for number in range(60):
        log(mixed, ("LGF", "STH")[number % 2], 3, WEDNESDAY - timedelta(days=number % 5))
    reminders.remind(WEDNESDAY)
    first = get(desk, "/desk/queue/")
    second = get(desk, f"/desk/queue/?after={first.context['next']}")
    assert len({*numbers(first), *numbers(second)}) == 60


def test_a_list_asks_the_same_number_of_questions_for_1_and_for_50_rows(desk, agent, mixed):
    belongs = {
        "": {"status": Status.NEW},
        "unassigned": {"status": Status.NEW},
        "at_risk": {"status": Status.NEW},
        "mine": {"status": Status.IN_PROGRESS, "owner": agent},
        "waiting": {"status": Status.WAITING_CUSTOMER},
        "proposed": {"status": Status.SOLUTION_PROPOSED},
    }
    all_of_them = [log(mixed, "LGF", 3).pk for _ in range(55)]

    def questions(name, incidents):
        Incident.objects.update(status=Status.WITHDRAWN)
        Incident.objects.filter(pk__in=incidents).update(at_risk=True, **belongs[name])
        with CaptureQueriesContext(connection) as asked:
            page = get(desk, f"/desk/queue/?list={name}", WEDNESDAY + timedelta(days=3))
        assert len(numbers(page)) == min(len(incidents), 50)
        return len(asked)

    questions("", all_of_them)  # what is asked once a process
    for name in belongs:
        assert questions(name, all_of_them[:1]) == questions(name, all_of_them) <= 20


def test_the_numbers_beside_the_lists_are_kept(desk, agent, mixed):
    incidents = [log(mixed, "LGF", 4) for _ in range(5)]
    lifecycle.take(incidents[0], agent, at=WEDNESDAY)
    correspondence.reply(incidents[1], agent, "Which version is it?", asks=True, at=WEDNESDAY)
    closing.propose_solution(incidents[2], make.staff(), "Install the fix.", at=WEDNESDAY)
    closing.withdraw(incidents[3], incidents[3].contact, at=WEDNESDAY)
    shown = {"queue": 2, "mine": 2, "unassigned": 1, "waiting": 1, "proposed": 1, "snoozed": 0, "at_risk": 0}
    assert counts(agent) == shown
    ListCount.objects.sum_up()
    assert counts(agent) == shown
    assert ListCount.objects.filter(list="queue").count() == 1
    page = text(get(desk, "/desk/queue/", WEDNESDAY))
    assert '<span>Queue</span><span class="count">2</span>' in page
    reminders.remind(LATER + timedelta(days=30))
    assert counts(agent)["at_risk"] == 2


def test_any_course_of_events_leaves_the_numbers_as_the_lists_are(agent, mixed):
    dice = random.Random(3)
    incidents = [log(mixed, dice.choice(("LGF", "FMP", "STH")), dice.randint(2, 4)) for _ in range(12)]
    moves = (
        lambda each, at: lifecycle.take(each, agent, at=at),
        lambda each, at: lifecycle.assign(each, None, agent, at=at),
        lambda each, at: snoozing.snooze(each, agent, at + timedelta(hours=3), "Later.", at),
        lambda each, at: snoozing.wake_due(at),
        lambda each, at: correspondence.reply(each, agent, "Which?", asks=dice.random() < 0.5, at=at),
        lambda each, at: correspondence.contact_reply(each, each.contact, "This.", at=at),
        lambda each, at: closing.propose_solution(each, agent, "Install it.", at=at),
        lambda each, at: closing.accept(each, each.contact, at=at),
        lambda each, at: closing.withdraw(each, each.contact, at=at),
        lambda each, at: reminders.remind(at),
    )
    for step in range(80):
        with contextlib.suppress(Refusal):
            dice.choice(moves)(dice.choice(incidents), WEDNESDAY + timedelta(hours=step))
        if step % 20 == 19:
            ListCount.objects.sum_up()
    assert differences() == []


def test_a_number_that_is_kept_wrongly_is_named(mixed):
    log(mixed, "LGF", 4)
    ListCount.objects.create(list="waiting", number=3)
    Incident.objects.update(at_risk=True)
    with pytest.raises(CommandError, match="2 differences"):
        call_command("verify_counts")


def test_an_empty_list_says_so(desk):
    assert "No incident waits for work." in text(get(desk, "/desk/queue/"))
    assert "Nothing matches" in text(get(desk, "/desk/queue/?missed=1"))


def test_r15_3_leads_see_how_long_each_tier_waits(mixed):
    lead = make.staff("lead")
    log(mixed, "STH", 4)
    log(mixed, "STH", 4, LATER - timedelta(minutes=20))
    answered = log(mixed, "LGF", 4)
    correspondence.reply(answered, lead, "We look at it.", at=WEDNESDAY)
    page = get(signed_in(lead), "/desk/tiers/", LATER)
    elite, premium, xt = page.context["tiers"]
    assert (elite["open"], elite["unanswered"]) == (2, 2)
    assert (elite["average"], elite["longest"]) == (timedelta(minutes=40), timedelta(hours=1))
    assert (xt["open"], xt["unanswered"]) == (1, 0)
    assert "open" not in premium
    assert "Waiting by subscription" in text(page)
