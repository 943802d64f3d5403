"""What all views share: a question, controls, a chart, a sentence, a table, a citation, a state code."""

from functools import cached_property

from ..catalog import cite
from .controls import read_state, write_state


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
        self.controls = tuple(self.make_controls())
        self.chosen = read_state(self.controls, state, choices)

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

    def selected(self):
        """The rows that the controls leave."""
        rows = self.all_rows
        for control in self.controls:
            if control.name in self.filters:
                rows = rows[control.selects(rows[self.filters[control.name]], self.chosen[control.name])]
        return rows

    def table(self):
        """The chosen rows as a DataFrame with plain headings: what the chart shows, cell by cell."""
        return self.selected()[list(self.columns)].rename(columns=self.columns).reset_index(drop=True)

    @property
    def sentence(self):
        """What the view shows now, in one sentence with figures."""
        rows = self.selected()
        if rows.empty:
            return "Nothing is selected: widen the years or choose more."
        return self.describe(rows, self.chosen)

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
        self.adopt(read_state(self.controls, self.state, choices))
        if "widget" in vars(self):
            from .panel import follow

            follow(self)
        return self

    def adopt(self, chosen):
        """Take ``chosen`` as the present choices. Returns whether the rows have to be computed anew."""
        changed = {name for name, value in chosen.items() if value != self.chosen[name]}
        self.chosen = chosen
        stale = bool(changed - self.filters.keys())
        if stale:
            vars(self).pop("all_rows", None)
        return stale

    def spec(self):
        """The Vega-Lite specification: all rows, filtered in the browser by parameters that the controls set."""
        spec = self.draw(self.all_rows).to_dict()
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
        return self.sentence

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {**self.widget._repr_mimebundle_(), "text/plain": self.sentence}
