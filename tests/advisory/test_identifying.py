"""Identified resources: named people on both sides, with role, phone and zone (R17.4)."""

import pytest

from subscriptions.models import Membership
from tests import factories as make
from tests.advisory.scene import AT, fresh, scene
from tickets.advisory import identifying
from tickets.advisory.identifying import Named
from tickets.advisory.models import IdentifiedResource
from tickets.advisory.refusals import (
    AnothersParticipant,
    AnothersPerson,
    ColleagueLimited,
    IdentifiedAlready,
    NobodyNamed,
    NoOwner,
    NotAnAddress,
    NotHerAdvisor,
    OwnsTasks,
    PhoneMissing,
    RoleMissing,
    UnknownZone,
    ViaAdvisor,
)

pytestmark = pytest.mark.django_db


def test_r17_4_a_colleague_a_contact_and_somebody_without_an_account_are_identified_with_role_phone_and_zone():
    nordlys = scene()
    guest = nordlys.identify(name="Bo  Holm", role="Night shift lead", email="bo@nordlys.example")
    assert (nordlys.hers.side, nordlys.hers.phone, nordlys.hers.zone.key) == (
        "customer",
        "+45 20 00 00 01",
        "Europe/Copenhagen",
    )
    assert (nordlys.ours.side, nordlys.ours.role) == ("vendor", "Head of development")
    assert (guest.name, guest.side, guest.person, guest.address) == (
        "Bo Holm",
        "customer",
        None,
        "bo@nordlys.example",
    )


@pytest.mark.parametrize(
    ("named", "refusal"),
    [
        ({"name": " "}, NobodyNamed),
        ({"name": "Bo", "role": " "}, RoleMissing),
        ({"name": "Bo", "phone": ""}, PhoneMissing),
        ({"name": "Bo", "email": "bo at nordlys"}, NotAnAddress),
        ({"name": "Bo", "time_zone": "Mars/Base"}, UnknownZone),
    ],
)
def test_r17_4_whom_nobody_could_reach_is_not_identified(named, refusal):
    nordlys = scene()
    with pytest.raises(refusal):
        nordlys.identify(**named)
    assert IdentifiedResource.objects.count() == 2


def test_r17_4_a_contact_of_another_customer_or_one_who_left_is_not_identified():
    nordlys = scene()
    left = make.contact(nordlys.customer, phone="+45 20 00 00 07")
    Membership.objects.filter(user=left).update(ended_at=AT)
    for person in (make.contact(make.customer(), phone="+45 20 00 00 08"), left):
        with pytest.raises(AnothersPerson):
            nordlys.identify(person=person)


def test_r17_4_a_colleague_who_is_limited_and_would_not_see_the_customer_is_not_identified():
    nordlys = scene()
    emil = make.limited(make.staff("agent", name="Emil"), regions=[make.region("pacific")])
    with pytest.raises(ColleagueLimited) as refused:
        nordlys.identify(person=emil)
    assert (refused.value.field, str(refused.value)) == (
        "person",
        "Emil is limited to other regions or products and would not see this customer. Choose somebody else.",
    )
    emil = make.limited(emil, regions=[nordlys.customer.region])
    assert nordlys.identify(person=emil).person == emil


def test_r17_4_who_is_no_longer_a_contact_is_invited_and_given_tasks_no_more():
    nordlys = scene()
    membership = Membership.objects.filter(user=nordlys.contact)
    left = membership.get().pk
    Membership.objects.create(customer=make.customer(name="Havblik"), user=nordlys.contact, started_at=AT)
    membership.filter(pk=left).update(ended_at=AT)  # her account goes on
    assert nordlys.hers not in IdentifiedResource.objects.current()
    with pytest.raises(AnothersParticipant):
        nordlys.meeting()
    with pytest.raises(NoOwner):
        nordlys.plan(owners=[nordlys.hers])
    membership.filter(pk=left).update(ended_at=None)
    assert nordlys.hers in IdentifiedResource.objects.current()


def test_nobody_is_identified_twice_and_who_was_removed_may_be_again():
    nordlys = scene()
    with pytest.raises(IdentifiedAlready, match="Mette is identified already"):
        nordlys.identify(person=nordlys.contact)
    identifying.end(nordlys.hers, nordlys.advisor, AT)
    assert nordlys.identify(person=nordlys.contact).pk != nordlys.hers.pk


def test_advisor_deputy_and_who_leads_keep_the_list_and_nobody_else():
    nordlys = scene()
    for by in (nordlys.advisor, nordlys.deputy, make.staff("lead")):
        nordlys.identify(by=by, name=f"Of {by.name}")
    with pytest.raises(NotHerAdvisor) as refused:
        nordlys.identify(by=make.staff("agent"), name="Bo")
    assert str(refused.value) == "Only the customer's advisor or the deputy does this: Line and Tim."
    with pytest.raises(ViaAdvisor):
        nordlys.identify(by=nordlys.contact, name="Bo")


def test_who_owns_open_tasks_is_not_removed():
    nordlys = scene()
    nordlys.plan(owners=[nordlys.hers])
    with pytest.raises(OwnsTasks):
        identifying.end(nordlys.hers, nordlys.advisor, AT)
    assert fresh(nordlys.hers).ended_at is None


def test_role_phone_and_zone_are_changed_the_person_stays():
    nordlys = scene()
    wanted = Named(role="CFO", phone="+45 1", time_zone="Asia/Tokyo", person=nordlys.advisor)
    changed = identifying.change(nordlys.hers, wanted, nordlys.advisor, AT)
    assert (changed.person, changed.role, changed.phone, changed.zone.key) == (
        nordlys.contact,
        "CFO",
        "+45 1",
        "Asia/Tokyo",
    )


def test_candidates_are_her_contacts_and_the_vendors_people_who_are_not_identified_yet():
    nordlys = scene()
    anders = make.contact(nordlys.customer, name="Anders")
    stranger = make.contact(make.customer(), name="Xenia")
    found = identifying.candidates(nordlys.customer)
    assert found[0] == anders
    assert nordlys.advisor in found
    assert not {nordlys.contact, stranger, nordlys.ours.person} & set(found)
