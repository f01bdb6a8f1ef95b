"""Programmes and education at the desk (R19, R21)."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entitlements.programmes import codes, taking_part, writing
from entitlements.programmes.models import CardEntry, DiscountCode, Programme, TrainingCard
from entitlements.programmes.taking_part import Said
from notifications.models import Notification
from tests import factories as make
from tests.desk.pages import signed_in, text
from tests.programmes.scene import (
    AGREEMENT,
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
    product,
    programme,
    terms,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(AT, tick=False) as travel:
        yield travel


@pytest.fixture
def client():
    return signed_in(manager_of_programmes(name="Jakob Lind"))


def typed(**changes):
    words = {
        "title": "Stakhus 9 beta",
        "kind": "beta",
        "product": product().pk,
        "capacity": "8",
        "applications_until": "2026-12-31",
        "elite_first_until": "2026-12-10",
        "runs_from": "2027-01-11",
        "runs_to": "2027-04-30",
        "effort": "Two people, two days a month",
        "business": "A warehouse in daily operation\nVoice picking wanted",
        "looked_up": ["installed", "test_system"],
        "stated": "A separate wireless network",
    }
    return words | changes


def test_r19_3_a_product_manager_writes_agrees_and_publishes(client):
    answer = client.post("/desk/programmes/new/", typed())
    made = Programme.objects.get()
    page = f"/desk/programmes/{made.pk}/"
    assert answer["Location"] == page
    assert [each.kind for each in made.requirements.all()] == [
        "timing", "effort", "business", "business", "environment", "environment", "environment",
    ]  # fmt: skip
    assert "Write one first" in text(client.post(f"{page}publish/"))
    client.post(f"{page}agreement/", {"agreement": AGREEMENT})
    client.post(f"{page}publish/")
    assert fresh(made).state == "published"
    assert client.post(f"{page}edit/", typed(title="Another")).status_code == 409
    assert fresh(made).title == "Stakhus 9 beta"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"capacity": "0"}, "1 to 1000 places"),
        ({"runs_to": "2026-01-01"}, "ends before it begins"),
        ({"applications_until": "2027-05-01"}, "no later than the programme"),
        ({"elite_first_until": "2027-01-01"}, "no longer than applications are taken"),
        ({"business": ""}, "required of the business"),
        ({"looked_up": [], "stated": ""}, "required of the environment"),
        ({"effort": "x" * 301}, "300"),
        ({"business": "x" * 301}, "at most 300 characters"),
    ],
)
def test_what_cannot_be_a_programme_is_a_sentence_and_keeps_what_was_typed(client, changes, said):
    answer = client.post("/desk/programmes/new/", typed(**changes))
    assert answer.status_code == 422
    assert said in text(answer)
    assert 'value="Stakhus 9 beta"' in answer.content.decode()
    assert not Programme.objects.exists()


def test_a_version_of_another_product_is_refused(client):
    other = make.version(make.product("LGF"), "13.0")
    assert "another product" in text(client.post("/desk/programmes/new/", typed(version=other.pk)))


def test_there_cannot_be_fewer_places_than_are_taken(client):
    found = programme()
    for _number in range(2):
        admitted(found)
    words = {name: value for name, value in typed(capacity="1").items() if name != "title"}
    answer = client.post(f"/desk/programmes/{found.pk}/terms/", words)
    assert answer.status_code == 409
    assert "2 places are taken" in text(answer)


def test_r19_2_the_desk_lists_elite_before_others_until_the_date(client, now):
    found = programme()
    applied(found, "XT", name="Havblik")
    applied(found, "XTE", name="Nordlys")
    page = f"/desk/programmes/{found.pk}/"
    said = text(client.get(page))
    assert said.index("Nordlys") < said.index("Havblik")
    assert "Elite customers stand before others until 10 December 2026" in said
    now.move_to("2026-12-11T12:00+01:00")
    said = text(client.get(page))
    assert said.index("Havblik") < said.index("Nordlys")


def test_r19_1_the_four_stand_point_by_point_and_a_person_decides_with_a_reason(client):
    made = applied(programme())
    page = f"/desk/applications/{made.pk}/"
    said = text(client.get(page))
    assert "all met; a person decides" in said
    assert "looked up in the subscription and the installed systems" in said
    answer = client.post(f"{page}accept/", {"reason": ""})
    assert answer.status_code == 422
    assert "Give a reason" in text(answer)
    client.post(f"{page}accept/", {"reason": REASON})
    assert fresh(made).takes_part
    assert Notification.objects.filter(kind="programme_decided", recipient=made.applied_by).exists()
    assert "a person decides" not in text(client.get(page))


def test_r19_1_the_reason_is_not_called_optional(client):
    page = client.get(f"/desk/applications/{applied(programme()).pk}/").content.decode()
    assert 'class="optional"' not in page


def test_r19_2_a_place_for_another_tier_is_refused_until_the_date_and_keeps_the_reason(client):
    made = applied(programme(), "XT", name="Havblik")
    answer = client.post(f"/desk/applications/{made.pk}/accept/", {"reason": REASON})
    assert answer.status_code == 409
    assert "The application of Havblik is kept until then" in text(answer)
    assert REASON in answer.content.decode()


@pytest.mark.parametrize("role", ["agent", "administrator"])
def test_others_read_and_decide_nothing(role):
    made = applied(programme())
    client = signed_in(make.staff(role))
    assert client.get(f"/desk/applications/{made.pk}/").status_code == 200
    assert client.post(f"/desk/applications/{made.pk}/accept/", {"reason": REASON}).status_code == 403
    assert client.get("/desk/programmes/new/").status_code == 403
    assert not fresh(made).takes_part


def test_r19_3_feedback_is_listed_with_customer_build_severity_and_incident(client):
    found, by = programme(), manager_of_programmes()
    made = admitted(found, name="Nordlys")
    first, second = (writing.give_build(found, code, "", by, AT) for code in ("B1", "B2"))
    for build, words in ((first, "Labels are small"), (second, "Labels are fine")):
        said = Said(build=build, severity=2, text=words, incident="10475")
        taking_part.give_feedback(made, said, made.applied_by, AT)
    said = text(client.get(f"/desk/programmes/{found.pk}/"))
    for words in ("Labels are small", "Nordlys", "B1", "Incident 10475"):
        assert words in said
    said = text(client.get(f"/desk/programmes/{found.pk}/feedback/?build={second.pk}"))
    assert "Labels are fine" in said
    assert "Labels are small" not in said


def test_r19_3_what_is_new_in_a_build_is_asked_once(client):
    page = client.get(f"/desk/programmes/{programme().pk}/").content.decode()
    assert page.count('name="note"') == 1


def test_r19_3_participants_are_told_of_a_build_and_a_build_is_given_once(client):
    found = programme()
    made = admitted(found)
    other = applied(found)
    page = f"/desk/programmes/{found.pk}/build/"
    client.post(page, {"code": "STH-9.0-B3", "note": "New roaming"})
    told = Notification.objects.filter(kind="programme_build", channel="email")
    assert made.applied_by_id in told.values_list("recipient", flat=True)
    assert other.applied_by_id not in told.values_list("recipient", flat=True)
    answer = client.post(page, {"code": "STH-9.0-B3", "note": "again"})
    assert answer.status_code == 409
    assert "There is a build STH-9.0-B3" in text(answer)


def test_an_ended_programme_gives_no_places(client):
    found = programme()
    made = applied(found)
    client.post(f"/desk/programmes/{found.pk}/end/")
    answer = client.post(f"/desk/applications/{made.pk}/accept/", {"reason": REASON})
    assert answer.status_code == 409
    assert "The programme is ended" in text(answer)


@pytest.mark.parametrize("page", ["programmes/{}/", "programmes/{}/feedback/"])
def test_the_pages_take_no_statement_per_row(client, page):
    found, by = programme(terms=terms(capacity=20)), manager_of_programmes()
    build = writing.give_build(found, "B1", "", by, AT)

    def more():
        made = admitted(found)
        taking_part.give_feedback(made, Said(build=build, severity=2, text="It stops"), made.applied_by, AT)
        applied(found)

    more()
    with CaptureQueriesContext(connection) as few:
        client.get(f"/desk/{page.format(found.pk)}")
    for _number in range(4):
        more()
    with CaptureQueriesContext(connection) as many:
        client.get(f"/desk/{page.format(found.pk)}")
    assert len(many) <= len(few)


def with_code():
    customer, _contact = company(begins=BEGINS, ends=ENDS, number="C-1001", name="Nordlys")
    codes.follow(customer, AT)
    return DiscountCode.objects.get().code


def test_r21_1_an_account_owner_issues_a_card_and_records_the_use_of_the_code():
    code, client = with_code(), signed_in(make.staff("account_owner"))
    page = "/desk/education/C-1001/"
    client.post(f"{page}card/", {"agreement_number": "EA-1001", "expires_on": "2027-12-31"})
    card = TrainingCard.objects.get()
    assert card.expires_on == date(2027, 12, 31)
    client.post(f"{page}buy/", {"card": card.pk, "units": "40", "code": code})
    assert fresh(card).balance == 40
    answer = client.post(f"{page}buy/", {"card": card.pk, "units": "10", "code": code, "note": "Second"})
    assert answer.status_code == 409
    said = answer.content.decode()
    assert "The discount for the support period 1 July 2026–30 June 2027 has been used" in said
    assert 'value="Second"' in said
    client.post(f"{page}spend/", {"card": card.pk, "units": "4", "note": "Course"})
    assert list(CardEntry.objects.values_list("units", flat=True)) == [-4, 40]


def test_r21_1_the_desk_lists_codes_by_customer_and_agents_only_read():
    code, client = with_code(), signed_in(make.staff("agent"))
    assert code in text(client.get("/desk/education/"))
    page = "/desk/education/C-1001/"
    assert code in text(client.get(page))
    words = {"agreement_number": "EA-1001", "expires_on": "2027-12-31"}
    assert client.post(f"{page}card/", words).status_code == 403
    assert not TrainingCard.objects.exists()
    assert client.get("/desk/education/C-0/").status_code == 404


def test_a_draft_keeps_its_points_when_it_is_opened_again(client):
    made = writing.keep(
        draft(looked_up=["installed"], oldest_version=make.version(product(), "8.0")),
        manager_of_programmes(),
        at=AT,
    )
    page = client.get(f"/desk/programmes/{made.pk}/edit/").content.decode()
    assert "A warehouse in daily operation" in page
    assert "A separate wireless network for scanners" in page
