"""Logging an incident in the portal: what the page offers, takes, refuses and promises."""

import re
from datetime import UTC, date, timedelta
from uuid import uuid4

import pytest

from tests import factories as make
from tests.tickets.moments import moment
from tests.tickets.portal import SATURDAY, WEDNESDAY, company, form, get, log, signed_in, text
from tickets import closing, severity
from tickets.models import Incident, TimelineEntry
from tickets.refusals import SeverityOneNotProduction

pytestmark = pytest.mark.django_db

CRITICAL = {"severity": "1", "impact": "Nobody can post invoices.", "phone": "+45 70 00 00 01"}


def logged():
    return Incident.objects.get()


def test_it_logs_what_was_typed(client, contact):
    answer = log(client, users_affected="about 40")
    incident = logged()
    assert answer.status_code == 302
    assert answer["Location"] == f"/incidents/{incident.pk}/?logged=1"
    assert (incident.title, incident.description) == ("Posting stops", "It stops with error 4711.")
    assert (incident.severity, incident.kind, incident.contact) == (3, "fault", contact)


def test_the_receipt_shows_the_number_and_when_a_response_is_expected_and_why(client):
    """R8.1, R8.4: XT, severity 3, Wednesday 09:00: one office day later."""
    page = text(get(client, log(client)["Location"]))
    assert str(logged().pk) in page
    assert "First response expected by" in page
    assert "tomorrow 09:00" in page
    assert "first response within 1 office day" in page
    assert "Office hours in Copenhagen" in page


def test_r10_the_receipt_alone_says_that_it_is_logged_and_the_draft_is_forgotten(client):
    """Two notices said nearly the same."""
    address = log(client)["Location"]
    (notice,) = re.findall(r'<li class="notice [^>]*>', text(get(client, address)))
    assert 'data-draft-done="new-incident"' in notice
    assert notice.endswith(" hidden>")


def test_only_covered_products_are_offered(client):
    make.product("VDL", name="Vedlige Maintenance")
    make.line(company(), make.product("STH", name="Stakhus Warehouse"))
    page = text(get(client, "/incidents/new/"))
    assert "Product LGF" in page
    assert "Vedlige" not in page
    assert "Stakhus" not in page


def test_a_product_that_is_not_covered_is_refused_on_its_field_and_what_was_typed_stays(client):
    make.product("VDL", name="Vedlige Maintenance")
    answer = log(client, product="VDL", title="Pump stands still")
    page = text(answer)
    assert "Your subscription does not cover Vedlige Maintenance." in page
    assert 'value="Pump stands still"' in page
    assert "It stops with error 4711." in page
    assert not Incident.objects.exists()


def test_a_product_that_does_not_exist_is_refused(client):
    answer = log(client, product="no such")
    assert answer.status_code == 422
    assert not Incident.objects.exists()


def test_a_product_with_a_control_character_is_refused_with_a_sentence(client):
    answer = log(client, product="L\0")
    assert answer.status_code == 400
    assert "It contains a character that no text may have. Nothing was saved." in text(answer)
    assert not Incident.objects.exists()


def test_nothing_chosen_counts_as_severity_3(client):
    log(client, severity="")
    assert logged().severity == 3


def test_a_how_to_question_starts_at_severity_4(client):
    """R11.3"""
    log(client, severity="", kind="how_to")
    assert logged().severity == 4


def test_a_how_to_question_may_not_be_critical(client):
    """R11.3"""
    answer = log(client, kind="how_to", **CRITICAL)
    assert answer.status_code == 422
    assert "A how-to question cannot be severity 1." in text(answer)


@pytest.mark.parametrize("severity", ["0", "5", "-1", "99999999999999999999", "critical", "1.5", "１"])
def test_a_severity_out_of_range_is_refused_with_a_sentence(client, severity):
    answer = log(client, severity=severity)
    assert answer.status_code == 422
    assert "Severity is 1, 2, 3 or 4." in text(answer)


def test_severity_1_names_what_is_missing_and_offers_2(client):
    """R10.6, TARGETS.md 1."""
    answer = log(client, severity="1")
    page = text(answer)
    assert answer.status_code == 422
    assert "Severity 1 also needs: business impact, a phone number that is answered now." in page
    assert "Log as severity 2 now" in page
    log(client, severity="1", instead="2")
    assert (logged().severity, logged().requested_severity) == (2, 1)


def test_severity_1_of_a_test_system_is_offered_as_2(client):
    """R10.8"""
    answer = log(client, environment="test", **CRITICAL)
    assert "Severity 1 is for a production system" in text(answer)
    assert "Log as severity 2 now" in text(answer)


