"""What all views share: a question, controls, a chart, a sentence, a table, a citation, a state code."""

from functools import cached_property

import pandas as pd

from ..base import WorkbookError
from ..catalog import cite
from .controls import read_state, write_state
from .fallback import MARK, bundle

MOST_ROWS = 5_000  # a browser takes about a second to draw so many
BROKEN = (WorkbookError, KeyError)  # what data raise that are not as their card says


class View:
    """A chart that answers one question, with labelled controls around it.

    A view is made by its name, ``wb.views.trade()``, and shown by being the last line of a cell. Choices may be
    given by name, ``wb.views.trade(since=2000)``, or as the short code that ``view.state`` gives.

    A subclass sets ``question``, ``reading`` (how to read the signs of the chart), ``datasets``, ``filters``
    (control name: column of ``rows`` that it filters) and ``columns`` (column of the table: its heading), and
    defines ``make_controls``, ``rows``, ``describe`` and ``draw``. It computes nothing: figures come from
    ``measures``, pictures from ``charts``. A control without an entry in ``filters`` changes what ``rows`` computes;
    its new rows take the place of the old ones in the chart, which is not built anew.
    """

    question = ""
    reading = ""
    datasets: tuple[str, ...] = ()
    filters: dict[str, str] = {}
    columns: dict[str, str] = {}

    def __init__(self, state=None, **choices):
        self.controls: tuple = ()
        self.chosen, self.notice, self.trouble = {}, "", ""
        try:
            self.controls = tuple(self.make_controls())
        except BROKEN as error:
            self.trouble = self._in_words(error)
            return
        self.chosen, strange = read_state(self.controls, state, choices)
        if strange:
            self.notice = f"The state code says {'; '.join(strange)}, which this version does not know. "

    def make_controls(self):
        """The controls, in the order in which they stand above the chart."""
        raise NotImplementedError

    @cached_property
    def all_rows(self):
        """Every row that the controls choose from."""
        return self.rows()

    def rows(self):
        """Compute ``all_rows``; each row carries the columns that chart, table and filters use."""
        raise NotImplementedError

    def describe(self, rows, chosen):
        """One sentence with figures that says what ``rows``, which ``chosen`` left, show."""
        raise NotImplementedError

    def draw(self, rows):
        """The chart of ``rows``; the controls' filters are added to its specification."""
        raise NotImplementedError

    @property
    def kept(self):
        """Which of ``all_rows`` the controls leave: one True or False per row."""
        kept = pd.Series(True, self.all_rows.index)
        for control in self.controls:
            if control.name in self.filters:
                kept &= control.selects(self.all_rows[self.filters[control.name]], self.chosen[control.name])
        return kept

    def selected(self):
        """The rows that the controls leave."""
        return self.all_rows[self.kept]

    @property
    def crowded(self):
        """Whether there are more rows than a browser draws at ease."""
        return len(self.all_rows) > MOST_ROWS

    def drawn(self):
        """The rows that the chart holds: all, for the browser to filter; of too many, some of the chosen ones."""
        return thinned(self.selected(), MOST_ROWS) if self.crowded else self.all_rows

    def table(self):
        """The chosen rows as a DataFrame with plain headings: what the chart shows, cell by cell."""
        return self.in_columns(self.selected())

    def in_columns(self, rows):
        """``rows`` as the table shows them."""
        return rows[list(self.columns)].rename(columns=self.columns).reset_index(drop=True)

    @property
    def sentence(self):
        """What the view shows now, in one sentence with figures."""
        rows = self.selected()
        if rows.empty:
            return self.notice + "Nothing is selected: widen the years or choose more."
        return self.notice + self.describe(rows, self.chosen) + self._thinning(len(rows))

    def _thinning(self, rows):
        if rows <= MOST_ROWS:
            return ""
        return (
            f" Chart and table hold {MOST_ROWS:,} of these {rows:,} rows, evenly spaced; "
            "this sentence and view.table() take all."
        )

    @property
    def state(self):
        """The short code that restores the present choices; blank at the start."""
        return write_state(self.controls, self.chosen)

    @property
    def code(self):
        """The line of code that makes this view as it stands."""
        state = f'state="{self.state}"' if self.state else ""
        return f"wb.views.{self.name}({state})"

    @property
    def name(self):
        return type(self).__module__.rpartition(".")[2]

    def choose(self, **choices):
        """Set controls by name, as a reader would by hand. Returns the view."""
        stale = self.adopt(read_state(self.controls, self.state, choices)[0])
        if "widget" in vars(self):
            from .panel import follow

            follow(self, stale)
        return self

    def adopt(self, chosen):
        """Take ``chosen`` as the present choices. Returns whether the rows have to be computed anew."""
        changed = {name for name, value in chosen.items() if value != self.chosen[name]}
        self.chosen, self.notice = chosen, ""
        stale = bool(changed - self.filters.keys())
        if stale:
            vars(self).pop("all_rows", None)
        return stale or self.crowded

    def spec(self):
        """The Vega-Lite specification: all rows, filtered in the browser by parameters that the controls set."""
        from altair.utils.schemapi import debug_mode

        # The tests hold every specification against the schema; here that would take half of the time.
        with debug_mode(False):
            spec = self.draw(self.drawn()).to_dict(validate=False)
        knobs = [knob for control in self.controls for knob in control.knobs(self.chosen[control.name])]
        spec["params"] = [{"name": knob.param, "value": knob.start} for knob in knobs] + spec.get("params", [])
        filters = [{"filter": c.keeps(self.filters[c.name])} for c in self.controls if c.name in self.filters]
        spec["transform"] = filters + spec.get("transform", [])
        spec["description"] = self.alt
        return spec

    @property
    def alt(self):
        """The text alternative of the chart: its question and its finding."""
        return f"{self.question} {self.sentence}"

    def cite(self):
        """How to cite what this view shows: its datasets, with version and access date."""
        return cite(self)

    def save(self, path):
        """Write the view as it stands to a file that needs no network: .html, .svg or .png. Returns the path."""
        from .export import save

        return save(self, path)

    @cached_property
    def widget(self):
        """The controls and the panel as one ipywidget."""
        from .panel import build

        return build(self)

    def __repr__(self):
        return self.trouble or self.sentence

    def _repr_mimebundle_(self, include=None, exclude=None):
        """What a notebook shows, and a mark by which a saved notebook can be shown again where nothing runs."""
        try:
            return bundle(self), {MARK: [{"view": self.name, "state": self.state}]}
        except BROKEN as error:
            return {"text/plain": self.trouble or self._in_words(error)}, {}

    def _in_words(self, error):
        said = f"the data have no column {error}" if isinstance(error, KeyError) else str(error).rstrip(".")
        return (
            f"The view {self.name} cannot be shown: {said}. Its data are {', '.join(self.datasets)}; "
            "in a terminal, workbook doctor tells what is wrong with them."
        )


def thinned(rows, most):
    """At most ``most`` of ``rows``, evenly spaced, in their order."""
    return rows if len(rows) <= most else rows.iloc[[number * len(rows) // most for number in range(most)]]
