"""The comparison of subscriptions (R24)."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from entitlements import answers
from entitlements.comparison import compare
from entitlements.models import ComparisonRow, Footnote, Grant, Service, TargetPolicy
from entitlements.presets import choose
from subscriptions.models import Tier
from tests import factories

pytestmark = pytest.mark.django_db

# REQUIREMENTS.md, the table at its end, copied by hand: number, label, Xtreme Support, Premium, Elite.
ENGLISH = """
R1 | Critical Solution Notification | ● | ● | ●
R2 | Component System Updates and Feature Packs | ● | ● | ●
R3 | Component System Patches and Service Packs | ● | ● | ●
R3 | Statutory and regulatory updates | ● | ● | ●
R4 | Number of incidents | unlimited | unlimited | unlimited
R5 | Continuous Online Support | 24×7 | 24×7 | 24×7
R6 | Telephone, severity 2–4 | office hours | office hours | office hours
R6 | Telephone, severity 1 | 24×5* | 24×7* | 24×7*
R7 | Remote Access | ● | ● | ●
R8 | Defined Incident Response | ● | ● | ●
R8 | First-response target, severity 1/2/3/4 | 2 h / 4 h / 1 d / 2 d | 1 h / 2 h / 4 h / 8 h | 30 min / 1 h / 2 h / 4 h
R9 | Priority Incident Queuing (by severity) | ● | ● | ●
R10 | Critical Incident Support* | 24×5 | ● | ●
R11 | How-to Assistance | ● | ● | ●
R12 | Online Communities | ● | ● | ●
R13 | Recorded Briefings, also on request | ● | ● | ●
R14 | Extended Critical Incident Support* | – | 24×7 | 24×7
R15 | Priority Subscription Queuing (within severity) | – (3.) | ● (2.) | ● (1.)
R16 | Interactive Briefings | – | ● | ●
R17 | Dedicated Customer Advisor | – | – | ●
R18 | Support Activity Review | – | – | quarterly
R19 | Early Adopter Program | – | – | considered first
R20 | Senior Support and Development Resources | – | – | ●
R21 | Training-card discount** | – | – | 25 %
R22 | Upgrade Planning Assistance | – | – | ●
R23 | Special Event Support* | – | – | 1 weekend per period
– | Named contacts | unlimited | unlimited | unlimited
"""  # noqa: E501  the table as it stands
DANISH = """
R1 | Varsling om kritiske løsninger | ● | ● | ●
R2 | Opdateringer og funktionspakker til komponentsystemer | ● | ● | ●
R3 | Rettelser og servicepakker til komponentsystemer | ● | ● | ●
R3 | Lov- eller myndighedspåkrævede opdateringer | ● | ● | ●
R4 | Antal hændelser | ubegrænset | ubegrænset | ubegrænset
R5 | Uafbrudt onlinesupport | 24×7 | 24×7 | 24×7
R6 | Telefonadgang, alvorsgrad 2–4 | åbningstid | åbningstid | åbningstid
R6 | Telefonadgang, alvorsgrad 1 | 24×5* | 24×7* | 24×7*
R7 | Fjernadgang | ● | ● | ●
R8 | Defineret hændelsessvar | ● | ● | ●
R8 | Mål for første svar, alvorsgrad 1/2/3/4 | 2 t / 4 t / 1 dag / 2 dage | 1 t / 2 t / 4 t / 8 t | 30 min / 1 t / 2 t / 4 t
R9 | Prioriteret hændelseskø (alvorsgrad) | ● | ● | ●
R10 | Support til kritiske hændelser* | 24×5 | ● | ●
R11 | “Sådan gør du”-hjælp | ● | ● | ●
R12 | Adgang til onlinefællesskaber | ● | ● | ●
R13 | Optagne briefinger, også efter ønske | ● | ● | ●
R14 | Udvidet support til kritiske hændelser* | – | 24×7 | 24×7
R15 | Prioriteret abonnementskø (inden for alvorsgrad) | – (3.) | ● (2.) | ● (1.)
R16 | Interaktive briefinger | – | ● | ●
R17 | Dedikeret kunderådgiver | – | – | ●
R18 | Gennemgang af supportaktivitet | – | – | hvert kvartal
R19 | Early Adopter-program | – | – | overvejes først
R20 | Support- og udviklingsressourcer på overordnet niveau | – | – | ●
R21 | Rabat på uddannelseskort** | – | – | 25 %
R22 | Hjælp til planlægning af opdateringer | – | – | ●
R23 | Support ved særlige hændelser* | – | – | 1 weekend pr. periode
– | Navngivne kontaktpersoner | ubegrænset | ubegrænset | ubegrænset
"""  # noqa: E501


def expected(table):
    return [tuple(line.split(" | ")) for line in table.strip().splitlines()]


def drawn(at=None):
    return [
        (line.requirement or "–", line.label + "".join(line.marks), *map(str, line.cells))
        for line in compare(at or timezone.now()).lines
    ]


def page(client, **headers):
    response = client.get("/plans/", headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def rows(html):
    """The rows of the page's table as a reader sees them: the label and a word or sign per tier."""
    body = html[html.index("<tbody>") : html.index("</tbody>")]
    found = []
    for row in re.findall(r"<tr>(.*?)</tr>", body, re.S):
        seen = re.sub(r'<span class="visually-hidden">.*?</span>', "", row, flags=re.S)
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", seen, re.S)
        found.append(tuple(" ".join(re.sub(r"<[^>]+>", "", cell).split()) for cell in cells))
    return found


