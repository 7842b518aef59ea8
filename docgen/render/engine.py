"""Jinja as a sandbox in which a template can read plain data, and nothing else.

Three walls: the language has no calls (``tags``, ``check``), the environment gives out only
public fields of our records, and loops, text and output are bounded, because a sandbox does
not stop a template from counting for ever (reference/traps.md).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import Context, LoopContext, Undefined
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import pass_context
from markupsafe import Markup

from docgen.render import controls
from docgen.render.controls import Unprintable

if TYPE_CHECKING:
    from types import CodeType, TracebackType

# Safety limits, not policy: the largest rubric loops about 4,000 times and gives 1.5 MB.
MAX_LOOPS: Final = 5_000_000
MAX_TEXT: Final = 1_000_000
MAX_OUTPUT: Final = 200_000_000
BUDGET: Final = "_budget"
LOOP_FIELDS: Final = frozenset(
    [
        "index",
        "index0",
        "revindex",
        "revindex0",
        "first",
        "last",
        "length",
        "previtem",
        "nextitem",
        "depth",
        "depth0",
    ]
)


@pass_context
def _bounded(context: Context, items: Any) -> Any:
    """The loop's items, counted before the loop begins."""
    if not isinstance(items, tuple):
        raise Unprintable("not-a-list", kind=type(items).__name__)
    budget: list[int] = context[BUDGET]
    budget[0] += len(items)
    if budget[0] > MAX_LOOPS:
        raise Unprintable("endless-template", limit=str(MAX_LOOPS))
    return items


def _bounded_text(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise Unprintable("endless-template", limit=str(MAX_TEXT))
    return text


def _joined(items: Any, between: object = "") -> str:
    """``join``: the words of all, with what stands between."""
    return _bounded_text(controls.words(between).join(map(controls.words, items)))


def _ends(index: int) -> Any:
    def end(items: Any) -> Any:
        if not isinstance(items, (tuple, str)) or not items:
            raise Unprintable("missing-value")
        return items[index]

    return end


FILTERS: Final[Mapping[str, Any]] = {
    "first": _ends(0),
    "join": _joined,
    "last": _ends(-1),
    "length": len,
}
TESTS: Final = ("defined", "divisibleby", "eq", "even", "in", "ne", "none", "odd")
_OWN: Final[Mapping[str, Any]] = {
    "_bounded": _bounded,
    "_color": controls.color,
    "_int": controls.whole_number,
    "_joined": _joined,
    "_key": controls.key,
    "_run": controls.run,
}


class Sandbox(SandboxedEnvironment):
    """Strict, escaping, without globals, loaders or calls; attributes are fields of records."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self) -> None:
        super().__init__(
            autoescape=True, undefined=StrictUndefined, finalize=_finalized, cache_size=0
        )
        self.globals.clear()
        self.filters = {**FILTERS, **_OWN}
        self.tests = {name: self.tests[name] for name in TESTS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A public field or property of one of our records, or of ``loop``."""
        if attribute in getattr(type(obj), "__dataclass_fields__", ()):
            return getattr(obj, attribute)
        if isinstance(obj, LoopContext) and attribute in LOOP_FIELDS:
            return getattr(obj, attribute)
        found = getattr(type(obj), attribute, None)
        ours = hasattr(type(obj), "__dataclass_fields__") and not attribute.startswith("_")
        if ours and isinstance(found, property):
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An item of a list or mapping."""
        if isinstance(obj, (tuple, Mapping)):
            try:
                return obj[argument]
            except (LookupError, TypeError):
                pass
        return self.undefined(obj=obj, name=argument)

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ARG002 - none is
        """Nothing in a template can be called."""
        return False

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic on numbers, ``+`` on texts of bounded length; no formatting, no powers."""
        texts = isinstance(left, str) + isinstance(right, str)
        if operator == "+" and texts == 2:
            return _bounded_text(str(left) + str(right))
        if texts or operator == "**":
            raise Unprintable("forbidden-operation", operator=operator)
        return super().call_binop(context, operator, left, right)


def _finalized(value: object) -> Any:
    """The last wall for what is printed without ``_run`` (attributes)."""
    return value if isinstance(value, Markup) else controls.words(value)


def bounded(tree: nodes.Template) -> nodes.Template:
    """The syntax tree with every loop counted and every joined text measured."""
    for loop in tree.find_all(nodes.For):
        loop.iter = _filtered(loop.iter, "_bounded")
    for parent in list(tree.find_all((nodes.Node,))):
        for name, value in parent.iter_fields():
            if isinstance(value, nodes.Concat):
                setattr(parent, name, _concat(value))
            elif isinstance(value, list):
                value[:] = [_concat(v) if isinstance(v, nodes.Concat) else v for v in value]
    return tree


def _concat(node: nodes.Concat) -> nodes.Filter:
    return _filtered(nodes.Tuple(node.nodes, "load", lineno=node.lineno), "_joined")


def _filtered(node: nodes.Node, name: str) -> nodes.Filter:
    return nodes.Filter(cast("nodes.Expr", node), name, [], [], None, None, lineno=node.lineno)


class Program:
    """One part of a template, compiled: context in, text out."""

    __slots__ = ("_code", "_lines", "_template", "part")

    def __init__(
        self, part: str, text: str, lines: tuple[tuple[int, int], ...], sandbox: Sandbox
    ) -> None:
        """Raises ``TemplateSyntaxError`` (of jinja2), with ``lineno``."""
        self.part = part
        self._lines = lines
        code: CodeType = sandbox.compile(bounded(sandbox.parse(text)), filename=f"<{part}>")
        self._code = code
        self._template = sandbox.template_class.from_code(sandbox, code, {})

    def run(self, values: Mapping[str, object]) -> str:
        """The filled text. Any exception keeps its traceback for ``place_of``."""
        context = self._template.new_context({**values, BUDGET: [0]})
        pieces: list[str] = []
        size = 0
        for piece in self._template.root_render_func(context):
            pieces.append(piece)
            size += len(piece)
            if size > MAX_OUTPUT:
                raise Unprintable("endless-template", limit=str(MAX_OUTPUT))
        return "".join(pieces)

    def place_of(self, trace: TracebackType | None) -> int | None:
        """The index of the place where an exception of ``run`` arose."""
        line = None
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == self._code.co_filename:
                line = self._template.get_corresponding_lineno(trace.tb_lineno)
            trace = trace.tb_next
        return None if line is None else place_at(self._lines, line)


def place_at(lines: tuple[tuple[int, int], ...], line: int) -> int | None:
    """The place of the tag on that line of a script."""
    found = bisect_right(lines, (line, 1 << 60)) - 1
    return lines[found][1] if found >= 0 else None


__all__ = ["Program", "Sandbox", "TemplateSyntaxError", "Undefined", "place_at"]
