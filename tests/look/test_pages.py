"""The parts of the look hold together: they render, nothing is inline, every class has its rule."""

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from lucide.templatetags.lucide import lucide

from subscriptions.permissions import Permission
from tests import factories
from tickets.models import Status
from tickets.wording import status_words
from xtreme.menus import Heading, Link, Menu
from xtreme.templatetags import look
from xtreme.views import csrf_failure

READ_AUDIT = Permission.READ_AUDIT

PROJECT = Path(__file__).parents[2]
TEMPLATES = sorted(
    path
    for path in (PROJECT / "templates").rglob("*.html")
    if not {"admin", "mail", "unfold"} & set(path.parts)
)
SHEETS = sorted((PROJECT / "static/css").glob("*.css"))
STYLES = " ".join(path.read_text() for path in SHEETS)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}")


def name_of(path):
    return str(path.relative_to(PROJECT / "templates"))


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["", "queue/", "incident/"])
def test_the_sheet_of_the_look_renders(client, page):
    response = client.get(f"/demo/look/{page}")
    assert response.status_code == 200
    assert "{%" not in response.text
    assert "{#" not in response.text


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_has_nothing_inline_and_no_comment_over_two_lines(path):
    """The content security policy allows no inline style or script; {# #} ends at the line's end."""
    text = path.read_text()
    assert not re.search(r"\sstyle=|\son[a-z]+=", text)
    assert not re.search(r"<script(?![^>]*(src=|application/json))", text)
    assert all(line.count("{#") == line.count("#}") for line in text.splitlines())


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_class_of_a_template_has_a_rule(path):
    own = "".join(re.findall(r"<style>(.*?)</style>", path.read_text(), re.DOTALL))  # of what is printed
    known = set(re.findall(r"\.([A-Za-z][\w-]*)", STYLES + own))
    text = TAG.sub(lambda tag: re.sub(r"[^\n]", "\0", tag[0]), path.read_text())
    used = {word for value in re.findall(r'class="([^"]*)"', text) for word in value.split()}
    assert {word for word in used if "\0" not in word} <= known


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_sheet_of_styles_says_nothing_twice(path):
    """Three lines that come again one after the other are a copy."""
    lines = [line.strip() for line in path.read_text().splitlines() if line.strip(" }")]
    runs = Counter(zip(lines, lines[1:], lines[2:], strict=False))
    assert [run for run, times in runs.items() if times > 1] == []


@pytest.mark.parametrize("contact", [False, True])
@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("code", Status.values)
def test_a_badge_says_a_status_as_the_timeline_does(code, language, contact):
    with translation.override(language):
        badge = look.status(code, contact=contact)
        assert re.sub("<.*?>", "", badge).strip() == capfirst(status_words(code, contact=contact))


@pytest.mark.parametrize("name", ["bell", *look.STATUS_ICONS.values()])
@pytest.mark.parametrize("label", ["", 'Bells & "whistles" <b>'])
def test_an_icon_is_lucides_own(name, label):
    role = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    its = lucide(name, size=20, stroke_width="1.75", **role)
    ours = look.icon(name, 20, label)
    assert attributes(ours) == attributes(its) | {"class": "icon"}
    assert drawn(ours) == drawn(its)


def attributes(svg):
    return dict(ElementTree.fromstring(svg).attrib)


def drawn(svg):
    return [(part.tag, dict(part.attrib)) for part in ElementTree.fromstring(svg)]


def test_the_page_of_a_server_error_needs_nothing():
    """No request, no database: the test has neither."""
    page = render_to_string("500.html")
    assert "Something went wrong" in page
    assert "Noget gik galt" in page


@pytest.mark.django_db
def test_an_expired_form_gives_back_what_was_typed_but_no_password():
    text = "Since this morning the posting run stops."
    request = RequestFactory().post(
        "/incidents/new/", {"description": text, "password": "a secret of 20 signs"}
    )
    page = csrf_failure(request)
    assert page.status_code == 403
    assert text in page.content.decode()
    assert "a secret" not in page.content.decode()


@pytest.mark.django_db
def test_a_missing_page_stands_in_the_readers_frame(client):
    client.force_login(factories.staff())
    page = client.get("/there-is-no-such-page/")
    assert page.status_code == 404
    assert 'class="rail"' in page.text


@pytest.mark.parametrize(
    ("path", "href", "current"),
    [
        ("/desk/queue/", "/desk/queue/", True),
        ("/desk/queue/?list=mine", "/desk/queue/", False),
        ("/desk/queue/?list=mine", "/desk/queue/?list=mine", True),
        ("/incidents/new/", "/incidents/", True),
        ("/subscription/", "/incidents/", False),
    ],
)
def test_the_navigation_marks_where_the_reader_is(path, href, current):
    link = Menu(Link(href, "Queue", "inbox")).html(RequestFactory().get(path), look.icon)
    assert ('aria-current="page"' in link) is current


def test_a_menu_shows_what_its_reader_may_and_the_numbers_it_is_given():
    menu = Menu(
        Heading("Lists"),
        Link("/q/", "Queue", "inbox", "queue"),
        Link("/l/", "Log", "scroll", needs=READ_AUDIT),
    )
    assert "/l/" in menu.html(None, look.icon, lambda permission: permission is READ_AUDIT)
    with translation.override("da"):
        shown = menu.html(None, look.icon, counts={"queue": 1234})
    assert '<span class="count">1.234</span>' in shown
    assert "/l/" not in shown
    assert "<h2>Lists</h2>" in shown
    assert "count" not in menu.html(None, look.icon)


def test_a_name_of_a_person_is_escaped():
    assert "<b" not in look.face("<b>x</b> <i>")
    assert "<script>" not in Menu(Link("/", "<script>", "inbox")).html(None, look.icon)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_reset_password_done"])
@override_settings(DEMO=False)
def test_a_strangers_account_pages_wear_the_look(client, name):
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert "css/foundation.css" in page.text
    assert "xtreme-demo" not in page.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["account_change_password", "account_logout", "account_email", "mfa_index", "preferences"]
)
def test_a_persons_account_pages_stand_in_her_frame(client, name):
    person = factories.contact(factories.customer(), password="a long password")
    client.force_login(person)
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert 'class="portal"' in page.text


@pytest.mark.django_db
def test_the_demo_offers_its_accounts_on_the_sign_in_page(client):
    assert "mette@nordlys.example" in client.get(reverse("account_login")).text
