"""Whether a verdict holds when weights change, on examples worked by hand."""

import pandas as pd
import pytest

from workbook.base import WorkbookError
from workbook.measures import draw_weights, ledger_results, order_kept, outcome_shares

WEIGHTS = pd.Series({"one": 3, "two": 1, "three": 0})
SIDES = pd.Series({"one": "risk", "two": "benefit", "three": "benefit"})


def test_draws_stay_near_the_weights_and_inside_the_scale():
    drawn = draw_weights(WEIGHTS, stray=1, draws=2000)
    assert {name: (column.min(), column.max()) for name, column in drawn.items()} == {
        "one": (2, 3),
        "two": (0, 2),
        "three": (0, 1),
    }


def test_every_weight_is_equally_likely_without_a_limit():
    drawn = draw_weights(WEIGHTS, draws=8000)
    shares = drawn.stack().value_counts(normalize=True)
    assert set(shares.index) == {0, 1, 2, 3} and ((shares - 0.25).abs() < 0.01).all()


def test_the_same_seed_gives_the_same_draws():
    pd.testing.assert_frame_equal(draw_weights(WEIGHTS, draws=50), draw_weights(WEIGHTS, draws=50))
    assert not draw_weights(WEIGHTS, draws=50).equals(draw_weights(WEIGHTS, draws=50, seed=1))


def test_sums_favour_the_longer_list_and_means_do_not():
    # Benefits 2 + 2 = 4, risk 3: net 1; by means 2 − 3 = −1.
    result = ledger_results(pd.DataFrame({"one": [3], "two": [2], "three": [2]}), SIDES).iloc[0]
    assert result.to_dict() == {"benefit": 4, "risk": 3, "net": 1, "net_of_means": -1}


def test_shares_of_outcomes_add_up_and_quantiles_are_results_that_occur():
    # Ten results from −2 to 7: seven above 0, one at 0, two below.
    results = pd.DataFrame({"net": range(-2, 8), "net_of_means": [1] * 4 + [-1] * 6})
    shares = outcome_shares(results)
    assert shares[["benefits_ahead", "even", "risks_ahead"]].to_list() == [0.7, 0.1, 0.2]
    assert shares["benefits_ahead_by_mean"] == 0.4
    assert shares[["low", "middle", "high"]].to_list() == [-2, 2, 7]


def test_an_order_is_kept_pair_by_pair_and_a_tie_does_not_keep_it():
    # Given 3 > 1 > 0. First draw 2 > 1 = 1, second 0 < 1 > 0: of one's four comparisons two are kept (both in the
    # first draw), of two's four three − its tie with three fails once and its order to one fails once: two kept.
    drawn = pd.DataFrame({"one": [2, 0], "two": [1, 1], "three": [1, 0]})
    kept = order_kept(WEIGHTS, drawn)
    assert kept.to_dict() == {"one": 0.5, "two": 0.5, "three": 0.5, "all": 0.5}
    assert order_kept(WEIGHTS, pd.DataFrame([WEIGHTS]))["all"] == 1


def test_equal_weights_have_no_order_to_keep():
    kept = order_kept(pd.Series({"one": 1, "two": 1}), pd.DataFrame({"one": [1], "two": [2]}))
    assert kept.isna().all()


@pytest.mark.parametrize(("weights", "stray"), [({"one": 4}, 1), ({"one": -1}, 1), ({"one": 1}, 4)])
def test_weights_and_steps_outside_the_scale_get_a_sentence(weights, stray):
    with pytest.raises(WorkbookError, match="whole numbers from 0 to 3"):
        draw_weights(pd.Series(weights), stray=stray)
