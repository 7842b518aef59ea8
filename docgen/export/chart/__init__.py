"""Pictures of the scores as SVG: a Vega-Lite specification of the workspace, filled and drawn.

Only this folder knows vl-convert. A picture holds shapes and text alone, no script, no style, no
address: it may stand in a page with a strict policy. Its colours are ``currentColor`` and such as
are seen on light and dark; its words are text, in its title and description too
(docs/decisions/23-spreadsheets-and-pictures.md).
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from docgen.export.chart.svg import NotPlain, tidied
from docgen.problem import Problem, Refused, Where
from docgen.workspace import MAX_DATA_BYTES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docgen.workspace import Workspace

FOLDER: Final = "charts"
_VERSION: Final = re.compile(r"https://vega\.github\.io/schema/vega-lite/v([0-9]+)\.json\Z")
_FETCHING: Final = frozenset({"url", "href", "format", "lookup"})
_LONGEST: Final = "longest"

Rows = list[dict[str, Any]]


class Chart(Struct, frozen=True):
    """``templates/charts/<name>.json``: the specification, and the ``words`` of its usermeta."""

    name: str
    file: str
    spec: dict[str, Any]
    words: Mapping[str, str]

    def worded(self, word: str, **given: str) -> str:
        """One of its words, its ``{names}`` filled in."""
        text = self.words[word]
        for name, value in given.items():
            text = text.replace("{" + name + "}", value)
        return text


def chart(workspace: Workspace, name: str, needed: Sequence[str]) -> Chart:
    """The specification of that name, which must have the ``needed`` words; Refused otherwise."""
    path = workspace.templates / FOLDER / f"{name}.json"
    file = workspace.relative(path)
    content = workspace.read(path)
    if len(content) > MAX_DATA_BYTES:
        args = {"size": str(len(content)), "limit": str(MAX_DATA_BYTES)}
        raise Refused([Problem("file-too-large", Where(file=file), args)])
    try:
        spec = json.loads(content)
    except (ValueError, RecursionError) as error:
        line, column = getattr(error, "lineno", None), getattr(error, "colno", None)
        reason = getattr(error, "msg", str(error))
        where = Where(file=file, line=line, column=column)
        raise Refused([Problem("bad-chart", where, {"reason": reason})]) from None
    words = spec.get("usermeta") if isinstance(spec, dict) else None
    if not isinstance(words, dict):
        raise _bad(file, "usermeta")
    missing = [word for word in needed if not isinstance(words.get(word), str)]
    if missing:
        raise _bad(file, ", ".join(f"usermeta.{word}" for word in missing))
    if not _VERSION.match(str(spec.get("$schema"))):
        raise _bad(file, "$schema")
    for key in sorted(_keys(spec) & _FETCHING):
        raise Refused([Problem("chart-holds", Where(file=file), {"what": key})])
    return Chart(name, file, spec, words)


def draw(
    chart: Chart,
    datasets: Mapping[str, Rows],
    longest: int,
    title: str,
    desc: str,
    *,
    prefix: str = "",
    alone: bool = False,
) -> bytes:
    """The picture. ``longest``: characters of the longest name beside it, for its room.

    ``prefix`` makes its ids one's own in a page that has several; ``alone``: it is a file of its
    own, and turns light or dark with whoever looks at it. Refused where the library is missing
    or the specification is none.
    """
    try:
        import vl_convert
    except ImportError:
        raise Refused([Problem("chart-library-missing")]) from None
    spec = {key: value for key, value in chart.spec.items() if key != "usermeta"}
    spec["datasets"] = dict(datasets)
    spec.setdefault("data", {"name": next(iter(datasets))})
    params = [each for each in spec.get("params", []) if each.get("name") != _LONGEST]
    spec["params"] = [*params, {"name": _LONGEST, "value": longest}]
    found = _VERSION.match(spec["$schema"])
    known = [
        each
        for each in vl_convert.get_vegalite_versions()
        if found and each.partition(".")[0] == found[1]
    ]
    if not known:
        raise _bad(chart.file, "$schema")
    try:
        raw = vl_convert.vegalite_to_svg(spec, vl_version=known[-1], allowed_base_urls=[])
        return tidied(raw, f"{prefix}{chart.name}", title, desc, alone=alone)
    except NotPlain as fault:
        where = Where(file=chart.file)
        raise Refused([Problem("chart-holds", where, {"what": fault.what})]) from None
    except ValueError as error:
        told = [line.strip() for line in str(error).splitlines() if line.strip()]
        raise _bad(chart.file, " ".join(told[:2])) from None


def _bad(file: str, reason: str) -> Refused:
    return Refused([Problem("bad-chart", Where(file=file), {"reason": reason})])


def _keys(tree: Any) -> set[str]:
    if isinstance(tree, dict):
        return set(tree).union(*map(_keys, tree.values()))
    if isinstance(tree, list):
        return set().union(*map(_keys, tree))
    return set()
