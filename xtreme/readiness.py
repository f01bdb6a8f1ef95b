"""What a process reads once, read before it serves: the first visitors do not wait for it, and processes that are
forked afterwards share it.
"""

from functools import lru_cache
from pathlib import Path
from threading import local
from typing import Any

from django.conf import settings
from django.template import engines
from django.template.utils import get_app_template_dirs
from django.urls import get_resolver
from django.utils import timezone
from django.utils.translation import trans_real

MOST_TEXTS = 20_000  # of a language that are remembered
MOST_ADDRESSES = 2_000


def load_pages() -> None:
    """The views of all addresses, the project's templates of pages, and both catalogues. Raises
    TemplateSyntaxError."""
    get_resolver().url_patterns  # noqa: B018  what is asked for is imported
    for code, _name in settings.LANGUAGES:
        trans_real.translation(code)  # is read
    for name in _own_pages():
        engines["django"].get_template(name)


def remember() -> None:
    """Have each text translated once and each address resolved once, and languages found at once: a page puts 150
    texts into the reader's, for each of which Django asks every catalogue twice, and asks for the language itself
    300 times; an address is tried on all rooms before its own. For a process whose requests are threads."""
    for code, _name in settings.LANGUAGES:
        catalogue: Any = trans_real.translation(code)
        catalogue.gettext = lru_cache(MOST_TEXTS)(catalogue.gettext)
    active: Any
    for active in (trans_real, timezone):
        active._active = local()  # Django's is a task's or a thread's
    addresses: Any = get_resolver()
    addresses.resolve = lru_cache(MOST_ADDRESSES)(addresses.resolve)


def _own_pages() -> list[str]:
    """The names of the project's own HTML templates; of libraries some rest on what is not installed."""
    root = Path(settings.BASE_DIR)
    folders = [root / "templates", *map(Path, get_app_template_dirs("templates"))]
    own = (folder for folder in folders if folder.is_relative_to(root) and ".venv" not in folder.parts)
    return sorted({str(page.relative_to(folder)) for folder in own for page in folder.rglob("*.html")})
