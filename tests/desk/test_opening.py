"""The form of a step comes when it is opened: into the page by a script, else by a link to the page with it."""

import pytest

from tests import factories as make
from tests.desk.pages import LATER, WEDNESDAY, get, post, signed_in, text
from tickets import closing, correspondence, followers, lifecycle, severity
from tickets.desk.steps import STEPS

pytestmark = pytest.mark.django_db

OPENING = [step.name for step in STEPS if step.opens]


@pytest.fixture
def incident():
    return make.incident(at=WEDNESDAY, severity=3)


def address(incident, step, query=""):
    return f"/desk/incidents/{incident.pk}/{step}/{query}"


def test_the_page_has_the_way_to_each_form_and_no_form(desk, incident):
    page = get(desk, f"/desk/incidents/{incident.pk}/").text
    for step in ("severity", "product", "call", "snooze", "close"):
        assert f'href="{address(incident, step)}#step-{step}"' in page
        assert f'hx-get="{address(incident, step, "?fragment")}"' in page
        assert f'id="{step}_reason"' not in page


@pytest.mark.parametrize("step", ["severity", "product", "call", "snooze", "close"])
def test_a_form_stands_open_on_its_page_and_alone_in_its_fragment(desk, incident, step):
    for query, whole in (("", True), ("?fragment", False)):
        answer = get(desk, address(incident, step, query))
        assert answer.status_code == 200
        assert f'action="{address(incident, step)}"' in answer.text
        assert f'data-draft="desk-{step}-{incident.pk}"' in answer.text
        assert 'name="csrfmiddlewaretoken"' in answer.text
        assert ("<h1>" in answer.text) is whole
    assert f'id="step-{step}" open>' in get(desk, address(incident, step)).text
    assert "There is a problem" not in get(desk, address(incident, step)).text


def test_what_needs_no_form_has_its_button_on_the_page_and_nothing_to_open(desk, agent, incident):
    lifecycle.take(incident, agent, at=WEDNESDAY)
    assert f'action="{address(incident, "release")}"' in get(desk, f"/desk/incidents/{incident.pk}/").text
    for step in ("release", "reply", "note", "take"):
        assert get(desk, address(incident, step)).status_code == 405


def test_a_step_that_is_not_possible_is_not_opened(desk, incident):
    closing.withdraw(incident, incident.contact, at=WEDNESDAY)
    refused = get(desk, address(incident, "close"))
    assert refused.status_code == 409
    assert "“Close without a solution” is not possible now" in text(refused)
    assert get(desk, address(incident, "explode")).status_code == 404


@pytest.mark.parametrize("step", OPENING)
def test_who_may_not_press_it_may_not_open_it(incident, step):
    assert get(signed_in(make.staff("publisher")), address(incident, step)).status_code == 403
    assert get(signed_in(incident.contact), address(incident, step, "?fragment")).status_code == 404


def test_a_severity_that_was_asked_for_is_decided_without_opening_anything(desk, incident):
    severity.ask_for_severity(incident, incident.contact, 2, "Month-end.", at=WEDNESDAY)
    page = get(desk, f"/desk/incidents/{incident.pk}/").text
    assert 'id="step-severity" open>' in page
    assert 'id="severity_reason"' in page


def test_the_page_after_a_refusal_opens_the_refused_form_alone(desk, incident):
    refused = post(desk, address(incident, "snooze"), until="", reason="She tests.")
    assert 'id="step-snooze" open>' in refused.text
    assert "She tests." in refused.text
    assert 'id="severity_reason"' not in refused.text


def test_what_stands_beside_it_is_what_other_pages_ask_for(desk, agent, incident):
    """The written statement and the querysets say the same, here of who follows it."""
    gone, lazy = (make.contact(incident.customer, name=name) for name in ("Gone", "Lazy"))
    left, colleague = make.contact(incident.customer, name="Left"), make.staff(name="Kim Bjørn")
    for person in (gone, lazy, left, colleague, incident.contact):
        followers.follow(incident, person, WEDNESDAY)
    gone.is_active = False
    gone.save()
    followers.stop(incident, lazy, LATER)
    left.memberships.update(ended_at=WEDNESDAY)
    names = followers.shown(incident, agent).names
    assert names == sorted([colleague.name, incident.contact.name])
    assert f"<p>{', '.join(names)}</p>" in get(desk, f"/desk/incidents/{incident.pk}/").text


def test_files_and_pauses_are_asked_for_where_there_are_some(desk, agent, incident):
    from django.core.files.uploadedfile import SimpleUploadedFile

    log = SimpleUploadedFile("posting.log", b"4711 stopped")
    correspondence.reply(incident, agent, "Which version?", asks=True, files=[log], at=WEDNESDAY)
    shown = text(get(desk, f"/desk/incidents/{incident.pk}/"))
    assert "posting.log" in shown
    assert "Paused today 09:00 to now" in shown
