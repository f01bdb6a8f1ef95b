"""R22.1's source: the known issues that a move from one version to another meets."""

import pytest

from entitlements.knowledge.models import Article
from notifications.drafts import Affects
from tests import factories as make
from tests.knowledge.scene import draft, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return make.product("LGF")


@pytest.fixture
def versions(product):
    return {name: make.version(product, name) for name in ("12.0", "12.1", "13.0", "13.0 SP1", "13.1")}


def issue(product, **span):
    return published(kind="known_issue", affected=[Affects(product=product, **span)]).pk


def met(since, until):
    return set(Article.objects.known_issues().between(since, until).values_list("pk", flat=True))


def test_r22_1_known_issues_between_two_versions(product, versions):
    v = versions
    always = issue(product)
    over = issue(product, until=v["12.1"])
    until_sp1 = issue(product, until=v["13.0 SP1"])
    since_13 = issue(product, since=v["13.0"])
    later = issue(product, since=v["13.1"])
    only_13 = issue(product, listed=[v["13.0"]])
    only_old = issue(product, listed=[v["12.0"], v["12.1"]])
    inside = issue(product, since=v["13.0"], until=v["13.0"])
    assert met(v["12.1"], v["13.0"]) == {always, until_sp1, since_13, only_13, inside}
    assert met(v["13.0"], v["13.1"]) == {always, until_sp1, since_13, later}
    assert met(v["12.0"], v["12.1"]) == {always, over, until_sp1, only_old}


def test_r22_1_drafts_how_tos_and_other_products_are_none(product, versions):
    draft(kind="known_issue", affected=[Affects(product=product)])
    published(product, kind="how_to")
    other = make.product("FMP")
    issue(other)
    assert met(versions["12.1"], versions["13.0"]) == set()
    with pytest.raises(ValueError, match="one product"):
        met(versions["12.1"], make.version(other, "10.0"))
