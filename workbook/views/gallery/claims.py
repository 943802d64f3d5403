"""The ledger of claims: what the two analyses say, and how it fared when it was checked."""

from collections.abc import Mapping

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined, many
from ...catalog import load, vocabulary
from ...catalog.ledger import author
from ...charts import theme, unit_grid
from ...measures import VERDICTS, evidence_links, given_verdicts
from ..base import View, counted
from ..controls import Choice, Several
from ..listed import Listed

AUTHORS = {"salat2025": "Salát 2025", "bogusz2024": "Bogusz 2024"}
ANALYSIS_OPTIONS = {"all": "both", **AUTHORS}
CLAIM_KINDS = {
    "fact": "facts",
    "interpretation": "interpretations",
    "forecast": "forecasts",
    "definition": "definitions",
    "recommendation": "recommendations",
}
OTHERS = "definitions, recommendations"
# In the chart the two rare kinds are one.
COLOURS = {"facts": theme.BLUE, "interpretations": theme.GREY, "forecasts": theme.OCHRE, OTHERS: theme.PURPLE}
# What each verdict says, as short as a line of the chart needs it.
LINES = {
    "ok": "the record agrees",
    "imprecise": "right in substance only",
    "wrong": "the record contradicts it",
    "contested": "sources disagree",
    "conflict": "another claim says otherwise",
    "unverified": "no source was found",
    "overtaken": "no longer right",
    "testable": "data can test it",
    "restates": "repeats another claim",
    "see": "read something beside it",
    "none": "needs no verdict",
}


def _explained(words: Mapping[str, str]) -> dict[str, str]:
    return {name: f"{name}: {meaning}" for name, meaning in words.items()}


class Claims(View):
    """What do the two analyses claim, and does it hold? One mark per claim and verdict; the table tells each."""

    question = "What do the two analyses claim, and does it hold?"
    reading = (
        "One mark is one claim, under the verdict of this workbook's authors; a claim with two verdicts stands twice."
    )
    notes = (
        "Each mark begins with the author's decisive words, and says what they do not say where that is easily read "
        "into them; read the sentence in the analysis. How many rows of our datasets bear on a claim is in the table, "
        "and wb.claims with its name shows them; where no row was linked, nothing is refuted. Links are not votes: do "
        "not subtract those that contradict from those that support. By construction the numbers of verdicts are ours, "
        "and count a claim with two verdicts twice."
    )
    datasets = ("claims", "claim_evidence")
    filters = {
        "analysis": "by_analysis",
        "section": "by_section",
        "kind": "by_kind",
        "verdict": "by_verdict",
        "theme": "by_themes",
    }
    columns = {
        "claim_id": "Claim",
        "words": "The author's words",
        "not_said": "What they do not say",
        "paraphrase": "Our paraphrase",
        "verdict": "Verdict",
        "verdict_note": "Reason for the verdict",
        "kind": "Kind",
        "themes": "Themes",
        "notes_cited": "Notes that it cites",
        "links": "Rows of data that bear on it",
        "supports": "of these support",
        "contradicts": "contradict",
        "qualifies": "qualify",
    }

    analysis = Choice("Analysis", ANALYSIS_OPTIONS, everything="all")
    section = Choice("Section", lambda: {"all": "all", **vocabulary()["sections"]}, everything="all")
    verdict = Choice("Verdict", {"all": "all", **_explained(LINES)}, everything="all")
    theme = Listed("Theme", lambda: {"all": "all", **_explained(vocabulary()["themes"])}, everything="all")
    kind = Several("Show", CLAIM_KINDS)

    def rows(self) -> pd.DataFrame:
        claims = load("claims")
        rows = given_verdicts(claims).merge(evidence_links(claims, load("claim_evidence")), on="claim_id")
        rows["line"] = rows["verdict"].map(LINES)
        rows["place"] = rows["verdict"].map(VERDICTS.index)
        rows["column"] = rows["analysis"].map(AUTHORS)
        for name in ("analysis", "section", "kind", "verdict"):
            rows[f"by_{name}"] = rows[name]
        rows["by_themes"] = rows["themes"]
        rows["heading"] = rows["section"].map(vocabulary()["sections"]).str.partition(", ")[2]
        linked = rows["links"].map(lambda number: f" ({number} linked {'row' if number == 1 else 'rows'})")
        rows["words"] = rows["analysis"].map(author) + ": “" + rows["decisive_words"] + "”"
        not_said = rows["not_said"].map("Not said: {} ".format, na_action="ignore").fillna("")
        rows["verdict"] = _verdict(rows["verdict"])
        rows["hover"] = (
            rows["claim_id"] + " (" + rows["heading"] + "), " + rows["kind"] + ". " + rows["words"] + ". " + not_said
        )
        rows["hover"] += "Our paraphrase: " + rows["paraphrase"] + " " + _capitalised(rows["verdict"]) + linked + "."
        return rows

    def headline(self, rows: pd.DataFrame) -> str:
        made = many(rows["claim_id"].nunique(), "claim")
        if self.verdict != "all":
            by = rows.groupby("column", sort=False)["claim_id"].nunique()
            whose = joined([f"{number} by {analysis}" for analysis, number in by.items()])
            return f"{LINES[self.verdict].capitalize()}: {whose}."
        agrees, against = (rows.loc[rows["by_verdict"] == verdict, "claim_id"].nunique() for verdict in ("ok", "wrong"))
        return f"Of {made} the record agrees with {agrees} and contradicts {against}."

    def describe(self, rows: pd.DataFrame) -> str:
        claims = rows.drop_duplicates("claim_id")
        kinds = counted(claims["kind"])
        made = joined([f"{number} {CLAIM_KINDS[kind] if number > 1 else kind}" for kind, number in kinds.items()])
        unlinked = int((claims["links"] == 0).sum())
        parts = [f"{made}."]
        if self.verdict == "all":
            counts = rows.groupby("by_verdict")["claim_id"].nunique().reindex(VERDICTS, fill_value=0)
            parts.append(
                f"Right in substance only: {counts['imprecise']}; sources disagree on {counts['contested']}; "
                f"{counts['testable']} can be tested by data."
            )
        return " ".join([*parts, f"Without a linked row of data: {unlinked}."])

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        kinds = rows["kind"].map(CLAIM_KINDS).where(rows["kind"].isin(("fact", "interpretation", "forecast")), OTHERS)
        return unit_grid(rows.assign(kind=kinds), COLOURS, tuple(AUTHORS.values()), 28, narrow)


def _verdict(verdicts: "pd.Series[str]") -> "pd.Series[str]":
    return verdicts.replace("none", "no verdict")


def _capitalised(verdicts: "pd.Series[str]") -> "pd.Series[str]":
    return verdicts.map(lambda verdict: "No verdict" if verdict == "no verdict" else f"Verdict: {verdict}")
