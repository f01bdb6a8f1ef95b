"""What a mail does: whose it is, which incident it is about, and what follows (LIFECYCLE.md, 2, 3 and 5)."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail as post
from django.test import override_settings

from notifications import addresses
from notifications.message_ids import message_id
from notifications.models import Notification
from notifications.reply_addresses import address_for
from tests import factories as make
from tests.mailbox.conftest import CORPUS, LATER, WEDNESDAY, letter, take
from tests.postbox import Postbox, mailers
from tests.tickets.moments import moment
from tickets import closing, correspondence
from tickets.mailbox import answering, deciding, keeping, taking
from tickets.mailbox.models import IncomingMail, MailboxRules
from tickets.mailbox.tasks import take_in
from tickets.models import Incident

pytestmark = pytest.mark.django_db
State, Why = IncomingMail.State, IncomingMail.Why


def test_the_same_message_id_twice_adds_nothing(incident):
    raw = letter(subject=f"Re: #{incident.pk}", message_id="<one@nordlys.example>")
    assert take(raw).state == State.TAKEN
    assert take(raw) is None
    assert incident.timeline.filter(kind="message").count() == 1


def test_the_token_tells_the_incident_before_the_subject(incident, mette):
    other = make.incident(incident.customer, incident.product, at=WEDNESDAY, contact=mette)
    mail = take(letter(to=address_for(incident.pk, mette), subject=f"#{other.pk}"))
    assert (mail.state, mail.incident_id) == (State.TAKEN, incident.pk)


def test_the_answered_mail_tells_the_incident(incident):
    sent = Notification.objects.filter(kind="receipt", channel="email").get()
    for reference in (message_id(sent), f"<incident.{incident.pk}@xtreme.example>"):
        assert take(letter(reference, in_reply_to=reference)).incident_id == incident.pk


def test_a_token_made_for_another_than_the_sender_is_held(incident, mette):
    colleague = make.contact(incident.customer, email="ole@nordlys.example")
    mail = take(letter(sender=colleague.email, to=address_for(incident.pk, mette)))
    assert (mail.state, mail.why) == (State.HELD, Why.ANOTHER)


def test_another_companys_incident_takes_no_mail(incident):
    """The sender learns nothing: it is held, and her number in a subject is just a subject."""
    stranger = make.contact(make.customer(), email="eve@elsewhere.example")
    reference = f"<incident.{incident.pk}@xtreme.example>"
    assert take(letter(sender=stranger.email, in_reply_to=reference)).why == Why.ELSEWHERE
    assert take(letter(sender=stranger.email, subject=f"#{incident.pk} mine")).why != Why.ELSEWHERE
    assert not incident.timeline.filter(kind="message").exists()


def test_an_agent_answers_by_mail_only_with_a_token_of_hers(incident):
    """R8.7: then it is a response; with a number in the subject alone it is held."""
    agent = make.staff(email="anna@xtreme.example")
    held = take(letter(sender=agent.email, subject=f"Re: #{incident.pk}"))
    assert (held.state, held.why) == (State.HELD, Why.STAFF)
    mail = take(letter("We look at it.", sender=agent.email, to=address_for(incident.pk, agent)))
    assert mail.state == State.TAKEN
    assert incident.milestones.get(kind="first_response").result == "met"


def test_an_agent_who_is_limited_to_another_region_since_answers_nothing_by_mail(incident):
    """The page of the incident is none of hers, and neither is its address."""
    agent = make.staff(email="anna@xtreme.example")
    agent.staff.only_regions = [make.region("japan", "Asia/Tokyo").pk]
    agent.staff.save()
    mail = take(letter("We look at it.", sender=agent.email, to=address_for(incident.pk, agent)))
    assert (mail.state, mail.why) == (State.HELD, Why.SCOPE)
    assert not incident.timeline.filter(kind="message").exists()


@pytest.mark.parametrize("results", ["dmarc=fail", "spf=pass; dmarc=FAIL header.from=nordlys.example"])
def test_a_forged_sender_is_held(incident, settings, results):
    settings.MAILBOX_AUTHSERV = "mx.xtreme.example"
    forged = letter(subject=f"#{incident.pk}", authentication_results=f"mx.xtreme.example; {results}")
    assert take(forged).why == Why.FORGED
    unheard = letter("x", subject=f"#{incident.pk}", authentication_results=f"mx.evil.example; {results}")
    assert take(unheard).state == State.TAKEN


def test_a_pause_ends_at_the_instant_at_which_the_mail_was_received(incident):
    """LIFECYCLE.md, 2, whatever the workers do."""
    agent = make.staff()
    correspondence.reply(incident, agent, "Which company?", asks=True, at=WEDNESDAY + timedelta(minutes=5))
    take(letter(subject=f"Re: #{incident.pk}"), LATER)
    row = Incident.objects.get()
    assert (row.status, row.status_since) == ("in_progress", LATER)
    assert row.milestones.get(kind="solution_goal").pauses.get().ended_at == LATER


def test_an_automatic_answer_ends_no_pause(incident):
    """LIFECYCLE.md, 3 and 5; staff see that it came."""
    agent = make.staff()
    correspondence.reply(incident, agent, "Which company?", asks=True, at=WEDNESDAY + timedelta(minutes=5))
    mail = take(letter("On holiday.", subject=f"Re: #{incident.pk}", auto_submitted="auto-replied"))
    assert Incident.objects.get().status == "waiting_customer"
    assert mail.state == State.IGNORED
    shown = incident.timeline.get(facts__code="automatic_mail")
    assert (shown.public, shown.body) == (False, "On holiday.")


@pytest.mark.parametrize("subject", ["Out of office hours nothing posts", "Automatisk svar når ikke frem"])
def test_r5_1_a_new_mail_whose_subject_reads_like_a_machines_is_held_for_a_person(incident, mette, subject):
    """It could be a contact's new incident: neither lost nor logged before somebody has read it."""
    mail = take(letter("Since Monday.", subject=subject))
    assert (mail.state, mail.why) == (State.HELD, Why.WORDED)
    agent = make.staff("team_lead")
    assert deciding.log_for(mail, incident.customer, mette, agent, "She means her own").title == subject


