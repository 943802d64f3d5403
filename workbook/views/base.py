"""What all views share: a question, a finding, controls, a chart, a table, a source, a citation, a state code."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol, Self

import pandas as pd

from ..base import WorkbookError
from ..base.wording import on_day
from ..catalog import cite, credit, load
from ..catalog.cutoff import dated, looked_until
from .controls import AnyControl, Choice, Value, Year
from .declared import BROKEN, LazyDocstring, LazySignature, controls_of, declared, example, refuse_hiding
from .fallback import MARK, bundle
from .state_code import read_state, write_state

if TYPE_CHECKING:
    from altair.vegalite import TopLevelMixin

    from .panel import Panel

MOST_ROWS = 5_000  # that a chart draws; of more it draws some, evenly spaced
MOST_SENT = 20_000  # that a page holds for its own filters; of more it gets those to draw with each move
FACADE = ("alt", "choose", "cite", "code", "name", "question", "save", "sentence", "state", "table")
TURNING_POINTS = {"named": "named", "hidden": "hidden"}


class Row(Protocol):
    """One row of a table as ``itertuples`` gives it: each column is an attribute."""

    def __getattr__(self, name: str, /) -> Any: ...


class View:
    """A chart that answers one question, with labelled controls around it.

    A view is made by its name, ``wb.views.trade()``, and shown by being the last line of a cell. Choices may be
    given by name, ``wb.views.trade(since=2000)``, or as the short code that ``view.state`` gives.

    A subclass declares its controls as class attributes, sets ``question``, ``reading`` (how to read the signs of the
    chart, in one line), ``notes`` (how it is counted, what is so by construction; folded), ``datasets``, ``filters``
    (control name: column of ``rows`` that it filters) and ``columns`` (column of the table: its heading), and defines
    ``rows``, ``headline``, ``describe`` and ``draw``. It computes nothing: figures come from ``measures``, pictures
    from ``charts``. A control without an entry in ``filters`` changes what ``rows`` computes; its new rows take the
    place of the old ones in the chart, which is not built again.

    With ``marks`` (id of an event: what a reader should read there, in a few words) the chart names turning points, at
    most five, on its axis of ``marked`` years or dates, and gets a switch that hides them.
    """

    question: ClassVar[str] = ""
    reading: ClassVar[str] = ""
    notes: ClassVar[str] = ""
    marks: ClassVar[Mapping[str, str]] = {}
    marked: ClassVar[Literal["year", "date"]] = "year"
    datasets: ClassVar[tuple[str, ...]] = ()
    filters: ClassVar[Mapping[str, str]] = {}
    columns: ClassVar[Mapping[str, str]] = {}

    __signature__ = LazySignature()

    _panel: "Panel"  # these three are set by panel.build
    _following: bool
    _behind: bool

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if cls.marks and "turning_points" not in vars(cls):
            cls.turning_points = Choice("Turning points", TURNING_POINTS)  # type: ignore[attr-defined]
            cls.turning_points.name = "turning_points"  # type: ignore[attr-defined]
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

    def headline(self, rows: pd.DataFrame) -> str:
        """The finding of ``rows``, which the controls left: a sentence of at most sixteen words, with its figure."""
        raise NotImplementedError

    def describe(self, rows: pd.DataFrame) -> str:
        """What else ``rows`` show, in a sentence or two with figures; may be blank."""
        raise NotImplementedError

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> "TopLevelMixin":
        """The chart of ``rows``, also for a ``narrow`` place; the controls' filters are added to its specification."""
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
        """Whether there are more rows than a page holds at ease."""
        return len(self._all_rows) > MOST_SENT

    def _drawn(self) -> pd.DataFrame:
        """The rows that the chart holds: all, for the browser to filter; of too many, some of the chosen ones."""
        return thinned(self._selected(), MOST_ROWS) if self._crowded else self._all_rows

    @property
    def _places(self) -> list[int]:
        """The places, among the rows that the chart holds, of those that chart and table show now."""
        left = range(len(self._drawn())) if self._crowded else self._mask.to_numpy().nonzero()[0].tolist()
        return [left[place] for place in evenly(len(left), MOST_ROWS)]

    def table(self) -> pd.DataFrame:
        """The chosen rows as a DataFrame with plain headings: what the chart shows, cell by cell."""
        return self._in_columns(self._selected())

    def _in_columns(self, rows: pd.DataFrame) -> pd.DataFrame:
        """``rows`` as the table shows them."""
        return rows[list(self.columns)].rename(columns=dict(self.columns)).reset_index(drop=True)

    @property
    def finding(self) -> tuple[str, str]:
        """What the view shows now: its headline, and what else there is to say."""
        rows, now = self._all_rows, (dict(self.chosen), self._notice)
        said = vars(self).get("_finding_now")  # asked for more than once at each move
        if said is None or said[0] is not rows or said[1] != now:
            said = vars(self)["_finding_now"] = (rows, now, self._find())
        found: tuple[str, str] = said[2]
        return found

    def _find(self) -> tuple[str, str]:
        rows = self._selected()
        if rows.empty:
            return self._nothing(), self._notice.strip()
        headline, more = self.headline(rows), self.describe(rows)
        whole = dated(f"{headline} {more}".strip(), self.datasets)
        return headline, f"{self._notice}{whole[len(headline) :].strip()}{self._thinning(len(rows))}".strip()

    @property
    def sentence(self) -> str:
        """What the view shows now, in a few sentences with figures."""
        headline, more = self.finding
        if self._notice:  # comes first where all is one text
            return f"{self._notice}{headline} {more.removeprefix(self._notice.strip()).strip()}".strip()
        return f"{headline} {more}".strip()

    def _nothing(self) -> str:
        """Why there is nothing to see."""
        years = [control for control in self.controls if isinstance(control, Year)]
        since = next((self.chosen[year.name] for year in years if not year.until), None)
        until = next((self.chosen[year.name] for year in years if year.until), None)
        if isinstance(since, int) and isinstance(until, int) and since > until:
            return f"Nothing is selected: {since} comes after {until}."
        return "Nothing is selected: widen the years or choose more."

    @classmethod
    def turning_days(cls) -> pd.DataFrame:
        """The days that the chart may name: ``date``, ``words``, ``number``, in the order of dates.

        Raises WorkbookError for one of ``marks`` that is no event.
        """
        events = load("events").set_index("event_id") if cls.marks else pd.DataFrame()
        strange = [name for name in cls.marks if name not in events.index]
        if strange:
            raise WorkbookError(f"The view {cls.__name__} names {', '.join(strange)}, which is no event.")
        days = [{"date": events.loc[name, "date"], "words": words} for name, words in cls.marks.items()]
        table = pd.DataFrame(days, columns=["date", "words"]).sort_values("date", kind="stable", ignore_index=True)
        return table.assign(number=range(1, len(table) + 1))

    @cached_property
    def _turning_points(self) -> pd.DataFrame:
        return self.turning_days()

    @property
    def named_days(self) -> list[tuple[int, str]]:
        """The turning points that the chart names now: the number of each, and its words with its day."""
        if self.chosen.get("turning_points") != "named":
            return []
        first, last = (self.chosen.get(name) for name in ("since", "until"))
        within = [row for row in each_row(self._turning_points) if (first or 0) <= row.date.year <= (last or 9999)]
        return [(row.number, f"{row.words}, {on_day(row.date)}") for row in within]

    @property
    def source(self) -> str:
        """Where the figures come from, under which licence, and up to which day rows were looked for."""
        return credit(*self.datasets)

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

    def spec(self, narrow: bool = False) -> dict[str, Any]:
        """The Vega-Lite specification: all rows, filtered in the browser by parameters that the controls set.

        ``narrow``: for a place as wide as a telephone.
        """
        from altair.utils.schemapi import debug_mode

        # The tests hold every specification against the schema; here that would take half of the time.
        with debug_mode(False):
            spec: dict[str, Any] = self.draw(self._drawn(), narrow).to_dict(validate=False)
        parts = [part for control in self.controls for part in control.parts(self.chosen[control.name])]
        spec["params"] = [{"name": p.param, "value": p.value} for p in parts] + spec.get("params", [])
        filters = [{"filter": c.vega_filter(self.filters[c.name])} for c in self.controls if c.name in self.filters]
        spec["transform"] = filters + self._thinned_by_vega() + spec.get("transform", [])
        spec["description"] = self.alt
        if self.marks:
            self._mark(spec, narrow)
        return spec

    def _thinned_by_vega(self) -> list[dict[str, Any]]:
        """Transforms that do to the chosen rows what ``thinned`` does; none where there are few."""
        if len(self._drawn()) <= MOST_ROWS:
            return []
        number = {"op": "row_number", "as": "tw_number"}
        few = f"datum.tw_rows <= {MOST_ROWS} || ((datum.tw_number - 1) * {MOST_ROWS}) % datum.tw_rows < {MOST_ROWS}"
        return [{"window": [number]}, {"joinaggregate": [{"op": "count", "as": "tw_rows"}]}, {"filter": few}]

    def _mark(self, spec: dict[str, Any], narrow: bool) -> None:
        """Add the turning points to the layers of ``spec``, behind the others."""
        from ..charts import turning_points

        layers = turning_points(self._turning_points, self.marked, narrow)
        spec["layer"] = [*layers, *spec["layer"]]

    @property
    def alt(self) -> str:
        """The text alternative of the chart: its question, its finding and the turning points that it names."""
        days = "; ".join(words for _, words in self.named_days)
        return f"{self.question} {self.sentence}" + (f" Marked: {days}." if days else "")

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


