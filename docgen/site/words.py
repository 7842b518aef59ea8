"""``templates/site/site.yaml``: every word of the pages' furniture, and what must be given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from docgen.model.shapes import Record, Text
from docgen.problem import Problem, Refused, Where

if TYPE_CHECKING:
    import datetime as dt

    from docgen.workspace import Workspace

FOLDER: Final = "site"
FILE: Final = "site.yaml"
UNKNOWN: Final = "unknown"
_NAME: Final = re.compile(r"\{([a-z]+)\}")


class Site(Record, frozen=True, kw_only=True):
    """``formats`` in the order of the downloads; ``required`` are fields of ``publication:``.

    ``categories`` are the values of Dublin Core that follow from no data. ``fragment_level`` is
    the level of the title in a fragment for a CMS, ``lines_shown`` bounds a page of changes,
    ``drafts`` are names of data files that nobody has decided on yet.
    """

    language: Text
    required: tuple[
        Literal["office", "contact", "website", "license", "theme", "cake", "service"], ...
    ]
    formats: dict[Literal["odt", "pdf", "docx"], Text]
    fragment_level: int
    lines_shown: int
    drafts: tuple[Text, ...] = ()
    categories: dict[Literal["type", "format", "language", "subject", "coverage"], Text]
    words: dict[str, Text]
    accessibility: tuple[Text, ...]

    def told(self, name: str, /, **values: object) -> str:
        """The words of that name, ``{named}`` values filled in; Refused ``missing-words``."""
        return filled(self.word(name), values)

    def word(self, name: str) -> str:
        """The words of that name as they stand; Refused ``missing-words``."""
        if name not in self.words:
            where = Where(file=f"templates/{FOLDER}/{FILE}")
            raise Refused([Problem("missing-words", where, {"name": name})])
        return self.words[name]


def filled(pattern: str, values: dict[str, object]) -> str:
    """``{name}`` replaced where it is known; what a value holds is not looked at again."""
    return _NAME.sub(lambda found: str(values.get(found[1], found[0])), pattern)


def read(workspace: Workspace) -> Site:
    """The words of the workspace; Refused with every fault of the file."""
    from docgen.load.convert import convert
    from docgen.load.patch import normalise_root
    from docgen.load.reader import read as read_tree

    path = workspace.templates / FOLDER / FILE
    tree = read_tree(workspace.read(path), workspace.relative(path))
    made, faults = convert(Site, normalise_root(Site, tree))
    if made is None or faults:
        raise Refused(faults)
    return made


class Date(Struct, frozen=True):
    """A date as pages print it: 民國 for reading, ISO for machines."""

    roc: str
    iso: str


def date(day: dt.date) -> Date:
    """Both ways of writing a date."""
    from docgen.model.shapes import roc_date

    return Date(roc=roc_date(day), iso=day.isoformat())
