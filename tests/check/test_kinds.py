"""Each kind of rule passes and fails as its case file says (``cases/<kind>.yaml``)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml
from msgspec.structs import replace

from docgen.check import KINDS, Register, check, subject_of
from docgen.doctype import rules
from docgen.workspace import Workspace
from tests.check.facts import facts, layout

if TYPE_CHECKING:
    from docgen.layout import Layout

CASES = Path(__file__).parent / "cases"
RULE = {"because": "a test", "help": {"zh": "改", "en": "mend"}}
OF_SUBJECT = ("filled", "year", "names", "ladder", "brackets", "guidance")


class Case(NamedTuple):
    kind: str
    says: str
    data: dict[str, Any]


def cases() -> list[Case]:
    return [
        Case(path.stem, data["says"], data)
        for path in sorted(CASES.glob("*.yaml"))
        for data in yaml.safe_load(path.read_text("utf-8"))
    ]


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.kind}: {case.says}")
def test_a_kind_finds_what_its_cases_say(case: Case, tmp_path: Path) -> None:
    data = case.data
    rule = {"case": {**RULE, "kind": case.kind, **data.get("rule", {})}}
    (tmp_path / "templates" / "memo").mkdir(parents=True)
    house = yaml.safe_dump({"rules": rule}, allow_unicode=True, width=1000)
    (tmp_path / "templates" / "house.yaml").write_text(house, "utf-8")
    (tmp_path / "templates" / "memo" / "doctype.yaml").write_text("title: {zh: 便箋, en: Memo}\n")
    made = rules(Workspace(tmp_path), "memo", {name: kind.rule for name, kind in KINDS.items()})
    layouts = tuple(_layout(each, data.get("begins")) for each in data.get("layouts", ()))
    known = {key: data[key] for key in OF_SUBJECT if key in data}
    tupled: dict[str, Any] = {
        key: tuple(v) if isinstance(v, list) else v for key, v in known.items()
    }
    if "names" in tupled:
        tupled["names"] = Register.of(tupled["names"])
    subject = subject_of(facts(**data.get("facts", {})), layouts=layouts, **tupled)
    found = [
        _found(problem.rule, problem.where.paragraph, problem.args)
        for problem in check(subject, made, "x.docx")
    ]
    wanted = [{key: str(value) for key, value in each.items()} for each in data["find"]]
    assert [{k: f.get(k) for k in w} for f, w in zip(found, wanted, strict=False)] == wanted
    assert len(found) == len(wanted), found


def _layout(said: int | dict[str, int], begins: dict[int, int] | None) -> Layout:
    """Pages, or pages and the lines on the last of them."""
    if isinstance(said, int):
        return layout(said, begins)
    return replace(layout(said["pages"], begins), lines=said["lines"])


def _found(rule: str, paragraph: int | None, args: Any) -> dict[str, str]:
    return {"fault": rule, "at": str(paragraph), **args}


def test_each_kind_has_a_case_that_passes_and_one_that_fails() -> None:
    judged = {
        kind: {bool(case.data["find"]) for case in cases() if case.kind == kind} for kind in KINDS
    }
    assert {kind for kind, outcomes in judged.items() if outcomes != {True, False}} == set()
    assert {path.stem for path in CASES.glob("*.yaml")} == set(KINDS)
