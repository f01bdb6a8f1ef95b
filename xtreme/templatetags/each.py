"""`{% each row in rows %}…{% endeach %}`: a loop over plain dicts, compiled to a Python function when the
template is loaded. For hot lists; it knows nothing else than

    {{ row.key }}   {{ name }}   {% if row.key %}   {% if not name %}   {% elif … %}   {% else %}   {% endif %}
    {{ row.key|safe }}

What is printed is escaped but what is safe. Names without `row.` are the same for all rows, looked up once; what is
false of them prints nothing.
"""

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django import template
from django.template.base import NodeList, Parser, TextNode, Token, VariableNode
from django.template.defaulttags import IfNode
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

type Loop = Callable[[list[Mapping[str, Any]], Mapping[str, str]], str]


class EachNode(template.Node):
    """The loop, with what it is run over and the names that are the same for all rows."""

    def __init__(self, over: Any, loop: Loop, constants: dict[str, Any]) -> None:
        self.over, self.loop, self.constants = over, loop, constants

    def render(self, context: template.Context) -> SafeString:
        values = {name: expression.resolve(context) for name, expression in self.constants.items()}
        same = {name: conditional_escape(value) if value else "" for name, value in values.items()}
        return mark_safe(self.loop(self.over.resolve(context), same))  # noqa: S308  escaped in the loop


@register.tag
def each(parser: Parser, token: Token) -> EachNode:
    """Compile the loop. Raises TemplateSyntaxError for what it does not know."""
    match = re.fullmatch(r"each (\w+) in (\S+)", token.contents)
    if match is None:
        raise template.TemplateSyntaxError("each is written: {% each row in rows %}")
    variable, over = match.groups()
    body = parser.parse(("endeach",))
    parser.delete_first_token()
    writer = _Writer(variable)
    writer.body(body, 2)
    return EachNode(parser.compile_filter(over), writer.loop(), writer.constants)


class _Writer:
    """Writes the source of the loop."""

    def __init__(self, variable: str) -> None:
        self.variable, self.lines = variable, list[str]()
        self.constants: dict[str, Any] = {}

    def loop(self) -> Loop:
        source = ["def loop(rows, same):", "  out = []; add = out.append", "  for row in rows:", *self.lines]
        scope: dict[str, Any] = {"escape": escape}
        exec("\n".join([*source, "  return ''.join(out)"]), scope)  # noqa: S102  made of the template alone
        loop: Loop = scope["loop"]
        return loop

    def body(self, nodes: NodeList, depth: int) -> None:
        for node in nodes:
            match node:
                case TextNode():
                    self._line(depth, f"add({re.sub(r'\s+', ' ', node.s)!r})")
                case VariableNode():
                    self._line(depth, f"add({self._printed(node.filter_expression)})")
                case IfNode():
                    self._branches(node, depth)
                case _:
                    raise template.TemplateSyntaxError(f"each does not know {node!r}")

    def _branches(self, node: IfNode, depth: int) -> None:
        for place, (condition, body) in enumerate(node.conditions_nodelists):
            word = "elif" if place else "if"
            self._line(depth, f"{word} {self._test(condition)}:" if condition else "else:")
            self.body(body, depth + 1)
            self._line(depth + 1, "pass")

    def _test(self, condition: Any) -> str:
        if getattr(condition, "id", None) == "not":
            return f"not {self._test(condition.first)}"
        return self._value(getattr(condition, "value", None))

    def _printed(self, expression: Any) -> str:
        safe = [function.__name__ for function, _arguments in expression.filters] == ["safe"]
        value = self._value(expression, filtered=safe)
        return value if safe or value.startswith("same") else f"escape(str({value}))"

    def _value(self, expression: Any, *, filtered: bool = False) -> str:
        name = getattr(getattr(expression, "var", None), "var", None)
        if not isinstance(name, str) or (expression.filters and not filtered):
            raise template.TemplateSyntaxError(f"each prints and tests names only, not {expression}")
        first, _dot, key = name.partition(".")
        if first == self.variable:
            return f"row[{key!r}]"
        self.constants[name] = expression
        return f"same[{name!r}]"

    def _line(self, depth: int, statement: str) -> None:
        self.lines.append("  " * depth + statement)
