"""A pair among all others: marks where the figures are, ticks where the baselines are, crosses for gaps."""

import pandas as pd
import pytest
from drawing import drawn, spec_of, texts
from driving import described

from workbook.charts import pair_dots, theme

ROWS = pd.DataFrame(
    {
        "pair": ["China – Russia", "China – United States", "Russia – United States"],
        "part": ["the pair", "other pairs", "other pairs"],
        "value": [1.0, 0.5, None],
        "floor": [0.5, 0.5, None],
        "luck": [0.25, None, None],
        "axis": "Share of identical votes (0 to 1)",
        "hover": ["pair", "other", "gap"],
    }
)


def test_marks_stand_at_their_figures_and_ticks_at_the_baselines():
    spec = spec_of(pair_dots(ROWS))
    points = {item["description"]: item for item in drawn(spec, "symbol") if "description" in item}
    # 0 to 1 is as wide as the picture but for 10 pixels at either side.
    assert points["other"]["x"] == pytest.approx((points["pair"]["x"] + 10) / 2)
    assert points["pair"]["fill"] == theme.INK and points["other"]["fill"] == theme.GREY
    ticks = [item for item in drawn(spec, "rect") if item.get("height", 0) > 10]
    assert len(ticks) == 3  # two floors and one chance; the pair without figures has none
    assert {"chance", "unanimous votes alone", "1.00"} <= set(texts(spec))


def test_a_pair_without_a_figure_is_a_cross_and_the_order_is_that_of_the_rows():
    spec = spec_of(pair_dots(ROWS))
    assert described(spec) == ["gap", "other", "pair"]
    points = {item["description"]: item for item in drawn(spec, "symbol") if "description" in item}
    assert points["pair"]["y"] < points["other"]["y"]