@pytest.mark.parametrize(("language", "table"), [("en", ENGLISH), ("da", DANISH)])
def test_the_comparison_is_the_table_of_the_promises(language, table):
    """R24.1, R24.2: every row, every tier, both languages."""
    with translation.override(language):
        assert drawn() == expected(table)


@pytest.mark.parametrize(("language", "table"), [("en", ENGLISH), ("da", DANISH)])
def test_the_page_shows_the_same_table_without_sign_in(client, language, table):
    """R24.1, R24.4."""
    html = page(client, **{"accept-language": language})
    everywhere, higher = expected(table)[:16], expected(table)[16:-1]
    assert rows(html) == [row[1:] for row in (*everywhere, expected(table)[-1], *higher)]
    assert f'lang="{language}"' in html


def test_the_footnotes_are_texts_of_the_table_under_it(client):
    """R24.2"""
    Footnote.objects.filter(mark="**").update(text_en="Terms of training cards.")
    html = page(client)
    assert "Outside office hours and at special events, support is delivered in English" in html
    assert "Terms of training cards." in html


def test_every_service_of_the_brochure_is_a_row():
    """R24.2"""
    assert {line.requirement for line in compare(timezone.now()).lines} >= {f"R{n}" for n in range(1, 24)}


def test_a_tier_and_a_service_added_as_rows_appear_without_code(client):
    """R24.3: in the comparison, in answers, with what the new tier is granted."""
    gold = Tier.objects.create(code="XTG", rank=9, name="Xtreme Gold Support", short_name="Gold")
    lab = Service.objects.create(
        code="test_lab", requirement="A1", position=99, scope="company", name_en="Test laboratory"
    )
    Grant.objects.create(tier=gold, service=lab)
    ComparisonRow.objects.filter(service__code="fixes").first().cells.create(tier=gold, text_en="some")

    html = page(client)
    assert "Xtreme Gold Support" in html
    assert ("Test laboratory", "●", "–", "–", "–") in rows(html)
    customer = factories.customer()
    factories.line(customer, factories.product(), "XTG")
    assert answers.may(customer, "test_lab").tier == gold
    refusal = answers.may(customer, "remote_access", factories.product())
    assert refusal.why.startswith(
        "Remote Access comes with Xtreme Support, Xtreme Premium Support and Xtreme"
    )


def test_the_heading_of_a_group_says_which_tiers_have_it():
    """R24.1, R24.3: what only a new lowest tier has is not in every subscription."""
    lowest = Tier.objects.create(code="XTG", rank=9, name="Xtreme Gold Support", short_name="Gold")
    lab = Service.objects.create(
        code="test_lab", requirement="A1", position=99, scope="company", name_en="Test laboratory"
    )
    Grant.objects.create(tier=lowest, service=lab)
    Grant.objects.filter(service__code="early_adopter").delete()
    comparison = compare(timezone.now())
    where = {line.label: line.where for line in comparison.lines}
    headings = [heading for heading, _lines in comparison.groups]
    assert len(headings) == len(set(headings))
    assert where["Named contacts"] == "In every subscription"
    assert where["Remote Access"] == "From Xtreme Support"
    assert where["Special Event Support"] == "From Xtreme Elite Support"
    assert where["Test laboratory"] == "In Xtreme Gold Support"
    assert where["Early Adopter Program"] == "In no subscription now"


