"""What a document type is: title, source, data, ladder, widths, parts, rules. All of it is data.

One ``templates/<type>/doctype.yaml`` each; a new type of a known source needs no code. The rules
that every type obeys stand in ``templates/house.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Final, Literal, TypeVar

from docgen.model.shapes import Entry, Record, Text
from docgen.problem import Problem, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as MappingOf
    from pathlib import Path

    from docgen.load.nodes import Mapping, Node, Place
    from docgen.workspace import Workspace


class Title(Record, frozen=True, kw_only=True):
    """What the type is called in messages and lists, in both languages."""

    zh: Text
    en: Text


class SetPart(Record, frozen=True, kw_only=True):
    """One document of a set; ``caption`` (附表1 …) is printed above it, the plan has none."""

    shorthand: ClassVar[str | None] = "type"
    type: Text
    caption: Text | None = None


class Legend(Record, frozen=True, kw_only=True):
    """How a table says where each grade begins and ends, the best first.

    ``{grade}`` is its title, ``{from}`` its lowest score, ``{to}`` the highest below the next.
    """

    best: Text
    between: Text
    worst: Text
    join: Text


class Doctype(Record, frozen=True, kw_only=True):
    """A document type.

    ``source`` names the context (``render/context``), by default that of the type's own name.
    What is ``of`` the bureaus of a parent is made by ``docgen consolidate`` alone: no agency's own
    folder tells it.
    ``data`` names the files that it is made from. ``ladder`` gives the first label of each level,
    heading first (壹、 一、 (一) 1. (1)); an empty one prints no label. ``table-ladder`` is the
    same inside a table. ``required`` holds the ids that the plan's sections must have.
    ``widths`` are twips by name of the column; ``page`` is the width of the text, ``cell-em`` a
    full-width character in a cell. A tall cell is laid out in rows of at least ``row-lines``
    lines (the first twice as many), so that no row need break over pages. ``words`` are what the
    source prints between values; each source says which it needs. A type that is not
    ``published`` stays in the house. Its ``rules`` are read by ``rules``.
    """

    title: Title
    source: Text | None = None
    of: Literal["agency", "bureaus"] = "agency"
    data: tuple[Text, ...] = ()
    ladder: tuple[str, ...] = ()
    table_ladder: tuple[str, ...] = ()
    brackets: Literal["half", "full"] = "half"
    block_mark: str = ""
    required: tuple[Text, ...] = ()
    widths: dict[str, int] = {}  # noqa: RUF012 - a Struct copies it
    cell_em: int = 240
    row_lines: int = 0
    blank_rows: int = 0
    fields_per_row: int = 3
    parts: tuple[SetPart, ...] = ()
    legend: Legend | None = None
    words: dict[str, Text] = {}  # noqa: RUF012 - as widths
    published: bool = True


class Help(Record, frozen=True, kw_only=True):
    """What to do about a fault, in both languages."""

    zh: Text
    en: Text


Part = Literal["body", "table", "header", "footer", "footnote", "endnote", "comment", "textbox"]
"""Where a paragraph stands, as rules name it: ``body`` is the text outside of tables."""


Typed = dict[str, Callable[[str], object]]
"""Field → what reads a text of it; a text that it cannot read is refused where it stands."""


class Rule(Entry, frozen=True, kw_only=True):
    """One form rule; each kind (``check.KINDS``) adds its parameters.

    ``fault`` is the name that problems carry, by default the rule's id. ``because`` is the
    authority. ``when``: a blank form and a filled document obey different rules. ``parts``,
    ``styles`` (names as Word shows them) and ``not-styles`` say where to look; nothing said is
    everywhere, comments apart. A rule at level ``off`` is not applied.
    """

    typed: ClassVar[Typed] = {}
    kind: Text
    because: Text
    help: Help
    level: Literal["error", "warning", "off"] = "error"
    when: Literal["always", "filled", "blank"] = "always"
    fault: Text | None = None
    parts: tuple[Part, ...] = ()
    styles: tuple[Text, ...] = ()
    not_styles: tuple[Text, ...] = ()

    @property
    def futile(self) -> bool:
        """Whether it lets faults be mended none of which ever can be: then it was meant otherwise."""
        return False


class House(Record, frozen=True, kw_only=True):
    """What every document of the house obeys; its ``rules`` are read by ``rules``.

    ``guidance``: regular expressions of what a blank form says to whoever fills it in. The rules
    of signs and words do not look at it. ``symbol-fonts``, too: names of fonts whose letters are
    signs; what stands in one is never mended.
    """

    guidance: tuple[Text, ...] = ()
    symbol_fonts: tuple[Text, ...] = ()


HOUSE: Final = "house.yaml"
M = TypeVar("M", bound=Record)


def read(workspace: Workspace, name: str) -> Doctype:
    """The document type of that name; Refused with every fault of its ``doctype.yaml``.

    Asked of every document: what was made of the same bytes is given out again.
    """
    path = _path(workspace, name)
    content = workspace.read(path)
    made = _KNOWN.get(content)
    if made is None:
        made = _made(Doctype, _tree(workspace, path).without("rules"))
        if len(_KNOWN) >= _MANY:
            _KNOWN.clear()
        _KNOWN[content] = made
    return made


def of_agency(workspace: Workspace) -> tuple[str, ...]:
    """The types that every agency has documents of, sorted: all but those of a parent's bureaus.

    One that cannot be read is among them; whoever makes it says why.
    """
    return tuple(name for name in workspace.types() if not _is_of_bureaus(workspace, name))


def of_bureaus(workspace: Workspace) -> tuple[str, ...]:
    """The types that ``docgen consolidate`` makes, sorted."""
    return tuple(name for name in workspace.types() if _is_of_bureaus(workspace, name))


def _is_of_bureaus(workspace: Workspace, name: str) -> bool:
    try:
        return read(workspace, name).of == "bureaus"
    except Refused:
        return False


_KNOWN: Final[dict[bytes, Doctype]] = {}
_MANY: Final = 64  # a workspace has fewer types


def house(workspace: Workspace) -> House:
    """What ``house.yaml`` says beside its rules; Refused with every fault."""
    from docgen.load.expressions import expression

    path = workspace.templates / HOUSE
    tree = _tree(workspace, path)
    faults = tuple(_unread(tree, {"guidance": expression, "symbol-fonts": expression}))
    if faults:
        raise Refused(faults)
    return _made(House, tree.without("rules"))


def rules(workspace: Workspace, name: str, kinds: MappingOf[str, type[Rule]]) -> tuple[Rule, ...]:
    """The rules of a type, of the house first; Refused with every fault of both files.

    A rule of ``doctype.yaml`` that has the id of one of the house changes it, field by field.
    ``kinds`` says which parameters each kind takes.
    """
    house = _rules_of(_tree(workspace, workspace.templates / HOUSE))
    own = _rules_of(_tree(workspace, _path(workspace, name)))
    merged = dict(house)
    for id_, (place, entry) in own.items():
        merged[id_] = (place, _over(merged[id_][1], entry) if id_ in merged else entry)
    return _all_made(merged, kinds)


def _path(workspace: Workspace, name: str) -> Path:
    return workspace.templates / name / "doctype.yaml"


def _tree(workspace: Workspace, path: Path) -> Mapping:
    from docgen.load import kept  # load stands above, not at start-up

    return kept.read(workspace, path)


def _made(model: type[M], tree: Mapping) -> M:
    from docgen.load.convert import convert
    from docgen.load.patch import normalise_root

    made, faults = convert(model, normalise_root(model, tree))
    if made is None or faults:
        raise Refused(faults)
    return made


def _rules_of(tree: Mapping) -> dict[str, tuple[Place, Node]]:
    """The rules as they stand in the file; house.yaml is nothing but rules."""
    from docgen.load.nodes import Mapping

    found = tree.get("rules")
    if found is None:
        return {}
    if not isinstance(found, Mapping):
        args = {"field": "rules", "expected": "mapping", "found": "text"}
        raise Refused([Problem("wrong-type", found.place.where(), args)])
    return found.items


def _over(below: Node, above: Node) -> Node:
    """The house's rule with the fields that the type gives it."""
    from msgspec import structs

    from docgen.load.nodes import Mapping

    if not isinstance(below, Mapping) or not isinstance(above, Mapping):
        return above
    return structs.replace(above, items={**below.items, **above.items})


