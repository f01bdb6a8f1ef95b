"""The weekend's page in the portal: which are possible and why others are not, asking, cancelling (R23)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine

from entitlements.models import Service, SpecialTerms
from entitlements.special_events import handing_over, scheduling
from entitlements.special_events.models import SpecialEvent, State
from notifications.models import Notification
from subscriptions.models import Membership
from tests import factories as make
from tests.special_events.scene import (
    AT,
    BEGINS,
    DAY,
    ENDS,
    FRIDAY_17,
    MONDAY_8,
    SATURDAY,
    away,
    modified,
    scene,
)
from tests.tickets.moments import moment

pytestmark = pytest.mark.django_db
PAGE = "/subscription/weekend/"


@pytest.fixture
def nordlys():
    made = scene(language="en")
    made.contact.language = "en"
    made.contact.save()
    return made


@pytest.fixture
def now():
    with time_machine.travel(AT, tick=False) as travel:
        yield travel


@pytest.fixture
def page(client, nordlys, now):
    client.force_login(nordlys.contact)
    return client


def typed(nordlys, **changes):
    return {
        "weekend": SATURDAY.isoformat(),
        "purpose": "upgrade",
        "products": [nordlys.product.pk],
        "english_contact": nordlys.english.pk,
        "text": "From 12.1 to 13.0",
        "submission": str(uuid4()),
    } | changes


def text(response):
    return " ".join(response.content.decode().replace("&#x27;", "'").split())


def test_r23_4_asking_says_that_the_advisor_schedules_it(page, nordlys):
    said = text(page.post(PAGE, typed(nordlys), follow=True))
    assert "The weekend is scheduled through your dedicated customer advisor, Line." in said
    assert "Waits for the advisor" in said
    assert SpecialEvent.objects.get().state == State.ASKED


def test_an_advisor_on_leave_without_deputy_is_named_and_the_managers_answer(client, now):
    alone = scene(deputy=False, language="en")
    away(alone.advisor, AT.date(), AT.date() + DAY)
    client.force_login(alone.english.user)
    said = text(client.post(PAGE, typed(alone), follow=True))
    assert "Line is out of office now; our support managers have been told." in said
    said = text(client.get(PAGE))
    assert "advisor, is out of office now; our support managers have been told." in said
    assert "advisor, answers" not in said


def test_each_impossible_weekend_has_its_reason(page, nordlys):
    said = text(page.get(PAGE))
    assert "5 December 2026 (Fri 17:00 – Mon 08:00)" in said
    assert "Two weeks' notice is required. The earliest weekend is 12 December 2026." in said
    assert "3 July 2027" in said
    assert (
        "which ends 30 June 2027, and cannot be carried over. The last possible weekend is 26 June 2027."
        in said
    )
    assert f'href="?weekend={SATURDAY.isoformat()}#ask"' in said


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"weekend": "2026-12-16"}, 409, "Choose a weekend. 16 December 2026 is a Wednesday."),
        ({"weekend": "2026-12-05"}, 409, "The earliest weekend is 12 December 2026."),
        ({"weekend": "2027-07-03"}, 409, "The last possible weekend is 26 June 2027."),
        ({"weekend": "2026-13-45"}, 422, "Enter a valid date."),
        ({"weekend": ""}, 422, "Choose a weekend."),
        ({"purpose": "implementation"}, 409, "not a substitute for consulting services"),
        ({"purpose": ""}, 422, "Say what the weekend is for."),
        ({"english_contact": ""}, 409, "Name an English-speaking contact."),
        ({"products": []}, 409, "Choose the products that the weekend is for."),
    ],
)
def test_bad_input_has_its_sentence_and_keeps_what_was_typed(page, nordlys, changes, status, sentence):
    response = page.post(PAGE, typed(nordlys, **changes))
    assert response.status_code == status
    assert sentence in text(response)
    assert "From 12.1 to 13.0" in text(response)
    assert not SpecialEvent.objects.exists()


@pytest.mark.parametrize("weekend", ["", "2026-12-05"])
def test_r23_all_that_is_wrong_is_said_at_once_each_at_its_field(page, nordlys, weekend):
    wrong = {"weekend": weekend, "purpose": "", "products": [], "english_contact": ""}
    form = page.post(PAGE, typed(nordlys, **wrong)).context["form"]
    assert form.errors.keys() == wrong.keys()
    assert all(len(said) == 1 for said in form.errors.values())


def test_r23_5_of_a_mixed_list_what_is_left_out_is_named(page, nordlys):
    other = make.product("FMP", name="Formsmed Production")
    make.line(nordlys.customer, other, "XTE", BEGINS, ENDS)
    modified(nordlys.customer, other)
    assert "Formsmed Production: modified, so not possible" in text(page.get(PAGE))
    said = text(page.post(PAGE, typed(nordlys, products=[nordlys.product.pk, other.pk]), follow=True))
    assert "Formsmed Production is modified. Special event support is for standard products only." in said


def test_r27_1_special_terms_that_end_with_the_period_promise_no_weekend_of_the_next(client, now):
    ends = moment("2026-12-10 00:00 +01:00")
    havblik = scene("XT", language="en", time_zone="Europe/Copenhagen", ends=ends)
    SpecialTerms.objects.create(
        customer=havblik.customer,
        service=Service.objects.get(code="special_events"),
        allowance=1,
        starts_at=AT - DAY,
        ends_at=ends,
        reason="Agreed at signing",
        approved_by=make.staff("head_of_support"),
    )
    client.force_login(havblik.english.user)
    said = text(client.get(PAGE))
    assert "No weekend of this support period can be asked for any more" in said
    assert "A renewed subscription has a weekend again" not in said


def test_r23_12_where_no_weekend_is_left_the_page_says_so_and_asks_for_nothing(client, now):
    nordlys = scene(language="en", time_zone="Europe/Copenhagen", ends=moment("2026-12-10 00:00 +01:00"))
    client.force_login(nordlys.english.user)
    said = text(client.get(PAGE))
    assert "A renewed subscription has a weekend again from 10 December 2026." in said
    assert "The current support period has no weekend left." in said
    assert "Ask for it" not in said


def test_r23_17_each_side_reads_the_contact_lists_from_its_own_side(page, client, nordlys):
    event = nordlys.confirmed()
    assert "<h3>Your people</h3>" in text(page.get(PAGE))
    client.force_login(nordlys.advisor)
    assert "<h3>The customer's people</h3>" in text(client.get(f"/desk/events/{event.pk}/"))


def test_event_needs_elite_is_a_page_with_the_next_step(client, now):
    premium = scene("XTP", language="en")
    client.force_login(premium.english.user)
    response = client.get(PAGE)
    assert response.status_code == 403
    assert "Special event support comes with Xtreme Elite Support." in text(response)
    assert "event_needs_elite" in text(response)


def test_r23_14_cancelled_before_it_begins_it_is_not_used(page, nordlys):
    event = nordlys.confirmed()
    confirmed = text(page.get(PAGE))
    assert "It has not begun: cancelled now, it is not used." in confirmed
    assert "has been used" not in confirmed
    said = text(page.post(f"{PAGE}{event.pk}/cancel/", {"reason": "Postponed"}, follow=True))
    assert "The weekend of 12 December 2026 is cancelled. It is not used." in said
    assert "Ask for a weekend" in said


def test_r23_14_once_begun_the_page_says_that_it_is_used(page, nordlys, now):
    event = nordlys.confirmed()
    now.move_to(FRIDAY_17 + DAY)
    page.force_login(nordlys.contact)  # two weeks later her session is over
    assert "Running now" in text(page.get(PAGE))
    said = text(page.post(f"{PAGE}{event.pk}/cancel/", {}, follow=True))
    assert "It had begun, so it is used." in said
    assert "has been used (12 December 2026). The next period begins 1 July 2027." in said


def test_r23_10_what_is_offered_instead_leads_to_asking_for_it(page, nordlys):
    scheduling.decline(nordlys.ask(), nordlys.advisor, "Nobody is free.", [date(2027, 1, 9)], AT)
    said = text(page.get(PAGE))
    assert "Nobody is free." in said
    assert 'href="?weekend=2027-01-09#ask"' in said
    assert "From 12.1 to 13.0" in said  # kept for the next request


def test_r23_17_afterwards_the_report_and_the_incidents_are_there(page, nordlys, now):
    event = nordlys.confirmed()
    make.incident(
        nordlys.customer,
        nordlys.product,
        at=moment("2026-12-12 10:00 +01:00"),
        severity=4,
        contact=nordlys.contact,
        title="Pluklabel",
    )
    now.move_to(MONDAY_8 + timedelta(hours=2))
    handing_over.report(event, nordlys.resource, "One question, answered.", MONDAY_8)
    said = text(page.get(PAGE))
    assert "One question, answered." in said
    assert "Pluklabel" in said


def test_another_companys_weekend_does_not_exist(page, nordlys):
    other = scene().confirmed()
    assert page.post(f"{PAGE}{other.pk}/cancel/", {}).status_code == 404


def test_the_page_asks_as_much_whatever_the_number_of_weekends(page, nordlys, django_assert_max_num_queries):
    page.get(PAGE)
    with django_assert_max_num_queries(32):
        page.get(PAGE)


def test_what_the_rules_want_is_not_called_optional(page):
    """R23.5, R23.6"""
    said = text(page.get(PAGE))
    for label in ("Weekend", "Purpose", "Products", "English-speaking contact"):
        assert f'{label} <span class="optional">' not in said
    assert 'Phone during the weekend <span class="optional">optional</span>' in said


def test_staff_are_sent_to_the_special_events_of_the_desk(client, nordlys, now):
    client.force_login(make.staff())
    assert client.get(PAGE).url == "/desk/events/"
    assert client.post(f"{PAGE}7/cancel/").url == "/desk/events/7/"


def leave(person):
    Membership.objects.filter(user=person).update(ended_at=AT)


def test_r23_6_who_asked_names_another_english_speaking_contact_and_both_sides_learn_of_it(page, nordlys):
    """She left: the weekend stood without anybody who speaks with us, and nobody could name another."""
    event = nordlys.confirmed()
    birthe = member(nordlys, "Birthe", phone="+45 20 00 00 09")
    leave(nordlys.english.user)
    said = text(page.get(PAGE))
    assert "Anders is no English-speaking contact of your company any more." in said
    assert "Name another English-speaking contact." in said
    response = page.post(f"{PAGE}{event.pk}/contact/", {"english_contact": birthe.pk}, follow=True)
    said = text(response)
    assert "The English-speaking contact is named. Both sides are told." in said
    assert "Birthe, " in said
    assert "Birthe instead of Anders, named by Mette," in said
    assert "no English-speaking contact of your company" not in said
    event.refresh_from_db()
    assert (event.english_contact, event.phone) == (birthe.user, "+45 20 00 00 09")
    assert told("event_contact_named") == {"Birthe"}
    assert told("event_contact_named_staff") == {"Emil", "Line"}
    page.force_login(nordlys.advisor)
    desk = text(page.get(f"/desk/events/{event.pk}/"))
    assert "Birthe instead of Anders, named by Mette," in desk


def test_r23_6_nothing_of_the_former_contact_is_filled_in_for_another(page, nordlys):
    """Her phone would have gone along with another's name."""
    event = nordlys.confirmed()
    form = page.get(PAGE).content.decode().split(f'action="{PAGE}{event.pk}/contact/"')[1].split("</form>")[0]
    assert f'<option value="{nordlys.english.pk}">' in form
    assert "selected>Choose a contact" in form
    assert 'value="+45' not in form