def test_severity_1_of_a_test_system_that_goes_live_within_14_days_is_taken(client):
    """R10.8"""
    log(client, environment="test", go_live_on="2026-12-08", **CRITICAL)
    assert logged().severity == 1


@pytest.mark.parametrize(
    ("day", "taken"), [(25, False), (26, True), (40, True), (41, False)], ids=["past", "today", "14", "15"]
)
def test_r10_8_the_days_to_the_go_live_are_those_of_the_customers_calendar(customer, contact, day, taken):
    """TARGETS.md, 1: in Copenhagen it is the 26th; of a system that went live on the 25th the date says nothing."""
    night = moment("2026-11-26 00:30 +01:00").astimezone(UTC)
    live = date(2026, 11, 1) + timedelta(days=day - 1)
    fields = {"environment": "test", "go_live_on": live, "severity": 1, "contact": contact}
    if taken:
        assert make.incident(customer, at=night, **fields).severity == 1
    else:
        with pytest.raises(SeverityOneNotProduction):
            make.incident(customer, at=night, **fields)


def test_the_phone_number_stands_beside_the_number_of_a_critical_incident(client, customer):
    """R6.6"""
    type(customer.region).objects.update(phone="+45 70 00 00 99")
    assert 'Please phone us as well: <b><a href="tel:+4570000099">' in text(get(client, "/incidents/new/"))
    page = text(get(client, log(client, **CRITICAL)["Location"]))
    assert "Please phone as well" in page
    assert "+45 70 00 00 99" in page


def test_before_sending_the_page_says_when_a_response_is_expected(client):
    """R8.1: Wednesday 09:00, XT: severity 1 in 2 h, severity 2 in 4 h."""
    critical = text(get(client, "/incidents/new/expected/?product=LGF&severity=1"))
    assert "<b>today 11:00</b>" in critical
    assert "<b>today 13:00</b>" in text(get(client, "/incidents/new/expected/?product=LGF&severity=2"))
    assert "response expected today 13:00" in critical


def test_what_is_expected_is_shown_without_scripts_after_an_error(client):
    page = text(log(client, severity="2", title=""))
    assert "<b>today 13:00</b>" in page


def test_it_says_where_the_clock_starts(client):
    """R5.4: XT, severity 3, Saturday: the clock starts on Monday 08:00."""
    page = text(get(client, "/incidents/new/expected/?product=LGF&severity=3", SATURDAY))
    assert "The clock starts Mon 08:00; the incident is taken at once." in page


def test_on_a_saturday_it_is_taken_at_once_and_the_page_says_when_the_clock_runs(client):
    """R5.1, R5.4"""
    page = text(get(client, log(client, SATURDAY)["Location"], SATURDAY))
    assert "Your subscription does not cover this time; the clock runs from 30 November 2026 08:00" in page


def test_a_contact_reads_the_times_of_her_own_zone(customer):
    """R6.1"""
    client = signed_in(make.contact(customer, time_zone="Australia/Melbourne"))
    page = text(get(client, "/incidents/new/expected/?product=LGF&severity=3", SATURDAY))
    assert "The clock starts Mon 18:00" in page


@pytest.mark.parametrize("query", ["", "?product=VDL", "?product=LGF&severity=9", "?severity=x&kind=y"])
def test_the_fragment_of_expectations_takes_anything(client, query):
    assert get(client, f"/incidents/new/expected/{query}").status_code == 200


def test_outside_office_hours_the_form_says_english_and_a_danish_text_is_taken_all_the_same(client, contact):
    """R10.4: Danish severity 1 at 02:00 is accepted, the rule shown, tagged."""
    night = moment("2026-11-25 02:00 +01:00")
    type(contact).objects.filter(pk=contact.pk).update(language="da")
    assert 'name="english_contact"' in text(get(client, "/incidents/new/", night))
    assert 'name="english_contact"' not in text(get(client, "/incidents/new/", WEDNESDAY))
    log(client, night, title="Bogføring stopper", english_contact="Anders, +45 1", **CRITICAL)
    assert logged().english_handling
    assert logged().english_contact == "Anders, +45 1"
    assert logged().timeline.filter(facts__code="english_handling").exists()


@pytest.mark.parametrize(("severity", "english"), [("1", True), ("3", False)])
def test_r10_4_what_waits_for_a_clock_that_begins_outside_office_hours_is_handled_in_english(
    client, contact, severity, english
):
    """On a Saturday: the clock of severity 1 begins on Monday at 00:00, of severity 3 at 08:00."""
    type(contact).objects.filter(pk=contact.pk).update(language="da")
    asked = get(client, f"/incidents/new/expected/?product=LGF&severity={severity}", SATURDAY)
    assert asked.context["expected"].english == english
    log(client, SATURDAY, **CRITICAL | {"severity": severity})
    codes = {entry.facts.get("code") for entry in logged().timeline.filter(kind="information")}
    assert codes == {"outside_your_cover"} | ({"english_handling"} if english else set())
    assert logged().english_handling == english


