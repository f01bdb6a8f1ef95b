"""R6.2, R6.3, R18.3, LIFECYCLE.md 5: what becomes of a call."""

from datetime import UTC, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.translation import override

from notifications.models import Notification
from tests.phone.scene import MONDAY_8, SATURDAY_10, TUESDAY_10, scene
from tickets import correspondence
from tickets.duty.models import Page
from tickets.intake import NewIncident
from tickets.models import Incident, Status, TimelineEntry
from tickets.phone import hours, taking
from tickets.phone.models import Call, Outcome
from tickets.phone.refusals import CallerMissing, NothingSaid, PhoneClosed
from tickets.phone.taking import Incoming

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def made():
    return scene()


def call(made, began_at=TUESDAY_10, **changes):
    words = {"customer": made.customer, "contact": made.contact, "agent": made.agent}
    return Incoming(began_at=began_at, **words | {"submission": uuid4()} | changes)


def new(made, **changes):
    words = {"title": "Posting stops", "description": "It stops.", "severity": 3}
    if changes.get("severity") == 1:
        words |= {"impact": "Nobody can post.", "phone": "+45 98 12 34 56"}
    return NewIncident(customer=made.customer, contact=made.contact, product=made.product, **words | changes)


def test_r6_2_a_call_becomes_an_incident_of_the_caller_logged_by_the_agent(made):
    incident = taking.log_new(call(made), new(made), at=TUESDAY_10 + HOUR)
    assert (incident.channel, incident.contact, incident.logged_by) == ("phone", made.contact, made.agent)
    assert incident.logged_at == TUESDAY_10
    row = Call.objects.get()
    assert (row.outcome, row.incident, row.severity) == (Outcome.LOGGED, incident, 3)


def test_the_intake_call_is_no_response_an_answer_kept_with_it_is(made):
    taken = taking.log_new(call(made), new(made), take=True, at=TUESDAY_10 + HOUR)
    assert taken.milestones.get(kind="first_response").result == ""
    answered = taking.log_new(call(made), new(made), answer="We look.", at=TUESDAY_10 + HOUR)
    assert answered.milestones.get(kind="first_response").result == "met"


def test_r6_3_a_call_outside_covered_hours_is_refused_and_logs_nothing(made):
    with pytest.raises(PhoneClosed) as refused:
        taking.log_new(call(made, SATURDAY_10), new(made), at=SATURDAY_10)
    assert refused.value.opens_at == MONDAY_8
    assert not Incident.objects.exists()


def test_r6_3_severity_1_that_the_tier_covers_is_logged_and_pages_the_agent_on_duty():
    premium = scene("XTP")
    incident = taking.log_new(call(premium, SATURDAY_10), new(premium, severity=1), at=SATURDAY_10)
    assert incident.severity == 1
    assert Page.objects.filter(incident=incident).exists()
    assert Notification.objects.filter(kind="page", link__endswith=f"/{incident.pk}/").exists()


def test_r6_4_severity_1_of_xt_on_a_saturday_is_refused_with_its_row(made):
    incoming = call(made, SATURDAY_10)
    with pytest.raises(PhoneClosed) as refused:
        taking.log_new(incoming, new(made, severity=1), at=SATURDAY_10)
    row = taking.refuse(incoming, 1, lambda: refused.value, SATURDAY_10)
    assert (row.outcome, row.code, row.severity) == (Outcome.REFUSED, "phone_closed", 1)
    assert "Xtreme Premium Support covers all days of the week." in row.reason
    assert row.opens_at == refused.value.opens_at


def test_r6_3_why_a_call_was_refused_each_reader_reads_in_her_own_language(made):
    """It was kept as the agent read it: a Danish colleague and the customer's export had her English."""
    ended = TUESDAY_10 - HOUR
    made.customer.lines.update(ends_at=ended)
    known = hours.Covered.of(made.customer, TUESDAY_10)
    for why, english, danish in (
        (
            lambda: PhoneClosed(MONDAY_8, SATURDAY_10),
            "Phone support is closed now. The line opens Monday at 08:00 (Copenhagen)",
            "Telefonsupporten er lukket nu. Linjen åbner mandag kl. 08.00 (København)",
        ),
        (lambda: known.answer(3).refusal, "Your subscription expired on", "Jeres abonnement udløb"),
    ):
        with timezone.override(UTC), override("da"):
            row = taking.refuse(call(made, SATURDAY_10), 3, why, SATURDAY_10)
        said = {}
        for language in ("en", "da"):
            with override(language):
                said[language] = row.reason
        assert said["en"].startswith(english)
        assert said["da"].startswith(danish)


