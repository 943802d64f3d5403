"""What happened year by year, which forecasts that decides, and how often it had happened before."""

import pandas as pd
import pytest

from workbook.base import WorkbookError
from workbook.catalog import load
from workbook.measures import RECORDS, base_rate, practice_questions, resolve, yearly_outcomes

TABLES = {record.dataset: load(record.dataset) for record in RECORDS}
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
        ("meetings", [2019, 2025]),
    ],
)
def test_the_record_holds_the_years_that_are_known(record, years):
    assert [year for year in happened(record) if year >= 1990] == years


def test_a_record_number_of_missiles_is_one_above_all_years_before():
    counts = load("missile_tests_by_year").set_index("year")["cns_missiles"]
    for year in happened("missiles"):
        assert counts[year] > counts[counts.index < year].max()


def test_base_rate_by_hand():
    # Of the last four years two: (2 + 1) / (4 + 2).
    assert base_rate(pd.Series([1, 1, 1, 0, 1, 0, 1]), window=4) == pytest.approx(0.5)
    assert base_rate(pd.Series([], dtype=int)) == 0.5


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


def test_the_base_rate_of_several_years_by_hand():
    found = resolve(load("forecasts"), OUTCOMES, LATER, window=10).set_index("forecast_id")["base_rate"]
    # Only 2027 counts, so that it is the rate of one year.
    above = OUTCOMES[(OUTCOMES["record"] == "more-missiles") & OUTCOMES["year"].between(2016, 2025)]["happened"].sum()
    assert found["F-S5"] == pytest.approx((above + 1) / 12)
    # Of the ten years 2016 to 2025, two had sanctions: r = 3/12; in neither of 2026 and 2027.
    assert found["F-S3"] == pytest.approx((9 / 12) ** 2)


def test_practice_asks_of_every_fourth_year_and_of_every_record():
    questions = practice_questions(OUTCOMES)
    assert set(questions["record"]) == {record.id for record in RECORDS if record.practice}
    assert questions["question"].is_unique
    assert (questions.groupby("record")["year"].diff().dropna() == 4).all()


def test_a_table_that_is_not_there_is_a_sentence():
    with pytest.raises(WorkbookError, match="needs the dataset trade"):
        yearly_outcomes({name: table for name, table in TABLES.items() if name != "trade"}, load("forecasts"))
