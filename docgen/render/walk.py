"""Walk a template's syntax tree against its context's shapes: what it names must exist."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import nodes

from docgen.render.expression import FILTERS, TESTS
from docgen.render.program import Loop
from docgen.render.shapes import (
    FLAG,
    NOTHING,
    SCALAR,
    UNKNOWN,
    Flag,
    Inserted,
    Many,
    Nothing,
    Record,
    Scalar,
    Shape,
    Unknown,
    fields_of,
    many,
    options,
    union,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_ALLOWED = (
    nodes.Add,
    nodes.And,
    nodes.Compare,
    nodes.Concat,
    nodes.CondExpr,
    nodes.Const,
    nodes.Div,
    nodes.Filter,
    nodes.FloorDiv,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Mod,
    nodes.Mul,
    nodes.Name,
    nodes.Neg,
    nodes.Not,
    nodes.Or,
    nodes.Pos,
    nodes.Sub,
    nodes.Test,
    nodes.Tuple,
)


class Finding(NamedTuple):
    """A fault at a line of the script."""

    rule: str
    line: int
    args: dict[str, str]


class Scope(dict[str, Shape]):
    """Names and their shapes; an inner scope is a copy."""

    def inner(self, more: Mapping[str, Shape]) -> Scope:
        """What holds inside a loop or branch."""
        return Scope({**self, **more})


def walk(tree: nodes.Template, context: type) -> tuple[Finding, ...]:
    """All faults of a script against the fields of its context type."""
    return tuple(_body(tree.body, Scope(fields_of(context))))


def _body(body: Sequence[nodes.Node], scope: Scope) -> Iterator[Finding]:
    for node in body:
        yield from _statement(node, scope)


def _statement(node: nodes.Node, scope: Scope) -> Iterator[Finding]:
    if isinstance(node, nodes.Output):
        for part in node.nodes:
            if not isinstance(part, nodes.TemplateData):
                yield from _printed(part, scope)
    elif isinstance(node, nodes.If):
        yield from _expression(node.test, scope)[1]
        yield from _body([*node.body, *node.elif_, *node.else_], scope)
    elif isinstance(node, nodes.For):
        yield from _loop(node, scope)
    elif isinstance(node, nodes.Assign):
        shape, found = _expression(node.node, scope)
        yield from found
        scope.update(_named(node.target, shape))
    else:
        yield Finding("unsupported-tag", node.lineno, {"tag": type(node).__name__.lower()})


def _printed(node: nodes.Node, scope: Scope) -> Iterator[Finding]:
    shape, found = _expression(node, scope)
    found = list(found)
    yield from found
    bare = node.node if isinstance(node, nodes.Filter) and node.name.startswith("_") else node
    shown = shape if bare is node or bare is None else _expression(bare, scope)[0]
    if isinstance(node, nodes.Filter) and node.name == "_key":
        return
    block = isinstance(node, nodes.Filter) and node.name == "_block"
    printable = (Inserted if block else Scalar, Unknown)
    if not found and not any(isinstance(o, printable) for o in options(shown)):
        yield Finding("unprintable-value", node.lineno, {"kind": _kind(shown)})


def _kind(shape: Shape) -> str:
    first = next((o for o in options(shape) if not isinstance(o, Nothing)), NOTHING)
    if isinstance(first, Record):
        return first.type.__name__
    if isinstance(first, Many):
        return "list"
    if isinstance(first, (Inserted, Scalar)):
        return "document" if isinstance(first, Inserted) else "text"
    return "yes/no" if isinstance(first, Flag) else "nothing"


def _loop(node: nodes.For, scope: Scope) -> Iterator[Finding]:
    shape, found = _expression(node.iter, scope)
    found = list(found)
    yield from found
    lists = [o for o in options(shape) if isinstance(o, Many)]
    unknown = any(isinstance(o, Unknown) for o in options(shape))
    if not found and not lists and not unknown:
        yield Finding("not-a-list", node.lineno, {"kind": _kind(shape)})
    if node.recursive:
        yield Finding("unsupported-tag", node.lineno, {"tag": "recursive"})
    item: Shape = union(o.item for o in lists) if lists else UNKNOWN
    named = _named(node.target, item)
    if "loop" in named:  # loop.index and the like are of every for
        yield Finding("unsupported-tag", node.lineno, {"tag": "for loop in"})
    inner = scope.inner({**named, "loop": UNKNOWN})
    if node.test is not None:
        yield from _expression(node.test, inner)[1]
    yield from _body(node.body, inner)
    yield from _body(node.else_, scope.inner({}))


def _named(target: nodes.Node, shape: Shape) -> dict[str, Shape]:
    if isinstance(target, nodes.Name):
        return {target.name: shape}
    if isinstance(target, nodes.Tuple):
        return {name: UNKNOWN for item in target.items for name in _named(item, UNKNOWN)}
    return {}


def _expression(node: nodes.Node, scope: Scope) -> tuple[Shape, list[Finding]]:
    """The shape of an expression and what is wrong in it."""
    if not isinstance(node, _ALLOWED):
        return UNKNOWN, [
            Finding("unsupported-tag", node.lineno, {"tag": type(node).__name__.lower()})
        ]
    if isinstance(node, nodes.Name):
        return _name(node, scope)
    if isinstance(node, nodes.Getattr):
        return _attribute(node, scope)
    found: list[Finding] = []
    shapes: list[Shape] = []
    for child in node.iter_child_nodes():
        for expression in _operands(child):
            shape, more = _expression(expression, scope)
            shapes.append(shape)
            found += more
    if isinstance(node, nodes.Test) and node.name not in TESTS:
        args = {"name": node.name, "nearest": _nearest(node.name, TESTS)}
        return FLAG, [*found, Finding("unknown-filter", node.lineno, args)]
    if isinstance(node, nodes.Filter):
        return _filter(node, shapes[0] if shapes else UNKNOWN, found)
    return _result(node, shapes), found


def _operands(child: nodes.Node) -> Iterator[nodes.Node]:
    if isinstance(child, nodes.Operand):
        yield child.expr
    elif isinstance(child, nodes.Expr):
        yield child


def _result(node: nodes.Node, shapes: list[Shape]) -> Shape:
    if isinstance(node, (nodes.Compare, nodes.Not, nodes.Test)):
        return FLAG
    if isinstance(node, nodes.Const):
        return FLAG if isinstance(node.value, bool) else NOTHING if node.value is None else SCALAR
    if isinstance(node, nodes.CondExpr):
        return union(shapes[1:])
    if isinstance(node, (nodes.And, nodes.Or)):
        return union(shapes)
    if isinstance(node, nodes.Tuple):
        return many(shapes)
    if isinstance(node, nodes.Getitem):
        return union(o.item for o in options(shapes[0]) if isinstance(o, Many)) or UNKNOWN
    return SCALAR


def _filter(node: nodes.Filter, shape: Shape, found: list[Finding]) -> tuple[Shape, list[Finding]]:
    if node.name in ("first", "last"):
        return union(o.item for o in options(shape) if isinstance(o, Many)) or UNKNOWN, found
    if node.name not in FILTERS and not node.name.startswith("_"):
        args = {"name": node.name, "nearest": _nearest(node.name, FILTERS)}
        return UNKNOWN, [*found, Finding("unknown-filter", node.lineno, args)]
    return SCALAR, found


def _name(node: nodes.Name, scope: Scope) -> tuple[Shape, list[Finding]]:
    if node.name in scope:
        return scope[node.name], []
    args = {"name": node.name, "nearest": _nearest(node.name, scope)}
    return UNKNOWN, [Finding("unknown-variable", node.lineno, args)]


def _attribute(node: nodes.Getattr, scope: Scope) -> tuple[Shape, list[Finding]]:
    if isinstance(node.node, nodes.Name) and node.node.name == "loop" and "loop" in scope:
        known: dict[str, Shape] = dict.fromkeys(Loop.__slots__, SCALAR)
        known |= {"first": FLAG, "last": FLAG}
        shape: Shape = ()
        found: list[Finding] = []
    else:
        shape, found = _expression(node.node, scope)
        known = {}
        for option in options(shape):
            if isinstance(option, Record):
                known |= {
                    k: union((known.get(k, ()), v)) for k, v in fields_of(option.type).items()
                }
    if node.attr in known:
        return known[node.attr], found
    if found or any(isinstance(o, Unknown) for o in options(shape)):
        return UNKNOWN, found
    args = {"name": f"{_path(node.node)}.{node.attr}", "nearest": _nearest(node.attr, known)}
    return UNKNOWN, [Finding("unknown-variable", node.lineno, args)]


def _path(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    return f"{_path(node.node)}.{node.attr}" if isinstance(node, nodes.Getattr) else "…"


def _nearest(name: str, known: object) -> str:
    names = sorted(str(k) for k in known) if hasattr(known, "__iter__") else []
    close = get_close_matches(name, names, 1, 0.5)
    return close[0] if close else ", ".join(names[:12])
