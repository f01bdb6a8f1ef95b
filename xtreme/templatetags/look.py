"""The small parts of every page: icons, badges, due times, navigation. Larger ones are templates/components/.

Built in: no template has to load it. Hot lists do not use it; they print rows prepared as plain dicts.
"""

from datetime import datetime, timedelta, tzinfo
from functools import cache, lru_cache, partial
from importlib.resources import files
from io import BytesIO
from typing import Any
from zipfile import ZipFile
from zoneinfo import ZoneInfo

from django import template
from django.contrib.auth.models import AnonymousUser
from django.forms import BaseForm
from django.http import HttpRequest
from django.template import Context
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language

from entitlements.models import Severity
from subscriptions import permissions, texts, wording
from subscriptions.permissions import changes_nothing
from tickets.models import Status
from tickets.wording import initials, status_words
from xtreme import menus

register = template.Library()

STATUS_ICONS = {
    Status.NEW: "circle-dot",
    Status.IN_PROGRESS: "loader",
    Status.WAITING_CUSTOMER: "message-circle-question-mark",
    Status.WAITING_DEVELOPMENT: "hammer",
    Status.SOLUTION_PROPOSED: "circle-check",
    Status.CLOSED: "check",
    Status.WITHDRAWN: "undo-2",
}
# What a person types and may want back; never what she signs in with.
SECRET_FIELDS = ("password", "token", "code", "login", "credential")


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, size: int = 16, label: str = "") -> SafeString:
    """The lucide icon `name`, `size` pixels; silent to screen readers unless it has a label."""
    drawing = drawings().read(f"{name}.svg").decode().partition(">")[2].replace("\n", "")
    return format_html(
        '<svg class="icon" width="{0}" height="{0}" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        ' stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" {1}>{2}',
        size,
        format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"'),
        mark_safe(drawing),  # noqa: S308
    )


@cache
def drawings() -> ZipFile:
    """Lucide's archive, opened once: its own function reads the list of all 1,745 anew for each icon, 11 ms of CPU.
    From memory, as processes that are forked share the place in a file."""
    return ZipFile(BytesIO(files("lucide").joinpath("lucide.zip").read_bytes()))


@register.simple_tag
def severity(value: int) -> SafeString:
    """Number and word of a severity: `{% severity incident.severity %}`."""
    return format_html(
        '<span class="sev sev-{0}"><b>{0}</b> {1}</span>', int(value), Severity(int(value)).label
    )


@register.simple_tag
def tier(value: Any) -> SafeString:
    """The short name of a tier (anything with `rank` and `short_name`); rank 1 wears the gold edge."""
    rank, name = (value[k] if isinstance(value, dict) else getattr(value, k) for k in ("rank", "short_name"))
    return format_html('<span class="tier tier-{}">{}</span>', rank, name)


@register.simple_tag
def status(code: str, *, contact: bool = False) -> SafeString:
    """A status in words; `contact=True` says it to the customer."""
    kind = Status(code)
    return format_html(
        '<span class="status status-{}">{}{}</span>',
        kind.value,
        icon(STATUS_ICONS[kind], 14),
        capfirst(status_words(kind, contact=contact)),
    )


@register.simple_tag
def face(name: str, *, vendor: bool = False) -> SafeString:
    """A person's initials in a disc; her name must stand beside it."""
    side = "face face-vendor" if vendor else "face"
    return format_html('<span class="{}" aria-hidden="true">{}</span>', side, initials(str(name)))


@register.simple_tag
def due(due_at: datetime | None, used: float | None = None, *, paused: bool = False) -> SafeString:
    """When something is due, as words and as a bar of the covered time `used` (0 to 1). While it is `paused` nobody
    knows when."""
    if due_at is None:
        return format_html('<span class="due due-none">{}</span>', "–")
    zone = timezone.get_current_timezone()
    words = wording.due_words(due_at, timezone.now(), zone, used, paused=paused)
    if paused:
        return format_html('<span class="due due-{}">{}{}</span>', words.level, words.words, bar(words.used))
    return format_html(
        '<span class="due due-{}"><time datetime="{}" title="{}">{}</time>{}</span>',
        words.level,
        due_at.isoformat(timespec="minutes"),
        wording.moment_words(due_at, timezone.now(), zone, zone_name=True),
        words.words,
        bar(words.used),
    )


@register.simple_tag
def bar(per_cent: int | None) -> SafeString:
    """How much of something is used. It repeats the words beside it, so it is silent to screen readers."""
    if per_cent is None:
        return mark_safe("")
    return format_html('<progress value="{}" max="100" aria-hidden="true"></progress>', per_cent)


@register.simple_tag(takes_context=True)
def menu(context: Context, name: str, counts: dict[str, int] | None = None) -> SafeString:
    """A navigation of xtreme.menus by its name: `{% menu "desk" rail_counts %}`."""
    request = context.get("request")
    user: Any = getattr(request, "user", AnonymousUser())
    return menus.BY_NAME[name].html(request, icon, partial(permissions.may, user), counts)


@register.inclusion_tag("components/filters.html")
def filters(form: BaseForm) -> dict[str, Any]:
    """The fields of a form that narrows a list, one after the other; a phone folds away all but the first, unless
    they narrow it."""
    first, *others = form.visible_fields()
    return {"first": first, "others": others, "narrowed": any(field.value() for field in others)}


@register.inclusion_tag("components/attached.html")
def attached() -> dict[str, Any]:
    """Beside input[type=file][multiple] of a form: what is to be sent along. What is pasted and makes a text longer
    than it may be becomes a file."""
    return {"most": texts.LONGEST}


@register.filter
def frame(request: HttpRequest | None) -> str:
    """The frame a reader stands in: desk for staff, portal for a contact, plain for a stranger."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return "plain.html"
    return "desk.html" if user.is_staff else "portal.html"


@register.filter
def reads_only(request: HttpRequest | None) -> bool:
    """Whether the reader is an auditor, to whom nothing is offered that changes something."""
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated and changes_nothing(user))


@register.filter
def moment(value: datetime | None) -> str:
    """An instant as said now in the reader's zone: "today 16:30", "Thu 16:30"."""
    return wording.moment_here(value) if value else ""


@register.simple_tag
def when(value: datetime | None, css: str = "") -> str:
    """The same as an element, with the whole date and time for a pointer and for programs; nothing without one."""
    if value is None:
        return ""
    words = wording.moment_here(value)
    return _time_element(value, timezone.get_current_timezone(), get_language(), words, css)


@lru_cache(wording.KEPT)
def _time_element(value: datetime, zone: tzinfo, _language: str | None, words: str, css: str) -> str:
    local = value.astimezone(zone)
    return format_html(
        '<time{} datetime="{}" title="{}">{}</time>',
        format_html(' class="{}"', css) if css else "",
        local.isoformat(),
        date_format(local, "DATETIME_FORMAT"),
        words,
    )


@register.filter
def city(zone: str) -> str:
    """A time zone by the name of its city, in the reader's language: "Copenhagen"."""
    return wording.zone_words(ZoneInfo(zone)) if zone else ""


@register.filter
def duration(value: timedelta | None) -> str:
    """A duration in words: "1 h 20 min"."""
    return wording.duration_words(value) if value else ""


@register.filter
def typed(request: HttpRequest) -> list[str]:
    """The texts of a form that was refused as expired, so that its writer can copy them."""
    return [
        value
        for name, value in request.POST.items()
        if isinstance(value, str)
        and len(value) >= 20
        and not name.startswith("csrf")
        and not any(secret in name for secret in SECRET_FIELDS)
    ]
