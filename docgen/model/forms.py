"""``forms.yaml``: how an agency words its forms 附表2, 附錄1 and 附錄2 (titles, fields, headings).

A form has a ``title`` when it is blank and, where the two differ, a ``filled`` one. Guidance in
a blank form is not here: it belongs to the document type's template.
"""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from docgen.model.shapes import EntriesOf, Entry, Record, RocDate, Text


class ResultsForm(Record, frozen=True, kw_only=True):
    """附表2. ``filled`` may name ``{period.title}`` and ``{period.kind}`` (自行 or 本署).

    ``unannounced``, ``year`` and ``bureaus`` (all agencies below) are the titles of those tables,
    where they differ; ``rank`` heads
    a further column 名次 in filled tables, and there is none without it.
    """

    title: Text
    filled: Text | None = None
    unannounced: Text | None = None
    year: Text | None = None
    bureaus: Text | None = None
    rank: Text | None = None


class ProposalForm(Record, frozen=True, kw_only=True):
    """附錄1. ``filled`` may name ``{proposal.title}``."""

    title: Text
    filled: Text | None = None


class Heading(Entry, frozen=True, kw_only=True):
    """One of the fixed headings of 附錄2 壹; its id is the key in ``report.yaml``.

    ``from_`` names what of the plan belongs under it (dimensions, strategies, measures,
    practices); the nearest above a practice decides.
    """

    shorthand: ClassVar[str | None] = "title"
    title: Text
    from_: tuple[Text, ...] = ()


class FigureWords(Record, frozen=True, kw_only=True):
    """How a draft says a figure; ``{name}`` and the like are filled in (``wording.BLANKS``).

    ``rise``, ``fall``, ``same``: the change since last year, a percentage's in points
    (``rise_points``, ``fall_points``); ``before``: last year's value where no change can be
    reckoned. ``met``, ``missed``: the target, where less is better ``met_less``,
    ``missed_less``. ``joint`` stands between these, ``between`` between two figures. Reckoned
    numbers have at most ``places`` decimals, rounded half up.
    """

    value: Text
    rise: Text
    fall: Text
    rise_points: Text
    fall_points: Text
    same: Text
    before: Text
    met: Text
    missed: Text
    met_less: Text
    missed_less: Text
    joint: Text
    between: Text
    end: Text
    places: int


class ReviewWords(Record, frozen=True, kw_only=True):
    """What a draft puts into 貳、檢討, and how much of it.

    At most ``achievements`` lessons and missed targets (``missed``), ``leaves`` of the score
    sheets that lost ``lost_percent`` or more, or the best band (``leaf``), and one item about
    practices without an achievement (``practices``), which names ``measures`` of the plan: each
    as ``measure``, ``join`` between them, ``and_more`` behind them where there are others.
    """

    achievements: int
    missed: Text
    leaves: int
    lost_percent: Decimal
    leaf: Text
    measures: int
    measure: Text
    join: Text
    and_more: Text
    practices: Text


class Drafting(Record, frozen=True, kw_only=True):
    """How ``docgen draft report`` words and fits a report.

    ``short_worth``: percent of its weight that an achievement counts in its short wording. How
    many lines stay free is a rule of the document type (kind ``spare-lines``).
    """

    short_worth: Decimal
    figure: FigureWords
    review: ReviewWords


class BureauWords(Record, frozen=True, kw_only=True):
    """How the report of all bureaus names its sources; ``{bureau}`` is the bureau's name.

    ``case``: the title of a case (``{title}``); ``review``: an item of 檢討 (``{text}``), of which
    each bureau has at most ``review_items``.
    """

    case: Text
    review: Text
    review_items: int = 1


class ReportForm(Record, frozen=True, kw_only=True):
    """附錄2: title, cut-off date of the data (資料截止時間), the fixed headings of 壹."""

    title: Text
    filled: Text | None = None
    cutoff: RocDate
    headings: EntriesOf[Heading]
    draft: Drafting | None = None
    bureaus: BureauWords | None = None


class Forms(Record, frozen=True, kw_only=True):
    """The wording of the forms of one agency and year (a patch in a child)."""

    kinds: dict[Literal["self", "parent"], Text]
    results: ResultsForm
    proposal: ProposalForm
    report: ReportForm
