"""The community of the demo is that of DEMO.md, 9."""

from entitlements.community.models import Answer, Group, Profile, Question
from entitlements.knowledge.models import Article
from tests.demo.moment import T
from tickets.models import OfCommunity
from xtreme.demo import community
from xtreme.demo.moments import Now

GROUPS = {
    *("Finance", "Production", "Warehouse", "Payroll", "Integration", "On-premises", "Cloud"),
    *("Food", "Automotive", "Logistics"),
}
TITLES = {
    "How do you test a service pack without a second licence?",
    "Anyone running 8.0 with glove-mode scanners?",
    "Is your cycle count slow on big sites?",
    "Hvordan håndterer I månedsluk med tre selskaber?",
    "Best way to archive 10 years of orders?",
    "NF-e contingency mode: who has practised it?",
    "Lot trace drill checklist to share?",
}


def test_groups_and_questions_are_those_of_the_list_and_filling_again_adds_nothing():
    community.fill(Now(T))
    assert set(Group.objects.values_list("name_en", flat=True)) == GROUPS
    assert set(Question.objects.values_list("title", flat=True)) == TITLES
    assert Question.objects.count() == len(TITLES)


def test_answers_accepted_taken_to_support_made_into_an_article_and_hidden():
    asked = Question.objects.select_related("accepted__author__member__customer")
    licence = asked.get(title__startswith="How do you test")
    assert licence.accepted.author.member.customer.name.startswith("Malhar")
    taken = asked.get(title__startswith="Is your cycle count")
    assert (
        OfCommunity.objects.get(question=taken).incident.title == "Cycle count screen slow above 40,000 bins"
    )
    assert OfCommunity.objects.get().customer.name.startswith("Wattlebird")
    danish = asked.get(language="da")
    assert danish.accepted.author.is_staff
    assert danish.article == str(Article.objects.order_by("pk")[4].pk)
    assert Answer.objects.exclude(hidden_at=None).get().reports.exists()
    assert Profile.objects.filter(company="", is_staff=False, industry="", environment="").count() == 1
