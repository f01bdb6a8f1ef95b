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


def _escaped(values: str, number: int, row: Mapping[str, Any], keys: tuple[str, ...]) -> list[str]:
    """So many values of a row, with NUL between, each escaped: by one call for all, or one by one where a value
    holds a NUL itself."""
    found = escape(values).split("\0")
    return found if len(found) == number else [escape(str(row[key])) for key in keys]


class _Writer:
    """Writes the source of the loop: what stands between two tests is one string."""

    def __init__(self, variable: str) -> None:
        self.variable, self.lines, self.run = variable, list[str](), list[str]()
        self.constants: dict[str, Any] = {}
        self.keys: dict[str, str] = {}  # the variable that has its escaped value, by key

    def loop(self) -> Loop:
        scope: dict[str, Any] = {"escaped": _escaped, "keys": tuple(self.keys)}
        source = ["def loop(rows, same):", "  out = []; add = out.append", "  for row in rows:"]
        if self.keys:
            values = "\\0".join(f"{{row[{key!r}]!s}}" for key in self.keys)
            names = ", ".join(self.keys.values())
            source.append(f'    {names}, = escaped(f"{values}", {len(self.keys)}, row, keys)')
        exec("\n".join([*source, *self.lines, "  return ''.join(out)"]), scope)  # noqa: S102  made of the template alone
        loop: Loop = scope["loop"]
        return loop

    def body(self, nodes: NodeList, depth: int) -> None:
        for node in nodes:
            match node:
                case TextNode():
                    text = re.sub(r"\s+", " ", node.s).replace("{", "{{").replace("}", "}}")
                    self.run.append(f"f{text!r}")
                case VariableNode():
                    self.run.append(f'f"{{{self._printed(node.filter_expression)}}}"')
                case IfNode():
                    self._end_run(depth)
                    self._branches(node, depth)
                case _:
                    raise template.TemplateSyntaxError(f"each does not know {node!r}")
        self._end_run(depth)

    def _end_run(self, depth: int) -> None:
        if self.run:
            self._line(depth, f"add({' '.join(self.run)})")
            self.run.clear()

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
        if safe or value.startswith("same"):
            return value
        key = self._key(expression.var.var)
        return self.keys.setdefault(key, f"v{len(self.keys)}")

    def _value(self, expression: Any, *, filtered: bool = False) -> str:
        name = getattr(getattr(expression, "var", None), "var", None)
        if not isinstance(name, str) or (expression.filters and not filtered):
            raise template.TemplateSyntaxError(f"each prints and tests names only, not {expression}")
        if key := self._key(name):
            return f"row[{key!r}]"
        self.constants[name] = expression
        return f"same[{name!r}]"

    def _key(self, name: str) -> str:
        """What of a row is named; empty for a name that is the same for all rows."""
        first, _dot, key = name.partition(".")
        return key if first == self.variable else ""

    def _line(self, depth: int, statement: str) -> None:
        self.lines.append("  " * depth + statement)
