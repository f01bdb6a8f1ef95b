"""R26, R14.3, R8.10, R15.2, R27.3: three years of a customer, instant by instant: what she may have, where her
incident stands, what is due, who was told."""

from datetime import timedelta

import pytest

from entitlements import answers
from entitlements.refusals import SubscriptionExpired
from entitlements.renewal import notices
from entitlements.renewal.models import RenewalNotice
from entitlements.renewal.requests import answer, ask
from notifications.models import Notification
from subscriptions.life.renewals import add_line, begin, reinstate, renew
from subscriptions.life.tiers import downgrade, upgrade
from subscriptions.life.words import sentence as said
from subscriptions.models import SubscriptionEntry
from tests import factories as make
from tests.tickets.moments import moment
from tickets import correspondence, following
from tickets.models import Incident
from tickets.verification import differences

pytestmark = pytest.mark.django_db

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


class Life:
    """A customer of Copenhagen with an account owner, and what happens by itself while time passes."""

    def __init__(self):
        self.owner = make.staff("account_owner", name="Ida Holm")
        self.agent = make.staff(name="Anna Kjær")
        self.customer = make.customer(name="Havblik", account_owner=self.owner)
        self.manager = make.contact(self.customer, "manager", name="Birthe Munk")
        self.contact = make.contact(self.customer, name="Jonas Toft")
        self.finance, self.payroll = make.product("LGF"), make.product("LNT")

    def beat(self, at):
        for number in notices.due(at):
            notices.remind(number, at)
        while following.go_on(at):
            pass

    def log(self, at, product=None, **fields):
        return make.incident(self.customer, product or self.finance, at=at, contact=self.contact, **fields)

    def tier(self, at, product=None):
        found = answers.may(self.customer, "unlimited_incidents", product or self.finance, at)
        return found.tier.code if found.allowed else found.code

    def may(self, at, service):
        return answers.may(self.customer, service, self.finance, at).allowed

    def reminded(self, subscription):
        return list(RenewalNotice.objects.filter(subscription=subscription).values_list("days", flat=True))

    def mails(self, kind):
        return Notification.objects.filter(kind=kind, channel="email").count()


def queue():
    return list(Incident.objects.queue().filter(severity=2).values_list("pk", flat=True))


def due(incident, kind="first_response"):
    return incident.milestones.get(kind=kind, result="").due_at


