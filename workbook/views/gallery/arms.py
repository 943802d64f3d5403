"""Arms and troops: what Russia and North Korea sent each other, and who says so."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import many, on_day
from ...catalog import address, load
from ...charts import estimate_lines, theme
from ...measures import comparable_figures, spread
from ..base import Row, View, each_row
from ..controls import Choice, Several

# Who gives a figure: the words, shape and colour. Russia and North Korea speak of themselves.
OBSERVERS = {
    "parties": ("Russia or North Korea", "diamond", theme.INK),
    "KOR": ("South Korea", "circle", theme.GREEN),
    "USA": ("United States", "circle", theme.PURPLE),
    "UKR": ("Ukraine", "circle", theme.GREY),
    "MSMT": ("monitoring team of 11 states (MSMT)", "circle", theme.GREY),
    "research": ("press and institutes", "circle", theme.GREY),
}
LETTERS = 50  # in a line of a label
SENDERS = {"PRK": "North Korea", "RUS": "Russia"}
OWNERS = {"RUS": "Russia", "PRK": "North Korea", "KOR": "South Korea", "USA": "United States", "UKR": "Ukraine"}
START = "troops from PRK, persons"


class Arms(View):
    """What did North Korea send to Russia, what did it get, and who says so? One line per statement."""

    question = "What did North Korea send to Russia, what did it get, and who says so?"
    reading = (
        "Diamond: Russia or North Korea speaks. Filled: one of them acknowledges the thing; hollow: third parties "
        "alone. Arrow: at least, or at most."
    )
    notes = (
        "One row per statement, by the day of publication. An arrow: “at least” or “at most”; a bar: a range. Filled: "
        "the sender or the receiver has acknowledged the thing itself, if not the figure; hollow: third parties only. "
        "The figures speak of different days and of different things counted, so they are never added or averaged; "
        "shells that would fit into containers are not shells delivered. By construction the spread grows with every "
        "statement: it says how far voices differ, not how sure anybody is. A click opens the source."
    )
    datasets = ("arms_and_troops",)
    filters = {"what": "by_what", "who": "by_who", "acknowledged": "by_acknowledged"}
    columns = {
        "day": "Published",
        "said_by": "Who says so",
        "observer": "Group",
        "item": "What is counted",
        "low": "Low",
        "high": "High",
        "unit": "Unit",
        "bound": "Bound",
        "status": "Statement",
        "basis": "Basis",
        "denied_by": "Denied by",
        "address": "Source",
        "check": "Check",
        "note": "Note",
    }

    what = Choice("What", lambda: _things(comparable_figures(load("arms_and_troops"))), start=START)
    who = Several("Said by", {who: words for who, (words, *_) in OBSERVERS.items()})
    acknowledged = Choice("Statements", {"all": "all", "yes": "on what a party has acknowledged"}, everything="all")

    def rows(self) -> pd.DataFrame:
        rows = comparable_figures(load("arms_and_troops"))
        rows["by_what"] = rows["kind"] + ", " + rows["unit"]
        rows["by_who"] = rows["estimated_by_actor"].map(_group)
        rows["observer"] = rows["by_who"].map({who: words for who, (words, *_) in OBSERVERS.items()})
        rows["solid"] = rows["acknowledged_by"].notna() | (rows["status"] == "acknowledged")
        rows["by_acknowledged"] = rows["solid"].map({True: "yes", False: "no"})
        rows["day"] = rows["date"].dt.strftime("%Y-%m-%d").fillna("day not found")
        rows["said_by"] = [_voice(row) for row in each_row(rows)]
        rows = rows.sort_values(["date", "row_id"], kind="stable", ignore_index=True)
        rows["line"] = [f"{number:04}" for number in range(len(rows))]
        rows["above"] = (rows["date"].map(_day) + ": " + rows["item"]).map(_wrapped)
        rows["below"] = rows["said_by"].map(_wrapped)
        rows["said"] = [_figure(row) for row in each_row(rows)]
        rows["address"] = address(rows["source"])
        rows["hover"] = rows["day"] + ", " + rows["said_by"] + ": " + rows["item"] + ", " + rows["said"]
        return rows

    def headline(self, rows: pd.DataFrame) -> str:
        ends = spread(rows)
        if ends is None:
            return f"{many(len(rows), 'statement')} and no figure for this choice."
        kind, unit = rows["kind"].iloc[0], rows["unit"].iloc[0].partition(",")[0]
        thing, _, sender = kind.rpartition(" from ")
        figures = many(int((rows["bound"] != "no figure").sum()), "figure")
        low, high = _number(ends[0]), _number(ends[1], top=True)
        return f"{figures} on {thing} from {SENDERS[sender]}: {low}{'' if low == high else f' to {high}'} {unit}."

    def describe(self, rows: pd.DataFrame) -> str:
        ends = spread(rows)
        parts = [f"{many(len(rows), 'statement')}, in {rows['unit'].iloc[0]}."]
        if ends is not None:
            low, high = ends
            same = low["row_id"] == high["row_id"]
            parts.append(f"By {_by(low)}." if same else f"Lowest: {_by(low)}; highest: {_by(high)}.")
        for status in ("acknowledged", "denied"):
            voices = rows[rows["status"] == status]
            parts += [f"{status.capitalize()} by {_voices(voices)}."] if len(voices) else []
        return " ".join(parts)

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        observers = {words: (shape, colour) for words, shape, colour in OBSERVERS.values()}
        return estimate_lines(rows, observers, LETTERS, narrow)


def _things(rows: pd.DataFrame) -> dict[str, str]:
    """Each thing that is counted in one unit: its key and words, in order; what has no figure at all is left out."""
    known = rows[rows["bound"] != "no figure"]
    pairs = known[["kind", "unit"]].drop_duplicates().sort_values(["kind", "unit"])
    things = {}
    for kind, unit in pairs.itertuples(index=False, name=None):
        thing, _, sender = kind.rpartition(" from ")
        things[f"{kind}, {unit}"] = f"{thing} from {SENDERS[sender]}, in {unit}"
    return things


def _group(actors: str | float) -> str:
    """Whose voice it is: of several, the parties' own comes first."""
    if pd.isna(actors):
        return "research"
    states = str(actors).split(";")
    return "parties" if {"RUS", "PRK"} & set(states) else states[0]


