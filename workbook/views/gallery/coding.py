"""Coding lab: code claims yourself, and see where you and the ledger part."""

from functools import cached_property

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined, many, shortened
from ...catalog import load, vocabulary
from ...charts import crossing
from ...entries.entries import STANCES
from ...measures import VERDICTS, agreement_of_coders, ledger_codes
from ..controls import Choice
from ..entry_view import EntryView
from ..forms import Field, Pick

WHAT = {"kind": "kind of claim", "stance": "whose gain or cost", "verdict": "verdict"}
CLAIM_KINDS = {
    "fact": "fact: something is or was so",
    "interpretation": "interpretation: why, how important, to whose gain",
    "forecast": "forecast: what will or would happen",
    "definition": "definition: what a word means, what the text is about",
    "recommendation": "recommendation: what somebody should do",
}
GAINS = {
    "gain": "somebody gains",
    "loss": "somebody loses or is burdened",
    "gain and loss": "one gains and another loses",
    "indifference": "somebody does not care",
    "none": "nobody's gain or cost",
}
MINE, CLASS = "mine", "class"
WHOSE = {MINE: "mine", CLASS: "the class (most frequent)"}
ANALYSIS_OPTIONS = {"all": "both", "salat2025": "salat2025", "bogusz2024": "bogusz2024"}
FEW = 10  # claims below which a coefficient means little
DRAWS = 200


