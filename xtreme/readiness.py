"""What a process reads once, read before it serves: the first visitors do not wait for it, and processes that are
forked afterwards share it.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import local
from typing import Any

from django.conf import settings
from django.contrib.auth import get_backends
from django.contrib.auth.hashers import get_hashers
from django.contrib.auth.password_validation import get_default_password_validators
from django.core.cache import caches
from django.template import engines
from django.template.utils import get_app_template_dirs
from django.urls import NoReverseMatch, ResolverMatch, get_resolver, reverse
from django.utils import timezone
from django.utils.formats import get_format
from django.utils.module_loading import import_string
from django.utils.translation import override, trans_real

MOST_TEXTS = 20_000  # of a language that are remembered
MOST_ADDRESSES = 500
WITH_FIRST_USE = (  # imported by libraries
    "argon2.PasswordHasher",
    "celery.app.amqp.AMQP",
    "celery.canvas.Signature",
    "kombu.transport.redis.Transport",
    "psycopg_pool.ConnectionPool",
)


def load_pages() -> None:
    """The views of all addresses, the project's templates of pages, and both catalogues. Raises
    TemplateSyntaxError."""
    get_resolver().url_patterns  # noqa: B018  what is asked for is imported
    for code, _name in settings.LANGUAGES:
        trans_real.translation(code)  # is read
    for name in _own_pages():
        engines["django"].get_template(name)


def load_named() -> None:
    """What is otherwise read when it is first asked for: what settings name by path, words that are no passwords,
    drawings, and in each language the names of zones and the addresses by name."""
    from subscriptions.wording import zone_words
    from xtreme.templatetags import look

    for load in (get_backends, get_hashers, get_default_password_validators, caches.all, look.drawings):
        load()
    for path in (settings.MESSAGE_STORAGE, settings.SESSION_SERIALIZER, *WITH_FIRST_USE):
        import_string(path)
    templates: Any = engines["django"]
    templates.engine.template_context_processors  # noqa: B018  what is asked for is imported
    for code, _name in settings.LANGUAGES:
        with override(code):
            get_format("DATE_FORMAT")
            zone_words(timezone.get_default_timezone())
            for room in get_resolver().namespace_dict:
                with suppress(NoReverseMatch):
                    reverse(f"{room}:")


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
    addresses.resolve = lru_cache(MOST_ADDRESSES)(_alone(addresses.resolve))


def _alone(resolve: Callable[[str], ResolverMatch]) -> Callable[[str], ResolverMatch]:
    """An address without the patterns that were tried before its own: 5 KB that nobody reads."""

    def resolved(path: str) -> ResolverMatch:
        match = resolve(path)
        match.tried = None
        return match

    return resolved


def _own_pages() -> list[str]:
    """The names of the project's own HTML templates; of libraries some rest on what is not installed."""
    root = Path(settings.BASE_DIR)
    folders = [root / "templates", *map(Path, get_app_template_dirs("templates"))]
    own = (folder for folder in folders if folder.is_relative_to(root) and ".venv" not in folder.parts)
    return sorted({str(page.relative_to(folder)) for folder in own for page in folder.rglob("*.html")})