def _all_made(
    entries: MappingOf[str, tuple[Place, Node]], kinds: MappingOf[str, type[Rule]]
) -> tuple[Rule, ...]:
    """Each entry as the record of its kind; Refused with the faults of all."""
    made: list[Rule] = []
    faults: list[Problem] = []
    for id_, (place, node) in entries.items():
        try:
            made.append(_one_made(id_, place, node, kinds))
        except Refused as refused:
            faults += refused.problems
    if faults:
        raise Refused(faults)
    return tuple(made)


def _one_made(id_: str, place: Place, node: Node, kinds: MappingOf[str, type[Rule]]) -> Rule:
    from docgen.load.convert import convert_entry
    from docgen.load.guess import nearest
    from docgen.load.nodes import Mapping, Scalar

    kind = node.get("kind") if isinstance(node, Mapping) else None
    if not isinstance(kind, Scalar):
        raise Refused([Problem("missing-field", place.where(), {"field": "kind"})])
    if kind.value not in kinds:
        known = ", ".join(kinds)
        args = {"name": kind.value, "near": nearest(kind.value, kinds), "known": known}
        raise Refused([Problem("unknown-kind", kind.place.where(), args)])
    model = kinds[kind.value]
    made, faults = convert_entry(model, id_, place, node)
    faults += _unread(node, model.typed)
    if made is None or faults:
        raise Refused(faults)
    if made.futile:
        here = node.get("mend") if isinstance(node, Mapping) else None
        where = (here.place if here else place).where()
        raise Refused([Problem("mends-nothing", where, {"rule": id_})])
    return made


def _unread(node: Node, typed: Typed) -> Iterator[Problem]:
    """Regular expressions that are none or may run for ever, and the like."""
    from docgen.load.expressions import Runaway
    from docgen.load.nodes import Mapping, Scalar, Sequence

    for key, read_text in typed.items():
        value = node.get(key) if isinstance(node, Mapping) else None
        for each in value.items if isinstance(value, Sequence) else (value,):
            if not isinstance(each, Scalar):
                continue
            try:
                read_text(each.value)
            except Runaway as runaway:
                args = {"field": key, "part": str(runaway)}
                yield Problem("runaway-pattern", each.place.where(), args)
            except (ValueError, re.error):
                args = {"field": key, "value": each.value}
                yield Problem("unreadable-pattern", each.place.where(), args)
