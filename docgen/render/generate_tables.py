"""Tables, rows and cells as lines of a generated function; what they do is told in ``tables``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docgen.render.expression import field_of
from docgen.render.tables import shape_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docgen.render.generate import Lines, Scope, Writer

    Form = Callable[[Writer, list[Any], Scope], tuple[Lines, int] | None]


def _table(writer: Writer, told: list[Any], scope: Scope) -> tuple[Lines, int]:
    _, before, old, rows, laid = told
    head, size = writer.body(before, scope)
    inner, more = writer.body(rows, scope)
    n = writer.constant(None if old is None else [int(width) for width in old])
    blank = [] if old is None else [f"add({writer.constant(b'')})"]
    return [
        f"begin{n} = len(out)",
        "if out and out[-1] == TABLE_END: add(TINY)",
        *head,
        f"first{n} = len(out)",
        *blank,
        f"outer{n}, state.frame = state.frame, Frame()",
        *inner,
        f"frame{n}, state.frame = state.frame, outer{n}",
        f"if len(out) == first{n} + {len(blank)}:",
        f"    del out[begin{n}:]",
        "else:",
        *([f"    frame{n}.write(out, {n}, first{n})"] if laid else []),
        "    add(TABLE_END)",
    ], size + more


def _row(writer: Writer, told: list[Any], scope: Scope) -> tuple[Lines, int]:
    _, skipped, before, cells = told
    head, size = writer.body(before, scope)
    inner, more = writer.body(cells, scope)
    n = writer.constant(b"</w:tr>")
    return [
        f"begin{n} = len(out)",
        *head,
        f"first{n} = len(out)",
        f"state.frame.at = {int(skipped)}",
        *inner,
        f"if len(out) == first{n}:",
        f"    del out[begin{n}:]",
        "else:",
        "    state.frame.end_row()",
        f"    add({n})",
    ], size + more


def _cell(writer: Writer, told: list[Any], scope: Scope) -> tuple[Lines, int] | None:
    """A cell of a table that is laid out; None where values are printed into its opening."""
    _, tag, (properties, children, anew, width, span, merge, line), blocks, first = told
    shape, printed = shape_of(tag, properties, children, anew=anew)
    if printed:
        return None
    inner, size = writer.body(blocks, scope)
    n = writer.constant(shape)
    across, lines = _number(writer, span, scope, "columns")
    wide, more = _number(writer, width, scope)
    lines += more
    unlined: Lines = []
    if line is not None:
        key, unlined = _key(writer, line, scope)
        unlined = [*unlined, f"state.frame.leave_line_out(state.frame.cells[-1], {key})"]
    opened = f"(out, {n}, {across}, {wide}"
    if merge is None:
        return [*lines, f"state.frame.open{opened})", *unlined, *inner], size
    key, more = _key(writer, merge, scope)
    left, end = f"left_of(upper{n}, out)", []
    if first is None:
        end = ["state.frame.cells[-1].end = len(out)"]
    else:
        left = writer.constant(str(first).encode())
    return [
        *lines,
        *more,
        f"upper{n} = state.frame.merged{opened}, {key})",
        *unlined,
        f"if upper{n} is None:",
        *(f"    {each}" for each in (*inner, *end)),
        "else:",
        f"    out += ({left}, {writer.constant(b'</w:tc>')})",
    ], size


def _number(writer: Writer, told: Any, scope: Scope, held: str = "in_range") -> tuple[str, Lines]:
    """A width or a span, and the lines before it; of a field it is remembered by its record."""
    if isinstance(told, int):
        return str(int(told)), []
    field = field_of(told[0])
    made = f"{held}({writer.value(told[0], scope)})"
    if field is None:
        return made, []
    number, last, record = writer.kept(), writer.kept(), writer.variable(field[0], scope)
    return number, [f"if {record} is not {last}:", f"    {number}, {last} = {made}, {record}"]


def _key(writer: Writer, told: Any, scope: Scope) -> tuple[str, Lines]:
    """What ``vm`` or ``noline`` compares, and the lines before it; remembered by its value."""
    found, last, key = writer.kept(), writer.kept(), writer.kept()
    return key, [
        f"{found} = {writer.value(told[0], scope)}",
        f"if {found} != {last} or type({found}) is not str:",
        f"    {key}, {last} = key({found}), {found}",
    ]


FORMS: Final[Mapping[str, Form]] = {"table": _table, "row": _row, "cell": _cell}
