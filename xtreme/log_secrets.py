"""Secrets stay out of the logs: a processor of structlog and a filter for records of others (Django, Celery,
urllib3).

What is looked for has a name or a shape that says what it is. It is the last net: nobody logs secrets on purpose.
"""

import logging
import re
from collections.abc import Mapping, MutableMapping
from typing import Any

HIDDEN = "[hidden]"
# A name that says that its value is a secret.
NAMES = re.compile(
    r"(?i)^(?:.*[_.-])?(?:password\d?|passwd|passphrase|pwd|secret|secret_key|token|access_token|refresh_token|api_?key"
    r"|authorization|cookie|set-cookie|sessionid|csrftoken|csrfmiddlewaretoken|private_key|credentials?|otp|code_verifier"
    r"|seed|saml_?response|client_secret|encryption_keys)$"
)
PATTERNS = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (
            r"(?i)((?:password\d?|passwd|pwd|secret|token|api[_-]?key|sessionid|csrftoken|csrfmiddlewaretoken|otp)"
            r"[\"']?\s*(?:=|:)\s*[\"']?)[^\s\"'&;,}<>]{3,}",
            rf"\1{HIDDEN}",
        ),
        (
            r"(?i)((?:authorization[\"']?\s*[:=]\s*[\"']?)?(?:bearer|basic)\s+)[A-Za-z0-9+/_.=~-]{8,}",
            rf"\1{HIDDEN}",
        ),
        (r"(?i)\b([a-z][a-z0-9+.-]*://[^\s:/@]*):[^\s/@]+@", rf"\1:{HIDDEN}@"),
        (r"whsec_[A-Za-z0-9+/=]{16,}", HIDDEN),
        (r"\bxt_[A-Za-z0-9_-]{20,}", HIDDEN),
        (r"\bgAAAA[A-Za-z0-9_-]{40,}=*", HIDDEN),
        (r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*", HIDDEN),
        (r"-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)", HIDDEN),
        # Links that are keys: to choose a password, to unsubscribe, to fetch a file.
        (r"([?&](?:key|token|sig|signature)=)[^\s&\"'<>]+", rf"\1{HIDDEN}"),
        (r"(/accounts/password/reset/key/)[^\s\"'/]+", rf"\1{HIDDEN}"),
    )
]


def cleaned(text: str) -> str:
    """The text without what looks like a secret, on one line for each line of it."""
    for pattern, replacement in PATTERNS:
        text = pattern.sub(replacement, text)
    return text


def clean(value: Any) -> Any:
    """The same for whatever is logged: mappings by their names, texts by their shapes."""
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, Mapping):
        return {key: HIDDEN if NAMES.match(str(key)) and item else clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item) for item in value]
    return value


def processor(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The last of structlog's before it is written, after tracebacks have become text."""
    return {
        key: value if key.startswith("_") else HIDDEN if NAMES.match(key) and value else clean(value)
        for key, value in event.items()
    }


class Filter(logging.Filter):
    """For handlers whose formatter is not ours; ours has the processor."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = cleaned(record.getMessage()), None
        return True
