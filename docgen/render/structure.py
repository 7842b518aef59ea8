"""A program that knows the document's structure, so that what it prints needs no mending.

Jinja's tree says where text, tags and blocks stand, not where a table or a cell ends. Here the
texts of a program are read as the XML that they are, once per template, and put together anew:
a table, a row, a cell, what holds paragraphs, a number that must come once are statements of
their own. The program then merges cells, drops empty rows and numbers controls while it prints
(``frame``); without this each document would have to be parsed and mended (``tidy``).

It is also the proof that what is printed is well-formed: every body holds whole elements, and a
value cannot bring markup. What is not told here exactly (rows in content controls, bookmarks
between paragraphs …) is ``Unstructured``: that part is tidied as a whole instead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from docgen.docx.xml import WP, W
from docgen.render.cell import CELL_ORDER, NOLINE

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    Tell = Callable[[list[Any]], list[Any]]

_TAG: Final = re.compile(r"<[^<>]*>")
_NAME: Final = re.compile(r"</?([A-Za-z_][\w.\-]*(?::[A-Za-z_][\w.\-]*)?)(?=[\s/>])")
_ATTRIBUTE: Final = re.compile(r'\s+([\w.:\-]+)="([^"<>]*)"')
_SPACE: Final = re.compile(r'xmlns(?::([\w.\-]+))?="([^"]*)"')
_HOLDERS: Final = frozenset(
    f"w:{name}" for name in ("hdr", "ftr", "footnote", "endnote", "txbxContent", "body")
)
_BLOCKS: Final = frozenset({"w:p", "w:tbl", "w:sdt"})
_KEY: Final = "="  # begins the value that ``{% vm KEY %}`` leaves in w:vMerge


class Unstructured(Exception):  # noqa: N818 - an outcome: this part is tidied as a whole
    """``reason`` is what the part has that is not told as a statement."""


class Node(Struct):
    """An element: the pieces of its opening tag (texts and printed values), what it holds."""

    name: str
    opening: list[Any]
    inner: list[Any]  # Node, str (characters), or list (a statement; its bodies are such lists)
    alone: bool = False  # written <name/>

    def attribute(self, name: str) -> str | None:
        """The value where nothing is printed into the tag."""
        return dict(_ATTRIBUTE.findall(self.text())).get(name)

    def text(self) -> str:
        """The opening tag. Raises Unstructured where something is printed into it."""
        if len(self.opening) != 1:
            raise Unstructured(f"a value in {self.name}")
        return str(self.opening[0])


def structured(body: list[Any]) -> list[Any]:
    """The program of a part, its structure told. Raises Unstructured."""
    forest = _forest(body)
    if len(forest) != 1 or not isinstance(forest[0], Node):
        raise Unstructured("more than a root")
    root = forest[0]
    _one_name_each(root)
    return _joined(_element(root))


# --- reading -----------------------------------------------------------------------------------


def _forest(body: list[Any]) -> list[Any]:
    """The elements, characters and statements of a body, every element whole."""
    top: list[Any] = []
    holders: list[Node] = []
    inner = top
    for token in _tokens(body):
        if isinstance(token, Node):
            inner.append(token)
            if not token.alone:
                holders.append(token)
                inner = token.inner
        elif isinstance(token, str) and token.startswith("</"):
            if not holders or holders[-1].name != _name(token):
                raise Unstructured("a block that is not whole elements")
            holders.pop()
            inner = holders[-1].inner if holders else top
        else:
            inner.append(token)
    if holders:
        raise Unstructured("a block that is not whole elements")
    return top


def _tokens(body: list[Any]) -> Iterator[Any]:
    """Opening tags as nodes, closing tags and characters as texts, statements."""
    begun: list[Any] = []  # the pieces of a tag into which a value is printed
    for one in body:
        if not isinstance(one, str):
            if begun:
                begun.append(one)
            else:
                yield _statement(one)
            continue
        text = one
        if begun:
            end = text.find(">") + 1
            begun.append(text[:end] if end else text)
            if not end:
                continue
            text = text[end:]
            yield _opened(begun)
            begun = []
        rest = yield from _read(text)
        if rest:
            begun = [rest]
    if begun:
        raise Unstructured("a tag that does not end")


def _read(text: str) -> Generator[Any, None, str]:
    """The tokens of a text; returned is the beginning of a tag that does not end in it."""
    at = 0
    for found in _TAG.finditer(text):
        if found.start() > at:
            yield _characters(text[at : found.start()])
        tag = found.group()
        at = found.end()
        yield tag if tag.startswith("</") else _opened([tag])
    begun = text.find("<", at)
    if begun < 0:
        if at < len(text):
            yield _characters(text[at:])
        return ""
    if begun > at:
        yield _characters(text[at:begun])
    return text[begun:]


def _characters(text: str) -> str:
    if "<" in text or ">" in text:
        raise Unstructured("a lonely angle bracket")
    return text


def _opened(pieces: list[Any]) -> Node:
    alone = str(pieces[-1]).endswith("/>")
    return Node(_name(str(pieces[0])), pieces, [], alone)


def _name(tag: str) -> str:
    found = _NAME.match(tag)
    if found is None:
        raise Unstructured("no element")
    return found.group(1)


def _statement(told: list[Any]) -> list[Any]:
    kind = told[0]
    if kind == "if":
        branches = [[test, _forest(body), place] for test, body, place in told[1]]
        return ["if", branches, _forest(told[2])]
    if kind == "for":
        return [*told[:4], _forest(told[4]), _forest(told[5]), *told[6:]]
    return told


def _one_name_each(root: Node) -> None:
    """``w:`` is WordprocessingML everywhere and nothing else is: then names can be compared."""
    for node in _nodes([root]):
        for piece in node.opening:
            if isinstance(piece, str) and "xmlns" in piece:
                for prefix, space in _SPACE.findall(piece):
                    if (prefix == "w") != (space == W) or (prefix == "wp") != (space == WP):
                        raise Unstructured("another name for w:")
    if dict(_ATTRIBUTE.findall(root.text())).get("xmlns:w") != W:
        raise Unstructured("another name for w:")


def _nodes(inner: list[Any]) -> Iterator[Node]:
    for one in inner:
        if isinstance(one, Node):
            yield one
            yield from _nodes(one.inner)
        elif isinstance(one, list):
            for body in _bodies(one):
                yield from _nodes(body)


def _bodies(told: list[Any]) -> list[list[Any]]:
    if told[0] == "if":
        return [*(body for _, body, _ in told[1]), told[2]]
    return [told[4], told[5]] if told[0] == "for" else []


# --- telling -----------------------------------------------------------------------------------


def _all(inner: list[Any]) -> list[Any]:
    return [told for one in inner for told in _any(one)]


def _any(one: Any) -> list[Any]:
    if isinstance(one, Node):
        return _element(one)
    return [one] if isinstance(one, str) else [_with_bodies(one, _all)]


def _with_bodies(told: list[Any], tell: Tell) -> list[Any]:
    """A statement with its bodies told."""
    if told[0] == "if":
        branches = [[test, _joined(tell(body)), place] for test, body, place in told[1]]
        return ["if", branches, _joined(tell(told[2]))]
    if told[0] == "for":
        return [*told[:4], _joined(tell(told[4])), _joined(tell(told[5])), *told[6:]]
    return told


def _element(node: Node) -> list[Any]:
    name = node.name
    if name in {"w:tr", "w:tc", "w:tcPr"}:
        raise Unstructured(f"{name} out of its place")
    if name == "w:tbl":
        return [_table(node)]
    if name in {"w:id", "wp:docPr", "w:bookmarkStart", "w:bookmarkEnd"}:
        return _numbered(node)
    if name in _HOLDERS:
        return _holder(node)
    if name in _BLOCKS and node.alone and node.text() != "<w:p/>":
        raise Unstructured("an empty block with attributes")
    return _written(node, _all(node.inner))


def _written(node: Node, inner: list[Any]) -> list[Any]:
    if node.alone:
        return node.opening
    if not inner:  # as a serialiser writes it
        return [*node.opening[:-1], f"{str(node.opening[-1])[:-1]}/>"]
    return [*node.opening, *inner, f"</{node.name}>"]


def _joined(body: list[Any]) -> list[Any]:
    """The body with neighbouring texts as one."""
    made: list[Any] = []
    for one in body:
        if isinstance(one, str) and made and isinstance(made[-1], str):
            made[-1] += one
        elif one != "":
            made.append(one)
    return made


def _numbered(node: Node) -> list[Any]:
    """An element whose number comes once in a document. Its place in the tag is kept."""
    if node.inner:
        raise Unstructured(f"{node.name} is not empty")
    if node.name == "wp:docPr":
        return [*_numbered_tag(node, "id", ["number", "docPr"])]
    if node.name == "w:id":
        return [*_numbered_tag(node, "w:val", ["number", "sdt"])]
    old = node.attribute("w:id") or ""
    if node.name == "w:bookmarkEnd":
        return [*_numbered_tag(node, "w:id", ["end", old])]
    name = node.attribute("w:name")
    if name is None or "&" in name:
        raise Unstructured("a bookmark without a plain name")
    tag = _numbered_tag(node, "w:id", ["start", old])
    spot = ' w:name="'
    for place, piece in enumerate(tag):
        if isinstance(piece, str) and spot in piece:
            before, _, after = piece.partition(spot)
            _, _, behind = after.partition('"')
            return [
                *tag[:place],
                before + spot,
                ["bookmark", name],
                f'"{behind}',
                *tag[place + 1 :],
            ]
    raise Unstructured("a bookmark without a name")


def _numbered_tag(node: Node, attribute: str, number: list[str]) -> list[Any]:
    spot = f' {attribute}="'
    for place, piece in enumerate(node.opening):
        if isinstance(piece, str) and spot in piece:
            before, _, after = piece.partition(spot)
            _, quote, behind = after.partition('"')
            if not quote:
                raise Unstructured("a number that is printed")
            rest = [f'"{behind}', *node.opening[place + 1 :]]
            return [*node.opening[:place], before + spot, number, *rest]
    raise Unstructured(f"{node.name} without a number")


def _holder(node: Node) -> list[Any]:
    """What must hold a paragraph, and none but a table before the last one."""
    if node.alone:
        return [f"{node.text()[:-2]}>", "<w:p/>", f"</{node.name}>"]
    inner = list(node.inner)
    last: list[Any] = []
    if inner and isinstance(inner[-1], Node) and inner[-1].name == "w:sectPr":
        last = _element(inner.pop())
    _only_blocks(inner)
    filled = [] if _ends_in_paragraph(inner) else [["filled"]]
    return [*node.opening, *_all(inner), *filled, *last, f"</{node.name}>"]


def _only_blocks(inner: list[Any]) -> None:
    """Raises Unstructured for what is no paragraph, table or control, in blocks too."""
    for one in inner:
        if isinstance(one, Node) and one.name in _BLOCKS:
            continue
        if isinstance(one, list) and one[0] in {"if", "for", "set"}:
            for body in _bodies(one):
                _only_blocks(body)
            continue
        raise Unstructured("something between paragraphs")


def _ends_in_paragraph(inner: list[Any]) -> bool:
    """Whether the last block is a paragraph or a control whatever is printed."""
    last = inner[-1] if inner else None
    return isinstance(last, Node) and last.name in {"w:p", "w:sdt"}


# --- tables ------------------------------------------------------------------------------------


def _table(node: Node) -> list[Any]:
    """``[table, before the rows, old grid or null, rows, laid]``.

    The grid is given where it is to be made anew; ``laid``: cells are merged or measured.
    """
    if node.alone:
        raise Unstructured("an empty block with attributes")
    head, rows = _split(node.inner, ("w:tblPr", "w:tblGrid"))
    old: list[int] | None = None
    before: list[Any] = [*node.opening]
    for one in head:
        if one.name == "w:tblGrid" and one.attribute("anew") is not None:
            old = [_whole(column.attribute("w:w") or "0") for column in _nodes(one.inner)]
        else:
            before += _element(one)
    if old is not None and head[-1].name != "w:tblGrid":
        raise Unstructured("a grid out of its place")
    laid = old is not None or any(_is_laid(cell) for cell in _cells(rows))
    told = _in_place(rows, "w:tr", lambda row: _row(row, laid=laid, anew=old is not None))
    return ["table", _joined(before), old, _joined(told), laid]


def _split(inner: list[Any], names: tuple[str, ...]) -> tuple[list[Node], list[Any]]:
    """The properties at the beginning, and the rest."""
    count = 0
    while count < len(inner) and isinstance(inner[count], Node) and inner[count].name in names:
        count += 1
    return inner[:count], inner[count:]


def _in_place(inner: list[Any], name: str, tell: Callable[[Node], list[Any]]) -> list[Any]:
    """Rows or cells told, those in blocks too. Raises Unstructured for anything else."""
    told: list[Any] = []
    for one in inner:
        if isinstance(one, Node) and one.name == name:
            told += tell(one)
        elif isinstance(one, list) and one[0] in {"if", "for", "set"}:
            told.append(_with_bodies(one, lambda body: _in_place(body, name, tell)))
        else:
            raise Unstructured(f"something between {name}")
    return told


def _cells(inner: list[Any]) -> Iterator[Node]:
    """The table's own cells."""
    for one in inner:
        if isinstance(one, Node):
            if one.name == "w:tc":
                yield one
            elif one.name == "w:tr":
                yield from _cells(one.inner)
        elif isinstance(one, list):
            for body in _bodies(one):
                yield from _cells(body)


