"""R26.2, R26: a manager or the account owner says that a subscription will not be renewed, and takes it back: on
the timeline, in the reminders, in the calendar of what ends, and nobody renews it by mistake."""

from datetime import date

import pytest
import time_machine

from entitlements.renewal import notices
from entitlements.renewal.declining import decline, reopen
from notifications import mails
from notifications.models import Notification
from subscriptions import tenancy
from subscriptions.life.refusals import AlreadyRenewed, HasEnded, NothingDeclined, NotRenewing
from subscriptions.life.renewals import begin, reinstate, renew
from subscriptions.life.words import sentence
from subscriptions.models import NonRenewal, SubscriptionEntry
from subscriptions.refusals import ReasonMissing, TextTooLong
from tests import factories as make
from tests.desk.pages import get, post, signed_in, text
from tests.tickets.moments import moment

pytestmark = pytest.mark.django_db

WEDNESDAY, TEN = moment("2026-11-25 09:00 +01:00"), moment("2026-11-25 10:00 +01:00")
WHY = "We move to another system in March"


@pytest.fixture
def owner():
    return make.staff("account_owner", name="Ida Holm")


@pytest.fixture
def customer(owner):
    return make.customer(name="Havblik", account_owner=owner)


@pytest.fixture
def manager(customer):
    return make.contact(customer, "manager", name="Birthe Munk")


@pytest.fixture
def period(customer):
    return begin(customer, date(2025, 12, 15), {make.product(): make.tier("XT")}, None, WEDNESDAY)


def told(kind):
    return set(Notification.objects.filter(kind=kind).values_list("recipient__name", flat=True))


def kinds(customer):
    return list(SubscriptionEntry.objects.filter(customer=customer).values_list("kind", flat=True))


def test_r26_2_a_manager_says_so_and_the_account_owner_and_her_fellow_managers_are_told(
    customer, manager, period
):
    make.contact(customer, "manager", name="Karl Munk")
    with tenancy.as_contact(customer.pk):
        decline(period, manager, WHY, TEN)
    declined = NonRenewal.objects.get(subscription=period)
    assert (declined.by, declined.at, declined.reason) == (manager, TEN, WHY)
    assert (told("not_renewing"), told("not_renewing_here")) == ({"Ida Holm"}, {"Karl Munk"})
    entry = SubscriptionEntry.objects.get(kind="not_renewing")
    assert (entry.by, entry.reason) == (manager, WHY)
    assert sentence(entry) == "The subscription will not be renewed; it ends on 14 December 2026."


def test_r26_2_the_account_owner_says_so_and_the_managers_are_told(manager, owner, period):
    decline(period, owner, WHY, TEN)
    assert (told("not_renewing"), told("not_renewing_here")) == (set(), {"Birthe Munk"})


def test_r26_it_is_taken_back_and_both_stay_on_the_timeline(customer, manager, owner, period):
    decline(period, manager, WHY, WEDNESDAY)
    reopen(period, owner, "Agreed on the phone", TEN)
    assert not NonRenewal.objects.exists()
    assert kinds(customer) == ["begun", "not_renewing", "open_again"]
    assert told("open_again_here") == {"Birthe Munk"}
    renew(period, owner, TEN)
    assert kinds(customer)[-1] == "renewed"


def test_r26_what_will_not_be_renewed_is_not_renewed_by_mistake(manager, owner, period):
    decline(period, manager, WHY, TEN)
    with pytest.raises(NotRenewing) as refused:
        renew(period, owner, TEN)
    assert str(refused.value) == (
        "Birthe Munk said on 25 November 2026 that it will not be renewed. Take that back first."
    )


def test_r26_the_second_of_two_is_told_who_was_faster_and_nothing_is_done_twice(manager, owner, period):
    decline(period, manager, WHY, WEDNESDAY)
    with pytest.raises(NotRenewing):
        decline(period, owner, "They told me", TEN)
    reopen(period, manager, at=TEN)
    with pytest.raises(NothingDeclined):
        reopen(period, owner, at=TEN)
    assert SubscriptionEntry.objects.count() == 3
    assert told("not_renewing_here") == set()


@pytest.mark.parametrize(
    ("why", "refusal"), [("", ReasonMissing), (" \n", ReasonMissing), ("x" * 2001, TextTooLong)]
)
def test_it_needs_a_reason(manager, period, why, refusal):
    with pytest.raises(refusal):
        decline(period, manager, why, TEN)
    assert not NonRenewal.objects.exists()


def test_what_is_renewed_or_over_is_not_declined(manager, owner, period):
    with pytest.raises(HasEnded):
        decline(period, manager, WHY, period.ends_at)
    renew(period, owner, TEN)
    with pytest.raises(AlreadyRenewed):
        decline(period, manager, WHY, TEN)


