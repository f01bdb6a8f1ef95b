"""What a process reads once is read before it serves (xtreme.readiness)."""

import json
import subprocess
import sys

import pytest
from django.template import TemplateSyntaxError, engines
from django.urls import Resolver404, get_resolver
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, override, trans_real

from xtreme import readiness


@pytest.fixture
def loader():
    """The engine's loader with nothing read."""
    [loader] = engines["django"].engine.template_loaders
    loader.reset()
    return loader


def test_pages_are_read_before_the_first_visitor_comes(loader):
    readiness.load_pages()
    kept = {str(key) for key in loader.get_template_cache}
    assert {"desk/queue.html", "refusal.html", "knowledge/article.html"} <= kept


def test_a_page_that_cannot_be_drawn_stops_the_start(loader, monkeypatch):
    monkeypatch.setattr(readiness, "_own_pages", lambda: ["torn.html"])
    monkeypatch.setattr(loader, "get_contents", lambda origin: "{% if %}")
    with pytest.raises(TemplateSyntaxError):
        readiness.load_pages()


AS_SERVED = """
import json, sys, threading
import xtreme.wsgi
from django.db import connection
from django.urls import get_resolver
print(json.dumps({
    "read": [name for name in sys.argv[1:] if name in sys.modules],
    "languages": sorted(set(get_resolver()._reverse_dict)),
    "connected": connection.connection is not None,
    "threads": threading.active_count(),
}))
"""


def test_what_is_forked_has_read_what_answers_need_and_holds_no_connection_and_no_thread():
    """R5: what is read before the fork is shared; what is connected before it would be too."""
    wanted = [
        "argon2",
        "babel.dates",
        "kombu.transport.redis",
        "lucide",
        "psycopg_pool",
        "xtreme.formats.da.formats",
    ]
    command = [sys.executable, "-c", AS_SERVED, *wanted]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    served = json.loads(printed.splitlines()[-1])
    assert served["read"] == wanted
    assert {"da", "en"} <= set(served["languages"])
    assert (served["connected"], served["threads"]) == (False, 1)


@pytest.fixture
def remembering(monkeypatch):
    """A process that serves, for the time of a test."""
    for module in (trans_real, timezone):
        monkeypatch.setattr(module, "_active", module._active)
    catalogues = [trans_real.translation(code) for code in ("en", "da")]
    for thing, name in [(get_resolver(), "resolve"), *((each, "gettext") for each in catalogues)]:
        monkeypatch.setattr(thing, name, getattr(thing, name))
    readiness.remember()
    return catalogues


def test_texts_that_are_remembered_are_each_language_s_own(remembering):
    for _again in range(2):
        with override("da"):
            assert (gettext("Queue"), get_language()) == ("Kø", "da")
        with override("en"):
            assert (gettext("Queue"), get_language()) == ("Queue", "en")
    assert [catalogue.gettext.cache_info().hits for catalogue in remembering] == [1, 1]


def test_what_is_remembered_of_a_safe_text_is_not_safe(remembering):
    typed = "<b>typed</b>"
    with override("en"):
        assert type(gettext(SafeString(typed))) is SafeString
        assert type(gettext(typed)) is str


def test_addresses_are_remembered_and_what_is_none_stays_none(remembering):
    addresses = get_resolver()
    for _again in range(2):
        found = addresses.resolve("/desk/incidents/7/")
        assert (found.kwargs, found.tried) == ({"number": 7}, None)
        with pytest.raises(Resolver404):
            addresses.resolve("/desk/nothing/at/all/")
    assert addresses.resolve.cache_info().hits == 1
