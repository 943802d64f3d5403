"""What all views share: a question, controls, a chart, a sentence, a table, a citation, a state code."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self

import pandas as pd

from ..base import WorkbookError
from ..catalog import cite
from ..catalog.cutoff import dated
from .controls import AnyControl, Value
from .declared import BROKEN, LazyDocstring, LazySignature, controls_of, declared, example, refuse_hiding
from .fallback import MARK, bundle
from .state_code import read_state, write_state

if TYPE_CHECKING:
    from altair.vegalite import TopLevelMixin

    from .panel import Panel

MOST_ROWS = 5_000  # a browser takes about a second to draw so many
FACADE = ("alt", "choose", "cite", "code", "name", "question", "save", "sentence", "state", "table")


class Row(Protocol):
    """One row of a table as ``itertuples`` gives it: each column is an attribute."""

    def __getattr__(self, name: str, /) -> Any: ...


class View:
    """A chart that answers one question, with labelled controls around it.

    A view is made by its name, ``wb.views.trade()``, and shown by being the last line of a cell. Choices may be
    given by name, ``wb.views.trade(since=2000)``, or as the short code that ``view.state`` gives.

    A subclass declares its controls as class attributes, sets ``question``, ``reading`` (how to read the signs of the
    chart), ``datasets``, ``filters`` (control name: column of ``rows`` that it filters) and ``columns`` (column of the
    table: its heading), and defines ``rows``, ``describe`` and ``draw``. It computes nothing: figures come from
    ``measures``, pictures from ``charts``. A control without an entry in ``filters`` changes what ``rows`` computes;
    its new rows take the place of the old ones in the chart, which is not built again.
    """

    question: ClassVar[str] = ""
    reading: ClassVar[str] = ""
    datasets: ClassVar[tuple[str, ...]] = ()
    filters: ClassVar[Mapping[str, str]] = {}
    columns: ClassVar[Mapping[str, str]] = {}

    __signature__ = LazySignature()

    _panel: "Panel"  # these three are set by panel.build
    _widgets: dict[str, list[Any]]
    _following: bool

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        refuse_hiding(cls)
        if cls.__doc__:
            cls.__doc__ = LazyDocstring(cls.__doc__)  # type: ignore[assignment]  # read as text, made when read

    def __init__(self, *nameless: Any, state: str | None = None, **choices: Any) -> None:
        self.controls: tuple[AnyControl, ...] = ()
        self.chosen: dict[str, Value] = {}
        self._notice, self._trouble = "", ""
        try:
            self.controls = controls_of(type(self))
        except BROKEN as error:
            self._trouble = self._in_words(error)
            return
        self._refuse_nameless(nameless)
        self.chosen, strange = read_state(self.controls, state, choices)
        if strange:
            self._notice = f"The state code says {'; '.join(strange)}, which this version does not know. "

    def __dir__(self) -> list[str]:
        """What Tab offers."""
        form = ["enter"] if hasattr(self, "enter") else []
        return sorted([*FACADE, *form, *declared(type(self))])

    def rows(self) -> pd.DataFrame:
        """Compute every row that the controls choose from, with the columns that chart, table and filters use."""
        raise NotImplementedError

    def describe(self, rows: pd.DataFrame) -> str:
        """One sentence with figures that says what ``rows``, which the controls left, show."""
        raise NotImplementedError

    def draw(self, rows: pd.DataFrame) -> "TopLevelMixin":
        """The chart of ``rows``; the controls' filters are added to its specification."""
        raise NotImplementedError

    @cached_property
    def _all_rows(self) -> pd.DataFrame:
        return self.rows()

    @property
    def _mask(self) -> "pd.Series[bool]":
        """Which of all rows the controls leave: one True or False per row."""
        mask = pd.Series(True, self._all_rows.index)
        for control in self.controls:
            if control.name in self.filters:
                mask &= control.mask(self._all_rows[self.filters[control.name]], self.chosen[control.name])
        return mask

    def _selected(self) -> pd.DataFrame:
        """The rows that the controls leave."""
        return self._all_rows[self._mask]

    @property
    def _crowded(self) -> bool:
        """Whether there are more rows than a browser draws at ease."""
        return len(self._all_rows) > MOST_ROWS

    def _drawn(self) -> pd.DataFrame:
        """The rows that the chart holds: all, for the browser to filter; of too many, some of the chosen ones."""
        return thinned(self._selected(), MOST_ROWS) if self._crowded else self._all_rows

    def table(self) -> pd.DataFrame:
        """The chosen rows as a DataFrame with plain headings: what the chart shows, cell by cell."""
        return self._in_columns(self._selected())

    def _in_columns(self, rows: pd.DataFrame) -> pd.DataFrame:
        """``rows`` as the table shows them."""
        return rows[list(self.columns)].rename(columns=dict(self.columns)).reset_index(drop=True)

    @property
    def sentence(self) -> str:
        """What the view shows now, in one sentence with figures."""
        rows = self._selected()
        if rows.empty:
            return self._notice + "Nothing is selected: widen the years or choose more."
        return self._notice + dated(self.describe(rows), self.datasets) + self._thinning(len(rows))

    def _thinning(self, rows: int) -> str:
        if rows <= MOST_ROWS:
            return ""
        return (
            f" Chart and table hold {MOST_ROWS:,} of these {rows:,} rows, evenly spaced; "
            "this sentence and view.table() take all."
        )

    @property
    def state(self) -> str:
        """The short code that restores the present choices; blank at the start."""
        return write_state(self.controls, self.chosen)

    @property
    def code(self) -> str:
        """The line of code that makes this view as it stands."""
        state = f'state="{self.state}"' if self.state else ""
        return f"wb.views.{self.name}({state})"

    @property
    def name(self) -> str:
        """What the view is called: ``wb.views.<name>()`` makes it."""
        return type(self).__module__.rpartition(".")[2]

    def choose(self, *nameless: Any, **choices: Any) -> Self:
        """Set controls by name, as a reader would by hand. Returns the view."""
        self._refuse_nameless(nameless)
        stale = self._adopt(read_state(self.controls, self.state, choices)[0])
        if "widget" in vars(self):
            from .panel import follow

            follow(self, stale)
        return self

    def _refuse_nameless(self, values: Sequence[object]) -> None:
        """Raise WorkbookError if ``values`` came without the names of their controls; it says what to type."""
        if not values:
            return
        control = next((c for c in self.controls if _takes(c, values[0])), None)
        fitting = f"{control.name}={values[0]!r}" if control else example(self.controls[0])
        names = ", ".join(control.name for control in self.controls)
        raise WorkbookError(
            f"{values[0]!r} came without the name of a control; type for example wb.views.{self.name}({fitting}). "
            f"The controls are: {names}."
        )

    def _adopt(self, chosen: dict[str, Value]) -> bool:
        """Take ``chosen`` as the present choices. Returns whether the rows have to be computed again."""
        changed = {name for name, value in chosen.items() if value != self.chosen[name]}
        self.chosen, self._notice = chosen, ""
        stale = bool(changed - self.filters.keys())
        if stale:
            vars(self).pop("_all_rows", None)
        return stale or self._crowded

    def spec(self) -> dict[str, Any]:
        """The Vega-Lite specification: all rows, filtered in the browser by parameters that the controls set."""
        from altair.utils.schemapi import debug_mode

        # The tests hold every specification against the schema; here that would take half of the time.
        with debug_mode(False):
            spec: dict[str, Any] = self.draw(self._drawn()).to_dict(validate=False)
        widgets = [widget for control in self.controls for widget in control.widgets(self.chosen[control.name])]
        spec["params"] = [{"name": w.param, "value": w.value} for w in widgets] + spec.get("params", [])
        filters = [{"filter": c.vega_filter(self.filters[c.name])} for c in self.controls if c.name in self.filters]
        spec["transform"] = filters + spec.get("transform", [])
        spec["description"] = self.alt
        return spec

    @property
    def alt(self) -> str:
        """The text alternative of the chart: its question and its finding."""
        return f"{self.question} {self.sentence}"

    def cite(self) -> str:
        """How to cite what this view shows: its datasets, with version and access date."""
        return cite(self)

    def save(self, path: "str | PathLike[str]") -> Path:
        """Write the view as it stands to a file that needs no network: .html, .svg or .png. Returns the path."""
        from .export import save

        return save(self, path)

    @cached_property
    def widget(self) -> Any:
        """The controls and the panel as one ipywidget."""
        from .panel import build

        return build(self)

    def __repr__(self) -> str:
        try:
            return self._trouble or self.sentence
        except BROKEN as error:
            return self._in_words(error)

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """What a notebook shows, and a mark by which a saved notebook can be shown again where nothing runs."""
        try:
            return bundle(self), {MARK: [{"view": self.name, "state": self.state}]}
        except BROKEN as error:
            return {"text/plain": self._trouble or self._in_words(error)}, {}

    def _in_words(self, error: Exception) -> str:
        reason = f"the data have no column {error}" if isinstance(error, KeyError) else str(error).rstrip(".")
        return (
            f"The view {self.name} cannot be shown: {reason}. Its data are {', '.join(self.datasets)}; "
            "in a terminal, workbook doctor tells what is wrong with them."
        )


def each_row(rows: pd.DataFrame) -> Iterable[Row]:
    """The rows of a table one by one."""
    return rows.itertuples()


def counted(values: "pd.Series[Any]") -> dict[str, int]:
    """How often each of ``values`` stands there, the most frequent first."""
    return {str(value): int(number) for value, number in values.value_counts().items()}


def unless_confirmed(check: "pd.Series[str]") -> "pd.Series[str]":
    """What a hover text adds to each row: its status in brackets, and nothing where it is confirmed."""
    return (" (" + check + ")").mask(check == "confirmed", "")


def thinned(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """At most ``most`` of ``rows``, evenly spaced, in their order."""
    return rows if len(rows) <= most else rows.iloc[[number * len(rows) // most for number in range(most)]]


def _takes(control: AnyControl, value: object) -> bool:
    """Whether ``value`` can be chosen in ``control``."""
    try:
        control.read(value)
    except WorkbookError:
        return False
    return True
