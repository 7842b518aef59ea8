"""Which workspace a command line means, and the document types that are there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docgen import workspace
from docgen.cli.arguments import Usage
from docgen.problem import Refused, words
from docgen.problem.words import say as _

if TYPE_CHECKING:
    import argparse


def chosen(options: argparse.Namespace) -> workspace.Workspace:
    """The workspace of ``--root``, or the one that holds the current folder; else Refused."""
    root = getattr(options, "root", None)
    return workspace.at(Path(root)) if root is not None else workspace.find(here())


def here() -> Path:
    """The folder where one stands; Usage where it was deleted meanwhile."""
    try:
        return Path.cwd()
    except OSError:
        raise Usage(_("the folder you are in is not there any more"), _("go to another")) from None


def agency(options: argparse.Namespace, among: workspace.Workspace) -> str:
    """The agency that was named; Usage with the known ones where none was."""
    if not options.agency:
        known = ", ".join(among.agencies())
        raise Usage(_("name an agency"), _("known are: {names}", names=known))
    named: str = options.agency
    return named


def types(options: argparse.Namespace) -> tuple[str, ...]:
    """The document types of the workspace; Refused where there is no workspace."""
    return chosen(options).types()


def titles(options: argparse.Namespace) -> list[tuple[str, str]]:
    """Each document type with its title in the reader's language (a broken one by its name)."""
    from docgen.doctype import of_agency

    try:
        return [(name, title(options, name)) for name in of_agency(chosen(options))]
    except (Refused, Usage):
        return []


def title(options: argparse.Namespace, name: str) -> str:
    """The title of one document type."""
    from docgen import doctype

    try:
        found = doctype.read(chosen(options), name).title
    except Refused:
        return name
    return found.zh if words.spoken() == "zh_TW" else found.en


def out(options: argparse.Namespace) -> Path | None:
    """The folder of ``-o``, from where one stands; None for the workspace's ``build/``."""
    return here() / options.out if options.out is not None else None
