"""Pictures: what is taken, how a text shows it, who may see it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from entitlements.knowledge import pictures
from entitlements.knowledge.models import Picture
from entitlements.knowledge.refusals import PictureRefused
from entitlements.markdown import page
from tests import factories as make
from tests.desk.pages import signed_in
from tests.knowledge.scene import covered, draft, published, writer

pytestmark = pytest.mark.django_db


def png(name="Period lock.PNG"):
    drawn = BytesIO()
    Image.new("RGB", (4, 3), "red").save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue(), "image/png")


def test_a_picture_is_drawn_anew_and_shown_where_the_text_names_it():
    article, by = draft(text={"body": "See ![the lock](period-lock.png)."}), writer()
    client = signed_in(by)
    client.post(f"/desk/knowledge/{article.pk}/pictures/", {"picture": png()})
    added = Picture.objects.get()
    assert added.name == "period-lock.png"
    html = client.get(f"/desk/knowledge/{article.pk}/").content.decode()
    assert f'<img src="{added.get_absolute_url()}" alt="the lock" loading="lazy" />' in html
    assert pictures.add(article, png(), by).name == "period-lock-2.png"


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("a.png", b""),
        SimpleUploadedFile("a.png", b"no picture at all"),
        SimpleUploadedFile("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
        SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40),
    ],
)
def test_what_is_no_picture_is_refused(file):
    with pytest.raises(PictureRefused):
        pictures.add(draft(), file, writer())
    assert not Picture.objects.exists()


def test_a_form_without_a_picture_says_so():
    article = draft()
    answer = signed_in(writer()).post(f"/desk/knowledge/{article.pk}/pictures/", {}, follow=True)
    assert "Choose a picture." in answer.content.decode()


def test_pictures_are_for_who_may_read_the_article():
    product = make.product("LGF")
    for article, contact, stranger in (
        (published(product, visibility="public"), 200, 200),
        (published(product), 200, 404),
        (published(product, visibility="internal"), 404, 404),
        (draft(product, visibility="public"), 404, 404),
    ):
        address = pictures.add(article, png(), writer()).get_absolute_url()
        assert signed_in(covered(product)).get(address).status_code == contact
        assert Client().get(address).status_code == stranger
        answer = signed_in(writer()).get(address)
        assert (answer.status_code, answer["X-Content-Type-Options"]) == (200, "nosniff")
        assert answer["Content-Type"] == "image/png"


def test_a_picture_that_she_may_not_see_takes_no_other_statements_than_one_that_does_not_exist():
    """R5.5: by the time it takes she would know that there is one."""
    article = published(make.product("LGF"), visibility="internal")
    added = pictures.add(article, png(), writer())
    addresses = (added.get_absolute_url(), f"/knowledge/{article.pk}/pictures/{added.pk + 1}/")
    counted = []
    for address in addresses:
        with CaptureQueriesContext(connection) as asked:
            assert Client().get(address).status_code == 404
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_no_picture_of_elsewhere_and_no_script_is_shown():
    html = page(
        "![a](https://elsewhere.example/a.png) ![b](javascript:alert(1)) <img src=x> [c](javascript:x)"
    ).html
    assert "<img" not in html
    assert "elsewhere" not in html
