"""A program's texts read as the XML that they are: elements, characters, statements between.

Every body of a block must hold whole elements: then what is printed is well-formed, whichever
blocks are taken and however often.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from docgen.docx.names import WP, W

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

_TAG: Final = re.compile(r"<[^<>]*>")
_NAME: Final = re.compile(r"</?([A-Za-z_][\w.\-]*(?::[A-Za-z_][\w.\-]*)?)(?=[\s/>])")
ATTRIBUTE: Final = re.compile(r'\s+([\w.:\-]+)="([^"<>]*)"')
_SPACE: Final = re.compile(r'xmlns(?::([\w.\-]+))?="([^"]*)"')


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
        return dict(ATTRIBUTE.findall(self.text())).get(name)

    def text(self) -> str:
        """The opening tag. Raises Unstructured where something is printed into it."""
        if len(self.opening) != 1:
            raise Unstructured(f"a value in {self.name}")
        return str(self.opening[0])


def forest(body: list[Any]) -> list[Any]:
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
        branches = [[test, forest(body), place] for test, body, place in told[1]]
        return ["if", branches, forest(told[2])]
    if kind == "for":
        return [*told[:4], forest(told[4]), forest(told[5]), *told[6:]]
    return told


def one_name_each(root: Node) -> None:
    """``w:`` is WordprocessingML everywhere and nothing else is: then names can be compared."""
    for node in nodes([root]):
        for piece in node.opening:
            if isinstance(piece, str) and "xmlns" in piece:
                for prefix, space in _SPACE.findall(piece):
                    if (prefix == "w") != (space == W) or (prefix == "wp") != (space == WP):
                        raise Unstructured("another name for w:")
    if dict(ATTRIBUTE.findall(root.text())).get("xmlns:w") != W:
        raise Unstructured("another name for w:")


def nodes(inner: list[Any]) -> Iterator[Node]:
    """All elements, those in blocks too."""
    for one in inner:
        if isinstance(one, Node):
            yield one
            yield from nodes(one.inner)
        elif isinstance(one, list):
            for body in bodies(one):
                yield from nodes(body)


def bodies(told: list[Any]) -> list[list[Any]]:
    """The bodies of a block; of any other statement none."""
    if told[0] == "if":
        return [*(body for _, body, _ in told[1]), told[2]]
    return [told[4], told[5]] if told[0] == "for" else []


def written(node: Node, inner: list[Any]) -> list[Any]:
    """The pieces of an element around what it holds."""
    if node.alone:
        return node.opening
    if not inner:  # as a serialiser writes it
        return [*node.opening[:-1], f"{str(node.opening[-1])[:-1]}/>"]
    return [*node.opening, *inner, f"</{node.name}>"]


def plain(node: Node) -> list[Any]:
    """The pieces of an element that holds nothing to be told."""
    return written(node, [told for one in node.inner for told in _plain(one)])


def _plain(one: Any) -> list[Any]:
    return plain(one) if isinstance(one, Node) else [one]


def joined(body: list[Any]) -> list[Any]:
    """The body with neighbouring texts as one."""
    made: list[Any] = []
    for one in body:
        if isinstance(one, str) and made and isinstance(made[-1], str):
            made[-1] += one
        elif one != "":
            made.append(one)
    return made


def split(inner: list[Any], names: tuple[str, ...]) -> tuple[list[Node], list[Any]]:
    """The properties at the beginning, and the rest."""
    count = 0
    while count < len(inner) and isinstance(inner[count], Node) and inner[count].name in names:
        count += 1
    return inner[:count], inner[count:]
