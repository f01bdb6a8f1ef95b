"""What a file really is, by its first bytes. Pure."""

import puremagic

UNKNOWN = "application/octet-stream"
HEAD = 4096  # bytes by which a type is known


def content_type(head: bytes) -> str:
    """The type of what begins with these bytes; text where it reads as text."""
    try:
        return puremagic.from_string(head, mime=True) or UNKNOWN
    except (puremagic.PureError, ValueError):
        pass
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return UNKNOWN if error.start < len(head) - 4 else "text/plain"
    return UNKNOWN if b"\0" in head else "text/plain"
