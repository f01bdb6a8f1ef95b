"""L2: a lead gives the incidents of who is ill to somebody else, together."""

import pytest

from notifications.mails import written
from notifications.models import Notification
from tests import factories as make
from tests.desk.pages import LATER, WEDNESDAY, get, post, signed_in, text
from tickets import closing, lifecycle
from tickets.duty.models import Absence
from tickets.models import Incident

pytestmark = pytest.mark.django_db

PAGE = "/desk/hand-over/"


@pytest.fixture
def lead():
    return signed_in(make.staff("lead", name="Torben Krag"))


@pytest.fixture
def ida():
    return make.staff(name="Ida Holm")


def owned(agent, **fields):
    incident = make.incident(at=WEDNESDAY, **fields)
    lifecycle.take(incident, agent, at=WEDNESDAY)
    return incident


def give(lead, agent, *incidents, to, **fields):
    numbers = [incident.pk for incident in incidents]
    return post(lead, f"{PAGE}?owner={agent.pk}", incident=numbers, to=to, **fields)


def owners():
    return list(Incident.objects.order_by("pk").values_list("owner__name", flat=True))


def mails(kind):
    return Notification.objects.filter(kind=kind, channel="email").count()


def test_l2_what_is_ticked_goes_to_a_colleague_who_is_told_in_one_mail(lead, agent, ida):
    incidents = [owned(agent, severity=severity) for severity in (2, 3, 4)]
    assert text(get(lead, f"{PAGE}?owner={agent.pk}")).count('name="incident"') == 3
    answer = give(lead, agent, *incidents[:2], to=ida.pk)
    assert "2 incidents are Ida Holm’s now." in text(get(lead, answer["Location"]))
    assert owners() == ["Ida Holm", "Ida Holm", "Anna Kjær"]
    assert (mails("given"), mails("assigned")) == (1, 0)


def test_l2_the_mail_names_what_was_given_in_order_of_work(lead, agent, ida):
    """It named their number alone: whether the first of them is due now could be read at the desk only."""
    nordlys = make.customer(name="Nordlys")
    later = owned(agent, severity=3, customer=nordlys, title="Label is cut off")
    first = owned(agent, severity=2, customer=nordlys, title="Posting stops")
    ida.language = "da"
    ida.save()
    give(lead, agent, later, first, to=ida.pk)
    mail = written(Notification.objects.get(kind="given", channel="email"))
    assert f"{first.pk}, alvorsgrad 2, Nordlys: Posting stops – forventet senest" in mail.text
    assert [mail.text.index(each.title) for each in (first, later)] == sorted(
        mail.text.index(each.title) for each in (first, later)
    )
    assert "Label is cut off" in mail.html


def test_r10_1_a_severity_1_among_them_is_told_by_itself(lead, agent, ida):
    give(lead, agent, owned(agent, severity=1), owned(agent), to=ida.pk)
    assert (mails("given"), mails("assigned")) == (1, 1)


@pytest.mark.parametrize("severity", [1, 3])
def test_l2_one_alone_is_told_as_what_is_assigned_with_its_number(lead, agent, ida, severity):
    """Of one the mail spoke as of several, and did not name it."""
    incident = owned(agent, severity=severity)
    give(lead, agent, incident, to=ida.pk)
    assert (mails("given"), mails("assigned")) == (0, 1)
    assert str(incident.pk) in written(Notification.objects.get(kind="assigned", channel="email")).subject


def test_l2_to_nobody_is_back_to_the_queue(lead, agent):
    incident = owned(agent)
    answer = give(lead, agent, incident, to="")
    assert "Choose somebody." in text(answer)
    assert owners() == ["Anna Kjær"]
    give(lead, agent, incident, to="", do="queue")
    assert owners() == [None]


def test_l2_what_a_colleague_has_taken_or_closed_meanwhile_is_left_and_said(lead, agent, ida):
    kept, taken, ended = (owned(agent) for _ in range(3))
    lifecycle.assign(taken, make.staff(name="Ole"), make.staff("lead"), at=LATER)
    closing.withdraw(ended, ended.contact, at=LATER)
    answer = give(lead, agent, kept, taken, ended, to=ida.pk)
    shown = text(get(lead, answer["Location"]))
    assert "1 incident is Ida Holm’s now." in shown
    assert "2 were not: colleagues have taken or closed them meanwhile." in shown
    assert owners() == ["Ida Holm", "Ole", "Anna Kjær"]


def test_l2_where_one_is_outside_the_scope_of_the_new_owner_none_goes(lead, agent, ida):
    inside, outside = owned(agent), owned(agent, product=make.product("STH"))
    make.limited(ida, products=[inside.product])
    answer = give(lead, agent, inside, outside, to=ida.pk)
    assert answer.status_code >= 400
    assert "Ida Holm is limited to other regions or products" in text(answer)
    assert owners() == ["Anna Kjær", "Anna Kjær"]


def test_l2_nothing_ticked_is_said_and_what_was_chosen_stays(lead, agent, ida):
    owned(agent)
    answer = give(lead, agent, to=ida.pk)
    assert answer.status_code == 422
    assert "Choose at least one incident." in text(answer)
    assert f'<option value="{ida.pk}" selected>' in text(answer)


def test_l2_who_is_out_of_office_is_marked(lead, agent, ida):
    owned(agent)
    Absence.objects.create(person=ida, first_day=WEDNESDAY.date(), last_day=WEDNESDAY.date())
    assert "Ida Holm (out of office)" in text(get(lead, f"{PAGE}?owner={agent.pk}"))


def test_l2_an_agent_hands_over_nothing(desk, agent, ida):
    incident = owned(agent)
    assert get(desk, PAGE).status_code == 403
    assert give(desk, agent, incident, to=ida.pk).status_code == 403
    assert owners() == ["Anna Kjær"]


@pytest.mark.parametrize("owner", ["", "x", "999999"])
def test_an_owner_that_there_is_none_of_asks_for_another(lead, owner):
    assert get(lead, f"{PAGE}?owner={owner}").status_code == 200
