"""Sources: what the two analyses rest on."""

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined, many
from ...catalog import load
from ...catalog.ledger import author
from ...charts import theme, unit_grid
from ...measures import backed_by_notes, cited_works
from ..base import Row, View, counted, each_row
from ..controls import Choice, Several

ANALYSIS_OPTIONS = {"salat2025": "Salát 2025", "bogusz2024": "Bogusz 2024"}
SPLITS = {"kind": "kind of source", "language": "language", "year": "year of publication"}
LANGUAGES = {"en": "English", "hu": "Hungarian", "zh": "Chinese", "ru": "Russian", "ko": "Korean"}
# Languages of the three states that are looked for even where no work is in them.
THREE = ("zh", "ru", "ko")
WORK_KINDS = {
    "think-tank": "think tank",
    "press": "press",
    "journal article": "journal article",
    "official": "official document",
    "book": "book or chapter",
    "reference": "reference work",
    "state media": "state media",
}
# No state speaks only one of them, so none has the colour of one.
COLOURS = {
    "English": theme.GREY,
    "Hungarian": theme.OCHRE,
    "Chinese": theme.VERMILION,
    "Russian": theme.BLUE,
    "Korean": theme.INK,
}


class Sources(View):
    """What do the two analyses rest on? One mark per work that an analysis cites."""

    question = "What do the two analyses rest on: which kinds of source, in which languages, from which years?"
    reading = "One mark is one work that a note of the analysis cites, however often; its colour is its language."
    notes = (
        "Whether a source is good is not a matter of its kind: ask who wrote it, for whom, and what the writer could "
        "know. An analysis without notes can rest on more than it names. What our own datasets rest on is in "
        'wb.load("works"). By construction a short paper cites few works, and one mark weighs as much as another.'
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
        works["kind_words"] = works["kind"].map(WORK_KINDS)
        works["language_words"] = works["language"].map(LANGUAGES)
        works["column"] = works["analysis"].map(ANALYSIS_OPTIONS)
        works["by_analysis"] = works["analysis"]
        works["hover"] = [_hover_text(row) for row in works.itertuples()]
        orders = {
            "kind": list(WORK_KINDS.values()),
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
        return rows.assign(kind=rows["language_words"])

    def headline(self, rows: pd.DataFrame) -> str:
        counts = [(author(name), int((rows["analysis"] == name).sum())) for name in self.analyses]
        (first, number), *others = counts
        cited = [f"{first} cites {many(number, 'work')}", *(f"{name} {works}" for name, works in others)]
        blank = [LANGUAGES[code] for code in THREE if code not in set(rows["language"])]
        none = f"{', '.join(blank[:-1])} or {blank[-1]}" if len(blank) > 1 else "".join(blank)
        return f"{joined(cited)}{f'; none is in {none}' if none else ''}."

    def describe(self, rows: pd.DataFrame) -> str:
        notes = {row.analysis: row for row in each_row(backed_by_notes(load("claims")))}
        return " ".join(self._of(name, rows[rows["analysis"] == name], notes[name]) for name in self.analyses)

    def _of(self, name: str, mine: pd.DataFrame, notes: Row) -> str:
        backed = f"a note stands behind {notes.backed} of its {notes.claims} claims."
        if mine.empty:
            return f"{ANALYSIS_OPTIONS[name]} cites no work; {backed}"
        languages = counted(mine["language"])
        spoken = joined([f"{number} in {LANGUAGES[code]}" for code, number in languages.items()])
        return f"{ANALYSIS_OPTIONS[name]}: {spoken}; {backed}"

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return unit_grid(rows, COLOURS, tuple(ANALYSIS_OPTIONS.values()), 18, narrow)


def _hover_text(row: Row) -> str:
    who = row.authors if isinstance(row.authors, str) else "no author"
    year = "" if pd.isna(row.year) else f" {int(row.year)}"
    what = f"{who}{year}, {row.title} ({row.kind_words}, {row.language_words})"
    return f"{ANALYSIS_OPTIONS[row.analysis]}, note {row.note_ref}: {what}"
