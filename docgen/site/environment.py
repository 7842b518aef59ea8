"""The one environment for HTML: everything printed is escaped, a missing word stops it.

The only door to jinja2 in this room. Templates are files of ``templates/site`` (an agency may
have its own); they get frozen records and the few functions below, no ``safe``, no ``range``, no
way to switch escaping off. What a value is printed as, is text: a line break in it is ``<br>``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from docgen.problem import Problem, Refused, Where
from docgen.site.ladder import nested
from docgen.site.links import is_mail, is_web
from docgen.site.tables import (
    indicator_table,
    results_chart,
    results_table,
    rubric_tables,
    strategy_table,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Filters that turn text into markup, or read attributes that the sandbox does not see.
_UNFIT: Final = ("safe", "forceescape", "xmlattr", "tojson", "urlize", "map", "attr")
_SWITCH: Final = re.compile(r"\{%[-+]?\s*autoescape\b")
FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {
    "nested": nested,
    "results_chart": results_chart,
    "strategy_table": strategy_table,
    "indicator_table": indicator_table,
    "rubric_tables": rubric_tables,
    "results_table": results_table,
    "linkable": is_web,
    "mailable": is_mail,
}


class Pages:
    """Templates by name, compiled once; ``read`` gives a template's text or None.

    ``names`` says what a message calls a template.
    """

    def __init__(
        self,
        read: Callable[[str], str | None],
        words: Mapping[str, str],
        named: Callable[[str], str],
    ) -> None:
        self.named = named
        self._environment = ImmutableSandboxedEnvironment(
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_printed,
            loader=FunctionLoader(self._loaded(read)),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        for name in _UNFIT:
            self._environment.filters.pop(name, None)
        self._environment.globals.clear()
        self._environment.globals.update(FUNCTIONS, words=words)

    def _loaded(self, read: Callable[[str], str | None]) -> Callable[[str], str | None]:
        def load(name: str) -> str | None:
            text = read(name)
            if text is not None and _SWITCH.search(text):
                raise TemplateSyntaxError("autoescape stays on", 1, name)
            return text

        return load

    def render(self, name: str, /, **values: object) -> str:
        """The page; Refused ``page-template`` with the template's line."""
        try:
            return self._environment.get_template(name).render(**values)
        except TemplateError as error:
            raise Refused([self._problem(name, error)]) from None

    def _problem(self, name: str, error: TemplateError) -> Problem:
        at: str = getattr(error, "name", None) or name
        line: int | None = getattr(error, "lineno", None)
        trace = error.__traceback__
        while trace is not None:  # Jinja names the template's own lines in the traceback
            file = trace.tb_frame.f_code.co_filename
            if (
                trace.tb_frame.f_globals.get("__jinja_template__") is not None
                or file == "<template>"
            ):
                line = trace.tb_lineno
                at = str(trace.tb_frame.f_globals.get("name", at))
            trace = trace.tb_next
        where = Where(file=self.named(at), line=line)
        return Problem("page-template", where, {"reason": error.message or type(error).__name__})


def _printed(value: object) -> object:
    """Text with its line breaks; whatever is not text or number is printed as Jinja does."""
    if isinstance(value, Markup) or not isinstance(value, str) or "\n" not in value:
        return value
    return Markup("<br>").join(escape(line) for line in value.split("\n"))


def markup(made: str) -> str:
    """What a page of ours made already, not to be escaped again: never a value of the data."""
    return Markup(made)  # noqa: S704 - the one place where text becomes markup
