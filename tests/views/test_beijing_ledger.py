"""Beijing's ledger: readers edit the list, and the view says what the length of the list gives by itself."""

import itertools
import random
import re

import pytest
from driving import described, every_state

import workbook as wb

AHEAD = re.compile(
    r"ahead in ([\d.]+) percent of the sums, even with the risks in ([\d.]+) percent and behind in ([\d.]+)"
)
BY_NUMBER = "By the number of entries alone"


def test_weights_do_not_move_what_five_against_three_give():
    plain = wb.views.beijing_ledger()
    heavy = wb.views.beijing_ledger(risk_instability=3, risk_nuclear_help=3, benefit_relief=0)
    assert AHEAD.search(plain.sentence).groups() == AHEAD.search(heavy.sentence).groups() == ("78.2", "8.1", "13.6")
    for view in (plain, heavy):
        assert "by the mean of each side ahead in 48.5 percent and behind in 48.5 percent" in view.sentence
        assert "Any 5 benefits against 3 risks would give that, whatever they say." in view.sentence
    near = wb.views.beijing_ledger(stray=1, risk_instability=3)
    assert AHEAD.findall(near.sentence)[0] != AHEAD.findall(near.sentence)[1] == ("78.2", "8.1", "13.6")


def test_the_lead_moves_when_items_are_cut_left_out_or_added():
    risks = ["risk_alliance_belief", "risk_nuclear_help", "risk_instability"]
    cut = wb.views.beijing_ledger(**dict.fromkeys(risks, "1+1"))
    assert "benefits come to 5 and the risks to 6" in cut.sentence and "Any 5 benefits against 6 risks" in cut.sentence
    assert AHEAD.search(cut.sentence).groups() == ("29.7", "9.8", "60.5")
    fewer = wb.views.beijing_ledger(benefit_calmer_kremlin="out", benefit_relief="out", risk_yours="0")
    assert "Any 3 benefits against 4 risks" in fewer.sentence


def test_the_sentence_is_that_of_a_plain_enumeration_in_random_states():
    view, chance = wb.views.beijing_ledger(), random.Random(4)
    controls = [control for control in view.controls if control.name != "stray"]
    for _ in range(8):
        chosen = {control.name: chance.choice(["out", "out", "0", "1", "3", "1+1"]) for control in controls}
        view.choose(**chosen, stray=1)
        entries = {"risk": [], "benefit": []}
        for name, value in chosen.items():
            entries[name.partition("_")[0]] += [] if value == "out" else [int(part) for part in value.split("+")]
        near = [[n for n in range(4) if abs(n - weight) <= 1] for side in entries.values() for weight in side]
        split = len(entries["risk"])
        if len(near) > 9:
            continue
        nets = [sum(drawn[split:]) - sum(drawn[:split]) for drawn in itertools.product(*near)]
        shares = [sum(map(test, nets)) / len(nets) for test in (lambda n: n > 0, lambda n: n == 0, lambda n: n < 0)]
        assert [float(share) for share in AHEAD.search(view.sentence).groups()] == pytest.approx(
            [100 * share for share in shares], abs=0.0501
        )


def test_a_list_without_risks_has_no_mean_and_says_so():
    names = [control.name for control in wb.views.beijing_ledger().controls if control.name.startswith("risk")]
    sentence = wb.views.beijing_ledger(**dict.fromkeys(names, "out")).sentence
    assert "a side without an entry has no mean" in sentence and "against 0 risks" in sentence


def test_every_line_stays_in_the_chart_in_every_state():
    view = wb.views.beijing_ledger()
    lines = view.table()["Item"].to_list()
    assert lines[-1] == BY_NUMBER
    for control in view.controls:
        for value in every_state(control):
            view.choose(**{control.name: value})
            assert view.table()["Item"].to_list() == lines
        assert described(view.spec()) == sorted(view._selected()["hover"])
