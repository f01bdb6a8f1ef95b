"""Which versions of a product are meant, in words."""

from django.utils.translation import gettext as _


def in_words(listed: str = "", since: str = "", until: str = "") -> str:
    """As "12.1, 13.0", "12.0 to 13.0", "12.0 and later", "up to 13.0" or "every version", as what is named asks."""
    if listed:
        return listed
    if since and until:
        return since if since == until else _("{since} to {until}").format(since=since, until=until)
    if since:
        return _("{since} and later").format(since=since)
    return _("up to {until}").format(until=until) if until else _("every version")
