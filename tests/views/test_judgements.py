"""What the views of hypotheses and of common ground say for other readers, other links and other counts."""

import re

import pytest

import workbook as wb
from workbook.base.wording import in_percent
from workbook.measures import inconsistency, lead_shares, pair_scores, readings_compared, rivals, with_links

SHARE = r"(\d+) percent of cases in (?:Salát|Bogusz)"


def ratings(of, reading="first"):
    return rivals(wb.load("evidence_ratings"), wb.load("hypotheses"), of, reading)


@pytest.mark.parametrize("of", ["form", "motive", "duration"])
@pytest.mark.parametrize("reading", ["first", "second"])
def test_hypotheses_of_one_set_are_compared_by_the_reading_that_was_chosen(of, reading):
    view, rows = wb.views.hypotheses(rivals=of, whose=reading), ratings(of, reading)
    if rows.empty:
        assert view.sentence == "The first reading has 0 ratings of this set: choose the second reading."
        return
    names = wb.load("hypotheses").set_index("hypothesis_id")["name"]
    assert set(view.table()["Hypothesis"]) == set(names[sorted(set(rows["hypothesis_id"]))])
    for row in inconsistency(rows).itertuples():
        assert f"{names[row.hypothesis_id]} {row.score:g}" in view.sentence
    order, shares = inconsistency(rows), lead_shares(rows).set_index("hypothesis_id")["alone"]
    for row in order[order["rank"] == 1].itertuples():
        share = in_percent(shares[row.hypothesis_id])
        assert f"“{names[row.hypothesis_id]}” leads alone in {share}" in view.sentence


def test_the_two_readings_stand_side_by_side_with_their_agreement():
    both = wb.load("evidence_ratings").query("hypothesis_id in ['H1', 'H2', 'H5']")
    agreed = readings_compared(both).set_index("hypothesis_id").loc["all"]
    said = wb.views.hypotheses().sentence
    assert f"(kappa {agreed['kappa']:.2f})" in said
    assert "By the first reading" in said and "By the second reading" in said
    assert said.index("By the first reading") < said.index("By the second reading")
    exchanged = wb.views.hypotheses(whose="second").sentence
    assert exchanged.index("By the second reading") < exchanged.index("By the first reading")


def test_a_lead_that_no_single_piece_changes_is_not_called_firm():
    said = wb.views.hypotheses(rivals="motive").sentence
    assert "goes with 2 pieces and with no single one." in said
    # Without EV20 the lead is one point, and one piece carries it.
    assert "The lead goes with one piece" in wb.views.hypotheses(rivals="motive", false="EV20").sentence
    # By the second reading two share the lead, so there is none to lose.
    assert "The lead" not in wb.views.hypotheses(rivals="motive", whose="second").sentence


def test_flipped_links_change_the_bars_as_the_measure_says():
    chosen = {"interest": "chn-partners", "shared": ["RUS", "PRK"], "conflicts": ["RUS"]}
    view = wb.views.common_ground(**chosen)
    changed = with_links(wb.load("interests"), "chn-partners", ["RUS", "PRK"], ["RUS"])
    net = pair_scores(changed).set_index(["first", "second", "analysis"])["net"]
    table = view.table().drop_duplicates(["Pair", "Analysis"]).set_index(["Pair", "Analysis"])["Accord minus conflict"]
    for analysis in ("salat2025", "bogusz2024"):
        assert table["China–Russia", analysis] == net["CHN", "RUS", analysis]
        assert table["China–North Korea", analysis] == net["PRK", "CHN", analysis]
    assert "“shares it” for Russia and North Korea and “collides with it” for Russia" in view.sentence
    assert "nothing yet" in wb.views.common_ground(interest="chn-partners").sentence


def test_a_rate_takes_the_length_of_the_lists_out():
    table = wb.views.common_ground(count="rate").table()
    assert table["Points or percent"].between(0, 100).all()
    scores = pair_scores(wb.load("interests")).set_index(["first", "second", "analysis"])
    found = table.set_index(["Pair", "Analysis", "Side"])["Points or percent"]
    expected = scores.loc[("PRK", "RUS", "salat2025"), "accord_rate"] * 100
    assert found["Russia–North Korea", "salat2025", "accord"] == round(expected)


def test_a_lead_is_the_less_sure_the_more_links_may_be_wrong():
    shares = [
        [
            int(text)
            for text in re.findall(
                r"(\d+) percent of cases in (?:Salát|Bogusz)", wb.views.common_ground(wrong=wrong).sentence
            )
        ]
        for wrong in ("0", "10", "30")
    ]
    assert shares[0] == [100, 100]
    assert all(one > other for one, other in zip(shares[1], shares[2], strict=True))


def test_a_pair_without_a_rate_is_left_out_and_said():
    view = wb.views.common_ground(count="rate", pairs="all")
    # Salát ranks no interest of the United States, so that its five pairs have no rate.
    assert "Left out (5): pairs of which the analysis ranks no interest of one state." in view.sentence
    assert "nan" not in view.sentence and "Left out" not in wb.views.common_ground(count="rate").sentence
