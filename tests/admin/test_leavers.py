"""Somebody of the vendor's leaves: what was hers is named and can be given to others, and no customer is sent to
her (R17.1, R17.5, R2.2)."""

from datetime import date

import pytest

from entitlements import advisors
from entitlements.refusals import whom_to_ask
from subscriptions import advisors as assigned
from subscriptions.models import AdvisorAssignment, Customer, User
from tests import factories as make
from tests.admin.pages import press, saved, signed_in, typed
from tests.special_events.scene import AT
from tests.tickets.portal import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def nordlys():
    made = make.customer(name="Nordlys", account_owner=make.staff("account_owner", name="Ole Kvist"))
    make.line(made, make.product(), "XTE")
    line, deputy = make.staff("advisor", name="Line"), make.staff("advisor", name="Bo")
    AdvisorAssignment.objects.create(customer=made, advisor=line, deputy=deputy, starts_on=date(2026, 1, 1))
    return made


def leaves(name):
    person = User.objects.get(name=name)
    person.is_active = False
    person.save()
    return person


def fresh(customer):
    return Customer.objects.get(pk=customer.pk)


def test_r17_1_an_advisor_who_has_left_is_no_advisor(nordlys):
    assert list(advisors.without_advisor(AT)) == []
    leaves("Line")
    assert [each.name for each in advisors.without_advisor(AT)] == ["Nordlys"]
    found = assigned.assignment(nordlys, AT)
    assert (found.advisor.name, found.deputy) == ("Bo", None)
    assert [each.name for each in assigned.on_hand(nordlys, AT)] == ["Bo"]
    leaves("Bo")
    assert assigned.assignment(nordlys, AT) is None
    assert assigned.on_hand(nordlys, AT) == []


def test_r17_1_a_deputy_who_has_left_is_no_deputy(nordlys):
    assert list(advisors.without_deputy(AT)) == []
    leaves("Bo")
    assert [each.name for each in advisors.without_deputy(AT)] == ["Nordlys"]
    assert assigned.assignment(nordlys, AT).deputy is None


def test_r2_2_a_refusal_sends_nobody_to_an_account_owner_who_has_left(nordlys):
    assert whom_to_ask(fresh(nordlys))["name"] == "Ole Kvist"
    leaves("Ole Kvist")
    assert whom_to_ask(fresh(nordlys)) == {"name": "Xtreme Support", "mail": "support@xtreme.example"}
    portal = text(signed_in(make.contact(nordlys)).get("/"))
    assert "Ole Kvist" not in portal


def test_the_page_of_a_customer_is_saved_with_people_who_have_left(admin, nordlys):
    for name in ("Line", "Bo", "Ole Kvist"):
        leaves(name)
    address = f"/admin/subscriptions/customer/{nordlys.pk}/change/"
    assert saved(press(admin, address, city="Aalborg"))
    kept = fresh(nordlys)
    assert (kept.city, kept.account_owner.name) == ("Aalborg", "Ole Kvist")
    assert kept.advisor_assignments.get().advisor.name == "Line"


def test_nobody_who_has_left_is_offered_to_another_customer(admin, nordlys):
    line = leaves("Line")
    page = admin.get("/admin/subscriptions/customer/add/").content.decode()
    assert f'<option value="{line.pk}">' not in page
    assert typed(admin.get(f"/admin/subscriptions/customer/{nordlys.pk}/change/"))[
        "advisor_assignments-0-advisor"
    ] == str(line.pk)


def test_what_an_owner_who_has_left_owns_is_named_and_listed(admin, nordlys):
    agent = make.staff("agent", name="Jens Vad")
    mine, other = make.incident(nordlys, at=AT), make.incident(nordlys, at=AT)
    for incident, owner in ((mine, agent), (other, make.staff("agent"))):
        incident.owner = owner
        incident.save()
    assert "may not sign in any more" not in text(admin.get("/admin/"))
    leaves("Jens Vad")
    leaves("Ole Kvist")
    overview = text(admin.get("/admin/"))
    assert "Jens Vad may not sign in any more and owns 1 open incident" in overview
    assert "Ole Kvist may not sign in any more and is the account owner of Nordlys." in overview
    queue = signed_in(make.staff("lead")).get(f"/desk/queue/?owner={agent.pk}").content.decode()
    assert f"/desk/incidents/{mine.pk}/" in queue
    assert f"/desk/incidents/{other.pk}/" not in queue
