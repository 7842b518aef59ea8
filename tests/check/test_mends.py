"""Each kind that can be mended asks for the edits that ``mends.yaml`` says, and leaves what it must."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec import structs

from docgen.check import KINDS, mends, subject_of
from docgen.doctype import Rule, rules
from docgen.workspace import Workspace
from tests.check.facts import facts
from tests.conftest import PROJECT

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "mends.yaml").read_text("utf-8")
)
RULE = {"because": "a test", "help": {"zh": "改", "en": "mend"}}


def made(tmp_path: Path, rule: dict[str, Any]) -> tuple[Rule, ...]:
    (tmp_path / "templates" / "memo").mkdir(parents=True)
    house = yaml.safe_dump({"rules": {"case": {**RULE, **rule}}}, allow_unicode=True, width=1000)
    (tmp_path / "templates" / "house.yaml").write_text(house, "utf-8")
    (tmp_path / "templates" / "memo" / "doctype.yaml").write_text("title: {zh: 便箋, en: Memo}\n")
    return rules(Workspace(tmp_path), "memo", {name: kind.rule for name, kind in KINDS.items()})


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}: {case['says']}")
def test_a_kind_asks_for_the_edits_of_its_cases(case: dict[str, Any], tmp_path: Path) -> None:
    subject = subject_of(
        facts(**case["facts"]),
        brackets=case.get("brackets", "half"),
        symbol_fonts=tuple(case.get("symbol_fonts", ())),
    )
    found = mends(
        subject, made(tmp_path, {"kind": case["kind"], "mend": True, **case["rule"]}), "x"
    )
    edits = [structs.asdict(each.edit) for each in found]
    assert len(edits) == len(case["edits"]), edits
    for edit, wanted in zip(edits, case["edits"], strict=True):
        assert wanted.items() <= edit.items()


def test_nothing_is_mended_unless_the_rule_says_so(tmp_path: Path) -> None:
    rule = {"kind": "size", "points": "14"}
    subject = subject_of(facts(texts=[{"text": "甲", "size": 12}]))
    assert mends(subject, made(tmp_path, rule), "x") == ()


def test_each_kind_that_can_be_mended_has_a_case_that_is_and_one_that_is_left() -> None:
    known = {name for name, kind in KINDS.items() if kind.mend is not None}
    asked = {(case["kind"], bool(case["edits"])) for case in CASES}
    assert asked == {(kind, is_mended) for kind in known for is_mended in (True, False)}


def test_the_rules_let_be_mended_what_loses_nothing_and_no_more() -> None:
    kinds = {name: kind.rule for name, kind in KINDS.items()}
    found = rules(Workspace(PROJECT), "report", kinds)
    assert {rule.id for rule in found if getattr(rule, "mend", False)} == {
        "page-grid",
        "wrong-font",
        "wrong-latin-font",
        "wrong-size",
        "wrong-line-height",
        "wrong-language",
        "wrong-latin-language",
        "composed-character",
        "compatibility-character",
        "fullwidth-ascii",
        "halfwidth-punctuation",
        "doubled-punctuation",
        "personal-property",
    }
