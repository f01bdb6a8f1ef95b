"""The services of a subscription as rows of a page: plain dicts, prepared here so that the template only prints
them. What a customer has is own_subscription's business."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entitlements.own_subscription import OwnSubscription, ServiceLine

type Row = dict[str, Any]


def rows(own: OwnSubscription) -> list[Row]:
    """One for each service, in the order of the comparison, in the language that is active (R25.1)."""
    split, until, use, basis = (
        _("Included for %(with_it)s; not for %(without_it)s."),
        _("until %(day)s"),
        _("Use it: %(service)s"),
        _("Rests on %(basis)s"),
    )
    shown = []
    for line in own.services:
        answer, differing = line.answer, line.differing
        parted = answer.allowed and bool(line.missing)
        names = {"with_it": line.included_names, "without_it": line.missing_names} if parted else {}
        shown.append(
            {
                "name": line.service.name,
                "allowed": answer.allowed,
                "used_up": line.is_used_up,
                "special": answer.special is not None,
                "text": line.service.summary if answer.allowed else answer.why,
                "parted": split % names if parted else "",
                "beside": _beside(line),
                "page": line.page,
                "use": use % {"service": line.service.name},
                "basis": basis % {"basis": answer.basis},
                "left": _left(answer.remaining),
                "until": until % {"day": line.until}
                if answer.allowed and line.until and not differing
                else "",
            }
        )
    return shown


def _left(remaining: int | None) -> str:
    """What is left of a limited service."""
    if remaining is None:
        return ""
    return ngettext("%(left)s left this period", "%(left)s left this period", remaining) % {"left": remaining}


def _beside(line: ServiceLine) -> str:
    """What few services have: terms that differ between products, special ones, what was used."""
    if not (line.differing or line.answer.special or line.answer.uses):
        return ""
    facts = line.answer.question.facts
    context = {
        "line": line,
        "answer": line.answer,
        "today": timezone.localdate(facts.at, facts.customer.zone),
    }
    return render_to_string("entitlements/beside_service.html", context)
