"""R7.9: a password pasted into a message is recognised and the writer is warned before it is sent."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subscriptions import pasted_secrets
from tests import factories as make
from tests.tickets.portal import WEDNESDAY, company, get, log, signed_in, text
from tests.tickets.secret_corpus import HARMLESS, WITH_A_SECRET
from tickets.models import Incident, TimelineEntry

STORIES = Path("xtreme/demo/incidents")
REPLY = "You can look yourself.\nUser: mette\nPassword: Sommer2026!\nThank you"


@pytest.mark.parametrize(("sort", "secret", "pasted"), WITH_A_SECRET)
def test_a_secret_is_recognised_and_taken_out_whole_and_alone_r7_9(sort, secret, pasted):
    assert [(each.sort, each.text) for each in pasted_secrets.secrets(pasted)] == [(sort, secret)]
    assert pasted_secrets.without(pasted) == pasted.replace(secret, pasted_secrets.TAKEN_OUT)


@pytest.mark.parametrize("pasted", HARMLESS)
def test_what_only_speaks_of_secrets_warns_nobody_r7_9(pasted):
    assert pasted_secrets.secrets(pasted) == []


@pytest.mark.parametrize("story", sorted(STORIES.glob("*.py")), ids=lambda path: path.stem)
def test_no_message_of_the_demos_incidents_warns_r7_9(story):
    assert pasted_secrets.secrets(story.read_text()) == []


@given(st.text(max_size=400))
def test_whatever_is_typed_is_read_and_what_is_left_holds_no_secret(typed):
    left = pasted_secrets.without(typed)
    assert len(left) <= len(typed) + 5 * len(pasted_secrets.secrets(typed))


@pytest.mark.parametrize(
    "piece",
    ["password: ", "a.", "-----BEGIN PRIVATE KEY-----\n", "eyJaaaaaaaaaa.", "x://a:", "_", "api key = "],
)
def test_a_long_text_is_read_in_no_time(piece):
    begun = time.process_time()  # of our own: others may need the machine meanwhile
    pasted_secrets.secrets(piece * (50_000 // len(piece)))
    assert time.process_time() - begun < 2


@pytest.fixture
def client(db):
    return signed_in(make.contact(company()))


@pytest.fixture
def incident(client):
    log(client)
    return Incident.objects.get()


def reply(client, incident, body=REPLY, **more):
    return client.post(f"/incidents/{incident.pk}/reply/", {"body": body} | more)


def choice(page, words):
    """The value of the choice that is called so."""
    found = re.search(rf'name="about_secrets" value="([^"]+)"[^>]*>\s*{words}', page.content.decode())
    assert found, f"no choice {words}"
    return found[1]


def said():
    return [entry.body for entry in TimelineEntry.objects.filter(kind="message")]


def test_the_writer_is_warned_before_it_is_sent_and_her_text_is_kept_r7_9(client, incident):
    page = reply(client, incident)
    assert page.status_code == 422
    assert "This seems to hold a password (So…)." in text(page)
    assert "Password: Sommer2026!" in text(page)
    assert said() == []


def test_she_takes_it_out_r7_9(client, incident):
    chosen = choice(reply(client, incident), "Take it out")
    assert reply(client, incident, about_secrets=chosen).status_code == 302
    assert said() == [REPLY.replace("Sommer2026!", "•••••")]


def test_she_sends_it_anyway_r7_9(client, incident):
    chosen = choice(reply(client, incident), "Send it anyway")
    assert reply(client, incident, about_secrets=chosen).status_code == 302
    assert said() == [REPLY]


def test_sending_anyway_is_for_the_secret_that_was_shown_r7_9(client, incident):
    chosen = choice(reply(client, incident), "Send it anyway")
    page = reply(client, incident, REPLY + "\nPassword: Another2027", about_secrets=chosen)
    assert page.status_code == 422
    assert said() == []


def test_a_new_incident_warns_too_and_says_to_choose_the_files_again_r7_9(client):
    from tests.tickets.test_portal_files import upload

    page = log(client, description=REPLY, files=[upload()])
    assert page.status_code == 422
    assert "Choose the files again" in text(page)
    assert not Incident.objects.exists()
    assert log(client, description=REPLY, about_secrets=choice(page, "Take it out")).status_code == 302
    assert "Sommer2026!" not in Incident.objects.get().description


def test_an_agent_is_warned_at_the_desk_r7_9(client, incident):
    agent = signed_in(make.staff())
    for name in ("reply", "note"):
        address = f"/desk/incidents/{incident.pk}/{name}/"
        page = agent.post(address, {"body": REPLY})
        assert page.status_code == 422
        chosen = choice(page, "Take it out")
        assert agent.post(address, {"body": REPLY, "about_secrets": chosen}).status_code == 302
    assert not TimelineEntry.objects.filter(body__contains="Sommer2026!").exists()


def test_a_step_with_a_reason_warns_too_r7_9(client, incident):
    page = client.post(f"/incidents/{incident.pk}/withdraw/", {"reason": REPLY})
    assert page.status_code == 422
    chosen = choice(page, "Send it anyway")
    client.post(f"/incidents/{incident.pk}/withdraw/", {"reason": REPLY, "about_secrets": chosen})
    incident.refresh_from_db()
    assert incident.status == "withdrawn"


def test_a_harmless_message_asks_nothing(client, incident):
    assert reply(client, incident, "I forgot my password.").status_code == 302
    assert "about_secrets" not in text(get(client, f"/incidents/{incident.pk}/", WEDNESDAY))
