"""Mail that comes back and mail that is complained of: the address is marked, and the right people know."""

from datetime import timedelta

import pytest
import time_machine

from notifications import addresses, bounces, delivery
from notifications.message_ids import message_id
from notifications.models import AddressMark, AddressReport, BounceRules, Notification, Preference
from subscriptions import tenancy
from subscriptions.models import Membership
from tests import factories as make
from tests.notifications.reported import complaint, delivery_status, out_of_office, qmail, reply
from tests.notifications.telling import at_once, renewal
from tests.tickets.moments import moment

pytestmark = pytest.mark.django_db

NOON = moment("2026-11-25 12:00 +01:00")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def customer():
    return make.customer(name="Nordlys")


@pytest.fixture
def mette(customer):
    return make.contact(customer, name="Mette", email="mette@nordlys.example")


@pytest.fixture
def manager(customer):
    return make.contact(customer, Membership.Role.MANAGER, name="Birthe")


@pytest.fixture
def sent(mette):
    """A mail that was sent to her at noon."""
    renewal(mette, at=NOON)
    row = Notification.objects.get(recipient=mette, channel="email")
    Notification.objects.filter(pk=row.pk).update(state="sent", sent_at=NOON, address=mette.email)
    return row


def told(person, kind="address_failed"):
    return list(Notification.objects.filter(recipient=person, kind=kind).values_list("channel", flat=True))


def mark(person):
    return addresses.mark_of(person)


def test_a_permanent_failure_marks_the_address_and_tells_the_manager_once(client, mette, manager, sent):
    raw = delivery_status(mette.email, returned=message_id(sent))
    assert bounces.take_in(raw, NOON + HOUR)
    assert bounces.take_in(raw, NOON + 2 * HOUR)
    assert (mark(mette).state, mark(mette).since, mark(mette).why) == (
        "fails", NOON + HOUR, "550 5.1.1 User unknown",
    )  # fmt: skip
    assert sorted(told(manager)) == ["email", "in_app"]
    assert told(mette) == []
    assert AddressReport.objects.count() == 1
    bounces.take_in(delivery_status(mette.email, returned=message_id(sent), name="d2"), NOON + 3 * HOUR)
    assert mark(mette).since == NOON + HOUR
    assert sorted(told(manager)) == ["email", "in_app"]


def test_the_mail_that_came_back_stands_with_those_that_failed(client, mette, sent):
    """R1.4"""
    bounces.take_in(delivery_status(mette.email, returned=message_id(sent)), NOON + HOUR)
    sent.refresh_from_db()
    assert (sent.state, sent.last_error) == ("set_aside", "550 5.1.1 User unknown")
    client.force_login(make.staff("lead"))
    assert "550 5.1.1 User unknown" in client.get("/desk/outbox/").content.decode()


def test_nothing_is_sent_to_a_marked_address_and_the_app_still_tells(post, mette, manager, sent):
    bounces.take_in(delivery_status(mette.email, returned=message_id(sent)), NOON + HOUR)
    renewal(mette, "another", at=NOON + HOUR)
    with time_machine.travel(NOON + 2 * HOUR, tick=False):
        delivery.deliver_due()
    row = Notification.objects.get(recipient=mette, channel="email", event="another")
    assert (row.state, row.last_error) == ("set_aside", addresses.FAILS)
    assert Notification.objects.get(recipient=mette, channel="in_app", event="another").state == "sent"
    assert post.to(mette) == []
    assert len(post.to(manager)) == 1  # who is told of it


def test_r1_4_the_first_page_says_that_mail_to_her_fails_and_takes_her_word_that_it_works(
    client, mette, sent
):
    """She who lives in her mail would not look among her settings."""
    client.force_login(mette)
    assert "Mail to you has failed since" not in client.get("/").content.decode()
    bounces.take_in(delivery_status(mette.email, returned=message_id(sent)), NOON + HOUR)
    assert "Mail to you has failed since" in client.get("/").content.decode()
    back = client.post(f"/notifications/addresses/{mette.pk}/works/", {"next": "/"})
    assert back["Location"] == "/"
    assert "Mail to you has failed since" not in client.get("/").content.decode()


