"""The charts of figures as SVG, drawn on the server from Vega-Lite (vl-convert), without a browser: one picture
for page and PDF. Text takes the colour of its page (currentColor), marks have colours that stand on light and
dark, and what a mark says stands beside it; so that a screen reader hears the figures, a table stands with each
picture.

A process of its own draws (drawing.py); what was drawn lately is kept in the cache.
"""

import hashlib
import json
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe

from tickets.drawing import NotDrawn, draughtsman

log = logging.getLogger(__name__)

WIDTH = 340  # of the drawing, in pixels at its natural size
BAR, STEP = 16, 26
GOOD, BAD, FIRST, SECOND = "#3d8f67", "#d1495b", "#4f7fc4", "#8a94a3"
KEPT = 3600  # seconds in the cache
NOISE = re.compile(r' (?:role|aria-[a-z]+|pointer-events|class|version|xmlns:xlink)="[^"]*"')
CONFIG: dict[str, Any] = {
    "aria": False,
    "font": "sans-serif",
    "view": {"stroke": None},
    "text": {"color": "currentColor", "fontSize": 12},
    "axis": {
        "title": None,
        "domain": False,
        "ticks": False,
        "grid": False,
        "labelColor": "currentColor",
        "labelFontSize": 12,
        "labelLimit": 190,
        "labelPadding": 8,
    },
    "legend": {"title": None, "orient": "top", "labelColor": "currentColor", "labelFontSize": 12},
}


@dataclass(frozen=True)
class Bar:
    """A row of a chart: what it is about, its parts in the order of the colours, and what is said at its end."""

    label: str
    parts: tuple[int, ...]
    said: str


@dataclass(frozen=True)
class Chart:
    """What is drawn: rows of bars, or columns that stand beside each other, `names` of which are their colours.
    `legend` names the parts of rows, where the words at their ends do not."""

    bars: tuple[Bar, ...]
    colours: tuple[str, ...]
    names: tuple[str, ...] = ()
    legend: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not any(any(bar.parts) for bar in self.bars)


def drawn(chart: Chart) -> SafeString:
    """The picture, from the cache where it was drawn lately. Raises NotDrawn."""
    spec = json.dumps(_columns(chart) if chart.names else _rows(chart), sort_keys=True)
    key = f"picture:{hashlib.sha256(spec.encode()).hexdigest()}"
    kept = cache.get(key)
    if not isinstance(kept, str):
        kept = _svg(spec)
        cache.set(key, kept, KEPT)
    return mark_safe(kept)  # noqa: S308  drawn here; Vega escapes every label


def shown(chart: Chart) -> SafeString | None:
    """The picture for a page, which has its numbers as a table, too; None where it could not be drawn."""
    try:
        return drawn(chart)
    except NotDrawn:
        log.exception("a picture could not be drawn")
        return None


def _svg(spec: str) -> str:
    """Vega's picture without what it says of its own making."""
    svg = NOISE.sub("", draughtsman.draw(spec))
    return svg.replace("<svg", '<svg class="chart" aria-hidden="true" focusable="false"', 1)


def _rows(chart: Chart) -> dict[str, Any]:
    """Each bar a row, its parts one after the other."""
    names = chart.legend or tuple(str(part) for part in range(len(chart.colours)))
    values = [
        {"label": f"{number:03}{bar.label}", "part": names[part], "order": part, "n": n}
        for number, bar in enumerate(chart.bars)
        for part, n in enumerate(bar.parts)
    ]
    ends = [
        {"label": f"{number:03}{bar.label}", "n": sum(bar.parts), "said": bar.said}
        for number, bar in enumerate(chart.bars)
    ]
    across = {"field": "n", "type": "quantitative", "axis": None, "scale": {"nice": False}}
    down = _named("y", "label")
    return _spec(
        height={"step": STEP},
        layer=[
            {
                "data": {"values": values},
                "mark": {"type": "bar", "height": BAR},
                "encoding": {
                    "x": across | {"stack": "zero"},
                    "y": down,
                    "order": {"field": "order"},
                    "color": _coloured(names, chart.colours, legend=bool(chart.legend)),
                },
            },
            {
                "data": {"values": ends},
                "mark": {"type": "text", "align": "left", "dx": 6},
                "encoding": {"x": across, "y": down, "text": {"field": "said"}},
            },
        ],
    )


def _columns(chart: Chart) -> dict[str, Any]:
    """Each bar's parts as columns beside each other, with their number above."""
    values = [
        {"label": f"{number:03}{bar.label}", "part": name, "n": n, "order": order}
        for number, bar in enumerate(chart.bars)
        for order, (name, n) in enumerate(zip(chart.names, bar.parts, strict=True))
    ]
    up = {"field": "n", "type": "quantitative", "axis": None}
    beside = {"field": "part", "type": "nominal", "sort": list(chart.names)}
    across = _named("x", "label") | {"scale": {"paddingInner": 0.25}}
    across["axis"] = {**across["axis"], "labelAngle": 0}
    shared = {"x": across, "xOffset": beside, "y": up}
    return _spec(
        height=150,
        data={"values": values},
        layer=[
            {
                "mark": "bar",
                "encoding": shared | {"color": _coloured(chart.names, chart.colours, legend=True)},
            },
            {
                "mark": {"type": "text", "dy": -7, "fontSize": 11},
                "encoding": shared | {"text": {"field": "n"}},
            },
        ],
    )


def _spec(**parts: Any) -> dict[str, Any]:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "background": None,
        "padding": 4,
        "config": CONFIG,
        **parts,
    }


def _named(side: str, field: str) -> dict[str, Any]:
    """A scale of names in the order given: three digits before each keep it and are not shown."""
    axis = {"labelExpr": "slice(datum.label, 3)"} | ({"minExtent": 60} if side == "y" else {})
    return {"field": field, "type": "nominal", "sort": None, "axis": axis}


def _coloured(domain: Sequence[str], colours: tuple[str, ...], *, legend: bool) -> dict[str, Any]:
    scale = {"domain": list(domain), "range": list(colours)}
    return {
        "field": "part",
        "type": "nominal",
        "scale": scale,
        **({} if legend else {"legend": None}),
    }
