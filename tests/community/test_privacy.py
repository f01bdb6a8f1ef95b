"""Customers are each other's competitors: nobody learns who another member is, by no way (R12.1).

By raw SQL as each role, and by everything that leaves the server.
"""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from entitlements import searching
from entitlements.community import groups, moderating, profiles, voting, writing
from entitlements.community.models import Answer, Profile, Question
from entitlements.community.profiles import Shown
from entitlements.readers import Reader
from entitlements.searching import Asked
from notifications import mails
from notifications.models import Notification
from subscriptions import tenancy
from tests.community.scene import AT, scene
from tests.desk.pages import get, post, signed_in

pytestmark = pytest.mark.django_db

BEHIND = ("member", "groupmembership", "following", "vote", "report", "revision", "moderation")


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def lively():
    """A thread in which both took part in every way."""
    here = scene()
    question = here.ask()
    given = here.answer(question, body="As @mette.s knows.")
    writing.edit_question(here.mette, question, question.title, "One licence only.", AT)
    writing.follow(here.vikram, question, wanted=True, at=AT)
    voting.same_here(here.vikram, question, AT)
    groups.join(here.mette, here.group, AT)
    groups.join(here.vikram, here.group, AT)
    moderating.report(here.mette, question, given, "An advertisement.", AT)
    moderating.report(here.vikram, question, None, "Not a question.", AT)
    moderating.hide(here.agent.user, question, given, "It advertises.", AT)
    moderating.show(here.agent.user, question, given, "It does not.", AT)
    writing.accept(here.mette, question, given.pk, AT)
    return here, question, given


@pytest.mark.parametrize("table", BEHIND)
def test_r12_1_a_contact_sees_no_row_that_says_who_is_who_at_another_company(table):
    here, *_thread = lively()
    with tenancy.as_staff():
        assert sql(f"select count(*) from community_{table}") > [(0,)]
    theirs = f"select count(*) from community_{table} where customer_id is distinct from %s"
    for person in (here.mette, here.vikram):
        with tenancy.as_contact(person.customer.pk):
            assert sql(theirs, person.customer.pk) == [(0,)]
    with tenancy.as_owner():
        assert sql(f"select count(*) from community_{table}") == [(0,)]


def test_r12_1_posts_and_profiles_have_no_column_that_leads_to_a_person_or_a_company():
    for model in (Question, Answer, Profile):
        related = {
            field.related_model._meta.label for field in model._meta.concrete_fields if field.is_relation
        }
        assert not related & {"subscriptions.User", "subscriptions.Customer", "subscriptions.Membership"}


def test_r12_1_a_contact_reads_the_posts_of_others_and_not_what_is_hidden():
    here, question, given = lively()
    with tenancy.as_contact(here.mette.customer.pk):
        assert sql("select body from community_answer where id = %s", given.pk)
    moderating.hide(here.agent.user, question, given, "It advertises.", AT)
    with tenancy.as_contact(here.mette.customer.pk):
        assert sql("select body from community_answer where id = %s", given.pk) == []
    with tenancy.as_contact(here.vikram.customer.pk):
        assert sql("select body from community_answer where id = %s", given.pk)
    moderating.hide(here.agent.user, question, None, "It names a customer.", AT)
    with tenancy.as_contact(here.vikram.customer.pk):
        assert sql("select 1 from community_question where id = %s", question.pk) == []
        assert sql("select 1 from community_answer where question_id = %s", question.pk) == []


@pytest.mark.parametrize("table", ["question", "answer"])
def test_r12_1_the_login_role_sees_no_post(table):
    lively()
    with tenancy.as_owner():
        assert sql(f"select count(*) from community_{table}") == [(0,)]


def test_r12_1_a_contact_cannot_write_in_the_name_of_another_company():
    here, question, _given = lively()
    vikram = here.vikram.member().profile
    with pytest.raises(ProgrammingError), transaction.atomic(), tenancy.as_contact(here.mette.customer.pk):
        Answer.objects.create(question=question, author=vikram, body="I gave in.", answered_at=AT)


@pytest.mark.parametrize(
    "change", ["hidden_at = now()", "locked_at = now()", "answers_shown = 9", "author_id = author_id"]
)
def test_r12_1_a_contact_changes_her_own_text_alone(change):
    here, question, given = lively()
    with pytest.raises(ProgrammingError), transaction.atomic(), tenancy.as_contact(here.mette.customer.pk):
        sql(f"update community_question set {change} where id = %s", question.pk)
    with tenancy.as_contact(here.mette.customer.pk):
        assert sql("update community_answer set body = 'mine now' where id = %s", given.pk) == 0
        assert sql("update community_question set body = 'mine' where id = %s", question.pk) == 1
    for statement in (
        "update community_profile set company = 'Nobody'",
        "insert into community_group (code, way, name_en) values ('a', 'b', '')",
        "delete from community_question",
    ):
        with (
            pytest.raises(ProgrammingError),
            transaction.atomic(),
            tenancy.as_contact(here.mette.customer.pk),
        ):
            sql(statement)