def test_a_text_never_claims_what_is_not_granted():
    """R24.1: the table that enforces decides, whatever the cell says."""
    Grant.objects.filter(tier__code="XTE", service__code="activity_review").delete()
    assert ("R18", "Support Activity Review", "–", "–", "–") in drawn()


def test_the_first_response_row_is_drawn_from_the_targets_in_force():
    """R24.1, R8.2: a new version of the targets shows from the day it is in force."""
    choose("pattern-d", datetime(2040, 1, 1, tzinfo=UTC))
    row = "First-response target, severity 1/2/3/4"
    elite = {line[1]: line[4] for line in drawn(datetime(2040, 1, 2, tzinfo=UTC))}[row]
    assert elite == "15 min / 1 h / 2 h / 4 h"
    assert {line[1]: line[4] for line in drawn()}[row] == "30 min / 1 h / 2 h / 4 h"


def test_the_discount_and_hours_of_the_page_follow_the_granted_service():
    """R24.1"""
    Grant.objects.filter(service__code="education").update(discount_percent=30)
    Grant.objects.filter(service__code="extended_critical_support").update(clock="24x5")
    lines = {line[1]: line[2:] for line in drawn()}
    assert lines["Training-card discount**"] == ("–", "–", "30 %")
    assert lines["Telephone, severity 1"] == ("24×5*", "24×5*", "24×5*")


def test_the_readers_own_tiers_are_marked(client):
    customer = factories.customer()
    factories.line(customer, factories.product("LGF"), "XTP")
    factories.line(customer, factories.product("STH"), "XT")
    client.force_login(factories.contact(customer))
    html = page(client)
    assert html.count("Your subscription</small>") == 2
    assert re.search(r'class="tier-2\s+mine"', html)
    assert not re.search(r'class="tier-1\s+mine"', html)


def test_the_page_may_be_closed_to_strangers(client, settings):
    """R24.4: a setting."""
    assert 'href="/plans/"' in client.get("/accounts/login/").content.decode()
    settings.PLANS_PUBLIC = False
    response = client.get("/plans/")
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")
    assert 'href="/plans/"' not in client.get("/accounts/login/").content.decode()
    client.force_login(factories.contact(factories.customer()))
    assert client.get("/plans/").status_code == 200


def test_staff_read_it_too(client):
    client.force_login(factories.staff("agent"))
    assert client.get("/plans/").status_code == 200


def test_it_is_drawn_once_and_anew_when_its_tables_change_or_a_grant_begins(django_assert_num_queries):
    now = timezone.now()
    compare(now)
    with django_assert_num_queries(1):
        compare(now)
    service = Service.objects.get(code="fixes")
    for position in range(20):
        row = ComparisonRow.objects.create(position=position, service=service, label_en=f"Row {position}")
        row.footnotes.set(Footnote.objects.all())
    with django_assert_num_queries(13):  # however many rows
        drawn = compare(now)
    assert {f"Row {position}" for position in range(20)} <= {line.label for line in drawn.lines}
    Grant.objects.create(
        tier=Tier.objects.get(code="XT"),
        service=Service.objects.get(code="advisor"),
        in_force_from=now + timedelta(seconds=1),
    )
    advisor = [compare(now + timedelta(seconds=later)).lines for later in (0, 1)]
    xt = [next(line for line in lines if line.requirement == "R17").cells[0].included for lines in advisor]
    assert xt == [False, True]


def test_without_targets_and_rows_the_page_still_stands(client):
    TargetPolicy.objects.all().delete()
    ComparisonRow.objects.all().delete()
    assert ("Remote Access", "●", "●", "●") in rows(page(client))


@pytest.mark.parametrize("tier_code", ["XT", "XTP", "XTE"])
def test_answers_agree_with_the_comparison_for_every_service(tier_code):
    """R24.1, R25.1: what the page says is what the product does."""
    customer, product = factories.customer(), factories.product()
    factories.line(customer, product, tier_code)
    says = {
        row.service.code: cell.included
        for row, line in zip(
            ComparisonRow.objects.select_related("service"), compare(timezone.now()).lines, strict=True
        )
        if row.service
        for cell in line.cells
        if cell.tier.code == tier_code
    }
    does = {code: answers.may(customer, code, product).allowed for code in says}
    assert does == says
    assert len(does) == 23
