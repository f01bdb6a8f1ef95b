"""Codes of releases in addresses."""

from entitlements.downloads.models.releases import CODE

# What stands in their place in other addresses of the room: no release has such a code (forms.py).
RESERVED = frozenset({"company", "files", "log", "manifest.json", "new", "regulatory"})


class ReleaseCode:
    """A code as a part of a path."""

    regex = CODE

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
