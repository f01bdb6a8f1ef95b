"""Held mail at the desk, and the page on which a contact completes what her mail logged."""

from datetime import timedelta

import pytest
from django.test import Client

from notifications.reply_addresses import address_for
from tests import factories as make
from tests.desk.pages import get, post, signed_in, text
from tests.mailbox.conftest import LATER, letter, take
from tickets.mailbox.models import IncomingMail
from tickets.models import Incident

pytestmark = pytest.mark.django_db
State = IncomingMail.State
SOON = LATER + timedelta(minutes=10)


@pytest.fixture
def held():
    return take(letter("<b>Who</b> are you?", sender="who@elsewhere.example", subject="Hello"))


@pytest.fixture
def desk():
    return signed_in(make.staff(name="Anna Kjær"))


def test_a_contact_and_a_stranger_find_no_mail(held, mette):
    for address in ("/desk/mail/", f"/desk/mail/{held.pk}/", f"/desk/mail/{held.pk}/original/"):
        assert get(signed_in(mette), address).status_code == 404
        assert Client().get(address).status_code == 302
    assert post(signed_in(mette), f"/desk/mail/{held.pk}/discard/", reason="x").status_code == 404


def test_the_page_shows_text_and_the_original_is_only_saved(held, desk):
    assert "Hello" in text(get(desk, "/desk/mail/"))
    page = get(desk, f"/desk/mail/{held.pk}/")
    assert "&lt;b&gt;Who&lt;/b&gt; are you?" in page.content.decode()
    original = get(desk, f"/desk/mail/{held.pk}/original/")
    assert original["Content-Disposition"].startswith("attachment")
    assert b"".join(original.streaming_content) == letter(
        "<b>Who</b> are you?", sender="who@elsewhere.example", subject="Hello"
    )


def test_held_mail_is_attached_to_an_incident(held, desk, incident):
    answer = post(
        desk, f"/desk/mail/{held.pk}/attach/", at=SOON, number=incident.pk, reason="Her private mail."
    )
    assert answer["Location"] == f"/desk/incidents/{incident.pk}/"
    message = incident.timeline.get(kind="message")
    assert (message.at, message.author_id, message.channel) == (LATER, incident.contact_id, "mail")
    held.refresh_from_db()
    assert (held.state, held.reason, held.decided_by.name) == (State.TAKEN, "Her private mail.", "Anna Kjær")


def test_the_incident_that_a_held_mail_names_is_proposed(desk, mette, incident):
    """LIFECYCLE.md, 5: by the token of a mail to her, from another address; the agent decides."""
    token = address_for(incident.pk, mette)
    page = get(desk, f"/desk/mail/{take(letter(sender='who@elsewhere.example', to=token)).pk}/")
    assert page.context["forms"]["attach"]["number"].value() == incident.pk
    assert f'href="/desk/incidents/{incident.pk}/"' in page.content.decode()


def test_r9_who_is_limited_to_another_region_is_proposed_nothing_of_it(mette, incident):
    limited = make.staff()
    limited.staff.only_regions = [make.region("japan", "Asia/Tokyo").pk]
    limited.staff.save()
    token = address_for(incident.pk, mette)
    mail = take(letter(sender="who@elsewhere.example", to=token))
    page = get(signed_in(limited), f"/desk/mail/{mail.pk}/")
    assert page.status_code == 404 or page.context["named"] is None


def test_held_mail_is_logged_for_a_contact(held, desk, mette):
    answer = post(
        desk,
        f"/desk/mail/{held.pk}/log/",
        at=SOON,
        customer="C-1001",
        contact=mette.email,
        reason="She phoned.",
    )
    made = Incident.objects.get()
    assert answer["Location"] == f"/desk/incidents/{made.pk}/"
    assert (made.contact_id, made.logged_at) == (mette.pk, LATER)


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_done(held, desk, mette):
    for name, typed, said in [
        ("attach", {"number": 999, "reason": "x"}, "There is no incident 999."),
        ("discard", {"reason": " "}, "Give a reason; it stays on record."),
        ("log", {"customer": "C-1", "contact": mette.email, "reason": "x"}, "no customer of this number"),
        (
            "log",
            {"customer": make.customer().number, "contact": mette.email, "reason": "kept"},
            "is no contact of",
        ),
    ]:
        answer = post(desk, f"/desk/mail/{held.pk}/{name}/", **typed)
        assert answer.status_code == 422
        assert said in text(answer)
    assert 'value="kept"' in answer.content.decode()
    held.refresh_from_db()
    assert held.state == State.HELD


def test_of_two_who_decide_the_second_is_told(held, desk):
    assert post(desk, f"/desk/mail/{held.pk}/discard/", reason="Spam.").status_code == 302
    second = post(desk, f"/desk/mail/{held.pk}/discard/", reason="Spam.")
    assert second.status_code == 409
    assert "The mail is not held any more: it is ignored." in text(second)


def test_who_only_reads_decides_nothing(held):
    reader = signed_in(make.staff("publisher"))
    assert "Attach it" not in text(get(reader, f"/desk/mail/{held.pk}/"))
    assert post(reader, f"/desk/mail/{held.pk}/discard/", reason="x").status_code == 403


@pytest.fixture
def mailed(mette):
    make.line(mette.memberships.get().customer, make.product("STH"), "XTE")
    return take(letter("The ledger LGF stops.")).incident


def test_a_contact_completes_her_incident_as_if_she_had_said_it_at_once(mailed, mette):
    """R8.1, R8.6: product and severity as of the logging."""
    contact, page = signed_in(mette), f"/incidents/{mailed.pk}/complete/"
    assert "Complete the incident" in text(get(contact, f"/incidents/{mailed.pk}/", SOON))
    assert get(contact, page, SOON).status_code == 200
    assert post(contact, page, SOON, product="STH", severity="2", kind="fault").status_code == 302
    row = Incident.objects.get()
    assert (row.product.code, row.tier.code, row.severity, row.incomplete) == ("STH", "XTE", 2, False)
    running = row.milestones.running().get(kind="first_response")
    assert (running.started_at, running.due_at) == (LATER, LATER + timedelta(hours=1))
    assert "completed the incident" in text(get(contact, f"/incidents/{mailed.pk}/", SOON))
    assert get(contact, page, SOON).status_code == 409


def test_severity_1_needs_impact_and_phone_here_too(mailed, mette):
    """R10.6."""
    contact, page = signed_in(mette), f"/incidents/{mailed.pk}/complete/"
    refused = post(contact, page, SOON, product="LGF", severity="1", kind="fault")
    assert refused.status_code == 422
    assert "Severity 1 also needs: business impact" in text(refused)
    typed = {"product": "LGF", "severity": "1", "kind": "fault", "impact": "Nobody posts.", "phone": "+45 7"}
    assert post(contact, page, SOON, **typed).status_code == 302
    assert Incident.objects.get().severity == 1


def test_nobody_else_completes_it(mailed):
    other = make.contact(make.customer())
    assert get(signed_in(other), f"/incidents/{mailed.pk}/complete/").status_code == 404
