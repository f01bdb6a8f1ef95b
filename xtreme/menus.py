"""The navigation of the frames, as tables: each a tuple of links under headings.

A menu is drawn once for each language and each set of permissions. Which link is the page's own, and the numbers
beside the lists, are filled in for every page.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from subscriptions.permissions import Permission

type Icon = Callable[[str], SafeString]


@dataclass(frozen=True, eq=False)
class Heading:
    """What the links below it have in common."""

    label: str | Promise


@dataclass(frozen=True, eq=False)
class Link:
    """`count` is the name of the number beside it; `needs` what its reader must be permitted."""

    href: str
    label: str | Promise
    icon: str
    count: str = ""
    needs: Permission | None = None

    def is_current(self, request: HttpRequest) -> bool:
        """On its page, below it, and for its own `?list=`."""
        path, _mark, query = self.href.partition("?list=")
        here = request.path == path or (path != "/" and request.path.startswith(path))
        return here and request.GET.get("list", "") == query


@dataclass(frozen=True)
class _Piece:
    """A link as drawn, parted where the mark of the current page and the number go; a heading is all `begin`."""

    link: Link | None
    begin: str
    middle: str = ""


class Menu:
    """Links and headings in their order."""

    def __init__(self, *parts: Link | Heading) -> None:
        self._parts = parts
        self._needs = {part.needs for part in parts if isinstance(part, Link) and part.needs}
        self._drawn: dict[Any, list[_Piece]] = {}

    def html(
        self,
        request: HttpRequest | None,
        icon: Icon,
        may: Callable[[Permission], bool] = lambda permission: False,
        counts: Mapping[str, int] | None = None,
    ) -> SafeString:
        """The menu on the page of `request`. A link without its number among `counts` stands without one."""
        permitted = frozenset(filter(may, self._needs))
        key = get_language(), permitted
        if key not in self._drawn:
            self._drawn[key] = list(self._draw(icon, permitted))
        return mark_safe("".join(self._filled(self._drawn[key], request, counts or {})))  # noqa: S308  drawn here

    def _draw(self, icon: Icon, permitted: frozenset[Permission]) -> Iterator[_Piece]:
        for part in self._parts:
            if isinstance(part, Heading):
                yield _Piece(None, format_html("<h2>{}</h2>", part.label))
            elif part.needs is None or part.needs in permitted:
                begin = f'<a class="nav-link" href="{escape(part.href)}"'
                yield _Piece(part, begin, format_html(">{}<span>{}</span>", icon(part.icon), part.label))

    def _filled(
        self, pieces: list[_Piece], request: HttpRequest | None, counts: Mapping[str, int]
    ) -> Iterator[str]:
        for piece in pieces:
            yield piece.begin
            if piece.link is None:
                continue
            if request is not None and piece.link.is_current(request):
                yield ' aria-current="page"'
            yield piece.middle
            if (count := counts.get(piece.link.count)) is not None:
                yield f'<span class="count">{number_format(count, force_grouping=True)}</span>'
            yield "</a>"


DESK = Menu(
    Link("/desk/queue/", _("Queue"), "list-ordered", "queue"),
    Link("/desk/queue/?list=mine", _("Mine"), "user-round", "mine"),
    Link("/desk/queue/?list=unassigned", _("Unassigned"), "circle-dashed", "unassigned"),
    Link("/desk/queue/?list=waiting", _("Waiting for customer"), "hourglass", "waiting"),
    Link("/desk/queue/?list=snoozed", _("Snoozed"), "moon", "snoozed"),
    Link("/desk/queue/?list=at_risk", _("At risk"), "alarm-clock", "at_risk"),
    Link("/desk/dashboard/", _("Dashboard"), "chart-no-axes-column", needs=Permission.READ_DASHBOARDS),
    Link("/desk/satisfaction/", _("Satisfaction"), "smile", needs=Permission.READ_DASHBOARDS),
    Link("/desk/calls/back/", _("Call-backs"), "phone-forwarded", "call_backs"),
    Link("/desk/tiers/", _("Waiting by subscription"), "layers", needs=Permission.ASSIGN),
    Link("/desk/escalations/", _("Escalations"), "trending-up"),
    Link("/desk/consulting/", _("Consulting"), "briefcase"),
    Heading(_("Customers")),
    Link("/desk/customers/", _("Customers"), "building-2"),
    Link("/desk/advisor/", _("My customers"), "handshake"),
    Link("/desk/events/", _("Special events"), "calendar-heart"),
    Link("/desk/remote/", _("Remote sessions"), "screen-share"),
    Link("/desk/reviews/", _("Activity reviews"), "chart-column"),
    Link("/desk/upgrade-plans/", _("Upgrades"), "calendar-sync"),
    Link("/policies/", _("Policies in force"), "scroll-text"),
    Link("/desk/renewals/", _("Renewals"), "calendar-clock"),
    Heading(_("Know-how")),
    Link("/desk/knowledge/", _("Knowledge base"), "book-open"),
    Link("/desk/saved-replies/", _("Saved replies"), "message-square-quote"),
    Link("/desk/downloads/", _("Downloads"), "package"),
    Link("/desk/briefings/", _("Briefings"), "video"),
    Link("/desk/community/", _("Community"), "messages-square"),
    Link("/desk/programmes/", _("Programmes"), "flask-conical"),
    Link("/desk/searches/", _("Searches"), "search-check"),
    Heading(_("What is told")),
    Link("/desk/alerts/", _("Critical solutions"), "siren"),
    Link("/desk/outbox/", _("Mail not arrived"), "mail-warning"),
    Link("/webhooks/", _("Webhooks"), "webhook"),
    Link("/desk/mail/", _("Mail in"), "inbox"),
    Heading(_("Access")),
    Link("/desk/permissions/", _("Permissions"), "key-round"),
    Link("/desk/audit/", _("Audit trail"), "scroll", needs=Permission.READ_AUDIT),
)
DESK_END = Menu(Link("/admin/", _("Administration"), "settings", needs=Permission.READ_SETTINGS))
PORTAL = Menu(
    Link("/incidents/", _("Incidents"), "inbox"),
    Link("/subscription/", _("Subscription"), "shield-check"),
    Link("/alerts/", _("Critical solutions"), "siren"),
    Link("/knowledge/", _("Knowledge base"), "book-open"),
    Link("/downloads/", _("Downloads"), "package"),
)
PORTAL_MORE = Menu(
    Link("/briefings/", _("Briefings"), "video"),
    Link("/community/", _("Community"), "messages-square"),
    Link("/advisor/", _("Advisor"), "handshake"),
    Link("/reviews/", _("Activity reviews"), "chart-column"),
    Link("/programmes/", _("Programmes"), "flask-conical"),
    Link("/phone/", _("Telephone"), "phone"),
)
BY_NAME = {"desk": DESK, "desk_end": DESK_END, "portal": PORTAL, "portal_more": PORTAL_MORE}
