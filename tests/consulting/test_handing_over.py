"""Handing an incident to the consulting service (R11.2, R11.6, L13)."""

import pytest

from notifications.models import Notification
from subscriptions.models import User
from subscriptions.refusals import Forbidden
from tests import factories as make
from tests.consulting.scene import AT, DECIDED, OBJECTED, scene
from tests.desk.pages import signed_in
from tickets import closing, correspondence, verification
from tickets.consulting import answering
from tickets.consulting.models import HandOver, Reason, State
from tickets.consulting.refusals import AlreadyHandedOver, HandOverTaken, ReasonNotChosen
from tickets.models import CloseReason, Status
from tickets.refusals import HandedOver, IllegalMove

pytestmark = pytest.mark.django_db

TEXTS = {
    Reason.INSTALLATION: (
        "Installation and implementation questions are not part of support. We have passed yours to the consulting"
        " service (Fjordkant Consulting, consulting@xtreme.example), which will answer you directly. Is it really"
        " a fault or a usage question? Tell us here and a person will look at it.",
        "Spørgsmål om installation og implementering er ikke omfattet af support. Vi har sendt spørgsmålet videre"
        " til konsulenttjenesten (Fjordkant Consulting, consulting@xtreme.example), som svarer dig direkte. Er det"
        " i virkeligheden en fejl eller et brugsspørgsmål? Skriv det her, så ser en medarbejder på det.",
    ),
    Reason.MODIFIED: (
        "Your Formsmed Production is modified on this point. Consulting (Fjordkant Consulting,"
        " consulting@xtreme.example) will answer.",
        "Formsmed Production er tilpasset hos jer på dette punkt. Konsulenttjenesten (Fjordkant Consulting,"
        " consulting@xtreme.example) svarer.",
    ),
    Reason.NOT_GENERAL: (
        "Your question is about your own set-up, not the product in general. Consulting (Fjordkant Consulting,"
        " consulting@xtreme.example) will answer.",
        "Spørgsmålet gælder jeres egen opsætning og ikke produktet generelt. Konsulenttjenesten (Fjordkant"
        " Consulting, consulting@xtreme.example) svarer.",
    ),
    Reason.NOT_AVAILABLE: (
        "Formsmed Production is not generally available. Contact Xtreme Support.",
        "Formsmed Production er ikke almindeligt tilgængelig. Kontakt Xtreme Support.",
    ),
}


def told(kind):
    return set(
        Notification.objects.filter(kind=kind, channel="in_app").values_list("recipient__name", flat=True)
    )


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("reason", list(Reason))
def test_r11_2_the_customer_reads_why_to_the_letter_and_whom_to_ask(reason, language):
    found = scene(language=language)
    found.hand_over(reason, text="")
    message = found.incident.timeline.filter(kind="message").get()
    assert message.body == TEXTS[reason][language == "da"]
    assert message.public


def test_r11_6_the_consulting_desk_has_the_text_and_the_clocks_stop():
    found = scene()
    made = found.hand_over()
    row = found.fresh()
    assert (row.status, row.close_reason) == (Status.CLOSED, CloseReason.CONSULTING)
    assert (made.state, made.text) == (State.WAITING, "They want 10.0 on a new server.")
    assert set(row.milestones.values_list("result", flat=True)) == {"met"}  # no solution goal at severity 4
    assert told("handed_over") == {"Fjordkant Consulting"}
    assert not list(verification.differences())


def test_r11_2_whoever_closes_for_consulting_by_another_way_drops_nothing():
    found = scene()
    closing.close_without_solution(found.incident, found.agent, "consulting", "They answer.", at=AT)
    assert (found.newest.incident_id, found.newest.reason) == (found.incident.pk, Reason.INSTALLATION)
    assert told("handed_over") == {"Fjordkant Consulting"}


def test_an_incident_that_was_handed_over_is_not_handed_over_again():
    found = scene()
    found.hand_over()
    with pytest.raises(AlreadyHandedOver) as refused:
        found.hand_over(agent=found.other)
    assert "Emil has handed this incident" in str(refused.value)
    assert HandOver.objects.count() == 1


def test_it_needs_one_of_the_four_reasons_and_an_open_incident_and_somebody_who_works():
    found = scene()
    with pytest.raises(ReasonNotChosen):
        found.hand_over("because")
    with pytest.raises(Forbidden):
        found.hand_over(agent=found.consultant)
    closing.withdraw(found.incident, found.contact, at=AT)
    with pytest.raises(IllegalMove):
        found.hand_over()
    assert not HandOver.objects.exists()


def test_r11_6_a_message_of_the_contact_reaches_consulting_and_reopens_nothing():
    found = scene()
    found.hand_over()
    correspondence.contact_reply(found.fresh(), found.contact, "Thank you, when?", at=OBJECTED)
    assert found.fresh().status == Status.CLOSED
    assert told("written_to_consulting") == {"Fjordkant Consulting"}


def test_r11_6_of_a_consultant_who_may_not_sign_in_any_more_the_others_hear_what_the_contact_writes():
    found = scene()
    answering.take(found.hand_over(), found.consultant, OBJECTED)
    other = make.staff("consultant", name="Ida")
    found.consultant.is_active = False
    found.consultant.save()
    correspondence.contact_reply(found.fresh(), found.contact, "Thank you, when?", at=OBJECTED)
    assert told("written_to_consulting") == {other.name}
    assert not told("objection")
    with pytest.raises(HandedOver):
        closing.reopen(found.fresh(), found.contact, "Again", at=OBJECTED)


def test_r11_2_what_a_consultant_had_who_may_not_sign_in_any_more_another_takes_over():
    on = scene()
    on.hand_over()
    answering.take(on.newest, on.consultant, AT)
    other = make.staff("consultant", name="Freja")
    with pytest.raises(HandOverTaken):
        answering.take(on.newest, other, AT)
    User.objects.filter(pk=on.consultant.pk).update(is_active=False)
    page = signed_in(other).get(on.newest.get_absolute_url())
    assert f"{on.newest.get_absolute_url()}take/" in page.text
    answering.take(on.newest, other, AT)
    assert (on.newest.consultant, on.newest.state) == (other, "taken")


def test_r11_6_the_first_mail_of_the_contact_objects():
    """By mail she cannot choose between a message to consulting and an objection: a person looks at it."""
    found = scene()
    found.hand_over()
    for text in ("It is a fault!", "Hello?"):
        correspondence.contact_reply(found.fresh(), found.contact, text, channel="mail", at=OBJECTED)
    assert found.newest.objection.reason == "It is a fault!"
    assert found.fresh().status == Status.CLOSED


def test_r11_6_reopened_by_an_agent_it_is_back_at_support_and_may_be_handed_over_again():
    found = scene()
    found.hand_over()
    closing.reopen(found.fresh(), found.agent, "I was wrong.", at=OBJECTED)
    assert found.newest.state == State.RETURNED
    found.hand_over(at=DECIDED)
    assert list(HandOver.objects.order_by("pk").values_list("state", flat=True)) == ["returned", "waiting"]
    assert not list(verification.differences())


def test_r11_2_what_was_closed_for_consulting_before_there_were_hand_overs_is_not_dropped():
    found = scene()
    found.hand_over()
    HandOver.objects.all().delete()
    correspondence.contact_reply(found.fresh(), found.contact, "Are you there?", at=OBJECTED)
    assert (found.newest.by, found.newest.state) == (found.agent, State.WAITING)
    assert told("written_to_consulting") == {"Fjordkant Consulting"}