def _day(date: pd.Timestamp) -> str:
    return f"{date.day} {date:%b %Y}" if pd.notna(date) else "Day not found"


def _wrapped(text: str) -> str:
    return theme.wrapped(text, LETTERS)


def _figure(row: Row) -> str:
    if row.bound == "no figure":
        return f"no figure: {row.status}"
    ends = [f"{end:,.0f}" for end in (row.low, row.high) if pd.notna(end)]
    if row.bound == "range":
        return "–".join(ends)
    return ends[0] if row.bound == "exact" else f"{row.bound} {ends[0]}"


def _number(row: "pd.Series[Any]", top: bool = False) -> str:
    first, second = (row["high"], row["low"]) if top else (row["low"], row["high"])
    figure = f"{first if pd.notna(first) else second:,.0f}"
    return f"{row['bound']} {figure}" if row["bound"] in ("at least", "at most") else figure


def _voices(rows: pd.DataFrame) -> str:
    """Who says so, each once, with the day of the first time."""
    voices = rows.sort_values("date", kind="stable").drop_duplicates("estimated_by")
    return ", ".join(f"{row.estimated_by} ({_day(row.date)})" for row in each_row(voices))


def _by(row: "Mapping[Hashable, Any] | pd.Series[Any]") -> str:
    day = f", {on_day(row['date'])}" if pd.notna(row["date"]) else ""
    return f"{row['said_by']}{day}"


def _voice(row: Row) -> str:
    """Who gives the figure, with the state or body to which the agency or person belongs."""
    if row.by_who == "MSMT":
        return f"MSMT, {row.estimated_by}"
    owners = [OWNERS[code] for code in str(row.estimated_by_actor).split(";") if code in OWNERS]
    return ", ".join([row.estimated_by, *owners])
