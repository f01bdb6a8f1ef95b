"""Programmes and education as contacts see them (R19, R21)."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entitlements.programmes import cards, codes, deciding, taking_part, writing
from entitlements.programmes.models import Acceptance, Application, DiscountCode, Feedback
from tests import factories as make
from tests.desk.pages import signed_in, text
from tests.programmes.scene import (
    AT,
    BEGINS,
    ENDS,
    REASON,
    admitted,
    applied,
    company,
    draft,
    fresh,
    manager_of_programmes,
    programme,
    terms,
)
from tests.programmes.test_codes import UNTIL, owner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(AT, tick=False) as travel:
        yield travel


@pytest.fixture
def nordlys():
    return company("XTE", begins=BEGINS, ends=ENDS, name="Nordlys")


@pytest.fixture
def client(nordlys):
    return signed_in(nordlys[1])


def typed(found, contact, **changes):
    stated = [each for each in found.requirements.all() if not each.is_looked_up]
    words = {"interest": "We want voice picking", "people": [contact.pk]}
    return words | {f"met_{each.pk}": "yes" for each in stated} | changes


def test_r19_3_what_is_published_is_listed_with_its_kind_dates_and_places_and_no_draft(client):
    found = programme()
    hidden = writing.keep(draft(title="Not yet"), manager_of_programmes(), at=AT)
    said = text(client.get("/programmes/"))
    assert "Stakhus 9 beta" in said
    assert "2 of 2 free" in said
    assert "Not yet" not in said
    assert client.get(f"/programmes/{hidden.pk}/").status_code == 404
    said = text(client.get(f"/programmes/{found.pk}/"))
    for words in ("Beta programme", "11 January 2027 – 30 April 2027", "Two people, two days a month"):
        assert words in said


def test_r19_1_she_applies_and_reads_that_a_person_decides(client, nordlys):
    found, (customer, contact) = programme(), nordlys
    page = f"/programmes/{found.pk}/"
    said = text(client.post(page, typed(found, contact), follow=True))
    assert "no place is promised" in said
    assert "Under consideration" in said
    assert Application.objects.get().customer == customer
    assert [each.met for each in Application.objects.get().statements.all()] == [True] * 5


def test_r19_2_another_tier_reads_when_she_is_considered(nordlys):
    found = programme()
    _customer, contact = company("XT")
    client = signed_in(contact)
    sentence = "Until 10 December 2026 Elite customers are considered first. Your application is kept."
    assert sentence in text(client.post(f"/programmes/{found.pk}/", typed(found, contact), follow=True))
    assert sentence in text(client.get(f"/programmes/{found.pk}/"))


def test_what_is_missing_stands_at_its_field_and_what_was_typed_stays(client, nordlys):
    found = programme()
    stated = next(each for each in found.requirements.all() if each.kind == "business")
    answer = client.post(f"/programmes/{found.pk}/", typed(found, nordlys[1], **{f"met_{stated.pk}": ""}))
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Answer yes or no to: A warehouse in daily operation." in said
    assert "We want voice picking" in said
    assert not Application.objects.exists()


def test_r19_1_what_an_application_needs_is_not_called_optional_and_all_that_is_missing_is_said_at_once(
    client,
):
    page = f"/programmes/{programme().pk}/"
    form = client.get(page).content.decode()
    points = form.count("To that point")
    assert form.count('<span class="optional">') == points + 1  # a note to each point, and the environment
    said = text(client.post(page, {}))
    for words in (
        "Say why your company wants to take part.",
        "Name at least one person of your company.",
        "Answer yes or no to: A warehouse in daily operation.",
    ):
        assert words in said


def test_r19_3_what_feedback_needs_is_not_called_optional(nordlys):
    found = programme()
    made = admitted(found)
    writing.give_build(found, "B1", "", manager_of_programmes(), AT)
    form = signed_in(made.applied_by).get(f"/programmes/{found.pk}/").content.decode()
    assert form.count('<span class="optional">') == 1  # the incident


def test_r19_3_all_places_taken_is_a_sentence_with_the_next_step(client):
    found = programme(terms=terms(capacity=1))
    admitted(found)
    answer = client.get(f"/programmes/{found.pk}/")
    assert "All 1 places are taken." in text(answer)
    assert 'href="/programmes/"' in answer.content.decode()
    assert 'id="apply"' not in answer.content.decode()


def test_who_has_no_subscription_any_more_reads_how_to_renew():
    client = signed_in(company(ends=AT)[1])
    answer = client.get("/programmes/")
    assert answer.status_code == 403
    assert "Your subscription expired on" in text(answer)


def test_r19_3_a_manager_accepts_the_agreement_and_then_feedback_is_tied_to_a_build(client, nordlys):
    found, by = programme(), manager_of_programmes()
    page = f"/programmes/{found.pk}/"
    client.post(page, typed(found, nordlys[1]))
    deciding.accept(Application.objects.get(), by, REASON, AT)
    build = writing.give_build(found, "STH-9.0-B3", "New roaming", by, AT)
    words = {"build": build.pk, "severity": 3, "text": "Labels are small", "incident": "10475"}
    answer = client.post(f"{page}feedback/", words)
    assert answer.status_code == 409
    assert "Version 1 of the agreement is to be accepted" in text(answer)
    said = text(client.post(f"{page}agreement/1/", follow=True))
    assert "These people can accept it" in said

    manager = signed_in(make.contact(nordlys[0], "manager"))
    assert "has accepted version 1" in text(manager.post(f"{page}agreement/1/", follow=True))
    said = text(client.post(f"{page}feedback/", words, follow=True))
    assert "Labels are small" in said
    made = Feedback.objects.get()
    assert (made.build.code, made.severity, made.incident) == ("STH-9.0-B3", 3, "10475")


def test_r19_3_a_new_version_of_the_agreement_is_accepted_anew(nordlys):
    found, by = programme(), manager_of_programmes()
    made = admitted(found, by)
    writing.write_agreement(found, "Another text", by, AT)
    assert not taking_part.has_accepted(made)
    manager = make.contact(made.customer, "manager")
    page = f"/programmes/{found.pk}/"
    said = text(signed_in(manager).post(f"{page}agreement/1/", follow=True))
    assert "There is a newer version" in said
    signed_in(manager).post(f"{page}agreement/2/")
    assert Acceptance.objects.filter(application=made).count() == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"build": ""}, "Choose the build"),
        ({"severity": ""}, "Choose a severity"),
        ({"text": " "}, "Write a text first"),
        ({"incident": "ten"}, "a number of digits alone"),
    ],
)
def test_feedback_that_lacks_something_keeps_what_was_typed(changes, said):
    found = programme()
    made = admitted(found)
    build = writing.give_build(found, "B1", "", manager_of_programmes(), AT)
    words = {"build": build.pk, "severity": 2, "text": "It stops"} | changes
    answer = signed_in(made.applied_by).post(f"/programmes/{found.pk}/feedback/", words)
    assert answer.status_code == 422
    assert said in text(answer)
    assert not Feedback.objects.exists()


def test_a_build_of_another_programme_is_no_build_of_this_one():
    made, by = admitted(programme()), manager_of_programmes()
    other = writing.give_build(programme(by, title="Another"), "B1", "", by, AT)
    words = {"build": other.pk, "severity": 2, "text": "It stops"}
    answer = signed_in(made.applied_by).post(f"/programmes/{made.programme_id}/feedback/", words)
    assert answer.status_code == 422


def test_nothing_of_another_company_is_withdrawn_accepted_or_said(client):
    found = programme()
    admitted(found)
    for step in ("withdraw/", "agreement/1/", "feedback/"):
        assert client.post(f"/programmes/{found.pk}/{step}").status_code == 404


def test_withdrawing_frees_the_place(client, nordlys):
    found = programme()
    client.post(f"/programmes/{found.pk}/", typed(found, nordlys[1]))
    made = deciding.accept(Application.objects.get(), manager_of_programmes(), REASON, AT)
    client.post(f"/programmes/{found.pk}/withdraw/")
    assert fresh(made).state == "withdrawn"
    assert fresh(found).taken == 0


def test_the_list_takes_no_statement_per_row(client):
    by = manager_of_programmes()
    programme(by)
    with CaptureQueriesContext(connection) as few:
        client.get("/programmes/")
    for number in range(5):
        programme(by, title=f"Beta {number}")
    with CaptureQueriesContext(connection) as many:
        client.get("/programmes/")
    assert len(many) <= len(few)


def test_r21_1_the_code_of_the_period_stands_in_the_portal_with_its_terms(client, nordlys):
    codes.follow(nordlys[0], AT)
    answer = client.get("/education/")
    said = text(answer)
    assert DiscountCode.objects.get().code in said
    assert "25 % discount on training cards" in said
    assert "1 July 2026 – 30 June 2027" in said
    assert "** The discount applies to the purchase of training cards in the current support period" in said


def test_r21_2_cards_with_balance_and_the_used_code(client, nordlys):
    codes.follow(nordlys[0], AT)
    card = cards.issue(nordlys[0], "EA-1001", UNTIL, owner(), AT)
    cards.buy(card, 40, owner(), DiscountCode.objects.get().code, at=AT)
    said = text(client.get("/education/"))
    assert "EA-1001" in said
    assert "40 units left" in said
    assert "used on 25 November 2026" in said
    rows_are_cards = '<section class="sheet" aria-labelledby="card-'
    assert rows_are_cards in client.get("/education/").text
    assert "The discount for the support period 1 July 2026–30 June 2027 has been used" in said


def test_r21_1_who_has_no_elite_reads_who_has_it():
    client = signed_in(company("XTP")[1])
    answer = client.get("/education/")
    assert answer.status_code == 403
    assert "Xtreme Elite Support" in text(answer)


def test_the_subscription_leads_to_both_pages(client):
    page = client.get("/subscription/").content.decode()
    assert 'href="/programmes/"' in page
    assert 'href="/education/"' in page


def test_an_applicant_of_another_programme_is_not_shown(client):
    applied(programme(), name="Wattlebird Freight")
    assert "Wattlebird" not in text(client.get(f"/programmes/{programme().pk}/"))