@pytest.mark.parametrize("at", ["2026-11-25 09:00 +01:00", "2026-11-25 02:00 +01:00"], ids=["day", "night"])
def test_r5_4_r10_4_where_the_clock_runs_and_the_text_is_english_nothing_is_said_of_either(client, at):
    log(client, moment(at), **CRITICAL)
    assert not logged().timeline.filter(facts__code__in=["outside_your_cover", "english_handling"])
    assert not logged().english_handling


def test_an_empty_title_and_an_empty_text_are_refused_where_they_stand(client):
    page = text(log(client, title="  ", description=" \n\t "))
    assert "Write a title of at most 200 characters." in page
    assert "Write a text first." in page
    assert not Incident.objects.exists()


def test_a_text_of_200000_characters_is_refused_and_comes_back_whole(client):
    long = "ø" * 200_000
    answer = log(client, description=long)
    assert answer.status_code == 422
    assert "The text has 200000 characters; 50000 is the most." in text(answer)
    assert long in answer.content.decode()


def test_control_characters_are_dropped_and_emoji_kept(client):
    log(client, title="Stop\x00\x07 🔥 nu\r\nlinje", description="a\x00b\x1b[31m\r\n🙈 מבחן \u202e")
    assert logged().title == "Stop 🔥 nu linje"
    assert logged().description == "ab[31m\n🙈 מבחן \u202e"


def test_what_was_typed_is_shown_as_text_not_as_markup(client):
    answer = log(client, title="<script>alert(1)</script>", description="<img src=x onerror=alert(1)>")
    page = get(client, answer["Location"]).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_a_double_click_gives_one_incident(client):
    submission = str(uuid4())
    first, second = log(client, submission=submission), log(client, submission=submission)
    assert first["Location"] == second["Location"]
    assert Incident.objects.count() == 1
    assert TimelineEntry.objects.filter(kind="logged").count() == 1


def test_a_form_that_was_gone_back_to_and_changed_is_refused_with_the_text_kept(client):
    submission = str(uuid4())
    log(client, submission=submission)
    number = Incident.objects.get().pk
    changed = log(client, submission=submission, description="It stops since the update of Tuesday.")
    assert changed.status_code == 409
    assert f"This was sent already, as incident {number}, and something in it is different now." in text(
        changed
    )
    assert "It stops since the update of Tuesday." in text(changed)
    assert Incident.objects.count() == 1
    again = str(changed.context["form"]["submission"].value())
    assert again != submission
    log(client, submission=again, description="It stops since the update of Tuesday.")
    assert Incident.objects.count() == 2


@pytest.mark.parametrize("changed", [{"severity": "2"}, {"title": "Posting stops for all"}])
def test_another_severity_or_title_is_no_second_press_either(client, changed):
    """R10.1: who goes back to make it severity 1 is not told that it is logged."""
    submission = str(uuid4())
    log(client, submission=submission)
    assert log(client, submission=submission, **changed).status_code == 409
    assert Incident.objects.count() == 1


def test_a_second_press_gives_the_incident_also_after_an_agent_has_lowered_it(client):
    submission = str(uuid4())
    log(client, submission=submission, **CRITICAL)
    severity.change_severity(logged(), make.staff(), 2, "A workaround is in place.", at=WEDNESDAY)
    assert log(client, submission=submission, **CRITICAL).status_code == 302
    assert Incident.objects.count() == 1


def test_the_form_carries_a_new_submission_each_time_and_keeps_it_after_an_error(client):
    first, second = get(client, "/incidents/new/"), get(client, "/incidents/new/")
    assert first.context["form"]["submission"].value() != second.context["form"]["submission"].value()
    submission = str(uuid4())
    assert f'value="{submission}"' in text(log(client, title="", submission=submission))


def test_a_garbled_submission_is_refused_with_the_text_kept(client):
    answer = log(client, submission="no uuid")
    assert answer.status_code == 422
    assert "Posting stops" in text(answer)


def test_a_person_who_is_signed_out_is_sent_to_sign_in_and_comes_back(client):
    client.logout()
    answer = log(client)
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/incidents/new/"
    assert not Incident.objects.exists()


def test_the_form_is_kept_as_a_draft_until_the_incident_is_logged(client):
    assert 'data-draft="new-incident"' in text(get(client, "/incidents/new/"))
    assert "data-draft-bound" in text(log(client, title=""))
    assert 'data-draft-done="new-incident"' in text(get(client, log(client)["Location"]))


