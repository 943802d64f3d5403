"""What happened year by year, and what that says of forecasts: outcomes, base rates, questions for practice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from ..base import WorkbookError

WINDOW = 10  # years whose record gives the base rate
PRACTICE_FROM, PRACTICE_TO = 2010, 2024
LATEST = 9999
EVERY = 4  # of each record, every fourth year becomes a question
Holds = Literal["any", "every", "no"]


@dataclass(frozen=True)
class YearlyRecord:
    """One thing that happens in a year or does not.

    ``happened`` turns the table of ``dataset`` into True or False by year, from the first year on that it covers;
    ``forecast`` is the forecast whose base rate it gives, which comes true if it happens in ``holds`` (any, every or
    no) year. ``known_by`` is the forecast that says how far the record is known, if not the same one; ``practice``
    whether its years make questions.
    """

    id: str
    label: str
    statement: str
    dataset: str
    happened: Callable[[pd.DataFrame, int], pd.Series]
    forecast: str = ""
    holds: Holds = "any"
    known_by: str = ""
    practice: bool = True
    last_years: int = 0  # how many years before the deadline count; 0: all since it opened


def _years_of(dates: pd.Series, first: int, last: int) -> pd.Series:
    """True for the years from ``first`` to ``last`` in which one of ``dates`` lies."""
    years = range(first, last + 1)
    held = set(dates.dt.year)
    return pd.Series([year in held for year in years], index=years)


def _missiles(table: pd.DataFrame, last: int) -> pd.Series:
    counts = table[table["year"] <= last].set_index("year")["cns_missiles"]
    return (counts > counts.cummax().shift()).iloc[1:]


def _more_missiles(table: pd.DataFrame, last: int) -> pd.Series:
    counts = table[table["year"] <= last].set_index("year")["cns_missiles"].astype(float)
    return (counts > counts.rolling(WINDOW).mean().shift()).iloc[WINDOW:]


def _pairs_bound(table: pd.DataFrame, last: int) -> pd.Series:
    years = range(2000, min(last, LATEST) + 1)
    days = [pd.Timestamp(year, 12, 31) for year in years]
    signed = set(pd.to_datetime(table.loc[table["parties"] == "CHN;RUS;PRK", "signed"]).dt.year)
    bound = [all(in_force(table, pair, day) for pair in PAIRS) and day.year not in signed for day in days]
    return pd.Series(bound, index=years)


def in_force(treaties: pd.DataFrame, pair: str, day: pd.Timestamp) -> list[str]:
    """The treaties of ``pair`` that forbid hostile alliances and bind on ``day``."""
    begun, ended = (pd.to_datetime(treaties[column], errors="coerce") for column in ("in_force", "ended"))
    # A row that never ended has no day in ended.
    binding = (begun <= day) & ~(ended <= day) & (treaties["form"] == "treaty") & (treaties["dyad"] == pair)
    # A treaty on a border binds as well, and says nothing of how close two states are.
    binding &= treaties["kinds"].fillna("").str.contains("no hostile alliances")
    return [str(key) for key in treaties.loc[binding, "treaty_id"]]


def _share(table: pd.DataFrame, last: int) -> pd.Series:
    rows = table[(table["series"] == "kotra") & (table["partner"] == "CHN") & (table["year"] <= last)]
    shares = rows.set_index("year")["share_of_total_percent"].dropna()
    return shares >= 80


def _sanctions(table: pd.DataFrame, last: int) -> pd.Series:
    rows = table[(table["category"] == "sanctions") & (table["outcome"] == "adopted") & (table["vote_RUS"] == "yes")]
    return _years_of(rows["date"], 2000, last)


def _pairs_meet(table: pd.DataFrame, last: int) -> pd.Series:
    rows = table[(table["level"] == "leader") & (table["format"] == "in person")]
    met = [_years_of(rows.loc[rows["dyad"] == pair, "date_start"], 2000, last) for pair in PAIRS]
    return met[0] & met[1] & met[2]


def _lone_vetoes(table: pd.DataFrame, last: int) -> pd.Series:
    # A row with a note covers a part of its year.
    rows = table[(table["actor"] == "RUS") & table["note"].isna() & (table["year"] <= last)]
    return rows.set_index("year")["vetoes_without_partner"] > 0


PAIRS = ("CHN-RUS", "CHN-PRK", "RUS-PRK")
RECORDS = (
    YearlyRecord(
        "missiles",
        "a record number of missiles",
        "North Korea launches more ballistic missiles in {year} than in any year before (CNS count).",
        "missile_tests_by_year",
        _missiles,
        known_by="F-S5",
    ),
    YearlyRecord(
        "nuclear",
        "a nuclear test",
        "North Korea tests a nuclear device in {year}.",
        "nuclear_tests",
        lambda table, last: _years_of(table["date"], 2000, last),
        "F-B3",
    ),
    YearlyRecord(
        "share",
        "China's share 80 percent or more",
        "China's share of North Korea's recorded trade is 80 percent or more in {year} (KOTRA).",
        "trade",
        _share,
        "F-B7",
        "every",
    ),
    YearlyRecord(
        "sanctions",
        "new sanctions with a Russian yes",
        "The Security Council adopts a sanctions text on North Korea in {year}, with a Russian yes.",
        "unsc_votes",
        _sanctions,
        "F-S3",
        "no",
    ),
    YearlyRecord(
        "meetings",
        "all three pairs meet at the top",
        "The leaders of all three pairs of the triangle meet in person in {year}.",
        "summits",
        _pairs_meet,
        known_by="F-S2",
    ),
    YearlyRecord(
        "deal",
        "a text of Pyongyang and Washington",
        "North Korea and the United States alone agree on a text in {year}.",
        "treaties",
        lambda table, last: _years_of(table.loc[table["parties"].isin(["PRK;USA", "USA;PRK"]), "signed"], 1990, last),
        "F-B10",
        "no",
    ),
    YearlyRecord(
        "drills",
        "all three exercise together",
        "The armed forces of China, Russia and North Korea exercise together in {year}.",
        "joint_drills",
        lambda table, last: _years_of(
            table.loc[(table["actors"] == "CHN;RUS;PRK") & (table["is_drill"] == "yes"), "date_start"], 2000, last
        ),
        "F-S1",
    ),
    YearlyRecord(
        "vetoes",
        "Russia vetoes without China",
        "Russia casts a veto in the Security Council in {year} that China does not join.",
        "vetoes_by_year",
        _lone_vetoes,
    ),
    YearlyRecord(
        "more-missiles",
        "more missiles than in the ten years before",
        "North Korea launches more ballistic missiles in {year} than the mean of the ten years before (CNS count).",
        "missile_tests_by_year",
        _more_missiles,
        "F-S5",
        practice=False,
        last_years=1,
    ),
    YearlyRecord(
        "pairs",
        "a treaty for each pair and none of all three",
        "Each pair of the triangle has a treaty in force at the end of {year}, and all three sign none.",
        "treaties",
        _pairs_bound,
        "F-S2",
        "every",
        practice=False,
    ),
)


def yearly_outcomes(tables: Mapping[str, pd.DataFrame], forecasts: pd.DataFrame, window: int = WINDOW) -> pd.DataFrame:
    """What happened in which year, and how often had it happened before?

    ``tables`` holds the datasets that RECORDS name; ``forecasts`` is ``wb.load("forecasts")``, whose ``evidence_until``
    says how far each record is known. A year counts if it is known to its end. Returns one row per record and year:
    ``question`` (such as ``missiles-2019``), ``record``, ``year``, ``label``, ``statement``, ``happened`` (1 or 0) and
    ``base_rate`` (0 to 1): how often it happened in the ``window`` years before, so that it uses nothing that nobody
    could know. Laplace's (n + 1) / (N + 2) keeps it from 0 and 1. Another window gives another rate: which years are
    like this one is a judgement.

    Raises WorkbookError if ``tables`` lacks a dataset.

    Source: Laplace 1814, “Essai philosophique sur les probabilités”, rule of succession, for the base rate.

    >>> import workbook as wb
    >>> tables = {record.dataset: wb.load(record.dataset) for record in RECORDS}
    >>> outcomes = yearly_outcomes(tables, wb.load("forecasts")).set_index("question")
    >>> int(outcomes.loc["nuclear-2017", "happened"]), round(float(outcomes.loc["nuclear-2017", "base_rate"]), 2)
    (1, 0.33)
    """
    known_until = forecasts.set_index("forecast_id")["evidence_until"]
    parts = []
    for record in RECORDS:
        if record.dataset not in tables:
            raise WorkbookError(f"yearly_outcomes needs the dataset {record.dataset} among its tables.")
        by = record.known_by or record.forecast
        last = _last_whole_year(known_until[by]) if by else LATEST
        happened = record.happened(tables[record.dataset], last).astype(int)
        rates = [base_rate(happened.iloc[:number], window) for number in range(len(happened))]
        parts.append(
            pd.DataFrame(
                {
                    "question": [f"{record.id}-{year}" for year in happened.index],
                    "record": record.id,
                    "year": list(happened.index),
                    "label": record.label,
                    "statement": [record.statement.format(year=year) for year in happened.index],
                    "happened": happened.to_numpy(),
                    "base_rate": rates,
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def base_rate(happened: pd.Series, window: int = WINDOW) -> float:
    """How often does it happen, by the last ``window`` of the years ``happened``?

    ``happened`` is a Series with 1 or 0 per year, in order. Returns (n + 1) / (N + 2), between 0 and 1, with n the
    number of years in which it happened among the last N = ``window`` (or fewer, if there are not so many).

    Source: Laplace 1814, “Essai philosophique sur les probabilités”, rule of succession.

    >>> base_rate(pd.Series([0, 1, 0, 0]), window=2)
    0.25
    """
    seen = happened.iloc[-window:]
    return float((seen.sum() + 1) / (len(seen) + 2))


def practice_questions(outcomes: pd.DataFrame) -> pd.DataFrame:
    """Which past years make questions for practice?

    ``outcomes`` is what ``yearly_outcomes`` returns. Returns its rows for every fourth year of each record from 2010
    to 2024, staggered, so that one year asks about several records and none about all.

    Source: our own definition.

    >>> outcomes = pd.DataFrame({"record": "missiles", "year": range(2009, 2018)})
    >>> practice_questions(outcomes)["year"].to_list()
    [2012, 2016]
    """
    offset = outcomes["record"].map({record.id: number for number, record in enumerate(RECORDS) if record.practice})
    kept = outcomes["year"].between(PRACTICE_FROM, PRACTICE_TO) & ((outcomes["year"] + offset) % EVERY == 0)
    return outcomes[kept].reset_index(drop=True)


def resolve(forecasts: pd.DataFrame, outcomes: pd.DataFrame, on: date, window: int = WINDOW) -> pd.DataFrame:
    """Which forecasts are decided, and how likely was each by its record alone?

    ``forecasts`` is ``wb.load("forecasts")``, ``outcomes`` come from ``yearly_outcomes``, ``on`` is today (a date).
    Returns one row per forecast: ``forecast_id``, ``outcome`` (1, 0, or missing while open), ``decided_by`` (status: a
    person judged it; data: its record) and ``base_rate`` (0 to 1; missing where there is no yearly record of its
    indicator).

    A record decides once its deadline is over and it covers all years to it, or earlier where one year is enough. The
    years that a forecast names are taken as independent: the base rate of “in any of n years” is 1 − (1 − r)^n, of
    “in every year” r^n, of “in no year” (1 − r)^n, with r the rate in the ``window`` known years before. That is a
    naive rival, which is what a base rate is for.

    Source: our own definition, on Laplace's rule of succession (see ``base_rate``).

    >>> import workbook as wb
    >>> tables = {record.dataset: wb.load(record.dataset) for record in RECORDS}
    >>> forecasts = wb.load("forecasts")
    >>> decided = resolve(forecasts, yearly_outcomes(tables, forecasts), on=pd.Timestamp("2026-01-01"))
    >>> round(float(decided.set_index("forecast_id").loc["F-B3", "base_rate"]), 2)  # any of three years: 1 − (3/4)³
    0.58
    """
    records = {record.forecast: record for record in RECORDS if record.forecast}
    rows = []
    for forecast in forecasts.to_dict("records"):
        outcome: int | None = None
        by: str | None = None
        rate: float | None = None
        if record := records.get(forecast["forecast_id"]):
            mine = outcomes[outcomes["record"] == record.id]
            years = range(_first_whole_year(forecast["opens"]), forecast["deadline"].year + 1)
            years = years[-record.last_years :]
            earlier = mine.loc[mine["year"] < years[0], "happened"]
            rate = _over_years(record.holds, base_rate(earlier, window), len(years))
            seen = mine.set_index("year")["happened"].reindex(years)
            outcome = _decided(record.holds, seen, over=on > forecast["deadline"])
            by = None if outcome is None else "data"
        if forecast["status"] in ("fulfilled", "refuted"):
            outcome, by = int(forecast["status"] == "fulfilled"), "status"
        rows.append((forecast["forecast_id"], outcome, by, rate))
    table = pd.DataFrame(rows, columns=["forecast_id", "outcome", "decided_by", "base_rate"])
    return table.astype({"outcome": "Int64", "base_rate": float})


def _decided(holds: Holds, seen: pd.Series, over: bool) -> int | None:
    """1, 0 or None: whether the years ``seen`` (missing where not covered) decide a forecast that ``holds`` says."""
    target = 0 if holds == "every" else 1
    if (seen == target).any():  # one year is enough
        return int(holds == "any")
    return int(holds != "any") if over and seen.notna().all() else None


def _over_years(holds: Holds, rate: float, years: int) -> float:
    return {"any": 1 - (1 - rate) ** years, "every": rate**years, "no": (1 - rate) ** years}[holds]


def _first_whole_year(day: date) -> int:
    return day.year if (day.month, day.day) == (1, 1) else day.year + 1


def _last_whole_year(day: date) -> int:
    return day.year if (day.month, day.day) == (12, 31) else day.year - 1