PAGES = (
    "/community/",
    "/community/groups/finance/",
    "/community/questions/{question}/",
    "/community/members/{member}/",
    "/community/ask/?title=How+do+you+test+a+service+pack",
    "/community/ask/similar/?title=How+do+you+test+a+service+pack",
    "/api/v1/community/questions/",
    "/api/v1/community/questions/{question}/",
)


def secrets_of(person):
    """What of her nobody else may ever get. Keys are looked for in words that would carry one."""
    user, customer = person.user, person.customer
    return [user.email, user.name, user.name.split()[-1], customer.name, customer.number, customer.industry]


@pytest.mark.parametrize("page", PAGES)
def test_r12_1_nothing_that_another_member_is_sent_says_who_she_is(page):
    here, question, _given = lively()
    address = page.format(question=question.pk, member=here.vikram.member().profile_id)
    client = signed_in(here.mette.user)
    if page.startswith("/api/"):
        from subscriptions.models import ApiToken

        client.defaults["HTTP_AUTHORIZATION"] = f"Token {ApiToken.issue(here.mette.user, 'x')}"
        client.logout()
    response = get(client, address, AT)
    assert response.status_code == 200
    sent = response.content.decode() + str(response.headers)
    for secret in secrets_of(here.vikram):
        assert secret not in sent, secret


def test_r12_1_mails_and_bells_say_names_shown_and_no_other_word_of_anybody():
    here, _question, _given = lively()
    told = Notification.objects.filter(recipient=here.mette.user).select_related("recipient")
    assert told.filter(kind="community_answer", channel="email").exists()
    for row in told:
        mail = mails.written(row)
        sent = (
            f"{mail.subject}{mail.text}{mail.html}{mail.headers}{mails.reply_to(row)}{row.context}{row.link}"
        )
        for secret in secrets_of(here.vikram):
            assert secret not in sent, secret
        assert row.customer_id == here.mette.customer.pk


def test_r12_1_what_is_searched_holds_nothing_of_who_wrote_it():
    here, question, _given = lively()
    reader = Reader(customer=here.mette.customer.pk, products=frozenset({here.group.product_id}))
    rows, _alike = searching.find(Asked("licence"), reader, "en")
    assert [row.code for row in rows] == [str(question.pk)]
    for secret in (*secrets_of(here.mette), "mette.s", "Mette S."):
        rows, alike = searching.find(Asked(secret), reader, "en")
        assert alike or not rows or secret == "mette.s", secret


def test_r12_1_nothing_of_her_company_is_shown_before_she_chose_it_and_nothing_after_she_took_it_back():
    here, question, _given = lively()
    client = signed_in(here.mette.user)
    page = f"/community/questions/{question.pk}/"
    assert "Malhar" not in get(client, page, AT).content.decode()
    profiles.choose(here.vikram, Shown("Vikram K.", company=True, industry=True), AT)
    shown = get(client, page, AT).content.decode()
    assert "Malhar Auto Components" in shown
    assert "Automotive" in shown
    profiles.choose(here.vikram, Shown("Vikram K."), AT)
    assert "Malhar" not in get(client, page, AT).content.decode()


def test_r12_1_who_acts_for_two_companies_is_two_members():
    """Nobody learns that they are one person."""
    from entitlements.community.access import Person
    from subscriptions.models import Membership
    from tests import factories as make

    here = scene()
    second = make.customer(name="Havblik")
    make.line(second, make.product("LGF"))
    Membership.objects.create(customer=second, user=here.mette.user)
    other = Person(here.mette.user, second)
    assert other.member() is None
    profiles.choose(other, Shown("Winter"), AT)
    assert other.member().profile_id != here.mette.member().profile_id


def test_r12_1_a_colleague_does_not_learn_which_name_is_whose(client):
    """Not by the pages; her company's rows are hers to read by the wall alone."""
    from tests import factories as make

    here, question, _given = lively()
    colleague = make.contact(here.mette.customer, name="Anders Thorup")
    page = get(signed_in(colleague), f"/community/questions/{question.pk}/", AT).content.decode()
    assert "Solgaard" not in page
    assert post(signed_in(colleague), f"/community/questions/{question.pk}/edit/", AT).status_code == 404
