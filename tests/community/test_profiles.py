"""The names that members show (R12.1), and leaving."""

import pytest
from django.db import IntegrityError

from entitlements.community import names, profiles
from entitlements.community.models import Following, GroupMembership, Profile
from entitlements.community.profiles import Shown
from entitlements.community.refusals import NameNotAllowed, NameOfFormer, NameOfVendor, NameTaken
from subscriptions.models import InstalledSystem, Membership, User
from tests import factories as make
from tests.community.scene import AT, fresh, member, scene

VENDOR, PEOPLE = ["Xtreme Support", "fjordkant"], ["Signe Holm"]


IMITATING = (
    *("Support", "SUPPORT Nordic", "Supp0rt", "Ѕuрроrt", "ѕυρρоrт", "S.u.p.p.o.r.t", "Súppört", "Xtreme"),
    *("Xtrerne", "Admin", "Adm1n Anna", "The staff", "Moderator", "Fjordkant", "Signe Holm", "Sígne H0lm"),
    "Rådgiver",
)
ORDINARY = ("Mette S.", "Badminton fan", "Søren Å", "O'Brien", "Ayako M.", "Signe K.", "Пётр")
OTHER_SIGNS = (
    *("", "M", "12", "x" * 41, "mette@nordlys.example", "<b>Mette", "Met\u202ete", "Mette\u200b", "a_b"),
    "✔ Ida",
)


@pytest.mark.parametrize("name", IMITATING)
def test_r12_1_a_name_that_imitates_the_vendor_is_known_by_what_it_looks_like(name):
    assert names.speaks_for_vendor(name, VENDOR, PEOPLE)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Tidligere medlem", "former mernber", "Former Member 2"])
def test_r12_3_nobody_is_called_as_those_are_who_left_and_is_told_why(name):
    assert not names.speaks_for_vendor(name, VENDOR, PEOPLE)
    with pytest.raises(NameOfFormer, match="stands for those who have left"):
        profiles.choose(scene().mette, Shown(name), AT)


@pytest.mark.parametrize("name", ORDINARY)
def test_r12_1_an_ordinary_name_is_not_taken_for_the_vendor(name):
    assert names.is_allowed(name)
    assert not names.speaks_for_vendor(name, VENDOR, PEOPLE)


@pytest.mark.parametrize("name", OTHER_SIGNS)
def test_r12_1_a_name_of_other_signs_is_refused(name):
    assert not names.is_allowed(name)


@pytest.mark.django_db
def test_r12_1_two_members_have_no_name_that_looks_the_same():
    scene()
    other = member("Ida Krog")
    for name in ("Mette S.", "METTE S", "Mettе S", "Mette 5."):
        with pytest.raises(NameTaken):
            profiles.choose(other, Shown(name), AT)
    with pytest.raises(NameOfVendor):
        profiles.choose(other, Shown("Signe Holm"), AT)
    with pytest.raises(NameNotAllowed):
        profiles.choose(other, Shown("@"), AT)
    assert other.member().profile.name == "Ida K."
    with pytest.raises(IntegrityError):
        Profile.objects.create(name="Mette S.", likeness=names.likeness("Mette S."))


@pytest.mark.django_db
def test_r12_1_what_runs_there_is_shown_by_choice_and_without_places():
    customer = make.customer(name="Nordlys")
    product = make.product("LGF", name="Ledgerkant Finance")
    make.line(customer, product)
    InstalledSystem.objects.create(
        customer=customer, product=product, version=make.version(product, "13.0"), site="Aalborg", hosting="cloud",
        database="PostgreSQL",
    )  # fmt: skip
    from entitlements.community.access import Person

    person = Person(make.contact(customer), customer)
    assert profiles.choose(person, Shown("Vinter")).profile.said_of_her == ""
    shown = profiles.choose(person, Shown("Vinter", environment=True)).profile.said_of_her
    assert shown == "Ledgerkant Finance 13.0 · cloud, PostgreSQL"


@pytest.mark.django_db
def test_r12_3_who_leaves_by_herself_shows_nothing_any_more_and_may_come_back():
    from entitlements.community import groups, writing

    here = scene()
    question = here.ask(by=here.vikram)
    groups.join(here.mette, here.group, AT)
    writing.follow(here.mette, question, wanted=True, at=AT)
    before = here.mette.member().profile_id
    profiles.leave(here.mette, AT)
    assert here.mette.member() is None
    assert str(Profile.objects.get(pk=before)) == "former member"
    assert not Following.objects.exists()
    assert not GroupMembership.objects.exists()
    assert profiles.choose(here.mette, Shown("Vinter"), AT).profile_id == before


@pytest.mark.django_db
def test_r12_3_who_may_sign_in_again_is_a_former_member_still_of_the_company_that_she_left():
    here = scene()
    question, person = here.ask(), here.mette.user
    Membership.objects.filter(user=person).update(ended_at=AT)
    for is_active in (False, True):
        User.objects.filter(pk=person.pk).update(is_active=is_active)
        assert str(fresh(question).author) == "former member"
    Membership.objects.filter(user=person).update(ended_at=None)
    assert str(fresh(question).author) == "member"


@pytest.mark.django_db
def test_r12_3_who_comes_back_to_her_company_while_she_may_not_sign_in_is_a_former_member():
    here = scene()
    question, person = here.ask(), here.mette.user
    User.objects.filter(pk=person.pk).update(is_active=False)
    Membership.objects.filter(user=person).update(ended_at=AT)
    Membership.objects.filter(user=person).update(ended_at=None)
    assert str(fresh(question).author) == "former member"
