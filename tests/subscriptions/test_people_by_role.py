"""R6.5, R8.5: whoever is told by role is found by one question: the vendor's active people, by name."""

import pytest

from subscriptions.models import StaffMember, User
from tests import factories as make
from tickets import telling

pytestmark = pytest.mark.django_db

Role = StaffMember.Role


@pytest.fixture
def people():
    """Two leads and an agent; a lead who may not sign in any more and one who has left the vendor."""
    made = [make.staff("lead", name="Ole"), make.staff("agent", "lead", name="Ida"), make.staff(name="Ane")]
    make.staff("lead", name="Gone", is_active=False)
    left = make.staff("lead", name="Left")
    left.is_staff = False
    left.save()
    return made


def names(found):
    return [person.name for person in found]


def test_r6_5_those_of_a_role_are_the_active_people_of_the_vendor_by_name(people):
    assert names(User.objects.staff_with(Role.LEAD)) == ["Ida", "Ole"]
    assert names(User.objects.staff_with(Role.AGENT, Role.LEAD)) == ["Ane", "Ida", "Ole"]
    assert names(User.objects.staff_with()) == ["Ane", "Ida", "Ole"]


def test_r8_5_those_of_the_region_are_told_and_where_it_has_none_those_of_every_region(people):
    incident = make.incident(at=make.LONG_AGO)
    elsewhere = make.staff("lead", name="Far")
    elsewhere.staff.region = make.region("americas", "America/Chicago")
    elsewhere.staff.save()
    assert names(telling.region_staff(incident, Role.LEAD)) == ["Ida", "Ole"]
    incident.region = make.region("japan", "Asia/Tokyo")
    assert names(telling.region_staff(incident, Role.LEAD)) == ["Far", "Ida", "Ole"]
