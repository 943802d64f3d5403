"""Sources: what the two analyses rest on."""

from typing import Any

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined, many
from ...catalog import load
from ...charts import theme, unit_grid
from ...measures import backed_by_notes, cited_works
from ..base import Row, View, counted
from ..controls import Choice, Several

ANALYSIS_OPTIONS = {"salat2025": "salat2025", "bogusz2024": "bogusz2024"}
SPLITS = {"kind": "kind of source", "language": "language", "year": "year of publication"}
LANGUAGES = {"en": "English", "hu": "Hungarian", "zh": "Chinese", "ru": "Russian", "ko": "Korean"}
# Languages of the three states that are looked for even where no work is in them.
THREE = ("zh", "ru", "ko")
WORK_KINDS = {
    "journal article": ("journal article", "square", theme.BLUE),
    "book": ("book or chapter", "diamond", theme.PURPLE),
    "think-tank": ("think tank", "circle", theme.VERMILION),
    "official": ("official document", "triangle-up", theme.GREEN),
    "press": ("press", "triangle-down", theme.BLACK),
    "state media": ("state media", "cross", theme.OCHRE),
    "reference": ("reference work", "triangle-right", theme.GREY),
}


class Sources(View):
    """What do the two analyses rest on? One mark per work that an analysis cites."""

    question = "What do the two analyses rest on: which kinds of source, in which languages, from which years?"
    reading = (
        "One mark is one work that a note of the analysis cites, however often. Whether a source is good is not a "
        "matter of its kind: ask who wrote it, for whom, and what the writer could know. An analysis without notes "
        'can rest on more than it names. What our own datasets rest on is in wb.load("works"). By construction a '
        "short paper cites few works, and one mark weighs as much as another."
    )
    datasets = ("works", "claims")
    filters = {"split": "by_split", "analyses": "by_analysis"}
    columns = {
        "analysis": "Analysis",
        "note_ref": "Notes",
        "authors": "Authors",
        "year": "Year",
        "title": "Title",
        "container": "In",
        "kind_words": "Kind",
        "language_words": "Language",
        "url": "Address",
        "check": "Check",
    }

    split = Choice("Lines are", SPLITS)
    analyses = Several("Cited by", ANALYSIS_OPTIONS)

    def rows(self) -> pd.DataFrame:
        works = cited_works(load("works"))
        works["kind_words"] = works["kind"].map({kind: words for kind, (words, *_) in WORK_KINDS.items()})
        works["language_words"] = works["language"].map(LANGUAGES)
        works["column"] = works["by_analysis"] = works["analysis"]
        works["solid"] = True
        works["hover"] = [_hover_text(row) for row in works.itertuples()]
        orders = {
            "kind": [words for words, *_ in WORK_KINDS.values()],
            "language": list(LANGUAGES.values()),
            "year": [str(year) for year in sorted(works["year"].dropna().unique(), reverse=True)],
        }
        lines = {
            "kind": works["kind_words"],
            "language": works["language_words"],
            "year": works["year"].astype("Int64").astype(str),
        }
        parts = [
            works.assign(by_split=split, line=lines[split], place=lines[split].map(orders[split].index))
            for split in SPLITS
        ]
        rows = pd.concat(parts, ignore_index=True)
        return rows.assign(kind=rows["kind_words"])

    def describe(self, rows: pd.DataFrame) -> str:
        notes = backed_by_notes(load("claims"))
        return " ".join(
            self._of(name, rows[rows["analysis"] == name], notes[notes["analysis"] == name].iloc[0])
            for name in self.analyses
        )

    def _of(self, name: str, mine: pd.DataFrame, notes: "pd.Series[Any]") -> str:
        if mine.empty:
            return f"{name} cites no work."
        kinds = counted(mine["kind_words"])
        made = ", ".join(f"{words} {number}" for words, number in kinds.items())
        languages = counted(mine["language"])
        spoken = joined([f"{number} in {LANGUAGES[code]}" for code, number in languages.items()])
        blank = [LANGUAGES[code] for code in THREE if code not in languages]
        none = f", none in {', '.join(blank[:-1])} or {blank[-1]}" if len(blank) > 1 else ""
        return (
            f"{name} cites {many(len(mine), 'work')} ({made}), {spoken}{none}; a note stands behind "
            f"{notes['backed']} of its {notes['claims']} claims."
        )

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        styles = {words: (shape, colour) for words, shape, colour in WORK_KINDS.values()}
        return unit_grid(rows, tuple(ANALYSIS_OPTIONS), styles, lines=2, step=28, titles=("Cited by", ""))


def _hover_text(row: Row) -> str:
    who = row.authors if isinstance(row.authors, str) else "no author"
    year = "" if pd.isna(row.year) else f" {int(row.year)}"
    return f"{row.analysis}, note {row.note_ref}: {who}{year}, {row.title} ({row.kind_words}, {row.language_words})"
