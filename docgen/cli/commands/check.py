"""``docgen check [FILE…]``: hold Word documents to the form of their type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec import structs

from docgen.cli import budget, where
from docgen.cli.arguments import Usage, add_out, add_year
from docgen.cli.outcome import Outcome
from docgen.problem.words import place, term
from docgen.problem.words import say as _

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from docgen.pipeline import Checked, Fix
    from docgen.workspace import Workspace

EXAMPLE: Final = "report.docx --as report"


def arguments(parser: argparse.ArgumentParser) -> None:
    """``[FILE…] [--as TYPE] [--blank] [--fix OUT] [--annotate OUT] [--budget] [--agency A] …``."""
    parser.add_argument(
        "files", metavar="FILE", nargs="*", help=_("a Word document (else all that was made)")
    )
    parser.add_argument(
        "--as", dest="as_", metavar="TYPE", help=_("judge it as this document type")
    )
    parser.add_argument(
        "--blank", action="store_true", help=_("judge it as a blank form (else as filled)")
    )
    parser.add_argument(
        "--fix",
        metavar="OUT.docx",
        help=_("write the document with all mended that loses nothing"),
    )
    parser.add_argument(
        "--annotate", metavar="OUT.docx", help=_("write the document with a comment at each fault")
    )
    parser.add_argument(
        "--agency", metavar="AGENCY", help=_("of the documents made, only this agency's")
    )
    parser.add_argument(
        "--layout",
        choices=("auto", "typeset", "libreoffice"),
        default="auto",
        help=_("who counts the pages (auto: docgen itself, LibreOffice near the limit)"),
    )
    parser.add_argument(
        "--budget", action="store_true", help=_("show how many lines each value takes")
    )
    add_year(parser)
    add_out(parser)


def run(options: argparse.Namespace) -> Outcome:
    """The problems, or the word that there are none."""
    from docgen.pipeline import check_all, check_built

    workspace = where.chosen(options)
    table: bool = options.budget
    if not options.files:
        if options.as_ or options.blank or options.fix or options.annotate:
            raise Usage(_("name the file that --as, --blank, --fix and --annotate speak of"))
        slugs = [options.agency] if options.agency else None
        out = where.out(options)
        built = check_built(workspace, slugs, options.year, out, options.layout, shares=table)
        return _outcome(built, table=table)
    if options.agency or options.year or options.out:
        raise Usage(_("--agency, --year and --out speak of documents made, not of a file"))
    filled = False if options.blank else None
    files = [where.here() / each for each in options.files]
    if options.fix or options.annotate:
        if len(files) > 1:
            raise Usage(_("--fix and --annotate take one file at a time"))
        return _improved(workspace, files[0], options)
    checked = check_all(
        workspace, files, options.as_, filled=filled, choice=options.layout, shares=table
    )
    return _outcome(checked, table=table)


def _improved(workspace: Workspace, file: Path, options: argparse.Namespace) -> Outcome:
    from docgen.pipeline import improve

    done = improve(
        workspace,
        file,
        options.as_,
        fix=where.here() / options.fix if options.fix else None,
        annotate=where.here() / options.annotate if options.annotate else None,
        filled=False if options.blank else None,
        choice=options.layout,
    )
    written = [workspace.relative(path) for path in done.written]
    document = {
        **_as_dict(done.checked),
        "fixes": [_fix_as_dict(fix) for fix in done.fixes],
        "written": written,
    }
    return Outcome(
        lines=(*map(_said, done.fixes), *(_("wrote {path}", path=path) for path in written)),
        found={"documents": [document]},
        problems=done.checked.problems,
    )


def _said(fix: Fix) -> str:
    return _(
        "mended: {place}  {rule}  {found} → {wanted}",
        place=place(structs.replace(fix.where, docx=None)),
        rule=fix.rule,
        found=term(fix.rule, fix.found),
        wanted=term(fix.rule, fix.wanted) or "–",
    )


def _fix_as_dict(fix: Fix) -> dict[str, Any]:
    return {
        "rule": fix.rule,
        "found": fix.found,
        "wanted": fix.wanted,
        "where": fix.where.as_dict(),
    }


def _outcome(documents: Sequence[Checked], *, table: bool) -> Outcome:
    lines: list[str] = []
    for each in documents:
        if not each.problems:
            lines.append(_("no faults: {path}", path=each.name))
        elif table:
            lines.append(each.name)
        lines += budget.table(each) if table else ()
    return Outcome(
        lines=tuple(lines),
        found={"documents": [_as_dict(each) for each in documents]},
        problems=tuple(problem for each in documents for problem in each.problems),
    )


def _as_dict(document: Checked) -> dict[str, Any]:
    return {
        "path": document.name,
        "type": document.type,
        "filled": document.filled,
        **budget.as_dict(document),
    }