def test_an_expired_form_is_answered_with_what_was_typed(contact):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(contact)
    answer = client.post("/incidents/new/", form(description="A text that must not be lost."))
    assert answer.status_code == 403
    assert "A text that must not be lost." in text(answer)
    assert not Incident.objects.exists()


def test_after_expiry_new_incidents_are_refused_with_how_to_renew(client, customer):
    """R26.5"""
    customer.lines.update(ends_at=moment("2026-11-13 00:00 +01:00"))
    assert "Your subscription expired on 12 November 2026." in text(get(client, "/incidents/new/"))
    answer = log(client)
    assert answer.status_code == 403
    assert "Your subscription expired on 12 November 2026." in text(answer)
    assert "It stops with error 4711." in text(answer)
    assert not Incident.objects.exists()


def test_r26_5_after_expiry_the_form_promises_nothing_that_is_refused(client, customer):
    customer.lines.update(ends_at=moment("2026-11-13 00:00 +01:00"))
    assert "as many as you need" not in text(get(client, "/incidents/new/"))
    medium = text(get(client, "/incidents/new/expected/?product=LGF&severity=3"))
    assert "After the subscription has expired only severity 1 is taken." in medium
    assert medium.count("response expected") == 1
    critical = text(get(client, "/incidents/new/expected/?product=LGF&severity=1"))
    assert "only severity 1 is taken" not in critical


def test_after_expiry_severity_1_is_still_taken(client, customer):
    """R26.5"""
    customer.lines.update(ends_at=moment("2026-11-13 00:00 +01:00"))
    assert log(client, **CRITICAL).status_code == 302
    assert logged().severity == 1


def test_a_company_that_never_had_a_subscription_is_told_so():
    client = signed_in(make.contact(make.customer()))
    answer = get(client, "/incidents/new/")
    assert answer.status_code == 403
    assert "Your company has no subscription." in text(answer)


def test_a_version_of_another_product_is_refused(client, customer):
    other = make.product("STH")
    make.line(customer, other)
    version = make.version(other, "8.0")
    assert "That version is of another product." in text(log(client, version=str(version.pk)))


def test_a_beta_version_is_not_offered(client):
    make.version(make.product(), "13.0")
    make.version(make.product(), "14 beta", generally_available=False)
    page = text(get(client, "/incidents/new/"))
    assert "13.0" in page
    assert "14 beta" not in page


def test_similar_solved_incidents_of_the_company_are_shown_while_the_title_is_typed(
    client, customer, contact
):
    solved = make.incident(customer, at=WEDNESDAY, contact=contact, title="Period lock held after posting")
    closing.propose_solution(solved, make.staff(), "Install the fix.", at=WEDNESDAY)
    closing.accept(solved, contact, at=WEDNESDAY)
    make.incident(customer, at=WEDNESDAY, contact=contact, title="Period lock still held, open")
    page = text(get(client, "/incidents/similar/?title=The posting stops with period lock"))
    assert "Period lock held after posting" in page
    assert "still held, open" not in page


def test_similar_incidents_of_another_company_are_not_shown(client):
    other = make.incident(at=WEDNESDAY, title="Period lock held after posting")
    closing.propose_solution(other, make.staff(), "Install the fix.", at=WEDNESDAY)
    closing.accept(other, other.contact, at=WEDNESDAY)
    assert "Period lock" not in text(get(client, "/incidents/similar/?title=period lock posting"))


@pytest.mark.parametrize("title", ["", "a", "' & | ! :* <->", "🔥", "\x00", "x" * 5000])
def test_looking_for_similar_ones_takes_anything(client, title):
    assert client.get("/incidents/similar/", {"title": title}).status_code == 200


def test_staff_are_sent_to_the_desk():
    assert get(signed_in(make.staff()), "/incidents/new/")["Location"] == "/desk/queue/"


def test_the_page_says_the_severities_in_danish(customer):
    client = signed_in(make.contact(customer, language="da"))
    assert "Kritisk" in text(get(client, "/incidents/new/"))


def test_more_text_than_any_form_takes_is_answered_with_a_page_that_says_so(client):
    answer = log(client, description="x" * 6_000_000)
    assert answer.status_code == 400
    assert "What you typed is still in your browser" in text(answer)
    assert "Det, du skrev, er stadig i din browser" in text(answer)
    assert not Incident.objects.exists()


def test_too_many_in_a_short_time_are_slowed_down_with_the_time_to_retry(client, settings):
    """R4.1, R4.2: severity 1 always passes."""
    settings.INCIDENTS_PER_MINUTE = 2
    for _each in range(2):
        assert log(client).status_code == 302
    answer = log(client)
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert "You are sending too fast." in text(answer)
    assert "It stops with error 4711." in text(answer)
    assert log(client, **CRITICAL).status_code == 302