@pytest.mark.parametrize(
    "headers",
    [
        {"in_reply_to": "<incident.NUMBER@xtreme.example>"},
        {"in_reply_to": "<2026@nordlys.example>"},
        {"subject": "Out of office: #NUMBER"},
        {"sender": "eve@elsewhere.example"},
        {"auto_submitted": "auto-replied"},
    ],
)
def test_an_answer_with_such_a_subject_is_a_machines(incident, headers):
    filled = {name: value.replace("NUMBER", str(incident.pk)) for name, value in headers.items()}
    mail = take(letter("On holiday.", **{"subject": "Out of office: Posting stops"} | filled))
    assert (mail.state, mail.why) == (State.IGNORED, Why.AUTOMATIC)


def test_a_mail_reopens_within_thirty_days_and_later_opens_a_follow_up(incident):
    """LIFECYCLE.md, 3."""
    agent = make.staff()
    closing.propose_solution(incident, agent, "Install 12.1.", at=LATER)
    closing.accept(incident, incident.contact, at=LATER)
    take(letter("No.", subject=f"#{incident.pk}"), LATER + timedelta(days=29))
    assert Incident.objects.get().status == "in_progress"
    closing.propose_solution(incident, agent, "Install 13.", at=LATER + timedelta(days=29))
    closing.accept(incident, incident.contact, at=LATER + timedelta(days=29))
    late = take(letter("Again.", subject=f"#{incident.pk}"), LATER + timedelta(days=80))
    assert late.incident.follow_up_of_id == incident.pk
    assert late.incident.channel == "mail"


def test_a_new_mail_logs_an_incident_that_asks_to_be_completed(mette):
    """R8.1: the clocks run from its receipt; the receipt says what is assumed and leads to the page."""
    mail = take(letter("Error 4711.", subject="Re: SV: Posting stops"))
    made = Incident.objects.get()
    assert (mail.incident_id, made.title, made.severity, made.channel) == (
        made.pk,
        "Posting stops",
        3,
        "mail",
    )
    assert (made.incomplete, made.logged_at, made.contact_id) == (True, LATER, mette.pk)
    assert Notification.objects.get(kind="receipt", channel="email").context["incomplete"] is True


def test_of_several_products_the_one_that_is_named_is_assumed(mette):
    customer = mette.memberships.get().customer
    make.line(customer, make.product("STH", name="Stakhus Warehouse"), "XTE")
    assert take(letter("The ledger LGF stops.")).incident.product.code == "LGF"
    assert take(letter("Stakhus Warehouse prints nothing.")).incident.product.code == "STH"


def test_a_person_of_several_companies_is_held(mette):
    make.contact  # noqa: B018
    from subscriptions.models import Membership

    Membership.objects.create(customer=make.customer(), user=mette, role="contact", started_at=WEDNESDAY)
    assert take(letter()).why == Why.SEVERAL


def test_an_unknown_sender_is_held_by_default():
    mail = take(letter(sender="who@elsewhere.example"))
    assert (mail.state, mail.why) == (State.HELD, Why.UNKNOWN)


