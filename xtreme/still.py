"""What depends on nothing but the language, drawn once: texts, icons, addresses of files. A page holds a hundred of
them, and Django's engine renders each anew for every page.
"""

import re
from collections.abc import Iterator
from itertools import chain, groupby, zip_longest

from django.template import Context, Template
from django.template.base import FilterExpression, Node, NodeList, TextNode
from django.template.defaulttags import IfNode, URLNode
from django.template.library import SimpleNode
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from xtreme.quick import quicken

STAND_IN = 900_000_000  # a number that no address has
# Tags whose result follows from their arguments alone.
STILL_TAGS = ("icon", "htmx_script")


class StillNode(Node):
    """Nodes that stand still, drawn once a language."""

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes, self.drawn = NodeList(nodes), dict[tuple[str | None, bool], SafeString]()
        self.token = nodes[0].token

    def render(self, context: Context) -> SafeString:
        key = get_language(), context.autoescape
        drawn = self.drawn.get(key)
        if drawn is None:
            drawn = self.drawn[key] = self.nodes.render(context)
        return drawn


class StillNameNode(Node):
    """`{% translate "…" as name %}`, translated once a language."""

    def __init__(self, node: TranslateNode) -> None:
        self.node, self.words = node, dict[tuple[str | None, bool], SafeString]()
        self.token, self.name = node.token, str(node.asvar)

    def render(self, context: Context) -> str:
        key = get_language(), context.autoescape
        if key not in self.words:
            self.node.render(context)
            self.words[key] = context[self.name]
        context[self.name] = self.words[key]
        return ""


class NumberedURLNode(Node):
    """`{% url "name" number … %}`, reversed once and filled with the numbers; other arguments are reversed anew."""

    def __init__(self, node: URLNode) -> None:
        self.node, self.token = node, node.token
        self.parts: list[str] = []
        for argument in node.args:
            quicken(argument)

    def render(self, context: Context) -> str:
        numbers = [argument.resolve(context) for argument in self.node.args]
        if any(type(number) is not int or number < 0 for number in numbers):
            return self.node.render(context)
        if not self.parts:
            self.parts = self._parts(context)
        return "".join(chain.from_iterable(zip_longest(self.parts, map(str, numbers), fillvalue="")))

    def _parts(self, context: Context) -> list[str]:
        """What stands around the numbers."""
        stand_ins = [str(STAND_IN + place) for place in range(len(self.node.args))]
        address = reverse(self.node.view_name.resolve(context), args=stand_ins)
        return re.split("|".join(stand_ins), address)


def settle(template: Template) -> Template:
    """Put a StillNode in the place of all neighbours that stand still."""
    template.nodelist = _settled(template.nodelist)
    return template


def _settled(nodes: NodeList) -> NodeList:
    settled = NodeList(_with_runs_drawn_once(nodes))
    settled.contains_nontext = nodes.contains_nontext
    return settled


def _with_runs_drawn_once(nodes: NodeList) -> Iterator[Node]:
    for still, neighbours in groupby(nodes, _stands_still):
        run = list(neighbours)
        if still and not all(isinstance(node, TextNode) for node in run):
            yield StillNode(run)
        else:
            yield from map(_with_children_settled, run)


def _with_children_settled(node: Node) -> Node:
    if isinstance(node, TranslateNode) and node.asvar and _is_still(node):
        return StillNameNode(node)
    if isinstance(node, URLNode) and _is_numbered(node):
        return NumberedURLNode(node)
    if isinstance(node, IfNode):
        node.conditions_nodelists = [(test, _settled(nodes)) for test, nodes in node.conditions_nodelists]
        return node
    for name in node.child_nodelists:
        if nodes := getattr(node, name, None):
            setattr(node, name, _settled(nodes))
    return node


def _stands_still(node: Node) -> bool:
    match node:
        case TextNode():
            return True
        case TranslateNode():
            return not node.asvar and _is_still(node)
        case URLNode():
            return not (node.args or node.kwargs or node.asvar) and _is_text(node.view_name)
        case StaticNode():
            return node.varname is None and _is_text(node.path)
        case SimpleNode():
            arguments = [*node.args, *node.kwargs.values()]
            return (
                node.target_var is None and node.func.__name__ in STILL_TAGS and all(map(_is_text, arguments))
            )
    return False


def _is_numbered(node: URLNode) -> bool:
    return bool(node.args) and not (node.kwargs or node.asvar) and _is_text(node.view_name)


def _is_still(node: TranslateNode) -> bool:
    return not (node.noop or node.message_context) and _is_text(node.filter_expression)


def _is_text(expression: FilterExpression) -> bool:
    """Whether it is written out in the template: no name, no filter."""
    return not expression.filters and getattr(expression.var, "lookups", None) is None
