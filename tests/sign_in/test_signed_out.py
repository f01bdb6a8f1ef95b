"""A session that ended while somebody wrote: she signs in and is back where she wrote."""

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db
FORM = "/incidents/1/reply/"
SIGN_IN = "/accounts/login/?next="


@pytest.mark.parametrize(
    ("referer", "back_to"),
    [
        ("http://testserver/incidents/1/?from=mail#write", "/incidents/1/%3Ffrom%3Dmail"),
        ("http://elsewhere.example/incidents/1/", FORM),
        ("", FORM),
    ],
)
def test_she_comes_back_to_the_page_whose_form_she_sent(client, referer, back_to):
    answer = client.post(FORM, {"body": "It is back."}, headers={"referer": referer} if referer else {})
    assert (answer.status_code, answer["Location"]) == (302, SIGN_IN + back_to)


def test_she_comes_back_to_the_page_that_she_asked_for(client):
    assert client.get("/incidents/?q=x")["Location"] == f"{SIGN_IN}/incidents/%3Fq%3Dx"


def test_a_page_that_asks_in_the_background_is_loaded_anew_and_not_given_the_sign_in(client):
    answer = client.get("/desk/incidents/1/reply/?fragment", headers={"hx-request": "true"})
    assert (answer.status_code, answer["HX-Refresh"]) == (401, "true")
    assert not answer.content


@pytest.mark.parametrize(
    ("language", "words"), [("en", "only takes what a form sends"), ("da", "modtager kun det")]
)
def test_the_address_of_a_form_says_in_words_that_it_shows_nothing(client, language, words):
    client.force_login(make.staff(language=language))
    page = client.get("/desk/next/")
    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert words in page.text
    assert 'class="rail"' in page.text
