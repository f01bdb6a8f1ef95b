"""Releases that need, replace or hold others: circles, and the order to install in. Pure."""

from collections.abc import Hashable, Mapping, Sequence

type Edges[Node] = Mapping[Node, Sequence[Node]]


def path[Node: Hashable](edges: Edges[Node], start: Node, end: Node) -> list[Node] | None:
    """A way from `start` to `end` by these edges, both included; None where there is none."""
    waiting, came_from = [start], {start: start}
    while waiting:
        node = waiting.pop()
        if node == end:
            return _walked(came_from, start, end)
        for following in edges.get(node, ()):
            if following not in came_from:
                came_from[following] = node
                waiting.append(following)
    return None


def in_order[Node: Hashable](edges: Edges[Node], wanted: Node) -> list[Node]:
    """What `wanted` needs, each after all that it needs itself; `wanted` is the last (R3.4). Edges without
    circles."""
    ordered: list[Node] = []
    seen: set[Node] = set()
    waiting: list[tuple[Node, bool]] = [(wanted, False)]
    while waiting:
        node, is_ready = waiting.pop()
        if is_ready:
            ordered.append(node)
        elif node not in seen:
            seen.add(node)
            waiting.append((node, True))
            waiting.extend((each, False) for each in reversed(edges.get(node, ())))
    return ordered


def _walked[Node: Hashable](came_from: Mapping[Node, Node], start: Node, end: Node) -> list[Node]:
    walked = [end]
    while walked[-1] != start:
        walked.append(came_from[walked[-1]])
    return walked[::-1]
