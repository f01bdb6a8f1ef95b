"""Two companies in the community, a group, and one of the vendor's people."""

from dataclasses import dataclass

from entitlements.community import profiles, writing
from entitlements.community.access import Person
from entitlements.community.models import Group, Question
from entitlements.community.profiles import Shown
from entitlements.community.writing import NewQuestion
from tests import factories as make
from tests.tickets.moments import moment

AT = moment("2026-11-25 09:00 +01:00")


@dataclass
class Scene:
    mette: Person
    vikram: Person
    agent: Person
    group: Group

    def ask(self, by=None, at=AT, **words):
        words = {
            "group": self.group,
            "title": "How do you test a service pack?",
            "body": "One licence.",
        } | words
        return writing.ask(by or self.mette, NewQuestion(**words), at)

    def answer(self, question, by=None, body="On a copy at night.", at=AT, **words):
        return writing.answer(by or self.vikram, question, body, at=at, **words)


def member(name, company="Nordlys Energiudstyr A/S", number=None, industry="Wind components", **shown):
    """A contact of a covered company, in the community under the first name and initial of `name`."""
    customer = make.customer(name=company, industry=industry, **({"number": number} if number else {}))
    make.line(customer, make.product("LGF", name="Ledgerkant Finance"), "XT")
    person = Person(make.contact(customer, name=name), customer)
    profiles.choose(person, Shown(profiles.proposed_name(person), **shown), AT)
    return person


def scene():
    group = Group.objects.create(code="finance", way="system", name_en="Finance", product=make.product("LGF"))
    agent = Person(make.staff("agent", name="Signe Holm"))
    profiles.staff_member(agent)
    return Scene(
        member("Mette Solgaard", number="C-1001"),
        member("Vikram Kulkarni", "Malhar Auto Components", number="C-1007", industry="Automotive"),
        agent,
        group,
    )


def fresh(question):
    return Question.objects.select_related("accepted").get(pk=question.pk)
