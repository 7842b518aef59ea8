"""A document filled by docxtpl itself: pictures, links, documents in documents, ``{% hm %}``.

docxtpl opens the package, patches each part, asks for it to be rendered, keeps relationships and
media, and saves. Where it would ask Jinja, it asks ``_Language``, which runs our own program: so
strictness, escaping, limits, what can be read and places in faults are those of the fast way, for
they are the same code (decision 46). Afterwards parts are mended as the fast way's are (``tidy``)
and laid over the template's, so that the same data is the same bytes.
"""

from __future__ import annotations

import io
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from docxtpl import DocxTemplate

from docgen.docx import pack, wellformed
from docgen.docx.ids import Ids
from docgen.docx.package import CORE, TYPES, Parts, unpacked
from docgen.docx.rels import (
    ContentTypes,
    read_rels,
    read_types,
    rels_name,
    write_rels,
    write_types,
)
from docgen.docx.wellformed import Malformed
from docgen.docx.xml import Element, R, XmlFault, parse
from docgen.problem.shape import Problem, Refused, Where
from docgen.render.controls import Unprintable
from docgen.render.examine import checked
from docgen.render.expression import State
from docgen.render.place import docx_name
from docgen.render.prepared import problem_of
from docgen.render.printer import Printer
from docgen.render.program import Program
from docgen.render.properties import core
from docgen.render.script import Script, Woven, placed
from docgen.render.tidy import tidy
from docgen.render.translate import read, translate

if TYPE_CHECKING:
    from docgen.render.prepared import Prepared, WhereOf
    from docgen.render.properties import Properties

_NOTES: Final = ("footnotes+xml", "endnotes+xml")
_MOST: Final = 20_000_000  # bytes of a part: docxtpl's patterns go over all of it
# docxtpl turns "{_{" into "{{" and so on, in what was typed too: that is kept from it.
_SIGN: Final = re.compile("(?<=[{}%])_(?=[{}%])")


def render(
    prepared: Prepared, values: dict[str, object], properties: Properties, where: WhereOf | None
) -> bytes:
    """The docx of one context. Refused as ``fill`` is."""
    parts, woven = _woven(prepared.template, prepared.name, prepared.context_type)
    scripts = {script.part: script for script in woven.scripts}
    sources = {part: script.source for part, script in scripts.items()}
    template = _Template(pack({**parts, **sources, CORE: core(properties)}))
    language = _Language(template, scripts, prepared, where)
    try:
        template.render(values, language)
        saved = io.BytesIO()
        template.save(saved)
        printed = _tidied(unpacked(saved.getvalue(), prepared.name), tuple(scripts))
    except (Malformed, XmlFault) as fault:
        args = {"part": language.part, "reason": str(fault)}
        place = Where(docx=docx_name(prepared.name, language.part))
        raise Refused([Problem("broken-xml", place, args)]) from None
    except (
        ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError,
    ) as fault:  # fmt: skip
        told = Unprintable("template-failed", reason=str(fault)[:200])
        raise Refused([problem_of(prepared, language.state, told, where)]) from None
    made = _laid_over(parts, printed, tuple(scripts))
    made[CORE] = core(properties)
    if problems := dangling(made, tuple(scripts), prepared.name):
        raise Refused(problems)
    return pack(made)


@lru_cache(maxsize=32)
def _woven(template: bytes, name: str, context_type: type) -> tuple[Parts, Woven]:
    return checked(template, name, context_type)


class _Template(DocxTemplate):  # type: ignore[misc, unused-ignore]
    """docxtpl's template, of bytes; tables and properties are ours to mend."""

    def __init__(self, content: bytes) -> None:
        super().__init__(io.BytesIO(content))

    def fix_tables(self, xml: str) -> Element:
        """The tree, read strictly: docxtpl drops what it cannot read. The grid is ``tidy``'s."""
        return parse(xml)

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """They are written whole (``properties``), and no template."""

    def render_footnotes(self, context: Any, jinja_env: Any = None) -> None:
        """docxtpl's, for endnotes too."""
        for part in self.docx.part.package.iter_parts():
            if part.content_type.endswith(_NOTES):
                text = self.patch_xml(self.get_part_xml(part))
                made = self.render_xml_part(text, part, context, jinja_env)
                part._blob = made.encode()  # noqa: SLF001 - as docxtpl itself does


