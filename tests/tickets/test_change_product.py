"""R8.10, R8.6: the product of an incident is changed; line, tier, targets and place in the queue follow, nothing
becomes late by it, and an earlier due time that was promised is kept."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entitlements.models import TargetPolicy, TargetRule
from notifications.models import Notification
from subscriptions.refusals import Refusal
from tests import factories as make
from tests.desk.pages import get, post, signed_in, text
from tests.properties import one_after_another
from tests.tickets.moments import moment
from tickets import closing, correspondence, followers, products, severity, verification
from tickets.models import Incident, Milestone, TimelineEntry
from tickets.refusals import IllegalMove, SameProduct
from tickets.sentences import sentence
from tickets.targets import FR, SG

pytestmark = pytest.mark.django_db

MONDAY = moment("2026-11-23 09:00 +01:00")
LATER = moment("2026-11-23 09:30 +01:00")
WHY = "It is the interface."


@pytest.fixture
def customer():
    return make.customer()


@pytest.fixture
def premium(customer):
    product = make.product("KNB", name="Knudebro Integration")
    make.line(customer, product, "XTP")
    return product


@pytest.fixture
def agent():
    return make.staff(name="Anna Kjær")


def logged(customer, severity=3, at=MONDAY, **fields):
    return make.incident(customer, at=at, severity=severity, **fields)


def fresh(incident):
    return Incident.objects.get(pk=incident.pk)


def running(incident, kind=FR):
    return Milestone.objects.get(incident=incident, kind=kind, result="")


def no_difference():
    return list(verification.differences()) == []


def test_r8_6_line_tier_and_place_in_the_queue_are_those_of_the_new_product(customer, premium, agent):
    incident, other = logged(customer), logged(make.customer(), at=MONDAY - timedelta(hours=1))
    assert list(Incident.objects.queue()) == [other, incident]
    products.change_product(incident, agent, premium, WHY, LATER)
    row = fresh(incident)
    assert (row.product, row.tier.code, row.line.product) == (premium, "XTP", premium)
    assert list(Incident.objects.queue()) == [incident, other]
    assert running(incident).tier.code == "XTP"
    assert row.due_at == running(incident).due_at
    assert no_difference()


def test_r8_10_the_new_due_time_is_change_and_the_target_of_the_new_product(customer, premium, agent):
    incident = logged(customer)
    products.change_product(incident, agent, premium, WHY, LATER)
    new = running(incident)
    assert new.started_at == LATER
    assert new.due_at == moment("2026-11-23 13:30 +01:00")
    assert new.replaces.result == "superseded"
    assert new.replaces.product == incident.product


def test_r8_10_an_earlier_due_time_ahead_is_kept(customer, premium, agent):
    incident = logged(customer, severity=3, at=moment("2026-11-23 08:00 +01:00"))
    before = running(incident).due_at
    products.change_product(incident, agent, premium, WHY, before - timedelta(minutes=5))
    assert running(incident).due_at == before
    assert no_difference()


def test_r8_10_changed_there_and_back_nothing_is_later_than_first_promised(customer, premium, agent):
    first = logged(customer)
    promised = running(first).due_at
    products.change_product(first, agent, premium, WHY, LATER)
    products.change_product(fresh(first), agent, first.product, WHY, LATER + timedelta(minutes=5))
    assert running(first).due_at <= promised
    assert no_difference()


def test_r10_5_what_was_promised_in_the_night_holds_for_a_product_of_office_hours(customer, premium, agent):
    bare = make.product("TLB", after_hours_supported=False)
    make.line(customer, bare, "XTP")
    night = moment("2026-11-28 10:00 +01:00")
    incident = make.incident(customer, premium, at=night, severity=1)
    promised = running(incident).due_at
    assert promised == night + timedelta(hours=1)
    products.change_product(incident, agent, bare, WHY, night + timedelta(minutes=10))
    assert running(incident).due_at == promised
    assert no_difference()


def test_w33_the_rule_of_a_product_comes_before_that_of_its_tier(customer, premium, agent):
    policy = TargetPolicy.objects.get()
    TargetRule.objects.create(
        policy=policy,
        tier=make.tier("XTP"),
        severity=3,
        milestone=FR,
        product=premium,
        amount=30,
        unit="min",
    )
    incident = logged(customer)
    products.change_product(incident, agent, premium, WHY, LATER)
    assert running(incident).due_at == LATER + timedelta(minutes=30)
    assert no_difference()


def test_a_lower_tier_gives_its_own_target_from_the_change_on(customer, premium, agent):
    incident = make.incident(customer, premium, at=MONDAY, severity=3)
    plain = make.product()
    make.line(customer, plain, "XT")
    products.change_product(incident, agent, plain, WHY, LATER)
    assert running(incident).due_at == moment("2026-11-24 09:30 +01:00")
    assert fresh(incident).tier.code == "XT"
    assert no_difference()


def test_r8_10_a_target_already_missed_stays_missed(customer, premium, agent):
    incident = logged(customer, severity=2)
    late = running(incident).due_at + timedelta(minutes=10)
    products.change_product(incident, agent, premium, WHY, late)
    old = Milestone.objects.get(incident=incident, kind=FR, result="superseded")
    assert old.missed_at == old.due_at
    assert running(incident).due_at > late
    assert no_difference()


def test_a_paused_goal_goes_on_paused(customer, premium, agent):
    incident = logged(customer)
    correspondence.reply(incident, agent, "Which version?", asks=True, at=LATER)
    changed = LATER + timedelta(hours=1)
    products.change_product(fresh(incident), agent, premium, WHY, changed)
    if goal := Milestone.objects.filter(incident=incident, kind=SG, result="").first():
        assert goal.paused_at == changed
    correspondence.contact_reply(fresh(incident), incident.contact, "13.0", at=changed + timedelta(hours=1))
    assert no_difference()


def test_both_products_tiers_and_due_times_are_on_the_timeline(customer, premium, agent):
    incident = logged(customer)
    before = running(incident).due_at
    products.change_product(incident, agent, premium, WHY, LATER)
    entry = incident.timeline.get(kind=TimelineEntry.Kind.INFORMATION)
    assert entry.public
    assert entry.facts["reason"] == WHY
    first = next(due for due in entry.facts["due"] if due["milestone"] == FR)
    assert first["from"] == before.isoformat()
    assert first["to"] == running(incident).due_at.isoformat()
    words = sentence(entry, contact=True)
    assert words.startswith("Anna Kjær changed the product from Product LGF to Knudebro Integration.")
    assert "Premium" in words
    assert "First response now expected by" in words


def test_the_customer_and_followers_are_told(customer, premium, agent):
    incident, colleague = logged(customer), make.contact(customer)
    followers.follow(incident, colleague, MONDAY)
    products.change_product(incident, agent, premium, WHY, LATER)
    told = Notification.objects.filter(kind="product_changed", channel="in_app")
    assert {row.recipient for row in told} == {incident.contact, colleague}
    assert told.first().context["after"] == "Knudebro Integration"


def test_r25_a_product_that_no_line_covers_is_refused_as_ever(customer, agent):
    incident = logged(customer)
    with pytest.raises(Refusal) as refused:
        products.change_product(incident, agent, make.product("VDL"), WHY, LATER)
    assert refused.value.code == "product_not_covered"
    assert fresh(incident).product == incident.product


def test_the_same_product_and_a_closed_incident_are_refused(customer, premium, agent):
    incident = logged(customer)
    with pytest.raises(SameProduct):
        products.change_product(incident, agent, incident.product, WHY, LATER)
    closing.withdraw(incident, incident.contact, at=LATER)
    with pytest.raises(IllegalMove):
        products.change_product(fresh(incident), agent, premium, WHY, LATER)


def test_pressed_at_the_desk(customer, premium, agent):
    incident = logged(customer, at=moment("2026-11-25 09:00 +01:00"))
    desk, address = signed_in(agent), f"/desk/incidents/{incident.pk}/"
    shown = text(get(desk, f"{address}product/"))
    assert '<option value="KNB">Knudebro Integration</option>' in shown
    assert '<option value="LGF">' not in shown
    assert post(desk, f"{address}product/", product="KNB", reason=WHY).status_code == 302
    assert fresh(incident).product == premium
    assert "changed the product from" in text(get(desk, address))


@pytest.mark.parametrize(
    ("product", "sentence"),
    [
        ("", "Choose the product it is about."),
        ("LGF", "The incident is about that product already. Choose another."),
        ("VDL", "Your subscription does not cover Product VDL."),
        ("no such", "Select a valid choice."),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_the_reason_kept(customer, premium, agent, product, sentence):
    make.product("VDL")
    incident = logged(customer, at=moment("2026-11-25 09:00 +01:00"))
    refused = post(signed_in(agent), f"/desk/incidents/{incident.pk}/product/", product=product, reason=WHY)
    assert 400 <= refused.status_code < 500
    assert sentence in text(refused)
    assert 'id="product_product_error"' in refused.content.decode()
    assert WHY in text(refused)
    assert fresh(incident).product == incident.product


def test_an_advisor_may_not(customer, premium):
    incident = logged(customer, at=moment("2026-11-25 09:00 +01:00"))
    answer = post(
        signed_in(make.staff("advisor")), f"/desk/incidents/{incident.pk}/product/", product="KNB", reason=WHY
    )
    assert answer.status_code == 403


ACTS = st.sampled_from(["product", "severity", "reply", "ask", "answer"])
MOVES = st.lists(st.tuples(ACTS, st.integers(1, 4), st.integers(1, 4000)), max_size=8)


@settings(one_after_another, max_examples=25)
@given(moves=MOVES)
def test_r8_10_whatever_changes_nothing_becomes_late_by_it_and_the_ledger_says_the_same(
    customer, premium, agent, moves
):
    bare = make.product("TLB", after_hours_supported=False)
    if not customer.lines.filter(product=bare).exists():
        make.line(customer, bare, "XTE")
    incident, at = logged(customer), MONDAY
    known = [incident.product, premium, bare]
    for kind, number, minutes in moves:
        at += timedelta(minutes=minutes)
        late = {m.kind for m in incident.milestones.running() if m.is_missed(at)}
        row = fresh(incident)
        try:
            if kind == "product":
                products.change_product(row, agent, known[number % 3], WHY, at)
            elif kind == "severity":
                severity.change_severity(row, agent, number, WHY, at, impact="All", phone="+45 70")
            elif kind == "answer":
                correspondence.contact_reply(row, incident.contact, "So.", at=at)
            else:
                correspondence.reply(row, agent, "So.", asks=kind == "ask", at=at)
        except Refusal:
            continue
        if kind == "product":
            now = Milestone.objects.filter(incident=incident, result="", missed_at=None)
            assert not [m for m in now if m.is_missed(at)], late
        assert no_difference()
