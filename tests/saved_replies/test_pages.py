"""The pages of saved replies, and a saved reply on its way into a reply or a note without scripts."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from subscriptions.audit.models import Entry
from tests.desk.pages import get, post, signed_in, text
from tickets.models import Incident
from tickets.saved_replies import writing
from tickets.saved_replies.models import SavedReply, SharedEdition
from tickets.saved_replies.writing import Words

pytestmark = pytest.mark.django_db

INDEX = "/desk/saved-replies/"
TYPED = {"title": "Ask for the log", "text_en": "Send the log.", "text_da": "Send loggen."}


@pytest.fixture
def desk(agent):
    return signed_in(agent)


def write(by, title="Greeting", **fields):
    return writing.write(Words(title=title, **{"text_en": "Dear {contact}"} | fields), by)


def choose_page(incident):
    return f"{INDEX}incidents/{incident.pk}/"


def test_she_writes_one_and_finds_it_in_her_list(desk, agent):
    assert post(desk, f"{INDEX}new/", **TYPED).status_code == 302
    assert (kept := SavedReply.objects.get()).owner == agent
    listed = text(get(desk, INDEX))
    assert "Ask for the log" in listed
    assert "en, da" in listed
    assert "Send loggen." in text(get(desk, f"{INDEX}{kept.pk}/"))


def test_what_is_refused_stands_on_the_form_with_what_was_typed(desk):
    refused = post(desk, f"{INDEX}new/", title="Ask", text_da="Kære {navn}", text_en="Dear {contact}")
    assert refused.status_code == 422
    shown = text(refused)
    assert "Nothing is filled in for {navn}." in shown
    assert "Dear {contact}" in shown
    assert "Kære {navn}" in shown


def test_all_that_is_wrong_is_said_at_once(desk):
    shown = text(post(desk, f"{INDEX}new/", title=" ", text_en="{name}", text_da="{navn}"))
    assert "Give it a title: it is found by it." in shown
    assert "Nothing is filled in for {name}." in shown
    assert "Nothing is filled in for {navn}." in shown
    assert "Write the text, in English, in Danish or in both." in text(
        post(desk, f"{INDEX}new/", title="Ask")
    )


def test_a_character_that_no_text_may_have_is_refused_at_its_field(desk):
    assert post(desk, f"{INDEX}new/", title="A\0b", text_en="Dear", text_da="K\0").status_code == 422


def test_who_may_not_share_has_no_such_choice_and_shares_none(desk, lead):
    assert "for everybody at the desk" not in text(get(desk, f"{INDEX}new/"))
    post(desk, f"{INDEX}new/", **TYPED, whose="shared")
    assert not SavedReply.objects.get().is_shared


def test_a_lead_shares_one(lead):
    desk = signed_in(lead)
    assert "for everybody at the desk" in text(get(desk, f"{INDEX}new/"))
    post(desk, f"{INDEX}new/", **TYPED, whose="shared")
    assert SavedReply.objects.get().is_shared


def test_who_does_not_lead_reads_a_shared_one_and_is_told_whom_to_ask_to_change_it(desk, lead):
    shared = write(lead, shared=True)
    page = get(desk, f"{INDEX}{shared.pk}/")
    assert "Dear {contact}" in text(page)
    assert "Delete it for good" not in text(page)
    for refused in (get(desk, f"{INDEX}{shared.pk}/edit/"), post(desk, f"{INDEX}{shared.pk}/delete/")):
        assert refused.status_code == 403
        assert "Ask a team lead: Torben Krag." in text(refused)
    assert SavedReply.objects.exists()


def test_anothers_own_is_not_there(desk, lead):
    hers = write(lead)
    for address in ("", "edit/"):
        assert get(desk, f"{INDEX}{hers.pk}/{address}").status_code == 404
    assert post(desk, f"{INDEX}{hers.pk}/delete/").status_code == 404
    assert "Greeting" not in text(get(desk, INDEX))


def test_the_list_is_narrowed_by_words_and_by_whose_they_are(desk, agent, lead):
    write(agent, "Hers")
    write(lead, "Shared one", shared=True, text_en="about the trace")
    assert "Hers" not in text(get(desk, f"{INDEX}?q=trace"))
    assert "Shared one" not in text(get(desk, f"{INDEX}?whose=hers"))
    assert 'href="/desk/saved-replies/new/"' in get(desk, INDEX).content.decode()


def test_a_form_that_another_has_overtaken_is_refused_once_and_keeps_what_was_typed(lead):
    shared, desk = write(lead, shared=True), signed_in(lead)
    writing.change(shared, Words(title="Newer", text_en="Newer", shared=True), lead)
    fields = TYPED | {"whose": "shared", "edition": 1}
    refused = post(desk, f"{INDEX}{shared.pk}/edit/", **fields)
    assert refused.status_code == 409
    assert "has changed the saved reply since you opened it." in text(refused)
    assert "Send the log." in text(refused)
    assert 'name="edition" value="2"' in refused.content.decode()
    assert post(desk, f"{INDEX}{shared.pk}/edit/", **fields | {"edition": 2}).status_code == 302
    assert SavedReply.objects.get().title == "Ask for the log"


def test_what_was_typed_of_one_that_was_deleted_meanwhile_is_kept_as_a_new_one(desk, agent):
    number = write(agent).pk
    SavedReply.objects.all().delete()
    refused = post(desk, f"{INDEX}{number}/edit/", **TYPED, edition=1)
    assert refused.status_code == 409
    assert "Send the log." in text(refused)
    assert f'action="{INDEX}new/"' in refused.content.decode()


def test_it_is_deleted_after_a_question_and_not_what_was_changed_since(desk, agent):
    hers = write(agent)
    assert "Delete it? What was sent of it stays" in text(get(desk, f"{INDEX}{hers.pk}/"))
    writing.change(hers, Words(title="Newer", text_en="Newer"), agent)
    kept = desk.post(f"{INDEX}{hers.pk}/delete/", {"edition": 1}, follow=True)
    assert "so it is not deleted" in text(kept)
    assert post(desk, f"{INDEX}{hers.pk}/delete/", edition=2).status_code == 302
    assert not SavedReply.objects.exists()


def test_offered_is_the_text_as_it_would_stand(desk, agent, incident):
    write(agent, after="ask", text_da="Kære {contact}")
    write(agent, "Other")
    answer = json.loads(get(desk, f"{choose_page(incident)}offered/?q=greet").content)
    assert answer == {
        "replies": [
            {
                "name": "Greeting",
                "more": "yours · it waits for the customer's answer",
                "text": "Kære Mette Holm",
                "after": "ask",
            }
        ]
    }


def test_without_scripts_it_stands_below_what_was_typed_and_is_not_sent(desk, agent, incident):
    reply = write(agent, text_da="Kære {contact}", after="ask")
    asked = post(desk, choose_page(incident), body="Seen.", into="reply")
    assert "Kære Mette Holm" in text(asked)
    page = post(desk, choose_page(incident), body="Seen.", into="reply", chosen=reply.pk)
    form = page.context["writing"]["reply"].form
    assert form["body"].value() == "Seen.\n\nKære Mette Holm\n"
    assert form["after"].value() == "ask"
    assert page.context["goes_on"] == "reply"
    assert Incident.objects.get().timeline.count() == 1


def test_without_scripts_it_goes_into_a_note_where_a_note_is_written(desk, agent, incident):
    reply = write(agent)
    page = post(desk, choose_page(incident), body="", into="note", chosen=reply.pk)
    assert page.context["writing"]["note"].form["body"].value() == "Dear Mette Holm\n"
    assert not page.context["writing"]["reply"].form["body"].value()
    assert page.context["goes_on"] == "note"
    assert 'value="note" checked' in " ".join(page.content.decode().split())


def test_back_leaves_the_note_as_it_was(desk, incident):
    page = post(desk, choose_page(incident), body="So far.", into="note", back="1")
    assert page.context["writing"]["note"].form["body"].value() == "So far."


def test_what_cannot_come_after_the_reply_now_is_not_chosen(agent, lead, incident, desk):
    reply = write(agent, after="solution")
    Incident.objects.update(status="solution_proposed")
    page = post(desk, choose_page(incident), into="reply", chosen=reply.pk)
    form = page.context["writing"]["reply"].form
    assert "solution" not in dict(form.fields["after"].choices)
    assert not form["after"].value()


def test_an_incidents_page_asks_nothing_about_saved_replies(desk, agent, incident):
    write(agent)
    with CaptureQueriesContext(connection) as asked:
        page = get(desk, f"/desk/incidents/{incident.pk}/")
    assert page.content.decode().count("data-saved-reply") == 2
    assert not [each for each in asked.captured_queries if "saved_replies" in each["sql"]]


def test_the_desk_leads_to_them_from_every_page(desk):
    assert f'href="{INDEX}"' in get(desk, "/desk/queue/").content.decode()


def test_who_changed_what_of_a_shared_one_is_read_on_its_page_and_of_hers_nothing_is_kept(desk, lead):
    shared = write(lead, shared=True)
    page = f"{INDEX}{shared.pk}/"
    assert "History" not in text(get(desk, page))
    writing.change(shared, Words(title="Greeting", text_en="Hello {contact}", shared=True), lead)
    shown = text(get(desk, page))
    assert "History" in shown
    assert "<del>Dear</del><ins>Hello</ins>" in shown
    assert "Torben Krag" in shown
    writing.change(shared, Words(title="Greeting", text_en="Mine alone"), lead)
    assert not SharedEdition.objects.filter(text_en="Mine alone").exists()
    assert "History" not in text(get(signed_in(lead), page))


def test_who_deleted_a_shared_one_is_on_the_audit_trail(lead):
    shared, hers = write(lead, shared=True), write(lead, title="Mine")
    for each in (shared, hers):
        post(signed_in(lead), f"{INDEX}{each.pk}/delete/", edition=each.edition)
    assert not SavedReply.objects.exists()
    [entry] = Entry.objects.filter(kind="saved_reply.deleted")
    assert (entry.person, entry.object_name) == (lead, "Greeting")
