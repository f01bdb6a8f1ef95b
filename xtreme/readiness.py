"""What a process reads once, read before it serves: the first visitors do not wait for it, and processes that are
forked afterwards share it.
"""

from pathlib import Path

from django.conf import settings
from django.template import engines
from django.template.utils import get_app_template_dirs
from django.urls import get_resolver
from django.utils import translation


def load_pages() -> None:
    """The views of all addresses, the project's templates of pages, and both catalogues. Raises
    TemplateSyntaxError."""
    get_resolver().url_patterns  # noqa: B018  what is asked for is imported
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            pass  # its catalogue is read
    for name in _own_pages():
        engines["django"].get_template(name)


def _own_pages() -> list[str]:
    """The names of the project's own HTML templates; of libraries some rest on what is not installed."""
    root = Path(settings.BASE_DIR)
    folders = [root / "templates", *map(Path, get_app_template_dirs("templates"))]
    own = (folder for folder in folders if folder.is_relative_to(root) and ".venv" not in folder.parts)
    return sorted({str(page.relative_to(folder)) for folder in own for page in folder.rglob("*.html")})
