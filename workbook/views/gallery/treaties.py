"""Treaties: which texts bind whom to what, from when to when."""

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import STATES, joined, many, on_day
from ...catalog import address, card, load
from ...charts import span_lines
from ...measures import OBLIGATIONS, bound_spells, promising_texts, treaty_spans
from ...measures.treaty_obligations import TREATY_LISTS
from ..base import Row, View, each_row
from ..controls import Choice, Year
from ..listed import Listed
from .triangle import LISTS

NAMES = {
    **STATES,
    "UNC": "UN Command",
    "SUN": "Soviet Union",
    "ROC": "Republic of China",
    "IRN": "Iran",
    "BLR": "Belarus",
}
PAIRS = {
    "all": "every pair",
    "CHN-PRK": "China–North Korea",
    "RUS-PRK": "Russia–North Korea",
    "CHN-RUS": "China–Russia",
    "others": "others",
}
PROMISES = {
    "all": "every promise and every text",
    "defence": "to defend the other",
    "no hostile alliances": "to join no alliance against the other",
    "non-aggression": "not to attack",
    "neutrality": "to stay neutral",
    "consultation": "to consult",
}
# From the strongest promise on: a text is named by the first that it holds.
STRENGTH = ("defence", "neutrality", "non-aggression", "consultation", "no hostile alliances")
COUNTED = {"all": "every text", **{str(name): words for name, words in LISTS.items()}}
STATUS = {"stands": "stands", "dormant": "not ended, no longer acted upon"}
MANY = {4: "four", 5: "five", 6: "six"}
ALWAYS = 9999  # the year in which a text ends that stands


def _covered() -> tuple[int, int]:
    """The first and the last year that the dataset covers."""
    first, last = card("treaties").covers
    return int(first[:4]), int(last[:4])


class Treaties(View):
    """Which texts bind whom to what, from when to when? One line per text, one bar from entry into force."""

    question = "Who has promised whom what, and from when to when?"
    reading = (
        "Strong, to the right edge: stands. Grey: ended. Hollow: no longer acted upon. Stroke: signed. "
        "Cross: a day was not found."
    )
    notes = (
        "A bar runs from entry into force, not from signature, which is the stroke. The word after the year is the "
        "strongest promise of a text; the table names all, and says which day was not found. A promise on paper is not "
        "an act. Russia is the Soviet Union until 1991. A click opens the source. By construction what is shown is the "
        "list: a text that was not found or not counted leaves no gap. Choose a list to see which texts it takes for a "
        "promise."
    )
    marks = {
        "E027": "China and Moscow split",
        "E039": "Border clash",
        "E056": "Soviet Union dissolved",
        "E141": "Russia invades Ukraine",
    }
    marked = "date"
    datasets = ("treaties",)
    filters = {
        "promise": "by_kinds",
        "counted": "by_lists",
        "pair": "by_pair",
        "standing": "by_standing",
        "since": "by_last",
        "until": "by_first",
    }
    columns = {
        "who": "Between",
        "title": "Text",
        "signed": "Signed",
        "start": "In force from",
        "end": "to",
        "status_words": "Status",
        "promises": "Promises",
        "tier": "Standing",
        "unknown": "Day not found",
        "address": "Source",
        "check": "Check",
        "note": "Note",
    }

    promise = Listed("Promise", PROMISES, start="defence", everything="all")
    counted = Listed("Counted by", COUNTED, everything="all")
    pair = Choice("Between", PAIRS, everything="all")
    standing = Choice("Texts", {"all": "all", "yes": "that stand"}, everything="all")
    since = Year("In force after", limits=_covered)
    until = Year("and before", limits=_covered, until=True)

    def rows(self) -> pd.DataFrame:
        rows = treaty_spans(load("treaties")).sort_values("signed", kind="stable")
        rows["who"] = rows["between"].map(_who)
        rows["state"] = rows["stands"].map({True: "stands", False: "ended"}).mask(rows["dormant"], "dormant")
        rows["state"] = rows["state"].mask(rows["unknown"] != "", "unknown")
        rows["by_kinds"] = rows["kinds"].fillna("")
        strongest = rows["by_kinds"].map(_strongest)
        rows["line"] = rows["who"] + " " + rows["signed"].dt.year.astype(str) + strongest + ": " + rows["title"]
        rows["by_lists"] = _lists(rows)
        rows["by_pair"] = rows["between"].where(rows["between"].isin(list(PAIRS)), "others")
        rows["by_standing"] = rows["stands"].map({True: "yes", False: "no"})
        rows["by_first"] = rows["start"].fillna(rows["signed"]).dt.year
        rows["by_last"] = rows["end"].dt.year.fillna(ALWAYS).astype(int)
        rows["promises"] = rows["by_kinds"].str.replace(";", ", ")
        rows["status_words"] = rows["status"]
        rows["address"] = address(rows["source"])
        rows["hover"] = [_hover_text(row) for row in each_row(rows)]
        return rows.reset_index(drop=True)

    def headline(self, rows: pd.DataFrame) -> str:
        pair = "" if self.pair in ("all", "others") else f"{PAIRS[self.pair]}: "
        what = "" if self.promise == "all" else f" that promise {PROMISES[self.promise]}"
        if len(rows) == 1:
            return f"{pair}1 text{what.replace('promise', 'promises', 1)}; it {_stand(rows)}."
        return f"{pair}{pair and 'of' or 'Of'} {many(len(rows), 'text')}{what}, {_stand(rows)}."

    def describe(self, rows: pd.DataFrame) -> str:
        parts = []
        if self.promise in OBLIGATIONS:
            spells = bound_spells(rows, self.promise)
            spells["who"] = spells["between"].map(_who)
            pairs = [spells[spells["between"] == pair] for pair in PAIRS]
            bound = [_spelled(mine) for mine in pairs if len(mine)]
            beside = spells.loc[~spells["between"].isin(list(PAIRS)), "between"].nunique()
            bound += [many(beside, "other pair or group", "other pairs or groups")] if beside else []
            parts.append(f"Bound {PROMISES[self.promise]}: {'; '.join(bound)}." if bound else "No span is known.")
        if self.counted != "all":
            parts.append(f"Counted are {COUNTED[self.counted]}.")
        lost = int((rows["state"] == "unknown").sum())
        if lost:
            parts.append(f"Of {many(lost, 'text')} a day was not found.")
        return " ".join(parts)

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return span_lines(rows, pd.Timestamp(card("treaties").covers[1]), narrow)


