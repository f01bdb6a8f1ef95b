"""The numbers that are kept of articles are counted anew (R5.5)."""

import pytest

from entitlements.knowledge import counts, feedback
from entitlements.knowledge.models import Article
from tests import factories as make
from tests.knowledge.scene import covered, published

pytestmark = pytest.mark.django_db


def test_r5_5_votes_and_companies_affected_are_those_that_were_said():
    product = make.product()
    article = published(product, kind="known_issue")
    for useful in (True, True, False):
        person = covered(product)
        feedback.vote(article, person, person.memberships.get().customer, useful=useful)
        feedback.affects_us(article, person, person.memberships.get().customer)
    assert list(counts.differences()) == []
    Article.objects.update(useful=3, not_useful=0, affected_companies=4)
    assert list(counts.differences()) == [
        f"article {article.pk}: 3 useful, not 2",
        f"article {article.pk}: 0 not_useful, not 1",
        f"article {article.pk}: 4 affected_companies, not 3",
    ]
