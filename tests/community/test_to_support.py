"""A question becomes an incident by its author, and nobody else sees more than that it did (R12.4)."""

import pytest

from entitlements.community import writing
from entitlements.community.models import Question
from entitlements.knowledge import publishing
from entitlements.knowledge.models import Article
from entitlements.models import Document
from tests import factories as make
from tests.community.scene import AT, fresh, scene
from tests.desk.pages import get, post, signed_in, text
from tickets.models import Incident, Milestone, OfCommunity

pytestmark = pytest.mark.django_db


def logged(here, question, person):
    words = {"product": "LGF", "title": "T", "description": "D", "kind": "fault", "environment": "production"}
    post(signed_in(person.user), "/incidents/new/", AT, **words, question=question.pk)
    return Incident.objects.order_by("-pk").first()


def test_r12_4_its_author_takes_it_to_support_with_a_link_both_ways():
    here = scene()
    question = here.ask(product=here.group.product)
    client = signed_in(here.mette.user)
    page = f"/community/questions/{question.pk}/"
    assert f"/incidents/new/?question={question.pk}" in get(client, page, AT).content.decode()
    form = get(client, f"/incidents/new/?question={question.pk}", AT).content.decode()
    assert "How do you test a service pack?" in form
    assert "One licence." in form
    incident = logged(here, question, here.mette)
    assert OfCommunity.objects.get().incident == incident
    assert fresh(question).taken_at == AT
    assert Milestone.objects.filter(incident=incident).exists()
    shown = get(client, f"/community/questions/{question.pk}/", AT).content.decode()
    assert f"/incidents/{incident.pk}/" in shown
    assert (
        f"/community/questions/{question.pk}/"
        in get(client, incident.get_absolute_url(), AT).content.decode()
    )
    desk = signed_in(here.agent.user)
    assert f"/desk/incidents/{incident.pk}/" in get(desk, page, AT).content.decode()


def test_r12_4_the_question_that_is_taken_is_not_offered_as_its_own_answer():
    here = scene()
    taken, other = here.ask(), here.ask(by=here.vikram)
    client = signed_in(here.mette.user)
    typing = f"/incidents/similar/?title={taken.title}&question={taken.pk}"
    for page in (f"/incidents/new/?question={taken.pk}", typing):
        shown = get(client, page, AT).content.decode()
        assert f'value="question:{taken.pk}"' not in shown
        assert f'value="question:{other.pk}"' in shown


def test_r12_4_others_see_that_it_was_taken_and_neither_number_nor_company():
    here = scene()
    question = here.ask()
    incident = logged(here, question, here.mette)
    shown = text(get(signed_in(here.vikram.user), f"/community/questions/{question.pk}/", AT))
    assert "Its author has taken this to support." in shown
    assert str(incident.pk) not in shown.replace(str(question.pk), "") or incident.pk == question.pk
    assert "Nordlys" not in shown
    assert "/incidents/new/?question" not in shown


def test_r12_4_nobody_takes_the_question_of_another_and_it_is_taken_once():
    here = scene()
    question = here.ask()
    logged(here, question, here.vikram)
    assert not OfCommunity.objects.exists()
    first = logged(here, question, here.mette)
    second = logged(here, question, here.mette)
    assert first != second
    assert OfCommunity.objects.get().incident == first


@pytest.mark.parametrize("typed", ["x", "999999", "9" * 30, ""])
def test_r12_4_a_question_that_does_not_exist_is_left_out(typed):
    here = scene()
    assert get(signed_in(here.mette.user), f"/incidents/new/?question={typed}", AT).status_code == 200
    assert not Question.objects.exists()