def test_r23_6_where_both_have_left_a_manager_names_another_and_no_other_contact(page, client, nordlys):
    event = nordlys.ask()
    other = member(nordlys, "Birthe")
    manager = member(nordlys, "Maja", role="manager")
    leave(nordlys.english.user)
    leave(nordlys.contact)
    client.force_login(other.user)
    said = text(client.get(PAGE))
    assert "Mette or your company's manager names another." in said
    assert "Name the contact" not in said
    refused = client.post(f"{PAGE}{event.pk}/contact/", {"english_contact": other.pk, "phone": "+45 1"})
    assert refused.status_code == 403
    assert "Mette asked for this weekend. She or your company's manager does this." in text(refused)
    client.force_login(manager.user)
    client.post(f"{PAGE}{event.pk}/contact/", {"english_contact": other.pk, "phone": "+45 1"})
    event.refresh_from_db()
    assert (event.english_contact, event.phone) == (other.user, "+45 1")


def test_r23_6_a_contact_without_phone_is_refused_at_its_field_and_what_was_typed_stays(page, nordlys):
    event = nordlys.confirmed()
    silent = member(nordlys, "Birthe", phone="")
    quiet = member(nordlys, "Quinn", phone="+45 2")
    Membership.objects.filter(pk=quiet.pk).update(speaks_english=False)
    refused = page.post(f"{PAGE}{event.pk}/contact/", {"english_contact": silent.pk})
    assert refused.status_code == 409
    assert "We have no phone number of Birthe. Give one, or name another contact." in text(refused)
    assert f'<option value="{silent.pk}" selected>' in text(refused)
    assert page.post(f"{PAGE}{event.pk}/contact/", {"english_contact": quiet.pk}).status_code == 422
    other = scene(name="Another")
    assert page.post(f"{PAGE}{event.pk}/contact/", {"english_contact": other.english.pk}).status_code == 422
    event.refresh_from_db()
    assert event.english_contact == nordlys.english.user
    foreign = other.confirmed(day=date(2027, 1, 9))
    assert page.post(f"{PAGE}{foreign.pk}/contact/", {"english_contact": silent.pk}).status_code == 404


