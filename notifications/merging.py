"""One rendering for many readers: the mails of an alert differ in the reader's name and in her address to
unsubscribe, which are put into what was rendered once.

Without it rendering is most of what a mail to 100,000 costs.
"""

import secrets
from collections.abc import Callable, Hashable

from django.conf import settings
from markdown_it.common.utils import escapeHtml

type Bodies = tuple[str, str, str]
type Render = Callable[[str, str], Bodies]

KEPT = 64  # renderings: an alert in each language and zone of its readers

# Letters and digits only, which nothing on the way to HTML changes, and which nobody can have typed.
_READER = f"reader{secrets.token_hex(12)}"
_PATH = f"unsubscribe{secrets.token_hex(12)}"
_kept: dict[Hashable, Bodies] = {}


def merged(render: Render, common: Hashable, reader: str, unsubscribe_url: str) -> Bodies:
    """Subject, text and HTML: what `render(reader, unsubscribe_url)` gives, which is the same for all readers that
    have `common` in common but for these two. Raises what it raises."""
    url = f"{settings.SITE_URL}/{_PATH}" if unsubscribe_url else ""
    subject, text, html = _rendered(render, (common, url), url)
    name = " ".join(reader.split())
    if not name or _READER in subject:  # blanks around it are not said; in a subject it may have been cut
        return render(reader, unsubscribe_url)
    text, html = text.replace(_READER, name), html.replace(_READER, escapeHtml(name))
    if url:
        text, html = text.replace(url, unsubscribe_url), html.replace(url, escapeHtml(unsubscribe_url))
    return subject, text, html


def _rendered(render: Render, key: Hashable, url: str) -> Bodies:
    if (bodies := _kept.get(key)) is None:
        if len(_kept) >= KEPT:
            _kept.pop(next(iter(_kept)))
        bodies = _kept[key] = render(_READER, url)
    return bodies
