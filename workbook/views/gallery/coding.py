"""Coding lab: code claims yourself, and see where you part from the ledger and from the two readings of it."""

from collections.abc import Iterable
from functools import cached_property

import pandas as pd
from altair import TopLevelMixin

from ...base import WorkbookError
from ...base.wording import joined, many
from ...catalog import load, vocabulary
from ...catalog.ledger import author, place
from ...charts import theme, unit_grid
from ...entries.entries import STANCES
from ...measures import VERDICTS, agreement_of_coders, codes_of_readings, ledger_codes
from ..controls import Choice
from ..entry_view import EntryView
from ..forms import Field, Pick

WHAT = {
    "kind": "kind of claim",
    "stance": "whose gain or cost",
    "verdict": "verdict",
    "faithful": "first wording faithful",
    "fault": "fault of the first wording",
}
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
WORDINGS = {"yes": "yes: it says what the author says", "no": "no: it makes of it another claim"}
MINE, CLASS = "mine", "class"
WHOSE = {MINE: "mine", CLASS: "the class (most frequent)"}
ANALYSIS_OPTIONS = {"all": "both", "salat2025": "Salát", "bogusz2024": "Bogusz"}
LEDGER = "ledger"
CODERS = {LEDGER: "the ledger", "a": "reading a", "b": "reading b"}
SHORT = {LEDGER: "ledger", "a": "reading a", "b": "reading b"}
MATCHES = {"they differ": theme.PURPLE, "they say the same": theme.GREY}
OTHER, SAME = MATCHES
# Codes that say little without what is compared.
WORDS = {
    "faithful": {"yes": "faithful", "no": "unfaithful"},
    "fault": {"none": "no fault"},
    "stance": {"none": "nobody's"},
}
FEW = 10  # claims below which a coefficient means little
DRAWS = 200


