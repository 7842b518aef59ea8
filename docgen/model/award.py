"""``awards`` of ``rules.yaml`` (柒、獎勵方式) and ``nominations.yaml`` (陸、二 年度查核): who is due what.

Conditions, amounts and ceilings are the agency's own clauses. Only units, agencies and posts are
named, never persons.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from docgen.model.shapes import EntriesOf, Entry, Record, Text

Outcome = Literal["won", "shortlisted", "not-shortlisted", "not-sent", "pending"]


class Merit(Entry, frozen=True, kw_only=True):
    """嘉獎, 記功, 記大功; the order of the file is from the lowest to the highest."""

    shorthand: ClassVar[str | None] = "title"
    title: Text


class Post(Entry, frozen=True, kw_only=True):
    """Who is rewarded: 機關首長, 主要承辦人員.

    ``of`` says whose: of who earned it, of the agency whose clause it is (初評小組), or of its
    superior.
    """

    shorthand: ClassVar[str | None] = "title"
    title: Text
    of: Literal["recipient", "own"] = "recipient"


class When(Record, frozen=True, kw_only=True):
    """The condition of a clause: among whom, by what, and what they must have reached.

    ``of`` units (課室) and children (所屬機關) are ranked by the year's results of ``kind``,
    by their total or by the leaf that ``by`` names; ``rank-from`` to ``rank-to`` earn it.
    ``grade`` must be reached, ``below`` must not. Proposals must be adopted. Nominations must
    have one of the ``outcomes``.
    """

    of: Literal["units", "children", "proposals", "nominations"]
    kind: Literal["self", "parent"] = "self"
    by: Text | None = None
    rank_from: int = 1
    rank_to: int = 1
    grade: Text | None = None
    below: Text | None = None
    outcomes: tuple[Outcome, ...] = ()


class Given(Record, frozen=True, kw_only=True):
    """What one post gets: so many times a merit, or what the note says.

    ``at_most`` makes it a ceiling (最高記功1次). With a ``note`` alone somebody else decides.
    """

    merit: Text | None = None
    times: int = 1
    at_most: bool = False
    note: Text | None = None


class Clause(Entry, frozen=True, kw_only=True):
    """One rule of 柒; ``because`` names it. ``give`` says for each post what it gets.

    A clause that gives nothing says that nothing is due (未達優等者不另敘獎).
    """

    title: Text
    when: When
    give: dict[str, Given] = {}  # noqa: RUF012 - a Struct copies it
    because: Text


class Awards(Record, frozen=True, kw_only=True):
    """柒. ``accumulate``: of several for one post the highest only, or all."""

    accumulate: Literal["highest", "all"] = "highest"
    merits: EntriesOf[Merit] = ()
    posts: EntriesOf[Post] = ()
    clauses: EntriesOf[Clause] = ()


class Nomination(Entry, frozen=True, kw_only=True):
    """An entry for the yearly selection: a unit or an agency below, and how it fared.

    ``entered``: by itself (自行報名) or recommended (推薦參選).
    """

    title: Text
    unit: Text | None = None
    agency: Text | None = None
    entered: Literal["own", "recommended"] = "own"
    outcome: Outcome = "pending"


class Nominations(Record, frozen=True, kw_only=True):
    """``nominations.yaml``: the year's entries for 政府服務品質獎."""

    nominations: EntriesOf[Nomination]