def test_once_the_person_says_that_it_works_mail_is_sent_again(client, post, mette, sent):
    bounces.take_in(delivery_status(mette.email, returned=message_id(sent)), NOON + HOUR)
    client.force_login(mette)
    assert "Mail to you has failed since" in client.get("/notifications/settings/").content.decode()
    client.post(f"/notifications/addresses/{mette.pk}/works/")
    assert "Mail to you has failed since" not in client.get("/notifications/settings/").content.decode()
    lifted = AddressMark.objects.get()
    assert (lifted.lifted_by, mark(mette)) == (mette, None)
    renewal(mette, "another")
    delivery.deliver_due()
    assert len(post.to(mette)) == 1


def test_an_address_that_is_changed_is_not_the_one_that_fails(post, mette, sent):
    bounces.take_in(delivery_status(mette.email, returned=message_id(sent)), NOON + HOUR)
    mette.email = "mette.nygaard@nordlys.example"
    mette.save()
    renewal(mette, "another")
    delivery.deliver_due()
    assert len(post.to(mette)) == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"action": "delayed", "status": "4.4.1", "said": "connect: timed out"},
        {"status": "4.4.7", "said": "delivery time expired"},
        {"status": "5.2.2", "said": "552 5.2.2 Mailbox full"},
        {"status": "5.7.1", "said": "554 5.7.1 Looks like spam"},
    ],
)
def test_what_may_pass_marks_only_when_it_lasts(mette, manager, sent, facts):
    """So many within so many days, as the administrator sets them."""
    BounceRules(pk=1, failures=3, within_days=7).save()
    for number, at in enumerate([NOON - 8 * DAY, NOON - DAY, NOON], 1):
        raw = delivery_status(mette.email, returned=message_id(sent), name=f"d{number}", **facts)
        bounces.take_in(raw, at)
    assert mark(mette) is None
    assert told(manager) == []
    assert AddressReport.objects.count() == 3
    bounces.take_in(delivery_status(mette.email, returned=message_id(sent), name="d4", **facts), NOON + HOUR)
    assert mark(mette).fails
    assert "email" in told(manager)


def test_failures_before_the_address_was_said_to_work_count_no_more(mette, sent):
    BounceRules(pk=1, failures=2, within_days=7).save()
    late = {"status": "4.4.7", "said": "expired", "returned": message_id(sent)}
    for number in (1, 2):
        bounces.take_in(delivery_status(mette.email, name=f"d{number}", **late), NOON + number * HOUR)
    addresses.confirm(mette, mette, NOON + 3 * HOUR)
    bounces.take_in(delivery_status(mette.email, name="d3", **late), NOON + 4 * HOUR)
    assert mark(mette) is None


def test_a_mail_that_is_only_late_stays_sent_and_one_that_was_given_up_does_not(mette, sent):
    late = delivery_status(mette.email, action="delayed", status="4.4.1", returned=message_id(sent))
    bounces.take_in(late, NOON + HOUR)
    sent.refresh_from_db()
    assert sent.state == "sent"
    given_up = delivery_status(mette.email, status="4.4.7", returned=message_id(sent), name="d2")
    bounces.take_in(given_up, NOON + 5 * DAY)
    sent.refresh_from_db()
    assert sent.state == "set_aside"


def test_a_report_of_success_does_nothing(mette, sent):
    raw = delivery_status(mette.email, action="delivered", status="2.0.0", returned=message_id(sent))
    assert bounces.take_in(raw, NOON)
    assert not AddressReport.objects.exists()


def test_the_address_we_wrote_to_is_marked_not_the_one_it_was_forwarded_to(mette, sent):
    raw = delivery_status("mette.private@elsewhere.example", returned=message_id(sent))
    bounces.take_in(raw, NOON + HOUR)
    assert mark(mette).fails


