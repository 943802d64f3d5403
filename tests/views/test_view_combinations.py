"""Controls of a view moved together, at random."""

import random

import pytest
from driving import VEGA_LITE, described, every_state

import workbook as wb
from workbook.views.entry_view import EntryView


@pytest.mark.slow
@pytest.mark.parametrize("name", wb.views.NAMES)
def test_two_hundred_combinations_of_controls_hold_together(name):
    """Sentence and table for each; for every fortieth, the widget too, a valid specification, and what Vega draws."""
    view, shown = getattr(wb.views, name)(), getattr(wb.views, name)()
    shown.widget  # noqa: B018
    chance = random.Random(name)
    for turn in range(200):
        chosen = {control.name: chance.choice(list(every_state(control))) for control in view.controls}
        rows = view.choose(**chosen)._selected()
        assert "nan" not in view.sentence.lower().split()
        assert len(view.table()) == len(rows)
        # A view of entries says what is to be entered instead.
        assert rows.empty == view.sentence.startswith("Nothing is selected") or isinstance(view, EntryView)
        assert type(view)(state=view.state).chosen == view.chosen
        if turn % 40 == 0:
            shown.choose(**chosen)
            assert (shown._panel.headline, shown._panel.second) == view.finding and len(shown._panel.kept) == len(rows)
            spec = view.spec()
            assert [error.message for error in VEGA_LITE.iter_errors(spec)] == []
            assert described(spec) == sorted(rows["hover"]), view.state
