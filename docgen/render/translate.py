"""Jinja's syntax tree to a program: Jinja reads the language, and never runs it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Lines = tuple[tuple[int, int], ...]
PRINTERS = ("run", "int", "key", "color")


class Untranslatable(Exception):  # noqa: N818 - an outcome: the language does not have this
    """``word`` names what the language does not have, ``line`` where it stands in the script."""

    def __init__(self, node: nodes.Node) -> None:
        super().__init__(type(node).__name__)
        self.word = type(node).__name__.lower()
        self.line = node.lineno


def read(text: str) -> nodes.Template:
    """The syntax tree of a script. Raises TemplateSyntaxError with ``lineno``."""
    return Environment(autoescape=True).parse(text)


def place_at(lines: Lines, line: int) -> int:
    """The place of the tag on that line of a script; the first one's before all tags."""
    found = bisect_right(lines, (line, 1 << 60)) - 1
    return lines[max(found, 0)][1] if lines else 0


def translate(tree: nodes.Template, lines: Lines) -> list[Any]:
    """The program of a script. Raises Untranslatable; ``check`` tells the same earlier."""
    return _body(tree.body, lines)


def _body(body: Sequence[nodes.Node], lines: Lines) -> list[Any]:
    return [told for node in body for told in _statement(node, lines)]


def _statement(node: nodes.Node, lines: Lines) -> list[Any]:
    place = place_at(lines, node.lineno)
    if isinstance(node, nodes.Output):
        return [_printed(part, lines) for part in node.nodes]
    if isinstance(node, nodes.If):
        branches = [node, *node.elif_]
        told = [
            [_expression(b.test), _body(b.body, lines), place_at(lines, b.lineno)] for b in branches
        ]
        return [["if", told, _body(node.else_, lines)]]
    if isinstance(node, nodes.For) and not node.recursive:
        condition = None if node.test is None else _expression(node.test)
        bodies = (_body(node.body, lines), _body(node.else_, lines))
        loop: list[Any] = [
            "for",
            _names(node.target),
            _expression(node.iter),
            condition,
            *bodies,
            place,
        ]
        return [[*loop, _has(node, nodes.Assign), _reads(node, "loop")]]
    if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
        return [["set", node.target.name, _expression(node.node), place]]
    raise Untranslatable(node)


def _has(node: nodes.Node, kind: type[nodes.Node]) -> bool:
    return next(iter(node.find_all(kind)), None) is not None


def _reads(node: nodes.Node, name: str) -> bool:
    return any(each.name == name for each in node.find_all(nodes.Name))


def _printed(node: nodes.Expr, lines: Lines) -> Any:
    if isinstance(node, nodes.TemplateData):
        return node.data
    place = place_at(lines, node.lineno)
    if isinstance(node, nodes.Filter) and node.name.startswith("_") and node.node is not None:
        number = node.args[0].as_const() if node.args else 0
        return ["print", node.name[1:], _expression(node.node), number, place]
    return ["print", "plain", _expression(node), 0, place]


def _names(target: nodes.Node) -> list[str]:
    if isinstance(target, nodes.Name):
        return [target.name]
    if isinstance(target, nodes.Tuple):
        return [name for item in target.items for name in _names(item)]
    raise Untranslatable(target)


def _expression(node: nodes.Node) -> list[Any]:
    told = _TOLD.get(type(node))
    if told is None:
        raise Untranslatable(node)
    return told(node)


def _all(items: Sequence[nodes.Node]) -> list[list[Any]]:
    return [_expression(item) for item in items]


def _two(name: str, *more: str) -> Callable[[Any], list[Any]]:
    return lambda node: [name, *more, _expression(node.left), _expression(node.right)]


def _choice(node: nodes.CondExpr) -> list[Any]:
    if node.expr2 is None:
        raise Untranslatable(node)
    return ["choice", *_all([node.test, node.expr1, node.expr2])]


def _named(kind: str) -> Callable[[Any], list[Any]]:
    """A filter or a test, without keyword arguments."""

    def named(node: Any) -> list[Any]:
        if node.kwargs or node.dyn_args or node.dyn_kwargs or node.node is None:
            raise Untranslatable(node)
        return [kind, node.name, *_all([node.node, *node.args])]

    return named


_TOLD: dict[type[nodes.Node], Callable[[Any], list[Any]]] = {
    nodes.Const: lambda n: ["const", n.value],
    nodes.Name: lambda n: ["name", n.name],
    nodes.Getattr: lambda n: ["field", _expression(n.node), n.attr],
    nodes.Getitem: lambda n: ["item", *_all([n.node, n.arg])],
    nodes.And: _two("and"),
    nodes.Or: _two("or"),
    nodes.Not: lambda n: ["not", _expression(n.node)],
    nodes.CondExpr: _choice,
    nodes.Tuple: lambda n: ["tuple", *_all(n.items)],
    nodes.Concat: lambda n: ["concat", *_all(n.nodes)],
    nodes.Compare: lambda n: [
        "compare",
        _expression(n.expr),
        *([operand.op, _expression(operand.expr)] for operand in n.ops),
    ],
    nodes.Add: _two("arithmetic", "+"),
    nodes.Sub: _two("arithmetic", "-"),
    nodes.Mul: _two("arithmetic", "*"),
    nodes.Div: _two("arithmetic", "/"),
    nodes.FloorDiv: _two("arithmetic", "//"),
    nodes.Mod: _two("arithmetic", "%"),
    nodes.Neg: lambda n: ["negative", _expression(n.node)],
    nodes.Pos: lambda n: _expression(n.node),
    nodes.Filter: _named("filter"),
    nodes.Test: _named("test"),
}

__all__ = [
    "PRINTERS",
    "Lines",
    "TemplateSyntaxError",
    "Untranslatable",
    "place_at",
    "read",
    "translate",
]
