"""A search, what it offers, the lists, the API and the pages give one answer: what an exception leaves out is found
nowhere (R5.5, R25.1, R27.1)."""

import pytest

from entitlements import readers
from entitlements.downloads import publishing
from entitlements.downloads.models.releases import Kind
from entitlements.models import Service, SpecialTerms
from subscriptions.models import ApiToken
from tests import factories as make
from tests.briefings.scene import recorded
from tests.community.scene import scene as community
from tests.downloads.conftest import own_files  # noqa: F401  releases have files
from tests.downloads.scene import AT, DAY, get
from tests.downloads.scene import scene as covered_company
from tests.knowledge.scene import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(own_files):  # noqa: F811
    return covered_company()


@pytest.fixture
def client(scene):
    return scene.client()


@pytest.fixture
def pages(scene):
    """The address of one thing about locks by the service that opens it."""
    things = {
        "online_support": published(scene.product, visibility="covered"),
        "updates": scene.published("LGF-FP1", kind=Kind.FEATURE_PACK, title_en="Lock pack"),
        "fixes": scene.published("LGF-F1", title_en="Lock fix"),
        "recorded_briefings": recorded(title="Locks in 40 minutes"),
        "communities": community().ask(title="How do you test a lock?"),
    }
    return {service: thing.get_absolute_url() for service, thing in things.items()}


def leave_out(customer, service):
    SpecialTerms.objects.create(
        customer=customer,
        service=Service.objects.get(code=service),
        granted=False,
        starts_at=AT - DAY,
        ends_at=AT + DAY,
        reason="Agreed with Karin Holm",
        approved_by=make.staff("support_manager"),
    )


def found(client):
    return {each.address for each in get(client, "/search/?q=lock", AT).context["texts"]}


def offered(client):
    return {each["address"] for each in get(client, "/search/suggestions/?q=lock", AT).json()["suggestions"]}


def opened(client, pages):
    return {address for address in pages.values() if get(client, address, AT).status_code == 200}


@pytest.mark.parametrize("service", readers.OPENING)
def test_r27_1_what_an_exception_leaves_out_is_found_nowhere(scene, client, pages, service):
    everything = set(pages.values())
    assert found(client) == offered(client) == opened(client, pages) == everything
    leave_out(scene.customer, service)
    assert found(client) == offered(client) == opened(client, pages) == everything - {pages[service]}


def test_r27_1_the_list_of_articles_and_the_api_say_the_same(scene, client, pages):
    leave_out(scene.customer, "online_support")
    assert get(client, "/knowledge/?q=lock", AT).context["rows"] == []
    key = {"authorization": f"Token {ApiToken.issue(scene.contact, 'script')}"}
    assert get(client, "/api/v1/articles/?q=lock", AT, **key).json()["results"] == []
    refused = get(client, f"/api/v1{pages['online_support'].replace('knowledge', 'articles')}", AT, **key)
    assert (refused.status_code, refused.json()["code"]) == (403, "special_terms")


def test_r3_2_a_known_issue_leads_to_its_fix_once_that_is_published(scene, client):
    article = published(scene.product, kind="known_issue", fix_code="LGF-F1")
    draft = scene.written("LGF-F1")
    page = article.get_absolute_url()
    assert "LGF-F1" in get(client, page, AT).content.decode()
    assert 'href="/downloads/LGF-F1/"' not in get(client, page, AT).content.decode()
    publishing.publish(draft, scene.publisher, at=AT)
    assert 'href="/downloads/LGF-F1/"' in get(client, page, AT).content.decode()


def test_r12_3_who_is_covered_no_more_finds_what_the_community_asked_and_nothing_else(scene, client, pages):
    scene.customer.lines.update(ends_at=AT - DAY)
    assert found(client) == offered(client) == opened(client, pages) == {pages["communities"]}


def test_r5_5_what_is_for_named_customers_is_found_while_they_are_covered(scene, client):
    article = published(scene.product, visibility="customers", customers=[scene.customer])
    pages = {"online_support": article.get_absolute_url()}
    assert found(client) == opened(client, pages) == set(pages.values())
    scene.customer.lines.update(ends_at=AT - DAY)
    assert found(client) == opened(client, pages) == set()
