"""Which forecasts a later release of the data would decide, and which stay open whatever the day."""

import datetime

import pandas as pd
import pytest

from workbook.base import WorkbookError
from workbook.catalog import load
from workbook.cli import __main__ as cli
from workbook.measures import FORECAST_RULES, RULE_TABLES, decide

FORECASTS = load("forecasts")
TABLES = {name: load(name) for name in RULE_TABLES}
CUT_OFF = datetime.date(2026, 10, 10)
YEAR_IS_OVER, ALL_IS_OVER = datetime.date(2027, 1, 1), datetime.date(2029, 1, 1)


def more(name, **cells):
    """The tables with one row more in ``name``: a copy of its last row with other ``cells``."""
    table = TABLES[name].astype(object)
    row = {**table.iloc[-1].to_dict(), **cells}
    return {**TABLES, name: pd.concat([table, pd.DataFrame([row])], ignore_index=True)}


def decided(tables=TABLES, on=YEAR_IS_OVER, until=YEAR_IS_OVER, forecasts=FORECASTS):
    return decide(forecasts, tables, dict.fromkeys(tables, until), on).set_index("forecast_id")


def summit(dyad, day, **cells):
    cells = {"level": "leader", "format": "in person", "occasion": None, **cells}
    return more("summits", summit_id="S999", dyad=dyad, date_start=pd.Timestamp(day), **cells)


def test_silence_decides_nothing_while_the_data_end_before_the_deadline():
    found = decided(until=CUT_OFF, on=ALL_IS_OVER)
    # F-B2 was judged by a person; F-B1 is a count that only grows, so that it can be reached before the end.
    assert set(found[found["outcome"].notna()].index) <= {"F-B1", "F-B2"}
    assert "the data end on 10 October 2026" in found.loc["F-S2", "why"]


def test_with_data_up_to_the_deadline_silence_decides():
    found = decided()
    assert found.loc["F-S2", ["answer", "outcome"]].to_list() == ["yes", 1]  # nothing of three, each pair bound
    assert {"treaties:T10", "treaties:T25", "treaties:T36"} <= set(found.loc["F-S2", "rows"].split(";"))
    assert found.loc["F-S1", "answer"] == "open"  # due a year later
    assert decided(on=ALL_IS_OVER, until=ALL_IS_OVER).loc["F-S1", ["answer", "outcome"]].to_list() == ["no", 0]


def test_a_session_of_the_three_decides_two_forecasts_at_once_and_a_parade_none():
    talked = decided(summit("CHN-RUS-PRK", "2026-11-01"), on=datetime.date(2026, 11, 2))
    assert talked.loc[["F-S1", "F-S2"], "answer"].to_list() == ["yes", "no"]
    assert talked.loc["F-S1", "rows"] == "summits:S999"
    stood = decided(summit("CHN-RUS-PRK", "2026-11-01", occasion="parade"), on=datetime.date(2026, 11, 2))
    assert stood.loc[["F-S1", "F-S2"], "answer"].to_list() == ["open", "open"]


def test_what_happens_after_the_day_asked_for_does_not_count():
    before = decided(summit("CHN-RUS-PRK", "2026-11-01"), on=datetime.date(2026, 10, 31))
    assert before.loc["F-S1", "answer"] == "open"


def test_a_pair_without_a_treaty_breaks_the_pattern_and_a_year_without_a_summit_does_not():
    ended = TABLES["treaties"].copy()
    ended.loc[ended["treaty_id"] == "T36", "ended"] = pd.Timestamp("2026-12-01")
    assert decided({**TABLES, "treaties": ended}).loc["F-S2", "answer"] == "no"
    summits = TABLES["summits"]
    apart = summits[~((summits["dyad"] == "RUS-PRK") & (summits["date_start"].dt.year == 2026))]
    assert decided({**TABLES, "summits": apart}).loc["F-S2", "answer"] == "yes"


def test_a_russian_yes_refutes_and_a_text_of_pyongyang_and_washington_too():
    text = {"category": "sanctions", "outcome": "adopted", "vote_RUS": "yes"}
    voted = more("unsc_votes", vote_id="V99", date=pd.Timestamp("2026-12-01"), **text)
    assert decided(voted).loc["F-S3", ["answer", "rows"]].to_list() == ["no", "unsc_votes:V99"]
    signed = more("treaties", treaty_id="T99", signed=pd.Timestamp("2026-12-01"), parties="PRK;USA")
    assert decided(signed).loc["F-B10", "answer"] == "no"


