"""A mention shows the name that its member shows now, or that she has left (R12.1, R12.3)."""

import pytest

from entitlements.community import profiles, writing
from entitlements.community.models import Answer, Revision
from entitlements.community.profiles import Shown
from entitlements.models import Document
from subscriptions import tenancy
from subscriptions.models import Membership
from tests.community.scene import AT, fresh, member, scene
from tests.tickets.portal import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return scene()


def test_r12_1_a_mention_follows_the_name_that_is_shown(here):
    question = here.ask(body="Does @mette.s know? Not `@mette.sx` or a@mette.s; (@Mette.S).", by=here.vikram)
    here.answer(question, body="@mette.s-- and @mette.s.")
    profiles.choose(here.mette, Shown("Bjørn 7"), AT)
    assert fresh(question).body == "Does @bjørn.7 know? Not `@mette.sx` or a@mette.s; (@bjørn.7)."
    assert Answer.objects.get().body == "@bjørn.7-- and @bjørn.7."
    profiles.choose(here.mette, Shown("Mette Sol"), AT)
    html = signed_in(here.agent.user).get(question.get_absolute_url()).content.decode()
    assert '<span class="mention" title="Mette Sol">@mette.sol</span>' in html
    assert "bjørn" not in html.lower()


@pytest.mark.parametrize("ending", ["she leaves", "her place ends", "her account ends"])
def test_r12_3_a_mention_of_a_former_member_names_nobody(here, ending):
    question = here.ask(body="Does @mette.s know?", by=here.vikram)
    writing.edit_question(here.vikram, question, question.title, "Does @mette.s know it?", AT)
    if ending == "she leaves":
        profiles.leave(here.mette, AT)
    elif ending == "her place ends":
        with tenancy.as_contact(here.mette.customer.pk):
            Membership.objects.filter(user=here.mette.user).update(ended_at=AT)
    else:
        here.mette.user.is_active = False
        here.mette.user.save(update_fields=["is_active"])
    assert fresh(question).body == "Does @former.member know it?"
    assert Revision.objects.get().body == "Does @former.member know?"
    html = signed_in(here.agent.user).get(question.get_absolute_url()).content.decode()
    assert '<span class="mention" title="former member">@former.member</span>' in html
    writing.edit_question(here.vikram, question, question.title, "Does @former.member know?", AT)


def test_r12_3_a_former_member_is_called_so_in_the_readers_language(here):
    question = here.ask(body="Ved @mette.s det? Skriv `@former.member`.", by=here.vikram)
    profiles.leave(here.mette, AT)
    here.vikram.user.language = "da"
    here.vikram.user.save(update_fields=["language"])
    html = signed_in(here.vikram.user).get(question.get_absolute_url()).content.decode()
    assert '<span class="mention" title="tidligere medlem">@tidligere.medlem</span>' in html
    assert ">@former.member</span>" not in html


def test_whoever_takes_the_name_of_one_who_left_is_not_meant(here):
    question = here.ask(body="Does @mette.s know?", by=here.vikram)
    profiles.leave(here.mette, AT)
    member("Mette Sand", "Another A/S")
    html = signed_in(here.agent.user).get(question.get_absolute_url()).content.decode()
    assert "Mette S" not in html


def test_search_keeps_no_name_of_a_mention(here):
    here.ask(body="Does @mette.s know the period lock?", by=here.vikram)
    said = " ".join(str(vars(each)) for each in Document.objects.all())
    assert "period lock" in said
    assert "mette.s" not in said.lower()
