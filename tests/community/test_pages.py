"""The pages of the community: what they take, keep and say (R12.1 to R12.4)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entitlements.community import moderating, writing
from entitlements.community.models import Answer, Question, Vote
from entitlements.community.refusals import QuestionLocked
from subscriptions.models import ProductLine
from tests import factories as make
from tests.community.scene import AT, fresh, scene
from tests.desk.pages import get, post, signed_in, text
from tests.knowledge.scene import published

pytestmark = pytest.mark.django_db

ASKED = {"title": "How do you archive orders?", "body": "Ten years of them.", "language": "en"}


@pytest.fixture(autouse=True)
def _as_fast_as_it_likes(settings):
    settings.COMMUNITY_POSTS_PER_MINUTE = 1_000_000


def page(question):
    return f"/community/questions/{question.pk}/"


def test_r12_1_a_question_is_asked_and_answered_on_the_pages():
    here = scene()
    client = signed_in(here.mette.user)
    response = post(client, "/community/ask/", AT, **ASKED, group=here.group.pk)
    question = Question.objects.get()
    assert response.headers["Location"] == page(question)
    other = signed_in(here.vikram.user)
    post(other, f"{page(question)}answer/", AT, body="By year.", language="en")
    shown = text(get(client, page(question), AT))
    assert "By year." in shown
    assert "Accept this answer" in shown
    assert "Accept this answer" not in text(get(other, page(question), AT))
    assert 'lang="en"' in get(client, page(question), AT).content.decode()


def test_r12_1_what_was_asked_before_is_shown_once_also_without_scripts():
    here = scene()
    here.ask()
    client = signed_in(here.vikram.user)
    words = {"title": "Test of a service pack", "body": "How?", "language": "en", "group": here.group.pk}
    first = post(client, "/community/ask/", AT, **words)
    assert first.status_code == 200
    assert "How do you test a service pack?" in text(first)
    assert "How?" in text(first)
    assert Question.objects.count() == 1
    assert post(client, "/community/ask/", AT, **words, seen="1").status_code == 302
    assert Question.objects.count() == 2


def test_r12_1_who_asks_what_was_never_asked_is_led_to_what_is_written_not_to_questions():
    here = scene()
    published(here.group.product, text={"title": "Test a service pack on a copy"})
    words = {"title": "Test of a service pack", "body": "How?", "language": "en", "group": here.group.pk}
    shown = text(post(signed_in(here.vikram.user), "/community/ask/", AT, **words))
    assert "There is something written about this." in shown
    assert "asked before" not in shown


def test_r7_9_a_pasted_secret_is_warned_of_before_other_companies_read_it():
    here = scene()
    client = signed_in(here.mette.user)
    words = ASKED | {"body": "We use password: Hunter2-xyz", "group": here.group.pk}
    warned = post(client, "/community/ask/", AT, **words)
    assert warned.status_code == 422
    assert "This seems to hold a password" in text(warned)
    assert not Question.objects.exists()
    post(client, "/community/ask/", AT, **words, about_secrets="take_out")
    assert "Hunter2" not in Question.objects.get().body


@pytest.mark.parametrize(
    ("step", "words", "said"),
    [
        ("answer", {"body": " ", "language": "en"}, "Write a text first."),
        ("answer", {"body": "x" * 20_001, "language": "en"}, "20000 is the most"),
        ("answer", {"body": "Ask @Nobody", "language": "en"}, "No member is called @Nobody."),
        ("accept", {"answer": "999"}, "Only an answer to this question"),
        ("accept", {"answer": "x"}, "Only an answer to this question"),
        ("same-here", {}, "This is your own question"),
        ("report", {"reason": ""}, "Give a reason"),
    ],
)
def test_r12_1_bad_input_is_told_in_a_sentence_and_what_was_typed_stays(step, words, said):
    here = scene()
    question = here.ask()
    refused = post(signed_in(here.mette.user), f"{page(question)}{step}/", AT, **words)
    assert refused.status_code in (409, 422)
    assert said in text(refused)
    if words.get("body", " ").strip() and len(words["body"]) < 100:
        assert words["body"] in text(refused)
    assert not Answer.objects.exists()


def test_r12_1_a_vote_twice_and_a_locked_question_are_told():
    here = scene()
    question = here.ask()
    client = signed_in(here.vikram.user)
    assert post(client, f"{page(question)}same-here/", AT).status_code == 302
    assert "already. It counts once." in text(post(client, f"{page(question)}same-here/", AT))
    assert Vote.objects.count() == 1
    moderating.lock(here.agent.user, question, "Settled.", locked=True, at=AT)
    refused = post(client, f"{page(question)}answer/", AT, body="Late.", language="en")
    assert refused.status_code == 409
    assert "A moderator has locked this question." in text(refused)


def test_r12_1_a_hidden_question_is_404_for_others_and_told_to_its_author_with_the_reason():
    here = scene()
    question = here.ask()
    moderating.hide(here.agent.user, question, None, "It names a customer.", AT)
    assert get(signed_in(here.vikram.user), page(question), AT).status_code == 404
    shown = text(get(signed_in(here.mette.user), page(question), AT))
    assert "It names a customer." in shown
    colleague = make.contact(here.mette.customer)
    assert get(signed_in(colleague), page(question), AT).status_code == 404


def test_r12_3_an_expired_company_reads_and_is_told_why_it_does_not_write():
    here = scene()
    question = here.ask()
    ProductLine.objects.filter(customer=here.vikram.customer).update(ends_at=AT)
    client = signed_in(here.vikram.user)
    shown = text(get(client, page(question), AT))
    assert "One licence." in shown
    assert "Only contacts with an active subscription can write. You can still read." in shown
    assert "Same here" not in shown
    refused = post(client, f"{page(question)}answer/", AT, body="I know.", language="en")
    assert "Only contacts with an active subscription can write." in text(refused)
    assert get(client, "/community/ask/", AT).status_code == 403


def test_r12_3_an_expired_company_reads_who_she_is_shown_as_and_no_form_that_nothing_keeps():
    here = scene()
    colleague = make.contact(here.vikram.customer)
    ProductLine.objects.filter(customer=here.vikram.customer).update(ends_at=AT)
    shown = get(signed_in(here.vikram.user), "/community/profile/", AT).content.decode()
    assert "You are shown as Vikram K." in shown
    assert "while your company has an active subscription" in shown
    assert 'name="name"' not in shown
    index = get(signed_in(colleague), "/community/", AT).content.decode()
    assert "Choose my name" not in index


def test_r12_1_what_was_asked_before_stands_apart_from_what_is_written_about_it():
    here = scene()
    here.ask()
    article = published(here.group.product, text={"title": "Test a service pack on a copy"})
    typed = "/community/ask/similar/?title=How+to+test+a+service+pack"
    shown = text(get(signed_in(here.vikram.user), typed, AT))
    asked, written = shown.split("Written about it")
    assert "Asked before" in asked
    assert "How do you test a service pack?" in asked
    assert f"/knowledge/{article.pk}/" in written
    assert "Article" not in asked


def test_r12_1_a_name_is_chosen_before_the_first_question_and_imitations_are_refused_at_the_field():
    here = scene()
    person = make.contact(here.mette.customer, name="Anders Thorup")
    client = signed_in(person)
    assert get(client, "/community/ask/", AT).headers["Location"] == "/community/profile/?next=ask"
    form = get(client, "/community/profile/", AT)
    assert 'value="Anders T."' in form.content.decode()
    refused = post(client, "/community/profile/", AT, name="Xtreme Supp0rt")
    assert refused.status_code == 422
    assert "looks as if it spoke for the vendor" in text(refused)
    assert "Xtreme Supp0rt" in text(refused)
    chosen = post(client, "/community/profile/?next=ask", AT, name="Vinter")
    assert chosen.headers["Location"] == "/community/ask/"


def test_r12_2_groups_are_suggested_joined_and_left_on_the_pages():
    here = scene()
    client = signed_in(here.mette.user)
    assert "Suggested for you" in text(get(client, "/community/", AT))
    post(client, "/community/groups/finance/join/", AT)
    assert "My groups" in text(get(client, "/community/", AT))
    post(client, "/community/groups/finance/join/", AT, leave="1")
    assert "My groups" not in text(get(client, "/community/", AT))


def test_r12_1_lists_are_narrowed_by_language_and_what_is_unanswered():
    here = scene()
    english = here.ask()
    danish = here.ask(title="Hvordan lukker I måneden?", language="da")
    here.answer(english)
    client = signed_in(here.vikram.user)

    def titles(query):
        return [row.pk for row in get(client, f"/community/?{query}", AT).context["rows"]]

    assert titles("") == [danish.pk, english.pk]
    assert titles("language=da") == [danish.pk]
    assert titles("show=unanswered") == [danish.pk]
    assert titles("show=nonsense&language=xx&before=zz") == [danish.pk, english.pk]


def statements(client, address):
    get(client, address, AT)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert get(client, address, AT).status_code == 200
    return len(caught)


def test_pages_ask_the_same_number_of_statements_however_much_is_written():
    here = scene()
    question = here.ask(body="For @vikram.k.")
    here.answer(question)
    client = signed_in(here.mette.user)
    addresses = ("/community/", "/community/groups/finance/", page(question))
    before = [statements(client, address) for address in addresses]
    for number in range(12):
        here.ask(title=f"Question {number}", body="And @vikram.k again.")
        here.answer(question, body=f"Answer {number} to @mette.s.")
    assert [statements(client, address) for address in addresses] == before


BOMBS = (">" * 20_000, "[" * 20_000, "*a_" * 6_600, "- " * 10_000, "![" * 10_000, "|" * 20_000)


@pytest.mark.parametrize("bomb", BOMBS)
def test_r12_1_a_bomb_of_markdown_is_drawn_in_time(bomb):
    from time import process_time

    here = scene()
    question = here.ask(body=bomb)
    client = signed_in(here.vikram.user)
    began = process_time()
    assert get(client, page(question), AT).status_code == 200
    assert process_time() - began < 5


def test_r12_1_images_and_html_are_shown_as_they_are_typed():
    here = scene()
    question = here.ask(body="![x](https://evil.example/p.png) <script>alert(1)</script> [a](javascript:x)")
    shown = get(signed_in(here.vikram.user), page(question), AT).content.decode()
    assert '<img src="https://evil' not in shown
    assert "<script>alert" not in shown
    assert 'href="javascript' not in shown


def test_r12_1_moderation_at_the_desk_shows_who_it_was_what_was_reported_and_how_it_read_before():
    here = scene()
    question = here.ask()
    writing.edit_question(here.mette, question, "Otherwise?", "One licence.", AT)
    moderating.report(here.vikram, question, None, "It names a customer.", AT)
    desk = signed_in(here.agent.user)
    assert "It names a customer." in text(get(desk, "/desk/community/", AT))
    address = f"/desk/community/questions/{question.pk}/"
    shown = text(get(desk, address, AT))
    for words in ("Mette Solgaard", "It names a customer.", "How do you test a service pack?"):
        assert words in shown
    refused = post(desk, f"{address}hide/", AT, reason=" ")
    assert refused.status_code == 422
    assert post(desk, f"{address}hide/", AT, reason="It does.").status_code == 302
    assert fresh(question).hidden_at == AT
    assert post(desk, f"{address}nonsense/", AT).status_code == 404
    assert get(signed_in(here.vikram.user), address, AT).status_code == 404


def test_r12_1_a_locked_question_is_not_edited_either():
    here = scene()
    question = here.ask()
    moderating.lock(here.agent.user, question, "Settled.", locked=True, at=AT)
    hers = signed_in(here.mette.user)
    assert f"/community/questions/{question.pk}/edit/" not in get(hers, page(question), AT).content.decode()
    with pytest.raises(QuestionLocked):
        writing.edit_question(here.mette, question, "Otherwise?", "Edited.", AT)


def test_r12_1_an_article_made_of_a_question_is_one_that_can_be_read():
    here = scene()
    question = here.ask()
    desk, address = signed_in(here.agent.user), f"/desk/community/questions/{question.pk}/article/"
    refused = post(desk, address, AT, article="999")
    assert refused.status_code == 422
    assert "No published article has the number 999." in text(refused)
    Question.objects.filter(pk=question.pk).update(article="999")
    assert "An article of the knowledge base" not in text(
        get(signed_in(here.vikram.user), page(question), AT)
    )
    assert post(desk, address, AT, article="").status_code == 302
    assert fresh(question).article == ""


def test_r12_1_all_that_is_wrong_with_a_question_is_said_at_once():
    here = scene()
    other = make.version(make.product("FMP"), "10.0")
    sent = {
        "title": "T" * 201,
        "body": "Ask @nobody.here.",
        "product": "LGF",
        "version": other.pk,
        "seen": "1",
    }
    answer = post(signed_in(here.mette.user), "/community/ask/", AT, **sent, language="en")
    assert set(answer.context["form"].errors) == {"title", "body", "group", "version"}
    assert not Question.objects.exists()


def test_r12_2_staff_make_a_group_on_the_page_and_are_told_of_a_code_that_is_taken():
    here = scene()
    desk = signed_in(here.agent.user)
    words = {"code": "food", "way": "industry", "name_en": "Food", "industries": "food, drink"}
    assert post(desk, "/desk/community/groups/new/", AT, **words).status_code == 302
    refused = post(desk, "/desk/community/groups/new/", AT, **words)
    assert refused.status_code == 422
    assert "Another group has this code." in text(refused)
    from entitlements.community.models import Group

    made = Group.objects.get(code="food")
    assert made.industries == ["food", "drink"]
    assert post(desk, f"/desk/community/groups/{made.pk}/archive/", AT).status_code == 302
    assert "This group is archived." in text(get(signed_in(here.mette.user), "/community/groups/food/", AT))