def test_an_odd_bounce_is_understood(mette, sent):
    assert bounces.take_in(qmail(mette.email, message_id(sent)), NOON + HOUR)
    assert mark(mette).fails
    assert "550 5.1.1" in mark(mette).why


@pytest.mark.parametrize(
    "report",
    [
        lambda mette: delivery_status(mette.email),
        lambda mette: delivery_status(mette.email, action="delayed", status="4.4.1"),
        lambda mette: complaint(mette.email),
        lambda mette: qmail(mette.email, "<1.20261125110000000000@xtreme.example>"),
    ],
)
def test_r1_3_a_report_that_names_no_mail_of_ours_does_nothing_also_about_whom_we_wrote_to(
    mette, sent, report
):
    """Anybody can write one, and that a contact was written to lately is easily guessed."""
    before = Preference.objects.count()
    assert bounces.take_in(report(mette), NOON + HOUR)
    assert mark(mette) is None
    assert not AddressReport.objects.exists()
    assert Preference.objects.count() == before


def test_r1_3_who_got_a_mail_cannot_name_her_neighbours(mette, sent):
    """Those who are told the same have keys that follow each other, and one instant."""
    other = make.contact(make.customer(), email="eve@elsewhere.example")
    renewal(other, at=NOON)
    hers = Notification.objects.get(recipient=other, channel="email")
    guessed = message_id(hers).replace(f"<{hers.pk}.", f"<{sent.pk}.")
    assert guessed.split(".")[:2] == message_id(sent).split(".")[:2]
    bounces.take_in(delivery_status(mette.email, returned=guessed), NOON + HOUR)
    assert mark(mette) is None


@pytest.mark.parametrize("kept", [(), ("before",)])
def test_a_report_of_a_mail_from_before_the_key_was_changed_counts_while_it_is_kept(
    mette, sent, settings, kept
):
    settings.SECRET_KEY = "before"
    raw = delivery_status(mette.email, returned=message_id(sent))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "after", kept
    bounces.take_in(raw, NOON + HOUR)
    assert bool(mark(mette)) == bool(kept)


@pytest.mark.parametrize(
    "raw",
    [
        lambda mette, sent: out_of_office(mette.email),
        lambda mette, sent: reply(mette.email, message_id(sent)),
        lambda mette, sent: b"",
        lambda mette, sent: b"\xff\xfe no mail at all",
    ],
)
def test_what_is_no_report_is_left_to_others(mette, sent, raw):
    assert not bounces.take_in(raw(mette, sent), NOON)
    assert not AddressReport.objects.exists()


