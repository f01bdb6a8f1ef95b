"""Hand-overs on the pages of both sides: what was typed stays, and each side sees where it stands (R11)."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from subscriptions.models import InstalledSystem
from tests import factories as make
from tests.consulting.scene import AT, DECIDED, OBJECTED, scene
from tests.desk.pages import get, post, signed_in, text
from tickets import correspondence
from tickets.consulting import answering, handing_over, objecting
from tickets.consulting.models import HandOver, Objection, State
from tickets.models import Status

pytestmark = pytest.mark.django_db


def portal(found):
    return f"/incidents/{found.incident.pk}/"


def desk(found):
    return f"/desk/incidents/{found.incident.pk}/"


def test_r11_2_a_kind_proposes_the_hand_over_and_a_person_confirms_it():
    found = scene()
    assert found.fresh().status == Status.NEW
    page = text(get(signed_in(found.contact), portal(found), AT))
    assert "A person reads yours first and hands it over" in page
    agent = signed_in(found.agent)
    assert "Logged as installation/implementation." in text(get(agent, desk(found), AT))
    form = get(agent, f"/desk/consulting/incidents/{found.incident.pk}/", AT)
    assert 'value="installation_is_consulting"' in form.content.decode()
    assert "checked" in form.content.decode().split('value="installation_is_consulting"')[1][:80]


def test_r11_4_the_four_conditions_stand_beside_the_hand_over():
    found = scene(kind="how_to")
    page = text(get(signed_in(found.agent), f"/desk/consulting/incidents/{found.incident.pk}/", AT))
    for words in (
        "Is it about the product in general",
        "Formsmed Production is standard at this customer.",
        "The subscription covers Formsmed Production.",
        "The contact has not said which version it is.",
    ):
        assert words in page


def test_a_hand_over_without_a_reason_keeps_what_was_typed():
    found = scene(kind="fault")
    address = f"/desk/consulting/incidents/{found.incident.pk}/"
    refused = post(signed_in(found.agent), address, AT, text="Plan it with them.")
    assert refused.status_code == 422
    assert "Choose why the consulting service answers it." in text(refused)
    assert "Plan it with them." in text(refused)
    assert not HandOver.objects.exists()


def test_r9_a_hand_over_is_held_back_once_where_the_customer_has_written_since():
    """That it is a fault after all stood on the incident before the form was sent."""
    found = scene(kind="fault")
    address = f"/desk/consulting/incidents/{found.incident.pk}/"
    agent = signed_in(found.agent)
    seen = re.search(r'name="seen" value="(\d+)"', get(agent, address, AT).content.decode()).group(1)
    correspondence.contact_reply(found.fresh(), found.contact, "It is a fault: error 4711.", at=AT)
    typed = {"reason": "not_general", "text": "Plan it with them."}
    held = post(agent, address, AT, seen=seen, **typed)
    assert held.status_code == 409
    assert "read it first. The incident is not closed yet" in text(held)
    assert "Plan it with them." in text(held)
    assert not HandOver.objects.exists()
    again = re.search(r'name="seen" value="(\d+)"', held.content.decode()).group(1)
    assert post(agent, address, AT, seen=again, **typed).status_code == 302
    assert HandOver.objects.exists()


def test_r11_6_the_customer_keeps_the_link_and_the_status_and_objects_there():
    found = scene()
    found.hand_over()
    contact = signed_in(found.contact)
    page = text(get(contact, portal(found), OBJECTED))
    assert "The consulting service has your question" in page
    assert "waits for a consultant" in page
    assert f"/incidents/{found.incident.pk}/object/" in page
    refused = post(contact, f"{portal(found)}object/", OBJECTED, reason=" ")
    assert refused.status_code == 422
    assert "Give a reason" in text(refused)
    post(contact, f"{portal(found)}object/", OBJECTED, reason="The installer stops.")
    page = text(get(contact, portal(found), OBJECTED))
    assert "Your objection is with us. A person decides by" in page
    again = post(contact, f"{portal(found)}object/", OBJECTED, reason="And again.")
    assert again.status_code == 409
    assert "And again." in text(again)
    assert Objection.objects.count() == 1


def test_r11_6_a_lead_decides_on_the_page_and_the_agent_who_handed_over_is_not_offered_it():
    found = scene()
    objection = found.objection()
    address = objection.hand_over.get_absolute_url()
    assert "Uphold the objection" not in text(get(signed_in(found.agent), address, DECIDED))
    lead = signed_in(found.lead)
    assert "The installer stops: a fault." in text(get(lead, "/desk/consulting/", DECIDED))
    assert "Uphold the objection" in text(get(lead, address, DECIDED))
    refused = post(lead, f"{address}refuse/", DECIDED, reason="")
    assert refused.status_code == 422
    post(lead, f"{address}refuse/", DECIDED, reason="The installation is theirs.")
    page = text(get(signed_in(found.contact), portal(found), DECIDED))
    assert "Torben decided about your objection" in page
    assert "The installation is theirs." in page
    late = post(lead, f"{address}uphold/", DECIDED, reason="After all.")
    assert late.status_code == 409
    assert "Torben has decided about the objection already." in text(late)


def test_r11_6_what_was_decided_to_stay_with_support_is_proposed_to_consulting_no_more():
    found = scene(kind="installation")
    proposed = "Installation and implementation questions are the consulting service's."
    asked = "Logged as installation/implementation."
    address = f"/incidents/{found.incident.pk}/"
    assert proposed in text(get(signed_in(found.contact), address, AT))
    found.decide(found.objection(), upheld=True)
    assert found.fresh().is_open
    assert proposed not in text(get(signed_in(found.contact), address, DECIDED))
    assert asked not in text(get(signed_in(found.lead), f"/desk{address}", DECIDED))


def test_the_consulting_desk_takes_answers_and_is_done():
    found = scene()
    made = found.hand_over()
    desk_of_consulting = signed_in(found.consultant)
    address = made.get_absolute_url()
    assert "Can you install 10.0?" in text(get(desk_of_consulting, "/desk/consulting/", OBJECTED))
    post(desk_of_consulting, f"{address}take/", OBJECTED)
    post(desk_of_consulting, f"{address}note/", OBJECTED, body="Two days of work.")
    early = post(desk_of_consulting, f"{address}done/", OBJECTED)
    assert early.status_code == 409
    post(desk_of_consulting, f"{address}answer/", OBJECTED, body="We come on the 3rd.")
    page = text(get(signed_in(found.contact), portal(found), OBJECTED))
    assert "We come on the 3rd." in page
    assert "Fjordkant Consulting of the consulting service answered" in page
    assert "Two days of work." not in page
    assert found.fresh().status == Status.CLOSED
    post(desk_of_consulting, f"{address}done/", OBJECTED)
    assert found.newest.state == State.DONE


def test_what_is_not_consultings_to_do_is_refused_with_a_sentence():
    found = scene()
    made = found.hand_over()
    answer = post(signed_in(found.agent), f"{made.get_absolute_url()}answer/", OBJECTED, body="Me.")
    assert answer.status_code == 403
    assert "consulting desk" in text(answer)


def test_r11_5_the_contact_is_asked_which_part_and_says_it():
    found = scene(kind="how_to")
    InstalledSystem.objects.create(
        customer=found.incident.customer,
        product=found.product,
        version=make.version(found.product, "10.0", generally_available=True),
        modified="Own planning board",
    )
    contact = signed_in(found.contact)
    assert "Own planning board" in text(get(contact, portal(found), AT))
    refused = post(contact, f"{portal(found)}part/", AT, text="The board")
    assert refused.status_code == 422
    assert "The board" in text(refused)
    post(contact, f"{portal(found)}part/", AT, modified="yes", text="The board")
    page = text(get(contact, portal(found), AT))
    assert "Arjun asks about a part that is modified" in page
    assert "Which part do you ask about?" not in page
    form = get(signed_in(found.agent), f"/desk/consulting/incidents/{found.incident.pk}/", AT)
    assert "The question is about that part, says the contact." in text(form)
    assert "checked" in form.content.decode().split('value="modified_system"')[1][:80]


def test_the_list_takes_the_same_queries_however_long_it_is():
    found = scene()
    objecting.object_to(found.hand_over().incident, found.contact, "No.", OBJECTED)
    lead = signed_in(found.lead)

    def count():
        get(lead, "/desk/consulting/", OBJECTED)  # what is kept of settings is read
        with CaptureQueriesContext(connection) as seen:
            get(lead, "/desk/consulting/", OBJECTED)
        return len(seen)

    few = count()
    for number in range(5):
        other = make.incident(at=AT, customer=found.incident.customer, product=found.product)
        made = handing_over.hand_over(other, found.agent, "not_general", at=AT)
        if number % 2:
            objecting.object_to(made.incident, other.contact, "No.", OBJECTED)
        else:
            answering.take(made, found.consultant, OBJECTED)
            answering.answer(made, found.consultant, "Yes.", OBJECTED)
    assert count() == few
