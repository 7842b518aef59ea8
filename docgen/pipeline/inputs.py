"""Which files a document is made from: templates, rules, and data of the agency and those above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.doctype import HOUSE
from docgen.load.files import FOLDERS, INHERITED
from docgen.load.pictures import FOLDER as PICTURES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.doctype import Doctype
    from docgen.load import Data


def inputs(
    data: Data, slug: str, year: int, kinds: dict[str, Doctype], chain: tuple[str, ...]
) -> Iterator[str]:
    """Paths in the workspace, whether anything stands there or not; those of folders end in ``/``.

    ``kinds``: the document type first, then the types that it is put together from. What else
    may stand in a folder is told by its name alone: the listing tells when that changes.
    """
    yield f"templates/{HOUSE}"
    for type_ in kinds:
        yield f"templates/{type_}/doctype.yaml"
        yield f"templates/{type_}/template.docx"
        yield f"data/{slug}/templates/{type_}.docx"
    for member in chain:
        yield f"data/{member}/agency.yaml"
    own = f"data/{slug}/{year}"
    needs = dict.fromkeys(need for kind in kinds.values() for need in kind.data)
    for need in needs:
        if need in INHERITED:
            yield from (f"data/{member}/{year}/{need}.yaml" for member in chain)
        elif need in FOLDERS:
            yield from _all(data, f"{own}/{need}")
        else:
            yield f"{own}/{need}.yaml"
    if "proposals" in needs:
        yield from _all(data, f"{own}/{PICTURES}", yaml=False)
    if "plan" in needs:
        yield from _all(data, f"{own}/indicators")


def _all(data: Data, folder: str, *, yaml: bool = True) -> Iterator[str]:
    yield f"{folder}/"
    workspace = data.workspace
    root = workspace.root / folder
    if not yaml and not workspace.exists(root):
        return
    for path in workspace.yaml_files(root) if yaml else workspace.names(root):
        if _is_text(path.name):  # else no file of data can name it, and no record
            yield workspace.relative(path)


def _is_text(name: str) -> bool:
    """Whether it is UTF-8: a name of an old Windows zip is Big5."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