def end_of(*datasets: str) -> tuple[str, str]:
    """The day up to which rows of ``datasets`` were looked for, and the words for it in a chart."""
    day = looked_until(*datasets)
    return day.isoformat(), f"data to {on_day(day)}"


def with_stretches(rows: pd.DataFrame, by: Sequence[str], at: str, value: str) -> pd.DataFrame:
    """``rows`` with a column ``stretch``: points of a line that no gap parts have one value of it.

    ``by`` are the columns that tell the lines apart, ``at`` years; a year without a row, or without a ``value``, is a
    gap.
    """
    known = rows[rows[value].notna()].sort_values([*by, at])
    parted = known.groupby(list(by), dropna=False)[at].diff().ne(1)
    return rows.assign(stretch=parted.cumsum().reindex(rows.index))


def thinned(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """At most ``most`` of ``rows``, evenly spaced, in their order."""
    return rows if len(rows) <= most else rows.iloc[evenly(len(rows), most)]


def evenly(whole: int, most: int) -> list[int]:
    """At most ``most`` of the places 0 to ``whole`` - 1, evenly spaced; the specification says the same to Vega."""
    return [place for place in range(whole) if whole <= most or place * most % whole < most]


def _takes(control: AnyControl, value: object) -> bool:
    """Whether ``value`` can be chosen in ``control``."""
    try:
        control.read(value)
    except WorkbookError:
        return False
    return True