def _row(node: Node, *, laid: bool, anew: bool) -> list[Any]:
    """``[row, columns skipped, before the cells, cells]``."""
    head, cells = _split(node.inner, ("w:tblPrEx", "w:trPr"))
    if node.alone or any(one.name == "w:trPr" and _nodes_of(one, "w:trPr") for one in head):
        raise Unstructured("an odd row")
    skipped = 0
    for one in _nodes([*head]):
        if one.name == "w:gridBefore":
            skipped = _whole(one.attribute("w:val") or "0")
    before = _joined([*node.opening, *_all([*head])])
    told = _in_place(cells, "w:tc", lambda cell: _cell(cell, laid=laid, anew=anew))
    return [["row", skipped, before, _joined(told)]]


def _nodes_of(node: Node, name: str) -> bool:
    return any(one.name == name for one in _nodes(node.inner))


def _cell(node: Node, *, laid: bool, anew: bool) -> list[Any]:
    """``[cell, opening, shape, blocks, first]``, or where the table is not laid the texts.

    ``shape``: see ``_shape``. ``first``: the first paragraph, emptied, where that is known.
    """
    if node.alone:
        raise Unstructured("a cell that holds nothing")
    head, blocks = _split(node.inner, ("w:tcPr",))
    _only_blocks(blocks)
    inner = [*_all(blocks), *([] if _ends_in_paragraph(blocks) else [["closed"]]), "</w:tc>"]
    properties = head[0] if head else None
    if laid:
        shape = _shape(properties, anew=anew)
        return [["cell", str(*node.opening), shape, _joined(inner), _first(blocks)]]
    before = [] if properties is None else _written(properties, _all(properties.inner))
    return [*node.opening, *before, *inner]