def test_r12_1_an_article_of_it_begins_with_the_question_and_its_accepted_answer_and_names_nobody():
    here = scene()
    question = here.ask(product=here.group.product)
    here.answer(question, body="No idea.")
    kept = here.answer(question, body="On a copy at night, as @mette.s says.")
    desk, address = signed_in(make.staff("publisher")), f"/desk/knowledge/new/?question={question.pk}"
    form = get(desk, address, AT).context["form"]
    assert form["title"].value() == "How do you test a service pack?"
    assert form["symptoms"].value() == "One licence."
    assert form["body"].value() == "No idea.\n\nOn a copy at night, as @… says."
    assert form["visibility"].value() == "subscribers"
    writing.accept(here.mette, question, kept.pk, AT)
    page = get(desk, address, AT)
    assert page.context["form"]["body"].value() == "On a copy at night, as @… says."
    assert f'<option value="{here.group.product.pk}" selected>' in page.content.decode()


def test_r12_1_code_in_an_article_of_it_and_in_what_search_finds_keeps_what_it_holds():
    here = scene()
    question = here.ask(body="Ask @vikram.k.\n\n```\n@Override\n```\n\nIt says `@Transactional`.")
    form = get(
        signed_in(make.staff("publisher")), f"/desk/knowledge/new/?question={question.pk}", AT
    ).context["form"]
    assert form["symptoms"].value() == "Ask @…\n\n```\n@Override\n```\n\nIt says `@Transactional`."
    found = Document.objects.get(kind="question", key=question.pk)
    assert found.body == "Ask @… @Override It says @Transactional."


def test_r12_1_an_article_of_it_knows_the_question_and_leads_its_readers_there_once_it_is_published():
    here = scene()
    version = make.version(here.group.product, "13.0")
    question = here.ask(product=here.group.product, version=version)
    desk, address = signed_in(make.staff("publisher")), f"/desk/knowledge/new/?question={question.pk}"
    begun = get(desk, address, AT)
    assert begun.context["affected"].initial == [{"product": here.group.product.pk, "versions": [version.pk]}]
    post(desk, address, AT, **sent(begun))
    article = Article.objects.get()
    assert [each.name for each in article.affected.get().versions.all()] == ["13.0"]
    assert fresh(question).article == str(article.pk)
    moderation = f"/desk/community/questions/{question.pk}/"
    assert moderation in get(desk, f"/desk/knowledge/{article.pk}/", AT).content.decode()
    shown = get(desk, moderation, AT).content.decode()
    assert f"/desk/knowledge/{article.pk}/" in shown
    assert address not in shown
    assert post(desk, f"{moderation}article/", AT, article=article.pk).status_code == 302
    hers, page = signed_in(here.mette.user), f"/community/questions/{question.pk}/"
    assert f"/knowledge/{article.pk}/" not in get(hers, page, AT).content.decode()
    publishing.publish(article, make.staff("publisher"), at=AT)
    assert f"/knowledge/{article.pk}/" in get(hers, page, AT).content.decode()
    post(desk, address, AT, **sent(begun))
    assert fresh(question).article == str(article.pk)


def test_r12_4_an_incident_of_it_begins_with_its_text_as_a_description_is_shown():
    here = scene()
    question = here.ask(body="**One** licence, @vikram.k:\n\n- see `@Override`\n- [page](https://a.example/)")
    form = get(signed_in(here.mette.user), f"/incidents/new/?question={question.pk}", AT).context["form"]
    shown = "One licence, @…:\n\n- see @Override\n- page (https://a.example/)"
    assert form["description"].value() == shown


def sent(page):
    """The form of a new article as a browser sends it."""
    form, affected = page.context["form"], page.context["affected"]
    fields = {field.html_name: field.value() for field in form if field.value() is not None}
    rows = affected.initial
    return fields | {
        "kind": "how_to",
        "do": "keep",
        "affected-TOTAL_FORMS": 1,
        "affected-INITIAL_FORMS": 1,
        "affected-0-product": rows[0]["product"],
        "affected-0-versions": rows[0]["versions"],
    }


@pytest.mark.parametrize("typed", ["0", "x", "999999", "9" * 30, ""])
def test_an_article_of_no_question_begins_empty(typed):
    page = get(signed_in(make.staff("publisher")), f"/desk/knowledge/new/?question={typed}", AT)
    assert not page.context["form"]["title"].value()