class _Language:
    """What docxtpl takes for Jinja's environment: ``from_string`` and ``render``."""

    def __init__(
        self,
        template: _Template,
        scripts: dict[str, Script],
        prepared: Prepared,
        where: WhereOf | None,
    ) -> None:
        self.autoescape = True
        self.part = ""
        self.state = State(careful=True)
        self._template = template
        self._scripts = scripts
        self._prepared = prepared
        self._where = where
        self._source = ""
        self._ids = Ids()

    def from_string(self, source: str) -> _Language:
        """The part that docxtpl is at, patched."""
        self.part = str(self._template.current_rendering_part.partname).lstrip("/")
        self._source = source.replace("\n<w:p", "<w:p")
        return self

    def render(self, values: dict[str, object]) -> str:
        """The text that its program prints. Refused with the template's place."""
        script = self._scripts.get(self.part)
        if script is None:  # a header that no section of the document shows
            return self._source
        text, lines = placed(self._source)
        program = Program(self.part, translate(read(text), lines), script.formats)
        self.state = State(self._ids, careful=True)
        self.state.rich = Printer(self._template)
        try:
            made = _bounded(program.run(values, self.state))
        except Unprintable as fault:
            raise Refused([problem_of(self._prepared, self.state, fault, self._where)]) from None
        wellformed.check(made, prefixes=True)
        return _SIGN.sub("&#95;", made.decode())


def _bounded(made: bytes) -> bytes:
    if len(made) > _MOST:
        raise Unprintable("endless-template", limit=str(_MOST))
    return made


def _tidied(saved: Parts, scripts: tuple[str, ...]) -> dict[str, bytes]:
    ids = Ids()
    return dict(saved) | {part: tidy(saved[part], ids) for part in scripts}


def _laid_over(parts: Parts, saved: Parts, scripts: tuple[str, ...]) -> dict[str, bytes]:
    """The template's parts, with what docxtpl printed, related or added in their place."""
    made = dict(parts)
    added = [name for name in saved if name not in parts and not name.endswith(".rels")]
    for part in scripts:
        made[part] = saved[part]
        rels = rels_name(part)
        if rels in saved and (found := read_rels(saved[rels])):
            made[rels] = write_rels(sorted(found, key=lambda rel: (len(rel.id), rel.id)))
    types, theirs = read_types(parts[TYPES]), read_types(saved[TYPES])
    overrides = {**types.overrides, **{n: theirs.of(n) for n in added if n in theirs.overrides}}
    ends = {name.rpartition(".")[2].lower() for name in added if name not in theirs.overrides}
    defaults = {**{end: theirs.defaults[end] for end in sorted(ends)}, **types.defaults}
    made |= {name: saved[name] for name in sorted(added)}
    made[TYPES] = write_types(ContentTypes(defaults, overrides))
    return made


def dangling(parts: Parts, filled: tuple[str, ...], name: str) -> list[Problem]:
    """Ids of relationships that a part uses and does not have: Word calls such a file corrupt."""
    problems = []
    for part in filled:
        rels = rels_name(part)
        known = {rel.id for rel in read_rels(parts[rels])} if rels in parts else set()
        used = {
            str(value)
            for element in parse(parts[part]).iter()
            for key, value in element.attrib.items()
            if str(key).startswith(f"{{{R}}}") and value
        }
        for missing in sorted(used - known):
            where = Where(docx=name)
            problems.append(Problem("dangling-relationship", where, {"part": part, "id": missing}))
    return problems