def test_an_unknown_sender_is_answered_once_a_day_where_the_rules_say_so(incident):
    """She never hears whether an incident exists."""
    MailboxRules.objects.update_or_create(pk=1, defaults={"unknown_senders": "answer"})
    for number in range(3):
        take(letter(f"{number}", sender="who@elsewhere.example", subject=f"#{incident.pk}"))
    with time_machine.travel(LATER, tick=False):
        for _twice in range(2):
            take_in()
    (answer,) = post.outbox
    assert answer.to == ["who@elsewhere.example"]
    assert answer.extra_headers["Auto-Submitted"] == "auto-replied"
    assert incident.title not in answer.body


def test_an_answer_that_is_not_taken_holds_up_no_other_and_none_is_sent_twice(settings):
    """RFC 3834: who is not known to us reads so once a day."""
    MailboxRules.objects.update_or_create(pk=1, defaults={"unknown_senders": "answer"})
    writers = [f"{name}@elsewhere.example" for name in ("first", "refused", "last")]
    with Postbox() as box, time_machine.travel(LATER, tick=False):
        settings.MAILERS = mailers(box.url)
        box.says[writers[1]] = "550 5.1.1 Unknown"
        for writer in writers:
            take(letter(sender=writer))
        for _twice in range(2):
            take_in()
        assert [sent.to for sent in box.taken] == [writers[0], writers[2]]
    with time_machine.travel(LATER + timedelta(days=3), tick=False):
        assert answering.owed() == []


def test_our_own_mail_that_comes_back_is_a_loop(incident):
    assert take(letter(sender="support@xtreme.example", subject=f"#{incident.pk}")).why == Why.LOOP


def test_beyond_so_many_mails_an_hour_nothing_changes(incident):
    MailboxRules.objects.update_or_create(pk=1, defaults={"mails_per_hour": 5})
    for number in range(7):
        last = take(letter(f"{number}", subject=f"#{incident.pk}"))
    assert (last.state, last.why) == (State.IGNORED, Why.FLOOD)
    assert incident.timeline.filter(kind="message").count() == 5


def test_after_the_subscription_expired_the_contact_reads_why(mette):
    """R26.5."""
    customer = make.customer()
    make.line(customer, make.product("LGF"), ends_at=WEDNESDAY)
    contact = make.contact(customer, email="late@fellgate.example")
    mail = take(letter(sender=contact.email))
    assert (mail.state, mail.why) == (State.REFUSED, Why.SLIPPED)
    told = Notification.objects.get(kind="mail_refused", channel="email", recipient=contact)
    assert "expired" in told.context["reason"]


def test_she_reads_why_in_her_language_and_her_zone_throughout(mette):
    """R26.5, R4.1: the day and the time in the sentence, too, whoever works the mail off."""
    customer = make.customer()
    make.line(customer, make.product("LGF"), ends_at=moment("2026-11-20 00:00 +01:00"))
    contact = make.contact(
        customer, email="late@fellgate.example", language="da", time_zone="Australia/Melbourne"
    )
    take(letter(sender=contact.email))
    told = Notification.objects.get(kind="mail_refused", channel="email", recipient=contact)
    assert "udløb 19. november 2026." in told.context["reason"]

    make.line(customer, make.product("ORV"))
    with override_settings(INCIDENTS_PER_MINUTE=0):
        take(letter("Once more.", sender=contact.email))
    late = Notification.objects.filter(kind="mail_refused", channel="email", recipient=contact).last()
    assert "Prøv igen kl. 20.01." in late.context["reason"]


def test_what_a_crash_left_is_worked_off_once(incident):
    """R5.2: kept, and the process ended before anything was done."""
    keeping.keep(letter(subject=f"Re: #{incident.pk}", message_id="<left@nordlys.example>"), LATER)
    assert taking.go_on(LATER + timedelta(seconds=30)) == 0  # the one who kept it may still be at work
    assert taking.go_on(LATER + timedelta(minutes=2)) == 1
    taking.work_off(IncomingMail.objects.get())
    assert incident.timeline.filter(kind="message").count() == 1


def test_a_fault_of_ours_holds_the_mail_for_a_person(incident, monkeypatch):
    monkeypatch.setattr(taking, "_decide", lambda *_facts: 1 / 0)
    mail = take(letter(subject=f"Re: #{incident.pk}"))
    assert (mail.state, mail.why) == (State.HELD, Why.FAILED)
    assert IncomingMail.objects.get().state == State.HELD


def test_a_delivery_report_marks_the_address_that_it_is_about(mette, incident):
    sent = Notification.objects.get(kind="receipt", channel="email")
    report = (CORPUS / "delivery_report.eml").read_text().replace("nobody@nordlys.example", mette.email)
    returned = f"--d\nContent-Type: message/rfc822\n\nMessage-ID: {message_id(sent)}\n\n--d--"
    mail = take(report.replace("--d--", returned).encode())
    assert (mail.state, mail.why) == (State.IGNORED, Why.REPORT)
    assert addresses.mark_of(mette).fails
