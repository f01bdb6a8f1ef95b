"""What a process reads once is read before it serves (xtreme.readiness)."""

import pytest
from django.template import TemplateSyntaxError, engines

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