class Coding(EntryView):
    """Would you code the claims as the ledger does? Your codes against those of the authors of this workbook."""

    question = "Do you code the claims as the ledger does?"
    reading = (
        "Choose a claim, code it before you look it up, and press Save. Downward stands what you said, to the right "
        "what the ledger says: on the diagonal you agree. Cohen's kappa is 1 for full agreement and 0 for what chance "
        "gives; Krippendorff's alpha comes with the range in which 95 of 100 samples of your claims lie. A difference "
        "is no error: it shows where the codebook leaves room."
    )
    datasets = ("claims",)
    asks = "Your codes"
    collected = "class-codes.csv"
    of_each = ("claim_id", "what", "code", "share")
    columns = {
        "mine": "You say, or the class",
        "ledger": "The ledger says",
        "count": "Claims",
        "which": "Which",
    }

    whose = Choice("Codes of", WHOSE)
    what = Choice("Compare", WHAT)
    analysis = Choice("Claims of", ANALYSIS_OPTIONS)

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """The codes of the ledger."""
        return ledger_codes(load("claims"))

    def fields(self) -> tuple[Field, ...]:
        claims = load("claims")
        lines = claims["claim_id"] + " " + claims["paraphrase"].map(lambda text: shortened(text, 80))
        verdicts = vocabulary()["verdicts"]
        return (
            Pick("claim", "Claim", dict(zip(claims["claim_id"], lines, strict=True))),
            Pick("kind", "Kind", {"": "not coded", **CLAIM_KINDS}),
            Pick("stance", "Gain or cost", {"": "not coded", **GAINS}),
            Pick(
                "verdict",
                "Verdict",
                {"": "not coded", **{name: f"{name}: {verdicts.get(name, 'needs none')}" for name in VERDICTS}},
            ),
        )

    def fill(self, about: str) -> dict[str, str]:
        mine = self._entered().latest("code").query("claim_id == @about")
        last = mine.iloc[-1] if len(mine) else pd.Series(dtype=object)
        codes = {"kind": last.get("kind_of_claim"), "stance": last.get("stance"), "verdict": last.get("verdict")}
        return {name: code if isinstance(code, str) else "" for name, code in codes.items()}

    def tell(self, about: str) -> str:
        return f"{about}: {load('claims').set_index('claim_id')['paraphrase'].loc[about]}"

    def enter(self, claim: str, kind: str, stance: str = "", verdict: str = "") -> str:
        """Save the codes of ``claim``. Returns a sentence that says what the ledger has."""
        self._keep("code", [{"claim_id": claim, "kind_of_claim": kind, "stance": stance, "verdict": verdict}])
        theirs = self.ledger.set_index("claim_id").loc[claim]
        mine = {"kind": kind, "stance": stance, "verdict": verdict}
        codes = {name: code for name, code in mine.items() if code}
        parted = [f"{WHAT[name]} {theirs[name]}" for name, code in codes.items() if code != theirs[name]]
        reply = f"The ledger says otherwise: {joined(parted)}." if parted else "The ledger says the same."
        return f'Saved: {claim}. {reply} wb.claims("{claim}") shows its reasons.'

    def _codes(self, what: str) -> pd.DataFrame:
        """The codes of whom the reader chose: ``claim_id`` and one column called ``what``."""
        mine = self._entered().latest("code").rename(columns={"kind_of_claim": "kind"})
        if self.whose == CLASS:
            mine = self._of_class().query("what == @what").rename(columns={"code": what})
        return mine[["claim_id", what]].dropna()

    def rows(self) -> pd.DataFrame:
        what = self.what
        codes = {"kind": tuple(CLAIM_KINDS), "stance": STANCES, "verdict": VERDICTS}[what]
        mine = self._codes(what)
        ledger = self.ledger
        if self.analysis != "all":
            ledger = ledger[ledger["claim_id"].str[0] == self.analysis[0].upper()]
        self.both = mine.merge(ledger[["claim_id", what]], on="claim_id", suffixes=("_mine", "_ledger"))
        self.possible = len(ledger)
        cells = self.both.groupby([f"{what}_mine", f"{what}_ledger"])["claim_id"].agg(list)
        crossings = []
        for down, code in enumerate(codes):
            for across, other in enumerate(codes):
                which = cells.get((code, other), [])
                match = "no claim" if not which else "the same" if code == other else "different"
                crossings.append((code, other, down, across, len(which), ", ".join(which), match))
        rows = pd.DataFrame(
            crossings, columns=["mine", "ledger", "mine_place", "ledger_place", "count", "which", "match"]
        )
        who = "You say" if self.whose == MINE else "The class says"
        rows["hover"] = [
            f"{who} {mine}, the ledger {ledger}: {many(count, 'claim')}"
            for mine, ledger, count in zip(rows["mine"], rows["ledger"], rows["count"], strict=True)
        ]
        rows["which"] = rows["which"].replace("", None)
        return rows

    def describe(self, rows: pd.DataFrame) -> str:
        what, both = self.what, self.both
        mine = self.whose == MINE
        who = "You have" if mine else "The class has"
        if both.empty:
            then = "choose a claim, code it and press Save" if mine else "put class-codes.csv beside the notebooks"
            return f"{who} coded 0 of {many(self.possible, 'claim')}: {then}."
        same = both[f"{what}_mine"] == both[f"{what}_ledger"]
        text = (
            f"{who} coded {len(both)} of {many(self.possible, 'claim')}; {WHAT[what]}: as the ledger in "
            f"{int(same.sum())}"
        )
        codes = both.set_index("claim_id").rename(columns={f"{what}_mine": "you", f"{what}_ledger": "the ledger"})
        measured = agreement_of_coders(codes, draws=DRAWS)
        if len(both) >= FEW and pd.notna(measured["alpha"]):
            kappa = measured["kappa"]["kappa"].iloc[0]
            text += (
                f", kappa {kappa:.2f}, alpha {measured['alpha']:.2f} ({measured['low']:.2f} to {measured['high']:.2f})"
            )
        else:
            text += f" (from {FEW} claims on, kappa and alpha are given)"
        parted = list(both.loc[~same, "claim_id"])
        if parted:
            named = [*parted[:6], f"{len(parted) - 6} more"] if len(parted) > 6 else parted
            text += f". {'You part' if mine else 'It parts'} on {joined(named)}"
        return f"{text}.{self._division(what)}"

    def _division(self, what: str) -> str:
        """On what the class is divided most, as a sentence; blank without its file."""
        rows = self._of_class().query("what == @what and share < 1").sort_values("share", kind="stable")
        return f" The class is divided most on {joined(list(rows['claim_id'].head(3)))}." if len(rows) else ""

    def draw(self, rows: pd.DataFrame) -> TopLevelMixin:
        return crossing(rows, "You say, or the class", "The ledger says")
