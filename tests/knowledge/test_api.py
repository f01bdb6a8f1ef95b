"""The articles by the API: as the portal has them (R5.5)."""

import pytest
from django.test import Client

from subscriptions.models import ApiToken
from tests import factories as make
from tests.knowledge.scene import covered, published, translated

pytestmark = pytest.mark.django_db


def test_the_api_lists_and_gives_what_the_caller_may_read():
    product = make.product("LGF")
    person = covered(product)
    key = token(person)
    article = published(product, kind="known_issue", fix_code="LGF-1", text={"cause": "A lock"})
    hidden = published(product, visibility="internal")
    elsewhere = published(make.product("ORV"), visibility="covered")
    found = asked(key, "?kind=known_issue&product=LGF").json()["results"]
    assert [each["number"] for each in found] == [article.pk]
    assert asked(key, "?q=nothing").json()["results"] == []
    detail = asked(key, f"{article.pk}/").json()
    assert (detail["text"]["cause"], detail["fix_code"], detail["languages"]) == ("A lock", "LGF-1", ["en"])
    assert asked(key, f"{hidden.pk}/").status_code == 404
    refused = asked(key, f"{elsewhere.pk}/")
    assert (refused.status_code, refused.json()["code"]) == (403, "product_not_covered")


def test_words_come_in_the_language_asked_for():
    from entitlements.knowledge import publishing
    from tests.knowledge.scene import publisher

    article = published(visibility="public")
    translated(article, publisher(), title="Frigiv en lås")
    publishing.publish(article, publisher())
    key = token(covered(make.product("LGF")))
    assert asked(key, f"{article.pk}/?language=da").json()["title"] == "Frigiv en lås"
    assert asked(key, f"{article.pk}/").json()["title"] == "Release a lock"


def test_a_stranger_is_asked_who_she_is():
    assert Client().get("/api/v1/articles/").status_code == 401


def token(person):
    return ApiToken.issue(person, "script")


def asked(key, address):
    return Client().get(f"/api/v1/articles/{address}", headers={"Authorization": f"Token {key}"})
