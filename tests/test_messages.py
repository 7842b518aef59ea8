"""Every message is translated, used, and says what its fault says."""

from __future__ import annotations

import argparse
import ast
import importlib.util
import inspect
import string
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from docgen import doctype
from docgen.check import KINDS
from docgen.cli.arguments import ARGPARSE
from docgen.problem import Problem, Where, faults, words
from docgen.problem.faults import FAULTS
from docgen.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).resolve().parent.parent
SOURCES = sorted((PROJECT / "docgen").rglob("*.py"))


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    words.speak("en")


@pytest.fixture(scope="module")
def catalogue() -> Any:
    spec = importlib.util.spec_from_file_location("catalogue", PROJECT / "scripts" / "catalogue.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_two_faults_have_one_name() -> None:
    subjects = [module for module in vars(faults).values() if inspect.ismodule(module)]
    tables = [module.FAULTS for module in subjects if hasattr(module, "FAULTS")]
    assert len(tables) > 4
    assert sum(map(len, tables)) == len(FAULTS)


def test_the_catalogue_is_complete_and_holds_nothing_else(catalogue: Any) -> None:
    assert catalogue.faults() == []


def test_an_untranslated_a_stale_and_a_broken_message_are_found(
    catalogue: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = catalogue.PO.read_text("utf-8")
    text = text.replace('msgid "up to date"\nmsgstr "最新"', 'msgid "up to date"\nmsgstr ""')
    text = text.replace('msgid "not made yet"', 'msgid "nobody says this"')
    text = text.replace('msgstr "已寫入 {path}"', 'msgstr "已寫入 {paht}"')
    monkeypatch.setattr(catalogue, "PO", tmp_path / "docgen.po")
    catalogue.PO.write_text(text, "utf-8")
    found = "\n".join(catalogue.faults())
    assert "untranslated: 'up to date'" in found
    assert "not in the catalogue: 'not made yet'" in found
    assert "unused: 'nobody says this'" in found
    assert "other placeholders: 'wrote {path}'" in found
    assert "the .mo is not what the .po gives" in found


def literals(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def form_rules() -> set[str]:
    """The faults that the rules in ``templates/`` name."""
    workspace = Workspace(PROJECT)
    kinds = {name: kind.rule for name, kind in KINDS.items()}
    return {
        rule.fault or rule.id
        for type_ in workspace.types()
        for rule in doctype.rules(workspace, type_, kinds)
    }


def test_every_fault_of_the_table_is_raised_somewhere() -> None:
    said = set().union(*(literals(path) for path in SOURCES if path.name != "faults.py"))
    assert set(FAULTS) - said - form_rules() == set()


def test_every_fault_of_a_form_rule_stands_in_the_table() -> None:
    assert len(form_rules()) > 40
    assert form_rules() - set(FAULTS) == set()


def test_every_fault_that_is_raised_stands_in_the_table() -> None:
    raised = {
        node.args[0].value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).split(".")[-1] in {"Problem", "refused", "_refused"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert len(raised) > 20
    assert raised - set(FAULTS) == set()


@pytest.mark.parametrize("rule", FAULTS)
def test_a_fault_says_what_is_wrong_in_both_languages(rule: str) -> None:
    fault = FAULTS[rule]
    names = {
        name
        for text in (fault.message, fault.help)
        for _, name, _, _ in string.Formatter().parse(text)
        if name
    }
    problem = Problem(rule, args={name: f"<{name}>" for name in names})
    for language in ("en", "zh_TW"):
        words.speak(language)
        said = words.of(problem)
        assert said.message
        assert [name for name in names if f"<{name}>" not in said.message + said.help] == []


def test_argparse_says_the_words_that_are_translated_for_it() -> None:
    source = inspect.getsource(argparse)
    for message in ARGPARSE:
        assert message.split("%")[0] in source, message


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zh_TW.UTF-8"}, "zh_TW"),
        ({"LANG": "zh_TW.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "DOCGEN_LANG": "zh_TW"}, "zh_TW"),
        ({"LANG": "zh_TW.UTF-8", "DOCGEN_LANG": "en"}, "en"),
        ({"LANG": "zh_HK.UTF-8"}, "zh_TW"),
    ],
)
def test_docgen_lang_then_the_locale_choose_the_language(
    environ: dict[str, str], language: str
) -> None:
    assert words.language(environ) == language


def test_what_people_typed_cannot_move_the_cursor_or_forge_a_line() -> None:
    nasty = "x\nfake.yaml:1:1  ok\x1b[2J\u202egnp\udc80"
    said = words.of(Problem("unknown-agency", args={"name": nasty, "known": ""}))
    assert r"x\x0afake.yaml:1:1  ok\x1b[2J\u202egnp\udc80" in said.message


def test_a_word_that_was_probably_meant_is_named_with_its_place() -> None:
    args = {"name": "10rivr", "near": "10river", "near-at": "data/x:3", "known": "10river"}
    assert words.of(Problem("unknown-agency", args=args)).help.startswith(
        "did you mean “10river” (data/x:3)? known"
    )


def test_braces_in_what_was_typed_stay_braces() -> None:
    said = words.of(Problem("unknown-agency", args={"name": "{known}{0}{x!r}", "known": "K"}))
    assert "“{known}{0}{x!r}”" in said.message


def test_a_place_in_a_word_document_is_said_in_words() -> None:
    where = Where(docx="build/demo/105/report.docx", paragraph=12, text="本局提供", page=3)
    words.speak("zh_TW")
    assert words.place(where) == "build/demo/105/report.docx 第3頁 第12段 「本局提供」"