def test_a_refused_call_that_turns_out_severity_1_is_one_call():
    premium = scene("XTP")
    incoming = call(premium, SATURDAY_10)
    taking.refuse(incoming, 3, lambda: PhoneClosed(MONDAY_8, SATURDAY_10), SATURDAY_10)
    taking.log_new(incoming, new(premium, severity=1), at=SATURDAY_10)
    row = Call.objects.get()
    assert (row.outcome, row.code, row.reason, row.opens_at) == (Outcome.LOGGED, "", "", None)


def test_r26_5_after_expiry_a_call_about_severity_1_is_taken_whatever_else(made):
    made.customer.lines.update(ends_at=TUESDAY_10 - HOUR)
    incident = taking.log_new(call(made), new(made, severity=1), at=TUESDAY_10)
    assert incident.severity == 1


def test_what_the_caller_says_is_her_message_and_ends_the_pause(made):
    incident = made.incident()
    correspondence.reply(incident, made.agent, "Which version?", asks=True, at=TUESDAY_10 + HOUR)
    taking.add_message(call(made, TUESDAY_10 + 2 * HOUR), incident, "It is 13.0.", at=TUESDAY_10 + 2 * HOUR)
    incident.refresh_from_db()
    assert incident.status == Status.IN_PROGRESS
    entry = incident.timeline.filter(kind=TimelineEntry.Kind.MESSAGE).last()
    assert (entry.author, entry.channel, entry.body) == (made.contact, "phone", "It is 13.0.")
    assert incident.milestones.filter(kind="next_reply", result="").exists()


def test_r8_7_what_the_agent_answered_is_a_response(made):
    incident = made.incident()
    taking.add_message(call(made), incident, "Any news?", "It is fixed tonight.", at=TUESDAY_10 + HOUR)
    assert incident.milestones.get(kind="first_response").result == "met"
    assert incident.timeline.get(kind="call").body == "It is fixed tonight."


def test_a_message_alone_is_no_response(made):
    incident = made.incident()
    taking.add_message(call(made), incident, "Any news?", at=TUESDAY_10 + HOUR)
    assert incident.milestones.get(kind="first_response").result == ""


def test_a_call_that_nobody_answers_is_on_the_timeline_and_no_response(made):
    incident = made.incident()
    taking.not_reached(call(made), incident, at=TUESDAY_10 + HOUR)
    entry = incident.timeline.last()
    assert (entry.kind, entry.facts["answered"]) == ("call", False)
    assert incident.milestones.get(kind="first_response").result == ""
    assert Call.objects.get().outcome == Outcome.NOT_REACHED


def test_pressing_twice_keeps_one_call_and_one_message(made):
    incident, incoming = made.incident(), call(made)
    for _press in range(3):
        taking.add_message(incoming, incident, "Any news?", "Tonight.", at=TUESDAY_10 + HOUR)
    assert Call.objects.count() == 1
    kinds = list(incident.timeline.values_list("kind", flat=True))
    assert (kinds.count("message"), kinds.count("call")) == (1, 1)


def test_nothing_said_or_nobody_calling_is_refused(made):
    incident = made.incident()
    with pytest.raises(NothingSaid):
        taking.add_message(call(made), incident, " ", "\x00")
    with pytest.raises(CallerMissing):
        taking.add_message(call(made, contact=None), incident, "Hello")
    assert not Call.objects.exists()


def test_r6_3_a_call_about_an_open_incident_keeps_to_its_hours(made):
    incident = made.incident()
    with pytest.raises(PhoneClosed):
        taking.add_message(call(made, SATURDAY_10), incident, "Any news?", at=SATURDAY_10)
    assert incident.timeline.count() == 1