def test_r26_three_years_of_a_customer():
    life = Life()

    # The first year: Xtreme Support on one product, from 1 March 2027.
    start = moment("2027-03-01 00:00 +01:00")
    first = begin(life.customer, start.date(), {life.finance: make.tier("XT")}, life.owner, start - 9 * DAY)
    assert (life.tier(start - SECOND), life.tier(start)) == ("product_not_covered", "XT")

    # Month 4: a severity 1 on a Saturday waits for Monday, until she upgrades to Premium at 10:30.
    saturday = moment("2027-06-12 10:00 +02:00")
    other = make.incident(at=saturday - 9 * DAY, product=make.product("ORV"), severity=2)
    down, slow = life.log(saturday, severity=1), life.log(saturday, severity=2)
    assert due(down) == moment("2027-06-14 02:00 +02:00")
    assert queue() == [other.pk, slow.pk]
    upgraded = saturday + timedelta(minutes=30)
    line = first.lines.get()
    premium = upgrade(line, make.tier("XTP"), life.owner, upgraded, "Weekend shop in Odense")
    assert due(down) == moment("2027-06-12 11:30 +02:00")
    assert due(slow) == moment("2027-06-14 10:00 +02:00")
    assert queue() == [slow.pk, other.pk]
    assert (life.tier(upgraded - SECOND), life.tier(upgraded)) == ("XT", "XTP")
    assert (life.may(upgraded - SECOND, "interactive_briefings"), life.may(upgraded, "interactive_briefings")) == (
        False, True,
    )  # fmt: skip
    correspondence.reply(down, life.agent, "Start the service again.", at=upgraded + timedelta(minutes=20))
    assert due(down, "next_reply") > upgraded

    # Month 6: payroll is added and ends with the others.
    august = moment("2027-08-16 09:00 +02:00")
    payroll = add_line(first, life.payroll, make.tier("XT"), life.owner, august)
    assert payroll.ends_at == first.ends_at == moment("2028-03-01 00:00 +01:00")
    assert (life.tier(august - SECOND, life.payroll), life.tier(august, life.payroll)) == (
        "product_not_covered", "XT",
    )  # fmt: skip

    # The reminders come; beat stands still over the one of 90 days.
    life.beat(first.ends_at - 120 * DAY)
    assert life.reminded(first) == [120]
    life.beat(first.ends_at - 25 * DAY)
    life.beat(first.ends_at - 24 * DAY)
    assert life.reminded(first) == [120, 30]
    assert (life.mails("renewal"), life.mails("renewal_due")) == (2, 2)

    # A downgrade is planned, and the renewal applies it; no more reminders come.
    downgrade(premium, make.tier("XT"), life.owner, first.ends_at - 20 * DAY)
    second = renew(first, life.owner, first.ends_at - 19 * DAY)
    life.beat(first.ends_at - 7 * DAY)
    assert life.reminded(first) == [120, 30]

    # 29 February is the last day of Premium; what runs keeps what was promised, the place follows at midnight.
    leap_day = moment("2028-02-29 15:00 +01:00")
    running = life.log(leap_day, severity=2)
    promised = due(running)
    assert promised == moment("2028-02-29 17:00 +01:00")
    life.beat(second.starts_at - SECOND)
    assert Incident.objects.get(pk=running.pk).tier.code == "XTP"
    life.beat(second.starts_at)
    running.refresh_from_db()
    assert (running.tier.code, due(running), running.milestones.filter(result="superseded").count()) == (
        "XT", promised, 0,
    )  # fmt: skip
    assert (life.tier(second.starts_at - SECOND), life.tier(second.starts_at)) == ("XTP", "XT")
    correspondence.reply(running, life.agent, "We look at it.", at=second.starts_at + timedelta(hours=10))
    assert running.milestones.get(kind="next_reply", result="").tier.code == "XT"

    # She lets the second year end. The reminders come one by one.
    for days in (120, 90, 30, 7):
        life.beat(second.ends_at - days * DAY)
    assert life.reminded(second) == [120, 90, 30, 7]
    before = life.log(second.ends_at - 3 * DAY, severity=3)
    life.beat(second.ends_at + timedelta(minutes=5))

    # After expiry: refused, read, worked on; severity 1 is taken and the account owner hears of it.
    assert life.tier(second.ends_at) == "subscription_expired"
    with pytest.raises(SubscriptionExpired):
        life.log(second.ends_at + DAY, severity=2)
    correspondence.contact_reply(before, life.contact, "Any news?", at=second.ends_at + DAY)
    night = moment("2029-03-10 10:00 +01:00")  # a Saturday
    critical = life.log(night, severity=1)
    assert (critical.tier.code, due(critical)) == ("XT", moment("2029-03-12 02:00 +01:00"))
    assert life.mails("logged_after_expiry") == 1

    # Reinstated ten days after the end, joined to it: at once, under the new line, and nothing of the past moves.
    back = moment("2029-03-10 12:00 +01:00")
    third = reinstate(second, life.owner, back, joined=True)
    assert (third.starts_at, third.ends_at) == (second.ends_at, moment("2030-03-01 00:00 +01:00"))
    assert (life.tier(back - SECOND), life.tier(back)) == ("XT", "XT")
    critical.refresh_from_db()
    assert (critical.line.subscription, due(critical)) == (third, moment("2029-03-12 02:00 +01:00"))

    # She asks for Elite, it is granted, and the waiting severity 1 starts that moment.
    wish = ask(life.customer, life.finance, make.tier("XTE"), "We cannot wait", life.contact, back)
    granted = back + timedelta(minutes=15)
    answer(wish, life.owner, "Agreed on the phone", "granted", granted)
    assert (life.tier(granted), due(critical)) == ("XTE", granted + timedelta(minutes=30))
    assert life.tier(granted, life.payroll) == "XT"
    assert life.mails("upgrade_answered") == 2

    # The past is answered as it was, the ledger of every clock holds, and the timeline tells it in order.
    assert [life.tier(at) for at in (saturday, august, leap_day, granted)] == ["XT", "XTP", "XTP", "XTE"]
    assert list(differences()) == []
    kinds = list(SubscriptionEntry.objects.filter(customer=life.customer).values_list("kind", flat=True))
    assert kinds == [
        "begun", "upgraded", "line_added", "downgrade_planned", "renewed", "reinstated", "upgraded",
    ]  # fmt: skip
    assert [said(entry) for entry in SubscriptionEntry.objects.filter(customer=life.customer)][3:5] == [
        "Product LGF goes from Xtreme Premium Support to Xtreme Support with the next period, from 1 March 2028.",
        "The subscription is renewed: 1 March 2028 to 28 February 2029."
        " Product LGF: Xtreme Support; Product LNT: Xtreme Support.",
    ]
