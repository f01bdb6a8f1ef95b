"""R20: an invitation that is answered in Outlook or Google counts as one that is answered on the meeting's page."""

import pytest

from tests import factories as make
from tests.advisory.scene import AT, scene, told
from tests.mailbox.conftest import CORPUS
from tickets.advisory import arranging
from tickets.mailbox.models import IncomingMail
from tickets.mailbox.taking import take_in
from tickets.models import Incident

pytestmark = pytest.mark.django_db
State, Why = IncomingMail.State, IncomingMail.Why


@pytest.fixture
def nordlys():
    return scene()


@pytest.fixture
def meeting(nordlys):
    return nordlys.meeting()


def answer(meeting, person, name, **changes):
    """The mail of the corpus as it answers this meeting."""
    raw = (CORPUS / f"{name}.eml").read_bytes().replace(b"meeting-UID", f"meeting-{meeting.uid}".encode())
    raw = raw.replace(b"mette@nordlys.example", person.email.encode())
    for before, after in changes.items():
        raw = raw.replace(before.encode(), after.encode())
    return take_in(raw, AT)


def response(meeting, person):
    return meeting.participants.get(resource__person=person).response


@pytest.mark.parametrize(
    ("name", "expected"), [("calendar_google", "accepted"), ("calendar_outlook", "declined")]
)
def test_r20_an_answer_of_a_calendar_is_hers(nordlys, meeting, name, expected):
    mail = answer(meeting, nordlys.contact, name)
    assert (mail.state, mail.why) == (State.IGNORED, Why.INVITATION)
    assert response(meeting, nordlys.contact) == expected
    assert bool(told("meeting_answered_staff", nordlys.advisor)) == (expected == "declined")
    assert not Incident.objects.exists()


def test_r20_an_answer_to_what_the_invitation_said_before_is_none(nordlys, meeting):
    arranging.change(meeting, nordlys.wanted(subject="Renamed"), nordlys.advisor, AT)
    answer(meeting, nordlys.contact, "calendar_google")
    assert response(meeting, nordlys.contact) == "none"


def test_r20_perhaps_is_no_answer(nordlys, meeting):
    answer(meeting, nordlys.contact, "calendar_google", ACCEPTED="TENTATIVE")
    assert response(meeting, nordlys.contact) == "none"


def test_r20_another_time_that_is_proposed_waits_for_a_person(nordlys, meeting):
    mail = answer(meeting, nordlys.contact, "calendar_outlook", REPLY="COUNTER")
    assert (mail.state, mail.why) == (State.HELD, Why.INVITATION)
    assert response(meeting, nordlys.contact) == "none"


def test_r20_who_is_not_invited_answers_nothing(nordlys, meeting):
    stranger = make.contact(make.customer(), email="eve@elsewhere.example")
    answer(meeting, stranger, "calendar_google")
    assert response(meeting, nordlys.contact) == "none"


@pytest.mark.parametrize("broken", ["BEGIN:VEVENT", "SEQUENCE:0", "PARTSTAT=ACCEPTED", "UID:"])
def test_r20_a_broken_answer_is_no_fault(nordlys, meeting, broken):
    assert answer(meeting, nordlys.contact, "calendar_google", **{broken: "\0;;"}).why != Why.FAILED
    assert response(meeting, nordlys.contact) == "none" or broken == "SEQUENCE:0"
