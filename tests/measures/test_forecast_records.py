"""What happened year by year, which forecasts that decides, and which questions it asks."""

import pandas as pd
import pytest

from workbook.base import WorkbookError
from workbook.catalog import load
from workbook.measures import (
    RECORD_TABLES,
    RECORDS,
    base_rate,
    coming_questions,
    practice_questions,
    resolve,
    yearly_outcomes,
)

TABLES = {name: load(name) for name in RECORD_TABLES}
OUTCOMES = yearly_outcomes(TABLES, load("forecasts"))
LATER = pd.Timestamp("2035-01-01")


def happened(record):
    rows = OUTCOMES[(OUTCOMES["record"] == record) & (OUTCOMES["happened"] == 1)]
    return rows["year"].to_list()


@pytest.mark.parametrize(
    ("record", "years"),
    [
        ("nuclear", [2006, 2009, 2013, 2016, 2017]),
        ("sanctions", [2006, 2009, 2013, 2016, 2017]),
        ("deal", [1993, 1994, 2000, 2018]),
        ("drills", []),
        ("three-way", []),
        ("meetings", [2019, 2025]),
    ],
)
def test_the_record_holds_the_years_that_are_known(record, years):
    assert [year for year in happened(record) if year >= 1990] == years


def test_a_record_number_of_missiles_is_one_above_all_years_before():
    counts = load("missile_tests_by_year").set_index("year")["cns_missiles"]
    for year in happened("missiles"):
        assert counts[year] > counts[counts.index < year].max()


def test_a_base_rate_uses_only_the_years_before():
    for record, rows in OUTCOMES.groupby("record"):
        first = rows.iloc[0]
        assert first["base_rate"] == 0.5, record
        changed = rows["happened"].copy()
        changed.iloc[-1] = 1 - changed.iloc[-1]
        assert base_rate(changed.iloc[:-1]) == rows["base_rate"].iloc[-1]


def test_no_forecast_is_decided_by_data_that_end_before_its_deadline():
    found = resolve(load("forecasts"), OUTCOMES, LATER)
    assert (found["outcome"].isna() | (found["decided_by"] == "status")).all()


def grown(record, years):
    """OUTCOMES with ``years`` (year: 1 or 0) of ``record`` added, as a later release of the data would."""
    template = OUTCOMES[OUTCOMES["record"] == record].iloc[-1]
    rows = [{**template, "year": year, "happened": value} for year, value in years.items()]
    return pd.concat([OUTCOMES, pd.DataFrame(rows)], ignore_index=True)


@pytest.mark.parametrize(
    ("forecast", "record", "years", "outcome"),
    [
        ("F-B3", "nuclear", {2026: 0, 2027: 0}, 0),  # in any year
        ("F-B3", "nuclear", {2026: 1}, 1),
        ("F-B3", "nuclear", {2026: 0}, None),
        ("F-S5", "more-missiles", {2026: 1, 2027: 0}, 0),  # only the last year counts
        ("F-B7", "share", {2025: 1, 2026: 1, 2027: 1}, 1),  # in every year
        ("F-B7", "share", {2025: 0}, 0),
        ("F-B7", "share", {2025: 1, 2026: 1}, None),
        ("F-S3", "sanctions", {2026: 0, 2027: 0}, 1),  # in no year
        ("F-S3", "sanctions", {2026: 1}, 0),
    ],
)
def test_later_data_decide(forecast, record, years, outcome):
    found = resolve(load("forecasts"), grown(record, years), LATER).set_index("forecast_id").loc[forecast]
    assert (None if pd.isna(found["outcome"]) else found["outcome"]) == outcome
    assert found["decided_by"] == (None if outcome is None else "data") or pd.isna(found["decided_by"])


def test_before_the_deadline_only_what_cannot_be_undone_decides():
    early = pd.Timestamp("2027-12-31")
    quiet = resolve(load("forecasts"), grown("nuclear", {2026: 0, 2027: 0}), early).set_index("forecast_id")
    assert pd.isna(quiet.loc["F-B3", "outcome"])
    loud = resolve(load("forecasts"), grown("nuclear", {2026: 1}), early).set_index("forecast_id")
    assert loud.loc["F-B3", "outcome"] == 1


def test_a_status_that_a_person_judged_counts():
    forecasts = load("forecasts")
    forecasts["status"] = forecasts["status"].astype(str)
    forecasts.loc[forecasts["forecast_id"] == "F-B5", "status"] = "refuted"
    row = resolve(forecasts, OUTCOMES, LATER).set_index("forecast_id").loc["F-B5"]
    assert (row["outcome"], row["decided_by"]) == (0, "status")


def test_practice_asks_of_every_fourth_year_and_of_every_record():
    questions = practice_questions(OUTCOMES)
    assert set(questions["record"]) == {record.id for record in RECORDS if record.practice}
    assert questions["question"].is_unique
    assert (questions.groupby("record")["year"].diff().dropna() == 4).all()


def test_a_table_that_is_not_there_is_a_sentence():
    with pytest.raises(WorkbookError, match="needs the dataset trade"):
        yearly_outcomes({name: table for name, table in TABLES.items() if name != "trade"}, load("forecasts"))


def test_one_step_of_all_three_is_enough_whatever_its_kind_and_ends_the_pattern_of_pairs():
    summits = TABLES["summits"].copy()
    row = summits["summit_id"] == "S111"  # the parade of September 2025, at which the three did not hold talks
    summits.loc[row, "occasion"] = "talks"
    found = yearly_outcomes({**TABLES, "summits": summits}, load("forecasts")).set_index("question")["happened"]
    assert (found["three-way-2025"], found["pairs-2025"], found["drills-2025"]) == (1, 0, 0)
    assert OUTCOMES.set_index("question")["happened"]["pairs-2025"] == 1


def test_questions_of_a_coming_year_are_those_of_practice_with_another_year_and_no_outcome():
    coming = coming_questions(OUTCOMES, [2027])
    asked = OUTCOMES[OUTCOMES["record"].isin([record.id for record in RECORDS if record.practice])]
    last = asked.groupby("record").last()
    assert coming["record"].to_list() == [record.id for record in RECORDS if record.practice]
    for row in coming.itertuples():
        assert row.statement == last.loc[row.record, "statement"].replace(str(last.loc[row.record, "year"]), "2027")
        assert row.base_rate == base_rate(asked.loc[asked["record"] == row.record, "happened"])
    assert coming["happened"].isna().all() and coming["question"].str.endswith("-2027").all()


def test_a_coming_year_has_its_outcome_and_the_base_rate_from_before_once_it_is_known():
    later = coming_questions(grown("nuclear", {2026: 0, 2027: 1}), [2027, 2028]).set_index("question")
    # 2017 to 2026 hold one test: (1 + 1) / 12; 2018 to 2027 one as well.
    assert later.loc["nuclear-2027", ["happened", "base_rate"]].to_list() == pytest.approx([1, 2 / 12])
    assert pd.isna(later.loc["nuclear-2028", "happened"])
    assert later.loc["nuclear-2028", "base_rate"] == pytest.approx(2 / 12)
