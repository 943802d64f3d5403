"""What happened year by year: the records behind base rates, and the questions for practice and for coming years."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ..base import WorkbookError
from .base_rates import WINDOW, Holds, base_rate

Tables = Mapping[str, pd.DataFrame]
PRACTICE_FROM, PRACTICE_TO = 2010, 2024
LATEST = 9999
EVERY = 4  # of each record, every fourth year becomes a question


@dataclass(frozen=True)
class YearlyRecord:
    """One thing that happens in a year or does not.

    ``happened`` turns the tables of ``datasets`` into True or False by year, from the first year on that they cover;
    ``forecast`` is the forecast whose base rate it gives, which comes true if it happens in ``holds`` (any, every or
    no) year. ``beside`` is a forecast for which it is another reference class, not the one that the rule measures.
    ``known_by`` is the forecast that says how far the record is known, if not one of these; ``practice`` whether its
    years make questions.
    """

    id: str
    label: str
    statement: str
    datasets: tuple[str, ...]
    happened: Callable[[Tables, int], pd.Series]
    forecast: str = ""
    holds: Holds = "any"
    beside: str = ""
    known_by: str = ""
    practice: bool = True
    last_years: int = 0  # how many years before the deadline count; 0: all since it opened


def _years_of(dates: pd.Series, first: int, last: int) -> pd.Series:
    """True for the years from ``first`` to ``last`` in which one of ``dates`` lies."""
    years = range(first, last + 1)
    held = set(dates.dt.year)
    return pd.Series([year in held for year in years], index=years)


def _missiles(tables: Tables, last: int) -> pd.Series:
    table = tables["missile_tests_by_year"]
    counts = table[table["year"] <= last].set_index("year")["cns_missiles"]
    return (counts > counts.cummax().shift()).iloc[1:]


def _more_missiles(tables: Tables, last: int) -> pd.Series:
    table = tables["missile_tests_by_year"]
    counts = table[table["year"] <= last].set_index("year")["cns_missiles"].astype(float)
    return (counts > counts.rolling(WINDOW).mean().shift()).iloc[WINDOW:]


def _exercises_of_three(drills: pd.DataFrame) -> "pd.Series[bool]":
    return (drills["actors"] == "CHN;RUS;PRK") & (drills["is_drill"] == "yes")


def three_way(tables: Tables) -> dict[str, pd.DataFrame]:
    """Sessions of the three leaders, exercises of the three and treaties of the three alone, by dataset."""
    summits, drills, treaties = (tables[name] for name in THREE_WAY)
    sessions = (summits["dyad"] == "CHN-RUS-PRK") & (summits["level"] == "leader")
    sessions &= (summits["format"] == "in person") & (summits["occasion"] != "parade")
    exercises = _exercises_of_three(drills)
    signed = treaties["parties"] == "CHN;RUS;PRK"
    return dict(zip(THREE_WAY, (summits[sessions], drills[exercises], treaties[signed]), strict=True))


def _steps_of_three(tables: Tables, last: int) -> pd.Series:
    dates = [pd.to_datetime(rows[THREE_WAY[name]]) for name, rows in three_way(tables).items()]
    return _years_of(pd.concat(dates), 2000, last)


def _pairs_bound(tables: Tables, last: int) -> pd.Series:
    steps = _steps_of_three(tables, last)
    ends = [pd.Timestamp(year, 12, 31) for year in steps.index]
    bound = [all(in_force(tables["treaties"], pair, day) for pair in PAIRS) for day in ends]
    return pd.Series(bound, index=steps.index) & ~steps


def in_force(treaties: pd.DataFrame, pair: str, day: pd.Timestamp) -> list[str]:
    """The treaties of ``pair`` that forbid hostile alliances and bind on ``day``."""
    begun, ended = (pd.to_datetime(treaties[column], errors="coerce") for column in ("in_force", "ended"))
    # A row that never ended has no day in ended.
    binding = (begun <= day) & ~(ended <= day) & (treaties["form"] == "treaty") & (treaties["dyad"] == pair)
    # A treaty on a border binds as well, and says nothing of how close two states are.
    binding &= treaties["kinds"].fillna("").str.contains("no hostile alliances")
    return [str(key) for key in treaties.loc[binding, "treaty_id"]]


def _share(tables: Tables, last: int) -> pd.Series:
    table = tables["trade"]
    rows = table[(table["series"] == "kotra") & (table["partner"] == "CHN") & (table["year"] <= last)]
    shares = rows.set_index("year")["share_of_total_percent"].dropna()
    return shares >= 80


def _sanctions(tables: Tables, last: int) -> pd.Series:
    table = tables["unsc_votes"]
    rows = table[(table["category"] == "sanctions") & (table["outcome"] == "adopted") & (table["vote_RUS"] == "yes")]
    return _years_of(rows["date"], 2000, last)


def _pairs_meet(tables: Tables, last: int) -> pd.Series:
    table = tables["summits"]
    rows = table[(table["level"] == "leader") & (table["format"] == "in person")]
    met = [_years_of(rows.loc[rows["dyad"] == pair, "date_start"], 2000, last) for pair in PAIRS]
    return met[0] & met[1] & met[2]


def _lone_vetoes(tables: Tables, last: int) -> pd.Series:
    table = tables["vetoes_by_year"]
    whole = table["until"].dt.strftime("%m-%d") == "12-31"
    rows = table[(table["actor"] == "RUS") & whole & (table["year"] <= last)].set_index("year")
    alone: pd.Series = rows["vetoes_without_partner"] + rows["vetoed_amendments"].fillna(0)
    return alone > 0


def _deals(tables: Tables, last: int) -> pd.Series:
    table = tables["treaties"]
    return _years_of(table.loc[table["parties"].isin(["PRK;USA", "USA;PRK"]), "signed"], 1990, last)


def _drills(tables: Tables, last: int) -> pd.Series:
    drills = tables["joint_drills"]
    return _years_of(drills.loc[_exercises_of_three(drills), "date_start"], 2000, last)


PAIRS = ("CHN-RUS", "CHN-PRK", "RUS-PRK")
THREE_WAY = {"summits": "date_start", "joint_drills": "date_start", "treaties": "signed"}  # dataset: its date
RECORDS = (
    YearlyRecord(
        "missiles",
        "a record number of missiles",
        "North Korea launches more ballistic missiles in {year} than in any year before (CNS count).",
        ("missile_tests_by_year",),
        _missiles,
        beside="F-S5",
    ),
    YearlyRecord(
        "nuclear",
        "a nuclear test",
        "North Korea tests a nuclear device in {year}.",
        ("nuclear_tests",),
        lambda tables, last: _years_of(tables["nuclear_tests"]["date"], 2000, last),
        "F-B3",
    ),
    YearlyRecord(
        "share",
        "China's share 80 percent or more",
        "China's share of North Korea's recorded trade is 80 percent or more in {year} (KOTRA).",
        ("trade",),
        _share,
        "F-B7",
        "every",
    ),
    YearlyRecord(
        "sanctions",
        "new sanctions with a Russian yes",
        "The Security Council adopts a sanctions text on North Korea in {year}, with a Russian yes.",
        ("unsc_votes",),
        _sanctions,
        "F-S3",
        "no",
    ),
    YearlyRecord(
        "meetings",
        "all three pairs meet at the top",
        "The leaders of all three pairs of the triangle meet in person in {year}.",
        ("summits",),
        _pairs_meet,
        known_by="F-S2",
    ),
    YearlyRecord(
        "deal",
        "a text of Pyongyang and Washington",
        "North Korea and the United States alone agree on a text in {year}.",
        ("treaties",),
        _deals,
        "F-B10",
        "no",
    ),
    YearlyRecord(
        "drills",
        "all three exercise together",
        "The armed forces of China, Russia and North Korea exercise together in {year}.",
        ("joint_drills",),
        _drills,
        beside="F-S1",
    ),
    YearlyRecord(
        "vetoes",
        "Russia vetoes without China",
        "Russia casts a veto in the Security Council in {year} that China does not join.",
        ("vetoes_by_year",),
        _lone_vetoes,
    ),
    YearlyRecord(
        "more-missiles",
        "more missiles than in the ten years before",
        "North Korea launches more ballistic missiles in {year} than the mean of the ten years before (CNS count).",
        ("missile_tests_by_year",),
        _more_missiles,
        "F-S5",
        practice=False,
        last_years=1,
    ),
    YearlyRecord(
        "pairs",
        "a treaty for each pair and no step of all three",
        "Each pair of the triangle has a treaty in force at the end of {year}, and all three take no step as three.",
        tuple(THREE_WAY),
        _pairs_bound,
        "F-S2",
        "every",
        practice=False,
    ),
    YearlyRecord(
        "three-way",
        "a session, exercise or treaty of all three",
        "The three leaders hold a session, their forces exercise together, or the three sign a treaty in {year}.",
        tuple(THREE_WAY),
        _steps_of_three,
        "F-S1",
        practice=False,
    ),
)
RECORD_TABLES = tuple(dict.fromkeys(name for record in RECORDS for name in record.datasets))


def yearly_outcomes(tables: Tables, forecasts: pd.DataFrame, window: int | None = WINDOW) -> pd.DataFrame:
    """What happened in which year, and how often had it happened before?

    ``tables`` holds the datasets of RECORD_TABLES; ``forecasts`` is ``wb.load("forecasts")``, whose ``evidence_until``
    says how far each record is known. A year counts if it is known to its end. Returns one row per record and year:
    ``question`` (such as ``missiles-2019``), ``record``, ``year``, ``label``, ``statement``, ``happened`` (1 or 0) and
    ``base_rate`` (0 to 1): how often it happened in the ``window`` years before, so that it uses nothing that nobody
    could know. Laplace's (n + 1) / (N + 2) keeps it from 0 and 1. Another window gives another rate: which years are
    like this one is a judgement.

    By construction: the first year of a record has the base rate ½, and one that never happened nears 1 / (N + 2).

    Raises WorkbookError if ``tables`` lacks a dataset or the window is below 1.

    Source: Laplace 1814, “Essai philosophique sur les probabilités”, rule of succession, for the base rate.

    >>> import workbook as wb
    >>> tables = {name: wb.load(name) for name in RECORD_TABLES}
    >>> outcomes = yearly_outcomes(tables, wb.load("forecasts")).set_index("question")
    >>> int(outcomes.loc["nuclear-2017", "happened"]), round(float(outcomes.loc["nuclear-2017", "base_rate"]), 2)
    (1, 0.33)
    """
    known_until = forecasts.set_index("forecast_id")["evidence_until"]
    parts = []
    for record in RECORDS:
        for name in record.datasets:
            if name not in tables:
                raise WorkbookError(f"yearly_outcomes needs the dataset {name} among its tables.")
        by = record.known_by or record.forecast or record.beside
        last = _last_whole_year(known_until[by]) if by else LATEST
        happened = record.happened(tables, last).astype(int)
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


def practice_questions(outcomes: pd.DataFrame) -> pd.DataFrame:
    """Which past years make questions for practice?

    ``outcomes`` is what ``yearly_outcomes`` returns. Returns its rows for every fourth year of each record from 2010
    to 2024, staggered, so that one year asks about several records and none about all.

    By construction: which years are asked does not depend on what happened in them.

    Source: our own definition.

    >>> outcomes = pd.DataFrame({"record": "missiles", "year": range(2009, 2018)})
    >>> practice_questions(outcomes)["year"].to_list()
    [2012, 2016]
    """
    offset = outcomes["record"].map({record.id: number for number, record in enumerate(RECORDS) if record.practice})
    kept = outcomes["year"].between(PRACTICE_FROM, PRACTICE_TO) & ((outcomes["year"] + offset) % EVERY == 0)
    return outcomes[kept].reset_index(drop=True)


def coming_questions(outcomes: pd.DataFrame, years: Iterable[int]) -> pd.DataFrame:
    """Which questions do the records ask of ``years`` that are not over?

    ``outcomes`` is what ``yearly_outcomes`` returns. Returns its columns, one row per year and record that makes
    practice questions: ``happened`` is missing until the record knows the year, and ``base_rate`` is that of the last
    WINDOW known years before it.

    By construction: the questions are as many for each record, whatever the two analyses expect; the base rate is the
    same for every coming year, until another year is known.

    Source: our own definition.

    >>> import workbook as wb
    >>> tables = {name: wb.load(name) for name in RECORD_TABLES}
    >>> asked = coming_questions(yearly_outcomes(tables, wb.load("forecasts")), [2027])
    >>> asked["statement"].iloc[1]
    'North Korea tests a nuclear device in 2027.'
    """
    lines = []
    for record in (record for record in RECORDS if record.practice):
        known = outcomes[outcomes["record"] == record.id].set_index("year")["happened"]
        for year in years:
            rate = base_rate(known[known.index < year])
            came = known.get(year)
            text = record.statement.format(year=year)
            lines.append((f"{record.id}-{year}", record.id, year, record.label, text, came, rate))
    columns = ["question", "record", "year", "label", "statement", "happened", "base_rate"]
    return pd.DataFrame(lines, columns=columns).astype({"happened": "Int64", "base_rate": float})


def coming_deadlines(questions: Iterable[str]) -> "pd.Series[pd.Timestamp]":
    """The last day of the year of each of ``questions``, such as missiles-2027, that asks of a year after practice."""
    asked = {f"{record.id}-" for record in RECORDS if record.practice}
    years = {name: name[-4:] for name in questions if name[:-4] in asked and name[-4:].isdecimal()}
    days = {name: pd.Timestamp(int(year), 12, 31) for name, year in years.items() if int(year) > PRACTICE_TO}
    return pd.Series(days, dtype="datetime64[ns]")


def _last_whole_year(day: date) -> int:
    return day.year if (day.month, day.day) == (12, 31) else day.year - 1
