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
# What the ledger decided, and the colour of it.
DECIDED = {
    "the ledger as both": theme.GREY,
    "the ledger as reading a": theme.PURPLE,
    "the ledger as reading b": theme.OCHRE,
    "the ledger otherwise": theme.VERMILION,
}
TOO, AS_A, AS_B, OTHERWISE = DECIDED
# Codes that say little without what is compared.
WORDS = {
    "faithful": {"yes": "faithful", "no": "unfaithful"},
    "fault": {"none": "no fault"},
    "verdict": {"none": "none"},
}


class TwoReadings(View):
    """How far do two readings of the same claims agree, and which claims divide them? One mark per claim."""

    question = "Where do the two readings of the ledger part?"
    reading = "One mark is one claim of the first release, in the line of what both readings said; neither is a key."
    notes = (
        "The table has both codes, the decision and the author's words. Of several verdicts or faults the first is "
        "shown; the agreement in the sentence takes all, in any order. Cohen's kappa is 1 for full agreement and 0 for "
        "what chance gives. Both readings had the first kind and verdict before them, so these two are upper bounds. "
        "By construction kappa is low where one code is very frequent, though both agree nearly always; neither "
        "reading is a key."
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
        alike = rows["a"] == rows["b"]
        words = WORDS.get(self.what, {})
        a, b = (rows[coder].replace(words) for coder in "ab")
        rows["line"] = ("a: " + a + ", b: " + b).mask(alike, "both: " + a)
        # Lines on which they part come first, those with most claims at the top; then the order of the codes.
        order = {code: number for number, code in enumerate(_order(self.what))}
        size = rows.groupby("line")["line"].transform("size")
        places = rows.assign(alike=alike, size=-size, of_a=rows["a"].map(order), of_b=rows["b"].map(order))
        lines = places.sort_values(["alike", "size", "of_a", "of_b"], kind="stable")["line"].unique()
        rows["place"] = rows["line"].map({line: number for number, line in enumerate(lines)})
        rows["column"] = ""
        as_a, as_b = (rows["ledger"] == rows[coder] for coder in "ab")
        rows["kind"] = OTHERWISE
        rows["kind"] = rows["kind"].mask(as_b, AS_B).mask(as_a, AS_A).mask(as_a & as_b, TOO)
        rows["by_match"] = alike.map({True: "agree", False: "divided"})
        rows["by_analysis"] = rows["analysis"]
        rows["hover"] = [_hover_text(row) for row in rows.itertuples()]
        return rows

    def headline(self, rows: pd.DataFrame) -> str:
        chosen = self._of_analysis()
        divided = int((chosen["by_match"] == "divided").sum())
        return f"On “{WHAT[self.what]}” the two readings part on {divided} of {many(len(chosen), 'claim')}."

    def describe(self, rows: pd.DataFrame) -> str:
        readings, chosen = load("ledger_readings"), self._of_analysis()
        found = agreement_of_readings(readings[readings["claim_id"].isin(chosen["claim_id"])])
        parts = [
            f"{NOUNS[column]} {100 * agree:.0f} percent (kappa {kappa:.2f})"
            for column, agree, kappa in zip(found["column"], found["agree"], found["kappa"], strict=True)
        ]
        divided = chosen[chosen["by_match"] == "divided"]
        as_a, as_b = (int((divided["ledger"] == divided[coder]).sum()) for coder in "ab")
        decided = (
            f"There the ledger decided as reading a in {as_a} and as reading b in {as_b}. " if len(divided) else ""
        )
        return f"{decided}Agreement on: {joined(parts)}."

    def _of_analysis(self) -> pd.DataFrame:
        """The claims of the chosen analysis, whether the readings agree on them or not."""
        rows = self._all_rows
        return rows if self.analysis == "all" else rows[rows["analysis"] == self.analysis]

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return unit_grid(rows, DECIDED, letters=34, narrow=narrow)


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
