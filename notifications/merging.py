"""One rendering for many readers: the mails of an alert differ in the reader's name and her address to
unsubscribe, which are put into what was rendered once for a language, a zone and the words.

Without it, rendering is most of what a mail to 100,000 costs.
"""

import json
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from markdown_it.common.utils import escapeHtml

Bodies = tuple[str, str, str]
KEPT = 64  # renderings: an alert in each language and zone of its readers

# Letters and digits only, which nothing on the way to HTML changes, and which nobody can have typed.
_READER = f"reader{secrets.token_hex(12)}"
_PATH = f"unsubscribe{secrets.token_hex(12)}"
_kept: OrderedDict[str, Bodies] = OrderedDict()


def merged(
    render: Callable[[str, Mapping[str, Any], str, str], Bodies],
    kind: str,
    facts: Mapping[str, Any],
    reader: str,
    unsubscribe_url: str,
) -> Bodies:
    """Subject, text and HTML: the same that `render(kind, facts, reader, unsubscribe_url)` gives, in the language
    and zone that are active. Raises what it raises."""
    url = f"{settings.SITE_URL}/{_PATH}" if unsubscribe_url else ""
    subject, text, html = _rendered(render, kind, facts, url)
    if _READER in subject:  # it may have been cut
        return render(kind, facts, reader, unsubscribe_url)
    name = " ".join(reader.split())
    return (
        subject,
        text.replace(_READER, name).replace(url or _PATH, unsubscribe_url),
        html.replace(_READER, escapeHtml(name)).replace(url or _PATH, escapeHtml(unsubscribe_url)),
    )


def _rendered(
    render: Callable[[str, Mapping[str, Any], str, str], Bodies],
    kind: str,
    facts: Mapping[str, Any],
    url: str,
) -> Bodies:
    zone = timezone.get_current_timezone_name()
    key = json.dumps([kind, translation.get_language(), zone, url, facts], sort_keys=True)
    if key not in _kept:
        _kept[key] = render(kind, facts, _READER, url)
    _kept.move_to_end(key)
    while len(_kept) > KEPT:
        _kept.popitem(last=False)
    return _kept[key]
