"""`@name` in a text of the community: which member it means. A name is the one she shows, with full stops for its
spaces, `@mette.a`; in code it is none. When she shows another or leaves, texts say so (models.members)."""

from django.utils import timezone
from django.utils.safestring import SafeString

from entitlements import markdown
from entitlements.community import names
from entitlements.community.models import Profile
from entitlements.community.names import FORMER_HANDLE
from entitlements.community.refusals import NobodyMentioned, TooManyMentioned, words_of
from subscriptions import mention_marks

MOST = 10  # members that one text mentions


def named(text: str) -> dict[str, Profile]:
    """The members it means, by what was typed, in lower case. Raises NobodyMentioned, TooManyMentioned."""
    typed = {name.lower(): name for name in mention_marks.names(markdown.prose(text))}
    if len(typed) > MOST:
        raise TooManyMentioned(most=MOST, number=len(typed))
    typed.pop(FORMER_HANDLE, None)  # of a text that is edited
    found = _called(list(typed))
    if missing := [name for handle, name in typed.items() if handle not in found]:
        raise NobodyMentioned(**words_of(missing))
    return found


def known(texts: list[str]) -> dict[str, str]:
    """The names shown of those whom the texts mention, for their marks. One query."""
    typed = {name.lower() for text in texts if "@" in text for name in mention_marks.names(text)}
    shown = {handle: profile.name for handle, profile in _called(typed).items()}
    return shown | {FORMER_HANDLE: _former()} if FORMER_HANDLE in typed else shown


def marked(html: SafeString, shown: dict[str, str]) -> SafeString:
    """The text with the names of `known` marked; one who left is called so in the reader's language."""
    return mention_marks.highlighted(html, shown, {FORMER_HANDLE: names.handle(_former())})


def _former() -> str:
    return str(Profile(left_at=timezone.now()))


def _called(handles: list[str] | set[str]) -> dict[str, Profile]:
    """The vendor's people last: of two with one name it is they who are meant."""
    if not handles:
        return {}
    rows = Profile.objects.filter(handle__in=list(handles), left_at=None).order_by("is_staff")
    return {profile.handle: profile for profile in rows}
