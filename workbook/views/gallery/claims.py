"""The ledger of claims: what the two analyses say, and how it fared when it was checked."""

from collections.abc import Mapping

import pandas as pd
from altair import TopLevelMixin

from ...catalog import load, vocabulary
from ...catalog.ledger import author
from ...charts import theme, unit_grid
from ...measures import VERDICTS, evidence_links, given_verdicts
from ..base import View, counted
from ..controls import Choice, Several
from ..listed import Listed

ANALYSIS_OPTIONS = {"all": "both", "salat2025": "salat2025", "bogusz2024": "bogusz2024"}
CLAIM_KINDS = {
    "fact": ("facts", "circle", theme.BLUE),
    "interpretation": ("interpretations", "square", theme.VERMILION),
    "forecast": ("forecasts", "triangle-up", theme.GREEN),
    "definition": ("definitions", "diamond", theme.PURPLE),
    "recommendation": ("recommendations", "cross", theme.BLACK),
}


class Claims(View):
    """What do the two analyses claim, and does it hold? One mark per claim and verdict; the table tells each."""

    question = "What do the two analyses claim, and does it hold?"
    reading = (
        "Each mark begins with the author's decisive words, and says what they do not say where that is easily read "
        "into them; read the sentence in the analysis. The verdicts are those of the authors of this workbook; a "
        "claim with two stands under both. Filled: rows of our datasets bear on the claim, and wb.claims with its "
        "name shows them; hollow: no row was linked, which refutes nothing. Links are not votes: do not subtract "
        "those that contradict from those that support. By construction the numbers of verdicts are ours, and count a "
        "claim with two verdicts twice."
    )
    datasets = ("claims", "claim_evidence")
    filters = {
        "analysis": "by_analysis",
        "section": "by_section",
        "kind": "kind",
        "verdict": "column",
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
    verdict = Choice("Verdict", lambda: {"all": "all", **_verdicts()}, everything="all")
    theme = Listed("Theme", lambda: {"all": "all", **_explained(vocabulary()["themes"])}, everything="all")
    kind = Several("Show", {kind: plural for kind, (plural, *_) in CLAIM_KINDS.items()})

    def rows(self) -> pd.DataFrame:
        claims = load("claims")
        rows = given_verdicts(claims).merge(evidence_links(claims, load("claim_evidence")), on="claim_id")
        headings = {code: _section_label(code, heading) for code, heading in vocabulary()["sections"].items()}
        rows["line"] = rows["section"].map(headings)
        rows["place"] = rows["section"].map({code: index for index, code in enumerate(headings)})
        rows["column"] = rows["verdict"]
        rows["by_analysis"], rows["by_section"], rows["by_themes"] = rows["analysis"], rows["section"], rows["themes"]
        rows["solid"] = rows["links"] > 0
        linked = rows["links"].map(lambda number: f" ({number} linked {'row' if number == 1 else 'rows'})")
        rows["words"] = rows["analysis"].map(author) + ": “" + rows["decisive_words"] + "”"
        not_said = rows["not_said"].map("Not said: {} ".format, na_action="ignore").fillna("")
        rows["verdict"] = _verdict(rows["verdict"])
        rows["hover"] = rows["claim_id"] + ", " + rows["kind"] + ". " + rows["words"] + ". " + not_said
        rows["hover"] += "Our paraphrase: " + rows["paraphrase"] + " " + _capitalised(rows["verdict"]) + linked + "."
        return rows

    def describe(self, rows: pd.DataFrame) -> str:
        claims = rows.drop_duplicates("claim_id")
        kinds = counted(claims["kind"])
        made = ", ".join(f"{number} {CLAIM_KINDS[kind][0] if number > 1 else kind}" for kind, number in kinds.items())
        unlinked = int((claims["links"] == 0).sum())
        return (
            f"{len(claims)} {'claim' if len(claims) == 1 else 'claims'} ({made}). {_fared(rows, self.verdict)} "
            f"Of the claims shown, {unlinked or 'none'} {'has' if unlinked == 1 else 'have'} no linked row of data."
        )

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        styles = {kind: (shape, colour) for kind, (_, shape, colour) in CLAIM_KINDS.items()}
        return unit_grid(rows, VERDICTS, styles, lines=3, step=26, titles=("Verdict", ""))


def _fared(rows: pd.DataFrame, verdict: str) -> str:
    """How the claims fared, in a sentence: with one ``verdict``, or with all."""
    if verdict != "all":
        by = rows.groupby("analysis", sort=False)["claim_id"].nunique()
        whose = " and ".join(f"{number} of {analysis}" for analysis, number in by.items())
        return f"Verdict {verdict}: {whose}."
    counts = rows.groupby("column")["claim_id"].nunique().reindex(VERDICTS, fill_value=0)
    return (
        f"The record agrees with {counts['ok']}, finds {counts['imprecise']} right only in substance and contradicts "
        f"{counts['wrong']}; sources disagree on {counts['contested']}, and {counts['none']} needed no verdict."
    )


def _explained(words: Mapping[str, str]) -> dict[str, str]:
    return {name: f"{name}: {meaning}" for name, meaning in words.items()}


def _verdicts() -> dict[str, str]:
    words = vocabulary()["verdicts"]
    return _explained({verdict: words.get(verdict, "no verdict was needed") for verdict in VERDICTS})


def _verdict(verdicts: "pd.Series[str]") -> "pd.Series[str]":
    return verdicts.replace("none", "no verdict")


def _capitalised(verdicts: "pd.Series[str]") -> "pd.Series[str]":
    return verdicts.map(lambda verdict: "No verdict" if verdict == "no verdict" else f"Verdict: {verdict}")


def _section_label(code: str, heading: str) -> str:
    """A section's code and heading, as short as an axis needs them; the drop-down list has them whole."""
    name = heading.partition(", ")[2].split(":")[0].split(" (")[0].strip(".")
    name = name.partition(". ")[2] if name[:1].isdigit() else name
    words = f"{code} {name.strip('.')}".split()
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) > 24 and len(lines) < 2:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)
