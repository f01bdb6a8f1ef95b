"""A member whose company is hidden, one who shows hers, and one who left; what all may read says nothing of them,
what is hidden, reported or written before does."""

from datetime import timedelta

from entitlements.community import groups, moderating, profiles, voting, writing
from entitlements.community.access import Person
from entitlements.community.models import Group, Profile
from entitlements.community.profiles import Shown
from entitlements.community.writing import NewQuestion
from tests import factories as make
from tests.isolation.moments import WEDNESDAY
from tickets import community

LATER = WEDNESDAY + timedelta(minutes=5)


def plant(company):
    code, said = company.product.code, company.said
    moderator = make.staff("agent")
    group, _made = Group.objects.get_or_create(code="finance", way="system", name_en="Finance")
    hiding, showing = (Person(each, company.customer) for each in (company.contact, company.manager))
    profiles.choose(hiding, Shown(f"Hiding {code}"), WEDNESDAY)
    shown = profiles.choose(showing, Shown(f"Showing {code}", company=True), WEDNESDAY)
    # What she shows is read by all, so it has no mark.
    Profile.objects.filter(pk=shown.profile_id).update(company=company.customer.name.removesuffix(said))
    _former_member(company, group)

    groups.join(hiding, group, WEDNESDAY)
    asked = writing.ask(
        hiding, NewQuestion(group=group, title=f"Closing with {code}?", body="How?"), WEDNESDAY
    )
    writing.answer(showing, asked, "With a copy.", at=WEDNESDAY)
    writing.follow(showing, asked, wanted=True, at=WEDNESDAY)
    voting.same_here(showing, asked, WEDNESDAY)
    community.link(company.incident, asked, WEDNESDAY)
    _hidden_posts(hiding, showing, asked, said, moderator)


def _former_member(company, group):
    former = Person(company.keeper, company.customer)
    profiles.choose(former, Shown(f"Former {company.product.code}"), WEDNESDAY)
    writing.ask(former, NewQuestion(group=group, title="Archiving?", body="Ten years."), WEDNESDAY)
    profiles.leave(former, WEDNESDAY)


def _hidden_posts(hiding, showing, asked, said, moderator):
    """An answer to the question that is shown, and a question that was edited; both reported."""
    answer = writing.answer(showing, asked, f"Of our bank.{said}", at=LATER)
    moderating.report(hiding, asked, answer, f"Names our bank{said}", LATER)
    moderating.hide(moderator, asked, answer, f"Names a bank{said}", LATER)
    new = NewQuestion(group=asked.group, title=f"Our bank{said}", body=f"Which?{said}")
    question = writing.ask(hiding, new, LATER)
    writing.edit_question(hiding, question, f"A bank{said}", f"Which bank?{said}", LATER)
    moderating.report(showing, question, None, f"Names our bank{said}", LATER)
    moderating.hide(moderator, question, None, f"Names a bank{said}", LATER)
