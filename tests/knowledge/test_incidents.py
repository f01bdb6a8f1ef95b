"""Articles and incidents at the desk: inserted into a reply, sent as the solution, drafted from what was solved."""

import re

import pytest

from entitlements.knowledge.models import Article
from subscriptions.refusals import Forbidden
from tests import factories as make
from tests.desk.pages import signed_in, text
from tests.knowledge.scene import NOW, covered, published
from tickets import articles, closing, correspondence
from tickets.articles import NotSolvedYet
from tickets.models import IncidentArticle

pytestmark = pytest.mark.django_db
SOLVED = "Release the lock of Mette Solgaard at Nordlys. Write to mette@nordlys.example."


@pytest.fixture
def product():
    return make.product("LGF", name="Ledgerkant Finance")


@pytest.fixture
def agent():
    return make.staff("agent")


@pytest.fixture
def incident(product):
    customer = make.customer(name="Nordlys Energiudstyr A/S")
    contact = make.contact(customer, name="Mette Solgaard")
    return make.incident(
        customer,
        product,
        at=NOW,
        contact=contact,
        title="Period lock at Nordlys stays",
        description="Mette cannot post in Nordlys's company 10. Error 4711.",
    )


def link(article):
    return f"See http://localhost:8000/knowledge/{article.pk}/ and tell me."


def how(incident):
    return dict(IncidentArticle.objects.filter(incident=incident).values_list("article", "how"))


def test_the_picker_offers_what_the_contact_may_read_and_keeps_what_was_typed(agent, incident, product):
    fits = published(product, text={"title": "Release a period lock"})
    published(product, text={"title": "Period lock, internal"}, visibility="internal")
    client, address = signed_in(agent), f"/desk/incidents/{incident.pk}/articles/"
    page = client.post(address, {"body": "Dear Mette,", "after": "ask"})
    assert [shown.article.pk for shown in page.context["found"]] == [fits.pk]
    assert client.post(address, {"q": "internal"}).context["found"] == []
    again = client.post(address, {"body": "Dear Mette,", "after": "ask", "q": "lock", "chosen": fits.pk})
    form = again.context["writing"]["reply"].form
    assert form["body"].value().startswith("Dear Mette,\n\nRelease a period lock\nhttp")
    assert f"/knowledge/{fits.pk}/" in form["body"].value()
    assert form["after"].value() == "ask"
    assert "Dear Mette,\n\nRelease a period lock" in again.content.decode()
    back = client.post(address, {"body": "Dear Mette,", "back": "1"})
    assert back.context["writing"]["reply"].form["body"].value() == "Dear Mette,"
    assert how(incident) == {}


def test_r5_5_after_an_article_is_inserted_the_reply_is_where_one_writes_on(agent, incident, product):
    fits = published(product, text={"title": "Release a period lock"})
    client, address = signed_in(agent), f"/desk/incidents/{incident.pk}/"
    again = client.post(f"{address}articles/", {"body": "Dear Mette,", "q": "lock", "chosen": fits.pk})
    written = re.search(r'<textarea name="body"\s+id="reply_body"[^>]*>', again.content.decode())
    assert "data-autofocus" in written[0]
    assert "data-autofocus" not in client.get(address).content.decode()


def test_an_article_in_a_reply_is_kept_with_the_incident_and_one_in_the_solution_solved_it(
    agent, incident, product
):
    sent, solving = published(product), published(product)
    correspondence.reply(incident, agent, link(sent), at=NOW)
    assert how(incident) == {sent.pk: "sent"}
    correspondence.reply(incident, agent, link(solving), at=NOW)
    closing.propose_solution(incident, agent, link(solving), at=NOW)
    assert how(incident) == {sent.pk: "sent", solving.pk: "solved"}
    client = signed_in(agent)
    assert "sent as the solution" in text(client.get(f"/desk/incidents/{incident.pk}/"))
    page = text(client.get(f"/desk/knowledge/{solving.pk}/"))
    assert incident.title in page
    assert "sent as the solution" in page


def test_numbers_of_no_article_and_notes_keep_nothing(agent, incident, product):
    article = published(product)
    correspondence.reply(incident, agent, "See /knowledge/999999999999999999/ and /knowledge/x/", at=NOW)
    correspondence.note(incident, agent, link(article), at=NOW)
    assert how(incident) == {}


def test_a_draft_is_made_of_a_solved_incident_without_whose_it_was(agent, incident, product):
    with pytest.raises(NotSolvedYet):
        articles.draft_from(incident, agent)
    closing.propose_solution(incident, agent, SOLVED, at=NOW)
    client = signed_in(agent)
    assert "Write an article from it" in text(client.get(f"/desk/incidents/{incident.pk}/"))
    answer = client.post(f"/desk/incidents/{incident.pk}/articles/draft/")
    article = Article.objects.get()
    assert answer["Location"] == f"/desk/knowledge/{article.pk}/edit/"
    revision = article.texts.get().current
    assert revision.title == "Period lock at […] stays"
    assert "Error 4711" in revision.symptoms
    for part in (revision.title, revision.symptoms, revision.body):
        assert "nordlys" not in part.lower()
        assert "Mette" not in part
    assert (article.state, article.kind) == ("draft", "known_issue")
    assert article.affected.get().product == product
    client.post(f"/desk/incidents/{incident.pk}/articles/draft/")
    assert Article.objects.count() == 1
    assert how(incident) == {article.pk: "drafted"}


def test_who_does_not_write_articles_makes_no_draft(incident, agent):
    closing.propose_solution(incident, agent, SOLVED, at=NOW)
    with pytest.raises(Forbidden):
        articles.draft_from(incident, make.staff("account_owner"))
    assert (
        signed_in(make.staff("account_owner"))
        .post(f"/desk/incidents/{incident.pk}/articles/draft/")
        .status_code
        == 403
    )


def test_contacts_reach_neither(incident, product):
    client = signed_in(covered(product))
    assert client.post(f"/desk/incidents/{incident.pk}/articles/").status_code == 404
    assert client.post(f"/desk/incidents/{incident.pk}/articles/draft/").status_code == 404
