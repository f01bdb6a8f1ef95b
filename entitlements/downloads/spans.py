"""Which bytes of a file were handed on, as spans [start, end) in order that neither touch nor overlap. Pure."""

from collections.abc import Iterable

type Spans = list[list[int]]


def with_span(spans: Iterable[Iterable[int]], start: int, end: int) -> Spans:
    """The spans with one more, joined where they touch; an empty one adds nothing."""
    merged: Spans = []
    for first, last in sorted([*(tuple(each) for each in spans), *([(start, end)] if start < end else [])]):
        if merged and first <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], last)
        else:
            merged.append([first, last])
    return merged


def length(spans: Iterable[Iterable[int]]) -> int:
    """How many bytes they are."""
    return sum(end - start for start, end in spans)
