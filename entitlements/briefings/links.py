"""Addresses that people type: of a meeting, of a video elsewhere (R16.2). Pure but for the refusal."""

from urllib.parse import urlsplit

from entitlements.briefings.refusals import NotALink

LONGEST = 500  # characters


def https(link: str) -> str:
    """The address, or nothing. Raises NotALink for what is no https address: `javascript:` leads nowhere."""
    link = link.strip()
    if not link:
        return ""
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        raise NotALink from None
    if parts.scheme.lower() != "https" or not host or len(link) > LONGEST or any(c.isspace() for c in link):
        raise NotALink
    return "https" + link[len("https") :]