def test_r23_6_the_same_contact_by_another_phone_is_told_and_the_same_again_is_nothing(page, nordlys):
    event = nordlys.confirmed()
    same = {"english_contact": nordlys.english.pk, "phone": "+45 99 99 99 99"}
    for _press in range(2):
        said = text(page.post(f"{PAGE}{event.pk}/contact/", same, follow=True))
        assert said.count("another phone, named by Mette,") == 1
    assert told("event_contact_named_staff") == {"Emil", "Line"}
    assert Notification.objects.filter(kind="event_contact_named_staff", channel="in_app").count() == 2


def test_r23_6_of_a_weekend_that_is_cancelled_or_over_nobody_is_named(page, nordlys, now):
    event = nordlys.confirmed()
    scheduling.cancel(event, nordlys.contact, at=AT)
    sent = {"english_contact": nordlys.english.pk, "phone": "+45 1"}
    assert "The weekend is cancelled by now." in text(
        page.post(f"{PAGE}{event.pk}/contact/", sent, follow=True)
    )
    again = nordlys.confirmed(at=AT + DAY)
    now.move_to(MONDAY_8)
    page.force_login(nordlys.contact)
    assert "is over. It can no longer be changed." in text(
        page.post(f"{PAGE}{again.pk}/contact/", sent, follow=True)
    )


def member(nordlys, name, role="contact", **options):
    return Membership.objects.get(user=make.contact(nordlys.customer, role, name=name, **options))


def told(kind):
    return set(Notification.objects.filter(kind=kind).values_list("recipient__name", flat=True))
