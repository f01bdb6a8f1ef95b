"""Templates as Python functions. Django walks a tree of nodes for each page, with a call, a guard and a string for
each; here is written down once, when a template is loaded, what the walk does: texts, names, branches, loops,
includes, and sentences with names in them. Any other node is asked to render itself, as Django asks it.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from textwrap import dedent
from typing import Any

from django.template import Context, Template, VariableDoesNotExist
from django.template.base import Node, NodeList, TextNode, VariableNode
from django.template.defaulttags import CsrfTokenNode, ForNode, IfNode, TemplateLiteral, WithNode
from django.template.library import SimpleNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.templatetags.i18n import BlockTranslateNode
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from xtreme.quick import printed, quicken
from xtreme.sentences import Sentence, Value, is_plain
from xtreme.still import StillNameNode, StillNode

type Add = Callable[[str], None]
type Draw = Callable[[Context, Add], None]

BUILT_IN = {"True": True, "False": False, "None": None}


class CompiledNode(Node):
    """Neighbours, and what is inside them, as one function. Of the nodes only blocks are kept: a page that extends
    another fills its blocks."""

    child_nodelists = ()

    def __init__(self, nodes: NodeList) -> None:
        self.draw = _Writer().function(nodes)
        self.blocks = nodes.get_nodes_by_type(BlockNode)

    def render(self, context: Context) -> SafeString:
        drawn: list[str] = []
        self.draw(context, drawn.append)
        return SafeString("".join(drawn))

    def get_nodes_by_type(self, nodetype: type[Node]) -> list[Node]:
        return [block for block in self.blocks if isinstance(block, nodetype)]


def compile_template(template: Template) -> Template:
    """Put functions in the place of its nodes."""
    template.nodelist = _compiled(template.nodelist)
    return template


def _compiled(nodes: NodeList) -> NodeList:
    if not nodes or any(isinstance(node, ExtendsNode) for node in nodes):
        for node in nodes:
            _compile_inside(node)
        return nodes
    compiled = NodeList([CompiledNode(nodes)])
    compiled.contains_nontext = nodes.contains_nontext
    return compiled


def _compile_inside(node: Node) -> None:
    for name in node.child_nodelists:
        if nodes := getattr(node, name, None):
            setattr(node, name, _compiled(nodes))


class _Include:
    """`{% include "…" %}` of a template that is named in the text."""

    def __init__(self, node: IncludeNode) -> None:
        self.name, self.is_alone = str(node.template.var), node.isolated_context
        self.values = {name: value_of(given) for name, given in node.extra_context.items()}
        self.template: Template | None = None
        self.inside: Draw | None = None

    def draw(self, context: Context, add: Add) -> None:
        inside = self.inside or self._load(context)
        values = {name: value(context) for name, value in self.values.items()}
        state, dicts = context.render_context, context.dicts
        outer, state.template = state.template, self.template
        state.dicts.append({})
        context.dicts = [BUILT_IN, values] if self.is_alone else [*dicts, values]
        try:
            inside(context, add)
        finally:
            context.dicts, state.template = dicts, outer
            state.dicts.pop()

    def _load(self, context: Context) -> Draw:
        assert context.template is not None
        self.template = context.template.engine.get_template(self.name)
        self.inside = _drawing(self.template.nodelist)
        return self.inside


def _drawing(nodes: NodeList) -> Draw:
    """The function of the nodes of a template."""
    if len(nodes) == 1 and isinstance(nodes[0], CompiledNode):
        draw: Draw = nodes[0].draw
        return draw
    return lambda context, add: add(nodes.render(context))


def value_of(expression: Any, *, tested: bool = False) -> Value:
    """What asks a context for the value of an expression; where it is only tested, what is not there is None."""
    quicken(expression)
    ask: Value = partial(expression.resolve, ignore_failures=tested)
    if expression.filters or (expression.is_var and expression.var.lookups is None):
        return ask
    if not expression.is_var:
        constant = expression.var
        return lambda _context: constant
    look_up: Value = expression.var._resolve_lookup

    def value(context: Context) -> Any:
        try:
            return look_up(context)
        except VariableDoesNotExist:
            return None if tested else ask(context)

    return value


def loop_over(values: Any, *, is_reversed: bool) -> list[Any] | None:
    """What a loop goes over, in its order."""
    if values is None:
        return None
    return list(reversed(values) if is_reversed else values)


def csrf_field(context: Context) -> str:
    """`{% csrf_token %}`, which stands in every form of a page."""
    token = str(context.get("csrf_token") or "")
    return _csrf_field(token) if token not in ("", "NOTPROVIDED") else ""


@lru_cache(maxsize=256)
def _csrf_field(token: str) -> str:
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)


def _simple(node: SimpleNode) -> Value:
    """A tag that is a function of its arguments."""
    function, named = node.func, {name: value_of(given) for name, given in node.kwargs.items()}
    given = [value_of(each) for each in node.args]

    def value(context: Context) -> str:
        named_values = {name: ask(context) for name, ask in named.items()}
        said = function(*[ask(context) for ask in given], **named_values)
        return said if type(said) is SafeString or not context.autoescape else conditional_escape(said)

    return value


class _Writer:
    """Writes a function, and gathers what it needs beside the context."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.needed: dict[str, Any] = {
            "printed": printed,
            "language": get_language,
            "loop_over": loop_over,
            "csrf_field": csrf_field,
        }

    def function(self, nodes: NodeList) -> Draw:
        self.body(nodes, 1)
        head = ["def draw(context, add):", "  key = language(), context.autoescape"]
        exec("\n".join([*head, *self.lines]), self.needed)  # noqa: S102  made of the template alone
        draw: Draw = self.needed["draw"]
        return draw

    def body(self, nodes: Iterable[Node], depth: int) -> None:
        for node in nodes:
            self._node(node, depth)
        self._line(depth, "pass")

    def _node(self, node: Node, depth: int) -> None:
        match node:
            case IfNode():
                self._branches(node, depth)
            case ForNode() if len(node.loopvars) == 1:
                self._loop(node, depth)
            case WithNode():
                self._with(node, depth)
            case IncludeNode() if isinstance(node.template.var, str) and not node.template.filters:
                self._line(depth, f"{self._need(_Include(node))}.draw(context, add)")
            case StillNameNode():
                self._line(depth, f"{self._need(node)}.render(context)")
            case _:
                self._line(depth, f"add({self._said(node)})")

    def _said(self, node: Node) -> str:
        """What it prints, as an expression."""
        match node:
            case TextNode():
                return repr(node.s)
            case CsrfTokenNode():
                return "csrf_field(context)"
            case StillNode():
                still = self._need(node)
                return f"{still}.drawn.get(key) or {still}.render(context)"
            case VariableNode():
                return f"printed({self._need(value_of(node.filter_expression))}(context), context)"
            case BlockTranslateNode() if is_plain(node):
                return f"{self._need(Sentence(node, value_of))}.say(context)"
            case SimpleNode() if type(node) is SimpleNode and not (node.takes_context or node.target_var):
                return f"{self._need(_simple(node))}(context)"
        _compile_inside(node)
        return f"{self._need(node)}.render(context)"

    def _branches(self, node: IfNode, depth: int) -> None:
        for place, (condition, body) in enumerate(node.conditions_nodelists):
            word = "elif" if place else "if"
            self._line(depth, f"{word} {self._test(condition)}:" if condition else "else:")
            self.body(body, depth + 1)

    def _test(self, condition: Any) -> str:
        """A test as a call; where it goes wrong Django says what it is."""
        if isinstance(condition, TemplateLiteral):
            return self._asked(condition)
        test, asks = self._need(condition.eval), self._asked(condition)
        name = f"test_{len(self.needed)}"
        source = f"def {name}(context):\n  try:\n    return {asks}\n  except Exception:\n    return {test}(context)"
        exec(source, self.needed)  # noqa: S102
        return f"{name}(context)"

    def _asked(self, condition: Any) -> str:
        if isinstance(condition, TemplateLiteral):
            return f"{self._need(value_of(condition.value, tested=True))}(context)"
        match condition.id:
            case "not":
                return f"(not {self._asked(condition.first)})"
            case (
                "and"
                | "or"
                | "=="
                | "!="
                | "is"
                | "is not"
                | "in"
                | "not in"
                | "<"
                | ">"
                | "<="
                | ">=" as word
            ):
                return f"({self._asked(condition.first)} {word} {self._asked(condition.second)})"
        return f"{self._need(condition.eval)}(context)"

    def _loop(self, node: ForNode, depth: int) -> None:
        loop: Any = node.nodelist_loop
        empty: Any = node.nodelist_empty
        n, name = len(self.needed), node.loopvars[0]
        over = self._need(value_of(node.sequence, tested=True))
        self._lines(
            depth,
            f"""
            scope_{n}, loop_{n} = {{}}, {{"parentloop": context.get("forloop", {{}})}}
            context.dicts.append(scope_{n})
            try:
              values_{n} = loop_over({over}(context), is_reversed={node.is_reversed})
              if values_{n}:
                scope_{n}["forloop"] = loop_{n}
                loop_{n}["length"] = length_{n} = len(values_{n})
                for i_{n}, scope_{n}[{name!r}] in enumerate(values_{n}):
                  loop_{n}.update(
                    counter0=i_{n}, counter=i_{n} + 1, revcounter=length_{n} - i_{n},
                    revcounter0=length_{n} - i_{n} - 1, first=i_{n} == 0, last=i_{n} == length_{n} - 1,
                  )
            """,
        )
        self.body(loop, depth + 3)
        self._line(depth + 1, "else:")
        self.body(empty, depth + 2)
        self._lines(depth, "finally:\n  context.dicts.pop()")

    def _with(self, node: WithNode, depth: int) -> None:
        given = {name: self._need(value_of(value)) for name, value in node.extra_context.items()}
        values = ", ".join(f"{name!r}: {value}(context)" for name, value in given.items())
        self._lines(depth, f"context.dicts.append({{{values}}})\ntry:")
        self.body(node.nodelist, depth + 1)
        self._lines(depth, "finally:\n  context.dicts.pop()")

    def _need(self, thing: Any) -> str:
        name = f"n{len(self.needed)}"
        self.needed[name] = thing
        return name

    def _lines(self, depth: int, statements: str) -> None:
        for statement in dedent(statements).strip().splitlines():
            self._line(depth, statement)

    def _line(self, depth: int, statement: str) -> None:
        self.lines.append("  " * depth + statement)
