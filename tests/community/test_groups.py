"""Three ways to find peers, from the customer's own record (R12.2)."""

import pytest

from entitlements.community import groups
from entitlements.community.groups import NewGroup, Record
from entitlements.community.models import Group
from entitlements.community.refusals import CodeTaken, GroupArchived
from subscriptions.models import InstalledSystem
from subscriptions.refusals import Forbidden
from tests import factories as make
from tests.community.scene import AT, scene

pytestmark = pytest.mark.django_db


def group(**fields):
    return Group(**{"code": "g", "way": "environment", "name_en": "G"} | fields)


def record():
    lgf = make.product("LGF")
    system = InstalledSystem(
        product=lgf, version=make.version(lgf, "13.0"), hosting="on_premises", database="PostgreSQL 17",
        operating_system="Red Hat Enterprise Linux",
    )  # fmt: skip
    return Record(frozenset({lgf.pk}), (system,), "Food processing")


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        ({"hosting": "on_premises"}, True),
        ({"hosting": "cloud"}, False),
        ({"database": "postgresql"}, True),
        ({"database": "oracle"}, False),
        ({"operating_system": "Linux"}, True),
        ({"operating_system": "Windows"}, False),
        ({"version": "13.0"}, True),
        ({"version": "12.1"}, False),
        ({"industries": ["food", "drink"]}, True),
        ({"industries": ["automotive"]}, False),
        ({"industries": ["food"], "hosting": "cloud"}, False),
        ({}, False),
    ],
)
def test_r12_2_a_group_is_suggested_where_all_it_names_is_in_the_record(wanted, fits):
    assert record().fits(group(**wanted)) == fits


def test_r12_2_a_component_system_is_suggested_to_whom_the_subscription_covers_it():
    assert record().fits(group(product=make.product("LGF")))
    assert not record().fits(group(product=make.product("STH")))


def test_r12_2_joined_by_choice_and_then_suggested_no_more():
    here = scene()
    assert groups.suggested(here.mette, AT, []) == [here.group]
    assert groups.joined(here.mette.member()) == []
    groups.join(here.mette, here.group, AT)
    groups.join(here.mette, here.group, AT)
    hers = groups.joined(here.mette.member())
    assert hers == [here.group]
    assert groups.suggested(here.mette, AT, [each.pk for each in hers]) == []
    groups.part(here.mette, here.group, AT)
    assert groups.joined(here.mette.member()) == []


def test_r12_2_the_vendor_makes_and_archives_groups():
    here = scene()
    new = NewGroup(code="cloud", way="environment", name_en="Cloud", hosting="cloud")
    with pytest.raises(Forbidden):
        groups.save(make.staff("consultant"), new)
    made = groups.save(here.agent.user, new)
    with pytest.raises(CodeTaken):
        groups.save(here.agent.user, new)
    groups.archive(here.agent.user, made, archived=True, at=AT)
    made.refresh_from_db()
    with pytest.raises(GroupArchived):
        groups.join(here.mette, made, AT)
    assert made not in Group.objects.open()