def test_r26_2_the_reminders_go_on_and_say_so(manager, owner, period):
    decline(period, manager, WHY, WEDNESDAY)
    assert notices.remind(period.pk, TEN)
    for kind in ("renewal", "renewal_due"):
        row = Notification.objects.filter(kind=kind, channel="email").get()
        words = mails.written(row).text
        assert "25 November 2026" in words
        assert WHY in words


def test_r26_2_without_it_the_reminders_say_nothing_of_it(manager, owner, period):
    assert notices.remind(period.pk, TEN)
    row = Notification.objects.filter(kind="renewal", channel="email").get()
    assert "will not" not in mails.written(row).text


def test_r26_5_it_ends_as_it_would_have_and_can_be_reinstated(manager, owner, period):
    decline(period, manager, WHY, TEN)
    after = period.ends_at.replace(month=12, day=20)
    assert reinstate(period, owner, after, joined=False).starts_at > period.ends_at


# In the portal


def page_of(period):
    return f"/subscription/renewals/{period.pk}/"


def test_a_manager_does_it_in_the_portal_and_takes_it_back(manager, customer, period):
    client = signed_in(manager)
    assert page_of(period) in text(get(client, "/subscription/", TEN))
    assert "It will not be renewed" in text(get(client, page_of(period), TEN))
    assert post(client, page_of(period), TEN, move="decline", reason=WHY).status_code == 302
    page = text(get(client, page_of(period), TEN))
    assert "Will not be renewed: ends on 14 December 2026" in page
    assert WHY in page
    own = text(get(client, "/subscription/", TEN))
    assert "Birthe Munk said that it will not be renewed:" in own
    assert post(client, page_of(period), TEN, move="reopen", reason="").status_code == 302
    assert kinds(customer) == ["begun", "not_renewing", "open_again"]


def test_a_contact_reads_it_and_is_told_who_says_so(customer, manager, period):
    client = signed_in(make.contact(customer))
    page = text(get(client, page_of(period), TEN))
    assert "Your company's manager says whether it will be renewed: Birthe Munk" in page
    assert "<textarea" not in page
    refused = post(client, page_of(period), TEN, move="decline", reason=WHY)
    assert (refused.status_code, "Ask Birthe Munk." in text(refused)) == (403, True)
    assert not NonRenewal.objects.exists()


def test_without_a_reason_the_field_is_marked(manager, period):
    page = post(signed_in(manager), page_of(period), TEN, move="decline", reason=" ")
    assert page.status_code == 422
    assert "Give a reason; it stays on record." in text(page)


def test_what_was_typed_stays_where_somebody_was_faster(manager, owner, period):
    decline(period, owner, "On the phone", WEDNESDAY)
    page = post(signed_in(manager), page_of(period), TEN, move="decline", reason=WHY)
    assert page.status_code == 409
    assert "Ida Holm said on 25 November 2026 that it will not be renewed." in text(page)
    assert WHY in text(page)


def test_another_company_finds_nothing(period, customer):
    stranger = make.contact(make.customer(), "manager")
    for answer in (get(signed_in(stranger), page_of(period), TEN),
                   post(signed_in(stranger), page_of(period), TEN, move="decline", reason=WHY)):  # fmt: skip
        assert answer.status_code == 404


# At the desk


def test_the_account_owner_does_it_at_the_desk_and_the_calendar_shows_it(owner, manager, period):
    client, page = signed_in(owner), f"/desk/renewals/{period.pk}/"
    assert page in text(get(client, "/desk/renewals/", TEN))
    assert post(client, page, TEN, move="decline", reason=WHY).status_code == 302
    calendar = text(get(client, "/desk/renewals/", TEN))
    assert "will not be renewed" in calendar
    assert f"Ida Holm: {WHY}" in calendar
    assert "It may be renewed after all" in text(get(client, page, TEN))


@pytest.mark.parametrize("role", ["agent", "advisor"])
def test_who_does_not_agree_with_customers_reads_it_and_is_told_whom_to_ask(role, owner, period):
    client, page = signed_in(make.staff(role)), f"/desk/renewals/{period.pk}/"
    assert "<textarea" not in text(get(client, page, TEN))
    refused = post(client, page, TEN, move="decline", reason=WHY)
    assert (refused.status_code, "Ask Ida Holm." in text(refused)) == (403, True)


def test_an_administrator_who_renews_it_reads_why_not(manager, period):
    from tests.admin.pages import signed_in as admin_of

    decline(period, manager, WHY, WEDNESDAY)
    admin = admin_of(make.staff("administrator"))
    with time_machine.travel(TEN, tick=False):
        page = admin.post(f"/admin/subscriptions/subscription/{period.pk}/renew/", {"reason": "", "_do": "1"})
    assert page.status_code == 422
    assert "Take that back first." in text(page)
    assert f'<a href="/desk/renewals/{period.pk}/">See the renewal</a>' in page.content.decode()
    assert text(get(admin, f"/desk/renewals/{period.pk}/", TEN))