def test_a_crippled_report_does_nothing_and_breaks_nothing(mette, sent):
    whole = delivery_status(mette.email, returned=message_id(sent))
    for end in range(0, len(whole), 97):
        bounces.take_in(whole[:end].replace(b"us-ascii", b"x-none"), NOON)
    deep = b"".join(b'Content-Type: multipart/report; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3000))
    bounces.take_in(b"Return-Path: <>\n" + deep, NOON)


# Complaints


def test_a_complaint_switches_off_what_is_optional_and_tells_the_administrators(mette, sent):
    administrator = make.staff("administrator")
    raw = complaint(mette.email, returned=message_id(sent))
    assert bounces.take_in(raw, NOON)
    assert bounces.take_in(raw, NOON)
    assert mark(mette).state == "complained"
    assert set(Preference.objects.filter(user=mette, wanted=False).values_list("kind", flat=True)) == {
        "taken", "waiting_development", "expected_date", "resumed", "upgrade_asked_here",
        "followed_here", "mentioned_here", "article_published", "release_news", "session_recorded",
        "programme_build", "programme_opened", "discount_issued", "discount_used", "discount_ended",
        "community_answer", "community_accepted", "community_followed", "community_mention",
    }  # fmt: skip
    assert sorted(told(administrator, "address_complained")) == ["email", "in_app"]
    assert not AddressMark.objects.failing([mette.email]).exists()


def test_a_complaint_that_leaves_the_address_out_is_known_by_our_message_id(mette, sent):
    bounces.take_in(complaint("", returned=message_id(sent)), NOON)
    assert mark(mette).state == "complained"


def test_that_a_mail_was_no_spam_is_no_complaint(mette, sent):
    bounces.take_in(complaint(mette.email, returned=message_id(sent), kind="not-spam"), NOON)
    assert mark(mette) is None


def test_an_address_that_fails_after_a_complaint_is_marked_as_failing(mette, sent):
    bounces.take_in(complaint(mette.email, returned=message_id(sent)), NOON)
    bounces.take_in(delivery_status(mette.email, returned=message_id(sent)), NOON + HOUR)
    assert (mark(mette).state, mark(mette).since) == ("fails", NOON + HOUR)
    bounces.take_in(complaint(mette.email, returned=message_id(sent), name="c2"), NOON + 2 * HOUR)
    assert mark(mette).fails


# Who is told


def test_where_no_manager_can_be_told_by_mail_the_administrators_are(customer, mette, manager, sent):
    administrator = make.staff("administrator")
    bounces.take_in(delivery_status(mette.email, returned=message_id(sent)), NOON)
    assert told(administrator, "address_failed_staff") == []
    renewal(manager, "hers", at=NOON)
    hers = Notification.objects.get(recipient=manager, channel="email", kind="renewal")
    bounces.take_in(delivery_status(manager.email, returned=message_id(hers), name="d2"), NOON + HOUR)
    assert "email" in told(administrator, "address_failed_staff")


def test_of_one_of_the_vendors_people_the_administrators_are_told(mette):
    administrator, agent = make.staff("administrator"), make.staff("agent")
    addresses.take("failed", agent.email, "550", source="service", at=NOON)
    assert "email" in told(administrator, "address_failed_staff")


@pytest.mark.django_db(transaction=True)
def test_two_reports_at_once_make_one_mark():
    with tenancy.as_staff():
        customer = make.customer()
        mette, manager = make.contact(customer), make.contact(customer, Membership.Role.MANAGER)

    def report(number):
        return lambda: addresses.take(
            "failed", mette.email, f"550 {number}", source="service", at=NOON, reference=f"r{number}"
        )

    at_once(*map(report, range(4)))
    with tenancy.as_staff():
        assert AddressMark.objects.count() == 1
        assert sorted(told(manager)) == ["email", "in_app"]


# Pages


def test_the_manager_sees_whose_mail_fails_and_says_that_it_works(client, mette, manager, sent):
    bounces.take_in(delivery_status(mette.email, returned=message_id(sent)), NOON)
    client.force_login(manager)
    page = client.get("/notifications/addresses/").content.decode()
    assert "550 5.1.1 User unknown" in page
    answer = client.post(f"/notifications/addresses/{mette.pk}/works/", {"next": "/notifications/addresses/"})
    assert answer.url == "/notifications/addresses/"
    assert AddressMark.objects.get().lifted_by == manager


def test_the_desk_sees_it_on_the_customers_page(client, customer, mette, sent):
    bounces.take_in(delivery_status(mette.email, returned=message_id(sent)), NOON)
    client.force_login(make.staff("agent"))
    page = client.get(f"/desk/customers/{customer.number}/").content.decode()
    assert "Mail has failed since" in page
    client.post(f"/notifications/addresses/{mette.pk}/works/")
    assert "Mail has failed since" not in client.get(f"/desk/customers/{customer.number}/").content.decode()


def test_nobody_else_sees_or_lifts_it(client, mette, manager, sent):
    bounces.take_in(delivery_status(mette.email, returned=message_id(sent)), NOON)
    colleague = make.contact(Membership.objects.get(user=mette).customer)
    stranger = make.contact(make.customer(), Membership.Role.MANAGER)
    for person in (colleague, stranger):
        client.force_login(person)
        assert client.post(f"/notifications/addresses/{mette.pk}/works/").status_code == 404
    client.force_login(colleague)
    assert client.get("/notifications/addresses/").status_code == 404
    client.force_login(stranger)
    assert "mette@" not in client.get("/notifications/addresses/").content.decode()
    assert mark(mette).fails
