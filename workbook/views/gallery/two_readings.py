"""The two readings of the ledger side by side: how far they agree, and which claims divide them."""

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined, many
from ...catalog import load, vocabulary
from ...catalog.ledger import author
from ...charts import theme, unit_grid
from ...measures import VERDICTS, agreement_of_readings, codes_of_readings
from ..base import Row, View
from ..controls import Choice

WHAT = {
    "faithful": "was our first wording faithful",
    "fault": "what had our first wording changed",
    "kind": "kind of claim",
    "verdict": "verdict",
}
NOUNS = {"kind": "kind", "verdict": "verdicts", "faithful": "faithful or not", "fault": "faults"}
ANALYSIS_OPTIONS = {"all": "both", "salat2025": "Salát", "bogusz2024": "Bogusz"}
SHOWN = {"divided": "claims that divide them", "all": "all claims that both read"}
STYLES = {"the two agree": ("circle", theme.BLUE), "they part": ("diamond", theme.VERMILION)}
ALIKE, APART = STYLES


class TwoReadings(View):
    """How far do two readings of the same claims agree, and which claims divide them? One mark per claim."""

    question = "Where do the two readings of the ledger part?"
    reading = (
        "One mark per claim of the first release. Downward stands what reading a said, to the right what reading b "
        "said; on the diagonal they agree. Filled: the ledger decided as reading a did; hollow: it did not. The table "
        "has both codes, the decision and the author's words. Of several verdicts or faults the first is shown; the "
        "agreement in the sentence takes all, in any order. Cohen's kappa is 1 for full agreement and 0 for what "
        "chance gives. Both readings had the first kind and verdict before them, so these two are upper bounds. By "
        "construction kappa is low where one code is very frequent, though both agree nearly always; neither reading "
        "is a key."
    )
    datasets = ("claims", "ledger_readings", "ledger_changes")
    filters = {"analysis": "by_analysis", "show": "by_match"}
    columns = {
        "claim_id": "Claim",
        "words": "The author's words",
        "a": "Reading a",
        "b": "Reading b",
        "ledger": "The ledger",
        "before": "What we had written first",
        "paraphrase": "Our paraphrase now",
    }

    what = Choice("Compare", WHAT)
    show = Choice("Show", SHOWN, everything="all")
    analysis = Choice("Claims of", ANALYSIS_OPTIONS, everything="all")

    def rows(self) -> pd.DataFrame:
        codes = codes_of_readings(*(load(name) for name in self.datasets))
        rows = codes[codes["what"] == self.what].pivot(index="claim_id", columns="coder", values="code")
        claims, changes = (load(name).set_index("claim_id") for name in ("claims", "ledger_changes"))
        # In the order of the texts, as the ledger has them.
        rows = claims[["analysis", "decisive_words", "paraphrase"]].join(rows.rename_axis(columns=None), how="inner")
        rows = rows.join(changes["paraphrase_before"].rename("before")).reset_index()
        rows["words"] = rows["analysis"].map(author) + ": “" + rows["decisive_words"] + "”"
        order = {code: number for number, code in enumerate(_order(self.what))}
        # Columns stand in the order in which they occur, so the rows are ordered by what b said, then a, then the text.
        rows["place"] = rows["a"].map(order)
        rows["place_of_b"] = rows["b"].map(order)
        rows = rows.sort_values(["place_of_b", "place"], kind="stable", ignore_index=True)
        rows["line"], rows["column"] = rows["a"], rows["b"]
        alike = rows["a"] == rows["b"]
        rows["kind"] = alike.map({True: ALIKE, False: APART})
        rows["solid"] = rows["ledger"] == rows["a"]
        rows["by_match"] = alike.map({True: "agree", False: "divided"})
        rows["by_analysis"] = rows["analysis"]
        rows["hover"] = [_hover_text(row) for row in rows.itertuples()]
        return rows

    def describe(self, rows: pd.DataFrame) -> str:
        readings = load("ledger_readings")
        chosen = self._all_rows
        if self.analysis != "all":
            chosen = chosen[chosen["analysis"] == self.analysis]
        found = agreement_of_readings(readings[readings["claim_id"].isin(chosen["claim_id"])])
        parts = [
            f"{NOUNS[column]} {100 * agree:.0f} percent (kappa {kappa:.2f})"
            for column, agree, kappa in zip(found["column"], found["agree"], found["kappa"], strict=True)
        ]
        divided = chosen[chosen["by_match"] == "divided"]
        named = list(divided["claim_id"])
        which = f": {joined([*named[:4], f'{len(named) - 4} more'] if len(named) > 4 else named)}" if named else ""
        as_a, as_b = (int((divided["ledger"] == divided[coder]).sum()) for coder in "ab")
        return (
            f"Of {many(len(chosen), 'claim')} the two readings agree on: {joined(parts)}. On “{WHAT[self.what]}” they "
            f"part on {len(named)}{which}; there the ledger decided as reading a in {as_a} and as reading b in {as_b}."
        )

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return unit_grid(rows, None, STYLES, lines=6, step=72, titles=("Reading b", "Reading a"), slant=True)


def _order(what: str) -> tuple[str, ...]:
    """The codes of a column in the order in which they are shown."""
    return {
        "faithful": ("yes", "no"),
        "fault": (*vocabulary()["faults"], "none"),
        "kind": ("fact", "interpretation", "forecast", "definition", "recommendation"),
        "verdict": VERDICTS,
    }[what]


def _hover_text(row: Row) -> str:
    return f"{row.claim_id}, {row.words}. Reading a: {row.a}; reading b: {row.b}; the ledger: {row.ledger}."