def _stand(texts: pd.DataFrame) -> str:
    """How many texts stand, with the verb."""
    standing = int(texts["stands"].sum())
    if len(texts) == 1:
        return (
            "stands"
            if standing
            else "no longer stands"
            if texts["state"].iloc[0] == "ended"
            else "is not known to stand"
        )
    return f"{standing or 'none'} {'stands' if standing < 2 else 'stand'}"


def _who(between: str) -> str:
    codes = between.split("-")
    return "–".join(NAMES[code] for code in codes) if len(codes) < 4 else f"{MANY[len(codes)]} states"


def _lists(texts: pd.DataFrame) -> list[str]:
    """The lists on which each text counts as a promise, joined by semicolons."""
    counted = {name: set(promising_texts(texts, name)["treaty_id"]) for name in TREATY_LISTS}
    return [";".join(name for name in counted if text in counted[name]) for text in texts["treaty_id"]]


def _strongest(promises: str) -> str:
    """The strongest of ``promises`` with a comma before it; blank if there is none of them."""
    held = [promise for promise in STRENGTH if promise in promises.split(";")]
    return f", {held[0]}" if held else ""


def _spelled(spells: pd.DataFrame) -> str:
    """When one pair was bound: its spells in words, the first with the pair's name."""
    parts = []
    for spell in each_row(spells):
        if pd.isna(spell.end):
            parts.append(f"since {on_day(spell.start)}" + (" (no longer acted upon)" if spell.dormant else ""))
        else:
            parts.append(f"from {on_day(spell.start)} to {on_day(spell.end)}")
    return f"{spells['who'].iloc[0]} {joined(parts)}"


def _hover_text(row: Row) -> str:
    text = f"{row.who}, {row.title}, signed {on_day(row.signed)}"
    if row.unknown:
        return f"{text}; day not found: {row.unknown.replace(';', ' and ')}"
    end = f"to {on_day(row.end)}" if pd.notna(row.end) else STATUS[row.state]
    return f"{text}, in force from {on_day(row.start)}, {end}; promises: {row.promises or 'none of these'}"