class Coding(EntryView):
    """Would you code the claims as the ledger does? Your codes against it, and against the two readings behind it."""

    question = "Do you code the claims as the ledger and its two readings do?"
    reading = "One mark is one claim that was coded, in the line of what both coders said. A difference is no error."
    notes = (
        "Choose a claim, read the author's paragraph, code before you look the claim up, and press Save. Cohen's kappa "
        "is 1 for full agreement and 0 for what chance gives; Krippendorff's alpha comes with the range in which 95 of "
        "100 samples of your claims lie. Of several verdicts or faults the first is compared. A difference shows where "
        "the codebook leaves room. By construction agreement is with the authors of this workbook: it says that a code "
        "can be repeated, not that it is right; with few claims the range is wide."
    )
    datasets = ("claims", "ledger_readings", "ledger_changes")
    asks = "Your codes"
    collected = "class-codes.csv"
    of_each = ("claim_id", "what", "code", "share")
    columns = {
        "claim_id": "Claim",
        "words": "The author's words",
        "mine": "You say, or the class",
        "ledger": "The ledger or the reading says",
    }

    whose = Choice("Codes of", WHOSE)
    what = Choice("Compare", WHAT)
    against = Choice("With", CODERS)
    analysis = Choice("Claims of", ANALYSIS_OPTIONS)

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """The codes of the ledger."""
        return ledger_codes(load("claims"))

    @cached_property
    def first_wording(self) -> "pd.Series[str]":
        """What the first release wrote, where it is kept, by claim."""
        return load("ledger_changes").set_index("claim_id")["paraphrase_before"]

    @cached_property
    def readings(self) -> pd.DataFrame:
        """What the two readings and the ledger say: ``claim_id``, ``coder``, ``what``, ``code``.

        Whether a wording was faithful can be coded only where that wording is kept, so only those rows are here.
        """
        codes = codes_of_readings(*(load(name) for name in self.datasets))
        return codes[~codes["what"].isin(("faithful", "fault")) | codes["claim_id"].isin(self.first_wording.index)]

    def _said(self, what: str, coder: str) -> "pd.Series[str]":
        """What ``coder`` says of each claim that it coded."""
        if coder == LEDGER and what in self.ledger:
            return self.ledger.set_index("claim_id")[what]
        rows = self.readings.query("what == @what and coder == @coder")
        return rows.set_index("claim_id")["code"]

    def fields(self) -> tuple[Field, ...]:
        claims = load("claims")
        lines = claims["claim_id"] + " “" + claims["decisive_words"] + "”"
        verdicts = vocabulary()["verdicts"]
        faults = {name: f"{name}: {meaning}" for name, meaning in vocabulary()["faults"].items()}
        open_codes = {"": "not coded"}
        return (
            Pick("claim", "Claim", dict(zip(claims["claim_id"], lines, strict=True))),
            Pick("kind", "Kind", {**open_codes, **CLAIM_KINDS}),
            Pick("stance", "Gain or cost", {**open_codes, **GAINS}),
            Pick(
                "verdict",
                "Verdict",
                {**open_codes, **{name: f"{name}: {verdicts.get(name, 'needs none')}" for name in VERDICTS}},
            ),
            Pick("faithful", "First wording faithful", {**open_codes, **WORDINGS}),
            Pick("fault", "What it changed", {**open_codes, **faults}),
        )

    def fill(self, about: str) -> dict[str, str]:
        mine = self._entered().latest("code").query("claim_id == @about")
        last = mine.iloc[-1] if len(mine) else pd.Series(dtype=object)
        codes = {name: last.get("kind_of_claim" if name == "kind" else name) for name in WHAT}
        # A wording that is faithful is kept with the fault “none”, which the form has no line for.
        codes["fault"] = None if codes["fault"] == "none" else codes["fault"]
        return {name: code if isinstance(code, str) else "" for name, code in codes.items()}

    def tell(self, about: str) -> str:
        claim = load("claims").set_index("claim_id").to_dict("index")[about]
        where = f"{vocabulary()['sections'][claim['section']]}, {place(claim['paragraph'])}"
        words = f"{about}: {author(claim['analysis'])} writes “{claim['decisive_words']}” ({where})."
        if about not in self.first_wording.index:
            return f"{words} Our paraphrase: {claim['paraphrase']}"
        return f"{words} Our first wording, perhaps unfaithful: {self.first_wording[about]}"

    def enter(
        self, claim: str, kind: str, stance: str = "", verdict: str = "", faithful: str = "", fault: str = ""
    ) -> str:
        """Save the codes of ``claim``. Returns a sentence that says what the ledger and its two readings have."""
        self._refuse(claim, faithful, fault)
        mine = {"kind": kind, "stance": stance, "verdict": verdict, "faithful": faithful, "fault": fault}
        mine["fault"] = "none" if faithful == "yes" else fault
        self._keep("code", [{"claim_id": claim, "kind_of_claim": kind, **mine}])
        codes = {name: code for name, code in mine.items() if code}
        theirs = {name: self._said(name, LEDGER)[claim] for name in codes}
        parted = [f"{WHAT[name]} {theirs[name]}" for name, code in codes.items() if code != theirs[name]]
        reply = f"The ledger says otherwise: {joined(parted)}." if parted else "The ledger says the same."
        read = [f"{CODERS[coder]} says {joined(said)}" for coder in "ab" if (said := self._read(codes, coder, claim))]
        return f'Saved: {claim}. {reply} {_sentence("; ".join(read))}wb.claims("{claim}") shows its reasons.'

    def _refuse(self, claim: str, faithful: str, fault: str) -> None:
        """Raise WorkbookError for codes of a wording that is not kept, or that do not go together."""
        known = claim in set(load("claims")["claim_id"])
        if known and (faithful or fault) and claim not in self.first_wording.index:
            raise WorkbookError(
                f"{claim} was not recoded, so its first wording is not kept: leave both codes of the wording at “not "
                "coded”, or choose a claim of wb.claims(changed=True)."
            )
        if fault and faithful != "no":
            raise WorkbookError(
                f"You said that the first wording changed the claim ({fault}): then it is not faithful. Choose no, or "
                "leave the fault at “not coded”."
            )

    def _read(self, codes: Iterable[str], coder: str, claim: str) -> list[str]:
        """What ``coder`` says of ``claim``, of the ``codes`` that are compared."""
        said = {name: self._said(name, coder) for name in codes}
        return [f"{WHAT[name]} {series[claim]}" for name, series in said.items() if claim in series.index]

    def _codes(self, what: str) -> pd.DataFrame:
        """The codes of whom the reader chose: ``claim_id`` and one column called ``what``."""
        mine = self._entered().latest("code").rename(columns={"kind_of_claim": "kind"})
        if self.whose == CLASS:
            mine = self._of_class().query("what == @what").rename(columns={"code": what})
        return mine[["claim_id", what]].dropna()

    def rows(self) -> pd.DataFrame:
        what = self.what
        every = {"kind": tuple(CLAIM_KINDS), "stance": STANCES, "verdict": VERDICTS, "faithful": tuple(WORDINGS)}
        codes = every.get(what) or (*vocabulary()["faults"], "none")
        mine = self._codes(what)
        ledger = self._said(what, self.against).rename(what).rename_axis("claim_id").reset_index()
        if self.analysis != "all":
            ledger = ledger[ledger["claim_id"].str[0] == self.analysis[0].upper()]
        # A table without rows may have columns of numbers.
        self.both = mine.astype("object").merge(ledger.astype("object"), on="claim_id", suffixes=("_mine", "_ledger"))
        self.possible = len(ledger)
        order = {code: number for number, code in enumerate(codes)}
        claims = load("claims").set_index("claim_id")
        rows = self.both.rename(columns={f"{what}_mine": "mine", f"{what}_ledger": "ledger"})
        rows["words"] = rows["claim_id"].map(claims["analysis"].map(author) + ": “" + claims["decisive_words"] + "”")
        same = rows["mine"] == rows["ledger"]
        words = WORDS.get(what, {})
        said, theirs = (rows[coder].replace(words) for coder in ("mine", "ledger"))
        who = "you" if self.whose == MINE else "the class"
        rows["line"] = (f"{who}: " + said + f", {SHORT[self.against]}: " + theirs).mask(same, "both: " + said)
        # Lines on which they part come first, in the order of the codes.
        rows["place"] = rows["mine"].map(order) * len(codes) + rows["ledger"].map(order) + same * len(codes) ** 2
        rows["column"] = ""
        rows["kind"] = same.map({True: SAME, False: OTHER})
        rows["hover"] = rows["claim_id"] + ", " + rows["words"] + f". {who.capitalize()}: " + said
        rows["hover"] += f"; {CODERS[self.against]}: " + theirs + "."
        return rows

    def _nothing(self) -> str:
        mine = self.whose == MINE
        if not self.possible:
            return f"The two readings did not code {WHAT[self.what]}: set “With” to “the ledger”."
        then = "choose a claim, code it and press Save" if mine else "put class-codes.csv beside the notebooks"
        return f"{'You have' if mine else 'The class has'} coded 0 of {many(self.possible, 'claim')}: {then}."

    def headline(self, rows: pd.DataFrame) -> str:
        who = "You have" if self.whose == MINE else "The class has"
        same = int((rows["mine"] == rows["ledger"]).sum())
        return f"{who} coded {len(rows)} of {many(self.possible, 'claim')}, as {CODERS[self.against]} in {same}."

    def describe(self, rows: pd.DataFrame) -> str:
        what, both = self.what, self.both
        mine = self.whose == MINE
        same = both[f"{what}_mine"] == both[f"{what}_ledger"]
        text = f"Compared: {WHAT[what]}"
        codes = both.set_index("claim_id").rename(columns={f"{what}_mine": "you", f"{what}_ledger": "the ledger"})
        measured = agreement_of_coders(codes, draws=DRAWS)
        if len(both) >= FEW and pd.notna(measured["alpha"]):
            kappa = measured["kappa"]["kappa"].iloc[0]
            text += (
                f"; kappa {kappa:.2f}, alpha {measured['alpha']:.2f} ({measured['low']:.2f} to {measured['high']:.2f})"
            )
        else:
            text += f" (from {FEW} claims on, kappa and alpha are given)"
        parted = list(both.loc[~same, "claim_id"])
        if parted:
            named = [*parted[:6], f"{len(parted) - 6} more"] if len(parted) > 6 else parted
            text += f". {'You part' if mine else 'It parts'} on {joined(named)}"
        return f"{text}.{self._others(what)}{self._division(what)}"

    def _others(self, what: str) -> str:
        """How often the same codes are those of the other coders, as a sentence; blank where they did not code it."""
        mine = self.both.set_index("claim_id")[f"{what}_mine"]
        counts = []
        for coder, name in CODERS.items():
            said = self._said(what, coder).reindex(mine.index).dropna()
            if coder != self.against and len(said):
                counts.append(f"as {name} in {int((mine.loc[said.index] == said).sum())} of {len(said)}")
        return f" {'You code' if self.whose == MINE else 'It codes'} {joined(counts)}." if counts else ""

    def _division(self, what: str) -> str:
        """On what the class is divided most, as a sentence; blank without its file."""
        rows = self._of_class().query("what == @what and share < 1").sort_values("share", kind="stable")
        return f" The class is divided most on {joined(list(rows['claim_id'].head(3)))}." if len(rows) else ""

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return unit_grid(rows, MATCHES, letters=44, narrow=narrow)


def _sentence(words: str) -> str:
    """``words`` as a sentence with a space after it; blank without words."""
    return f"{words[0].upper()}{words[1:]}. " if words else ""
