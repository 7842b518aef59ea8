"""What must not be published: each function yields the problems of one gate."""

from __future__ import annotations

import difflib
import re
from html.parser import HTMLParser
from posixpath import commonprefix, normpath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from docgen.problem import Problem, Where
from docgen.site.links import is_mail, is_web
from docgen.year.moving import BLANK

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from docgen.model.agency_year import AgencyYear
    from docgen.site.words import Site

_SHOWN: Final = 60  # characters of a line that a message quotes
_BEFORE: Final = 12  # characters before the first that differs
_BLANK: Final = re.compile(f"第{BLANK}|{BLANK}[年月日號]")
_LINKS: Final = ("href", "src", "action", "data", "poster", "srcset", "formaction", "ping")


def undeclared(site: Site, agency: AgencyYear, where: Callable[[str], Where]) -> Iterator[Problem]:
    """A value that every page must carry is neither given nor declared ``unknown``."""
    for name in site.required:
        if getattr(agency.agency.publication, name) is None:
            yield Problem("metadata-missing", where(f"agency:publication.{name}"), {"field": name})


def pending(agency: AgencyYear, where: Callable[[str], Where]) -> Iterator[Problem]:
    """The plan is not promulgated."""
    if agency.plan is not None and agency.plan.issued == "pending":
        yield Problem("not-yet-issued", where("plan:issued"))


def left_blank(agency: AgencyYear, where: Callable[[str], Where]) -> Iterator[Problem]:
    """A letter or date of the plan that ``docgen rollover`` emptied and nobody has filled in."""
    for address, text in _texts(agency.plan, "plan:"):
        found = _BLANK.search(text)
        if found:
            start = max(found.start() - _BEFORE, 0)
            yield Problem("left-blank", where(address), {"text": _shown((text[start:],))})


def _texts(record: object, address: str) -> Iterator[tuple[str, str]]:
    """Every text below a record of the plan, with its address: that of the nearest id."""
    if isinstance(record, Struct):
        name = getattr(record, "id", None)
        for field in record.__struct_fields__:
            value = getattr(record, field)
            here = f"{address.partition(':')[0]}:{name}." if name else address
            end = "." if isinstance(value, Struct) else ""
            yield from _texts(value, here if isinstance(value, tuple) else f"{here}{field}{end}")
    elif isinstance(record, tuple):
        for each in record:
            yield from _texts(each, address)
    elif isinstance(record, str):
        yield address.removesuffix("."), record


def unfit_links(agency: AgencyYear, where: Callable[[str], Where]) -> Iterator[Problem]:
    """Addresses in the data that a page may not lead to: only https and mailto are."""
    publication = agency.agency.publication
    told = [("agency:publication.website", publication.website)]
    told += [
        (f"proposals/{name}:urls.{number}", url)
        for name, proposal in agency.proposals
        for number, url in enumerate(proposal.urls, 1)
    ]
    for address, url in told:
        if url and url != "unknown" and not is_web(url):
            yield Problem("unfit-link", where(address), {"url": url})
    for address, text in (
        ("agency:publication.license", publication.license),
        ("agency:publication.contact", publication.contact),
    ):
        if text and "://" in text.split(" ")[0] and not (is_web(text) or is_mail(text)):
            yield Problem("unfit-link", where(address), {"url": text})


def page_differs(
    wanted: tuple[str, ...], found: tuple[str, ...], docx: str, templates: str
) -> Iterator[Problem]:
    """A page does not say what its docx says; ``templates`` are those whose words must agree."""
    for expected, instead in _first_difference(wanted, found):
        args = {"expected": expected, "found": instead, "templates": templates}
        yield Problem("page-differs", Where(docx=docx, text=expected or None), args)


def file_differs(
    wanted: tuple[str, ...], found: tuple[str, ...], docx: str, format_: str
) -> Iterator[Problem]:
    """A file that was made of a docx does not say what the docx says."""
    for expected, instead in _first_difference(wanted, found):
        args = {"format": format_, "expected": expected, "found": instead}
        yield Problem("file-differs", Where(docx=docx, text=expected or None), args)


def text_differs(wanted: str, found: str, docx: str, format_: str) -> Iterator[Problem]:
    """The same for a format without lines: what stands where the two part, spaces apart."""
    found = "".join(found.split())
    if wanted == found:
        return
    start = max(len(commonprefix((wanted, found))) - _BEFORE, 0)
    yield from file_differs((wanted[start:],), (found[start:],), docx, format_)


def _first_difference(wanted: tuple[str, ...], found: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The lines of the first place that differs; nothing where none does."""
    if wanted == found:
        return
    matcher = difflib.SequenceMatcher(None, wanted, found, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            yield _shown(wanted[i:j]), _shown(found[k:m])
            return


def _shown(lines: tuple[str, ...]) -> str:
    text = lines[0] if lines else ""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def dead_links(pages: Mapping[str, bytes], there: Collection[str]) -> Iterator[Problem]:
    """Links of the pages (path in the bundle → HTML) that lead nowhere or where they may not.

    ``there`` names every file that will stand in the bundle.
    """
    read = {name: _links(content) for name, content in pages.items()}
    for name, page in read.items():
        for link in page.links:
            rule = _judged(link, name, read, there)
            if rule:
                yield Problem(rule, Where(file=name), {"url": link})
        for id_ in sorted(page.twice):
            yield Problem("id-twice", Where(file=name), {"id": id_})


def _judged(link: str, name: str, read: Mapping[str, _Links], there: Collection[str]) -> str | None:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        mail = parts.scheme == "mailto" and is_mail(link.removeprefix("mailto:"))
        return None if mail or is_web(link) else "unfit-link"
    target = normpath(f"{name.rpartition('/')[0]}/{unquote(parts.path)}").lstrip("/")
    target = name if not parts.path else target
    if target not in there:
        return "dead-link"
    if parts.fragment and target in read and unquote(parts.fragment) not in read[target].ids:
        return "dead-link"
    return None


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.twice: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for key, value in attrs:
            if key == "id" and value is not None:
                (self.twice if value in self.ids else self.ids).add(value)
            elif key in _LINKS and value is not None and not (tag == "link" and key == "href"):
                self.links.append(value)


def _links(page: bytes) -> _Links:
    reader = _Links()
    reader.feed(page.decode("utf-8"))
    reader.close()
    return reader