def _first(blocks: list[Any]) -> str | None:
    """The first paragraph, emptied, where it is the same whatever is printed."""
    first = blocks[0] if blocks else None
    if not isinstance(first, Node) or first.name != "w:p":
        return None
    for child in first.inner:
        if isinstance(child, Node) and child.name == "w:pPr":
            told = _joined(_element(child))
            return f"<w:p>{told[0]}</w:p>" if len(told) == 1 and isinstance(told[0], str) else None
    return "<w:p/>"


def _is_laid(cell: Node) -> bool:
    head, _ = _split(cell.inner, ("w:tcPr",))
    return any(_has_line_key(one) or any(map(_is_key, one.inner)) for one in head)


def _is_key(child: Any) -> bool:
    return (
        isinstance(child, Node)
        and child.name == "w:vMerge"
        and str(child.opening[0]).endswith(f' w:val="{_KEY}')
    )


def _has_line_key(properties: Node) -> bool:
    return str(properties.opening[0]).endswith(f' {NOLINE}="')


def _shape(properties: Node | None, *, anew: bool) -> list[Any]:
    """``[opening or null, children, anew, width, span, key, line's key]`` of a laid cell.

    Children are texts, values that are printed, or ``[width]`` ``[span]`` ``[merge]`` ``[borders]``
    where the layout says what stands there. Keys are null, or expression and place.
    """
    told: dict[str, Any] = {"width": 0, "span": 1, "merge": None, "line": None}
    if properties is None:
        return [None, [["width"]] if anew else [], anew, *told.values()]
    opening = [*properties.opening]
    if _has_line_key(properties):
        told["line"] = [opening[1][2], opening[1][4]]
        opening = [opening[0][: -len(f' {NOLINE}="')] + str(opening[2])[1:], *opening[3:]]
    children: list[Any] = []
    names: list[str] = []
    for child in properties.inner:
        if not isinstance(child, Node) or child.name in names:
            raise Unstructured("an odd w:tcPr")
        names.append(child.name)
        children.append(_child(child, told, anew=anew))
    if anew and "w:tcW" not in names:
        children.insert(1 if "w:cnfStyle" in names else 0, [["width"]])
        names.insert(1 if "w:cnfStyle" in names else 0, "w:tcW")
    if told["line"] is not None:
        if "w:tcBorders" in names:
            raise Unstructured("borders beside noline")
        earlier = CELL_ORDER[: CELL_ORDER.index("tcBorders")]
        behind = sum(1 for name in names if name.removeprefix("w:") in earlier)
        children.insert(behind, [["borders"]])
    flat = _joined([piece for child in children for piece in child])
    tag = str(*opening).removesuffix(">").removesuffix("/")
    return [tag, flat, anew, *told.values()]


def _child(child: Node, told: dict[str, Any], *, anew: bool) -> list[Any]:
    if _is_key(child):
        told["merge"] = [child.opening[1][2], child.opening[1][4]]
        return [["merge"]]
    if child.name == "w:tcW" and anew:
        tag = "".join(piece for piece in child.opening if isinstance(piece, str))
        if dict(_ATTRIBUTE.findall(tag)).get("w:type", "dxa") == "dxa":
            told["width"] = _number(child, "w:w", "0")
        return [["width"]]
    if child.name == "w:gridSpan":
        told["span"] = _number(child, "w:val", "1")
        return [["span"]]
    return _element(child)


def _number(node: Node, attribute: str, absent: str) -> Any:
    """A number that stands there, or the expression and place of one that is printed."""
    if len(node.opening) == 1:
        return _whole(node.attribute(attribute) or absent)
    before, printed, *after = node.opening
    if not before.endswith(f' {attribute}="') or len(after) != 1 or printed[1] != "int":
        raise Unstructured(f"a value in {node.name}")
    return [printed[2], printed[4]]


def _whole(text: str) -> int:
    try:
        return int(float(text))
    except ValueError:
        raise Unstructured("a width that is none") from None
