"""What the figures say, in a sentence each: the titles of the charts, the points of the agenda, the lines of the
mail. In the language that is active; never a guarantee (R8.8)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from subscriptions.models import Product
from tickets.advisory.reviews.durations import Distribution
from tickets.advisory.reviews.figures import Figures
from tickets.advisory.reviews.wording import covered_words


def trend(figures: Figures) -> str:
    """How many were logged, against the period before."""
    opened, before = figures.totals.opened, figures.before.opened
    said = ngettext("{count} incident was logged", "{count} incidents were logged", opened).format(
        count=opened
    )
    if opened == before:
        return _("{said}, as many as in the period before.").format(said=said)
    words = (
        _("{said}, {more} more than in the period before.")
        if opened > before
        else _("{said}, {more} fewer than in the period before.")
    )
    return words.format(said=said, more=abs(opened - before))


def targets(figures: Figures) -> str:
    """How many of the targets that the customer is shown were met."""
    met, missed = figures.met(), figures.missed()
    if not met + missed:
        return _("No response target fell due.")
    if not missed:
        return ngettext(
            "The one response target was met.", "All {count} response targets were met.", met
        ).format(count=met)
    return ngettext(
        "{missed} of {count} response targets was missed.",
        "{missed} of {count} response targets were missed.",
        missed,
    ).format(missed=missed, count=met + missed)


def internal(figures: Figures) -> str:
    """The same of those that she is not shown."""
    met, missed = figures.met(shown=False), figures.missed(shown=False)
    return _("{met} of {count} internal targets met.").format(met=met, count=met + missed)


def still_open(figures: Figures) -> str:
    """How many were open when the period ended."""
    left = figures.totals.open_after
    if not left:
        return _("No incident was open at the end of the period.")
    return ngettext(
        "{count} incident was open at the end of the period.",
        "{count} incidents were open at the end of the period.",
        left,
    ).format(count=left)


def response(figures: Figures) -> str:
    """How long first responses took."""
    words = _(
        "Half of the first responses came within {median} of covered time, nine of ten within {ninetieth}."
    )
    return _spoken(figures.response, words, _("No first response was given."))


def solution(figures: Figures) -> str:
    """How long solutions took."""
    words = _("Half of the solutions took at most {median} of covered time, nine of ten at most {ninetieth}.")
    return _spoken(figures.solution, words, _("No solution was given."))


def products(figures: Figures, names: dict[int, Product]) -> str:
    """Which product most were about."""
    logged = [each for each in figures.products if each.opened]
    if not logged:
        return _("No incident was logged.")
    first = logged[0]
    if len(logged) == 1:
        return _("All incidents were about {product}.").format(product=names[first.key])
    words = _("Most incidents were about {product}: {count} of {all}.")
    if logged[1].opened == first.opened:
        words = _("{product} and {other} stand first, with {count} of {all} each.")
    return words.format(
        product=names[first.key],
        other=names[logged[1].key],
        count=first.opened,
        all=figures.totals.opened,
    )


def people(figures: Figures) -> str:
    """How many different people logged (R18.3)."""
    number = figures.totals.people
    said = ngettext("{count} person logged incidents.", "{count} people logged incidents.", number).format(
        count=number
    )
    if not figures.totals.on_behalf:
        return said
    behalf = ngettext(
        "{count} incident was logged on a contact's behalf.",
        "{count} incidents were logged on a contact's behalf.",
        figures.totals.on_behalf,
    ).format(count=figures.totals.on_behalf)
    return f"{said} {behalf}"


def compared(figures: Figures) -> str:
    """Whether more or fewer incidents were left open than by the period before."""
    after, before = figures.totals.open_after, figures.totals.open_before
    if after == before:
        words = _("As many incidents were open at the end as at the end of the period before: {count}.")
        return words.format(count=after)
    words = (
        _("More incidents were open at the end than at the end of the period before: {after}, not {before}.")
        if after > before
        else _(
            "Fewer incidents were open at the end than at the end of the period before: {after}, not {before}."
        )
    )
    return words.format(after=after, before=before)


def told(figures: Figures) -> str:
    """What was received beside incidents."""
    if not figures.alerts + figures.downloads:
        return _("No alert was received, and nothing was downloaded.")
    words = _("Alerts received: {alerts}, acknowledged: {seen}; files downloaded: {files}.")
    return words.format(alerts=figures.alerts, seen=figures.acknowledged, files=figures.downloads)


def balance(figures: Figures) -> str:
    """How what was open before became what is open after."""
    totals = figures.totals
    parts = [
        _("{count} open before").format(count=totals.open_before),
        _("{count} logged").format(count=totals.opened),
    ]
    if totals.reopened:
        parts.append(_("{count} reopened").format(count=totals.reopened))
    parts.append(_("{count} closed").format(count=totals.closed))
    if totals.withdrawn:
        parts.append(_("{count} withdrawn").format(count=totals.withdrawn))
    parts.append(_("{count} open at the end").format(count=totals.open_after))
    return ", ".join(parts)


def _spoken(of: Distribution, words: str, none: str) -> str:
    if not of.number:
        return none
    return words.format(median=covered_words(of.median), ninetieth=covered_words(of.ninetieth))
