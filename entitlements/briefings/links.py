"""Addresses that people type: of a meeting, of a video elsewhere (R13.1, R16.2). Pure but for the refusal."""

from collections.abc import Collection
from urllib.parse import parse_qsl, urlencode, urlsplit

from entitlements.briefings.refusals import NotALink

LONGEST = 500  # characters
FILES = (".m4v", ".mp4", ".webm")
# The word of a query by which a player's page begins at a second.
QUERIES = {
    "dailymotion.com": "start",
    "loom.com": "t",
    "wistia.com": "wtime",
    "youtu.be": "t",
    "youtube.com": "t",
}
FRAGMENTS = ("vimeo.com",)


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


def is_file(link: str) -> bool:
    """Whether a browser can play it by itself: a video, not the page of a player."""
    return urlsplit(link).path.lower().endswith(FILES)


def is_of(link: str, hosts: Collection[str]) -> bool:
    """Whether it lies at one of `hosts`, as the content policy compares them: by name and port."""
    return urlsplit(link).netloc.lower() in hosts


def starting_at(link: str, second: int) -> str:
    """The address at which the video begins at `second`; nothing where its player cannot be told so. A file takes
    a media fragment (W3C, Media Fragments URI 1.0, 4.2.1)."""
    parts = urlsplit(link)
    host = ".".join((parts.hostname or "").split(".")[-2:])
    if is_file(link) or host in FRAGMENTS:
        return parts._replace(fragment=f"t={second}").geturl()
    if word := QUERIES.get(host):
        query = [(name, value) for name, value in parse_qsl(parts.query) if name != word]
        return parts._replace(query=urlencode([*query, (word, second)])).geturl()
    return ""