def test_trade_and_a_meeting_decide_together_and_a_missing_figure_leaves_it_open():
    assert "the trade of 2026 is not there" in decided().loc["F-S7", "why"]
    for total, answer in ((2_800.0, "yes"), (2_000.0, "no")):
        row = {"year": 2026, "partner": "CHN", "series": "customs", "total_usd_million": total}
        # The figure of 2026 comes out in January 2027.
        late = datetime.date(2027, 2, 1)
        assert decided(more("trade", **row), on=late, until=late).loc["F-S7", "answer"] == answer


def test_the_figure_of_a_year_that_is_not_over_does_not_count():
    row = {"year": 2027, "cns_missiles": 999}
    early = datetime.date(2027, 6, 1)
    assert decided(more("missile_tests_by_year", **row), on=early, until=early).loc["F-S5", "answer"] == "open"
    found = decided(more("missile_tests_by_year", **row), on=ALL_IS_OVER, until=ALL_IS_OVER)
    assert found.loc["F-S5", "answer"] == "yes"


def test_a_nuclear_test_decides_and_without_one_a_person_has_to_read():
    tested = more("nuclear_tests", test_no=7, date=pd.Timestamp("2027-03-01"))
    assert decided(tested, on=datetime.date(2027, 4, 1)).loc["F-B3", "answer"] == "yes"
    assert decided(on=ALL_IS_OVER, until=ALL_IS_OVER).loc["F-B3", "answer"] == "to be read"


def test_exercises_and_meetings_of_the_southern_three_are_counted_by_year():
    drills, summits = TABLES["joint_drills"], TABLES["summits"]
    in_2026 = (drills["date_start"].dt.year == 2026) & (drills["kind"] == "multi-domain exercise")
    south = (summits["date_start"].dt.year == 2026) & (summits["dyad"] == "USA-JPN-KOR")
    quiet = {**TABLES, "joint_drills": drills[~in_2026], "summits": summits[~south]}
    assert decided(quiet).loc["F-B1", "answer"] == "no"
    rows = drills[(drills["date_start"].dt.year == 2024) & (drills["kind"] == "multi-domain exercise")]
    again = pd.concat([rows] * 3).assign(date_start=pd.Timestamp("2026-11-01"))
    busy = {**TABLES, "joint_drills": pd.concat([drills, again], ignore_index=True)}
    assert decided(busy).loc["F-B1", "answer"] == "yes"


def test_every_forecast_has_what_its_card_says():
    kinds = FORECASTS.set_index("forecast_id")["resolved_by"]
    assert {name for name, kind in kinds.items() if str(kind).startswith("data")} == set(FORECAST_RULES)
    lacking = FORECASTS[(FORECASTS["resolved_by"] != "data") & FORECASTS["why_not"].isna()]
    assert lacking.empty and FORECASTS.loc[FORECASTS["resolved_by"] == "data", "why_not"].isna().all()
    without = FORECASTS.loc[FORECASTS["deadline"].isna(), "resolved_by"]
    assert set(without) == {"nothing"}
    for name, rule in FORECAST_RULES.items():
        named = FORECASTS.set_index("forecast_id").loc[name, "datasets"].split(";")
        assert set(rule.datasets) <= set(named), name


def test_a_person_who_judged_a_forecast_is_believed():
    judged = FORECASTS.astype({"status": str})
    judged.loc[judged["forecast_id"] == "F-B5", "status"] = "fulfilled"
    assert decided(forecasts=judged).loc[["F-B2", "F-B5"], "outcome"].to_list() == [0, 1]


def test_a_table_that_is_not_there_is_a_sentence():
    with pytest.raises(WorkbookError, match="needs the dataset summits"):
        decided({name: table for name, table in TABLES.items() if name != "summits"})


def test_the_command_prints_a_line_for_each_forecast(capsys):
    assert cli.main(["data", "resolve", "--on", "2027-01-01"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("On 1 January 2027, by data that were looked for up to ")
    assert all(f"{name} " in page for name in FORECASTS["forecast_id"])
    assert cli.main(["data", "resolve", "--on", "soon"]) == 2
    assert "“soon” is no day" in capsys.readouterr().err
