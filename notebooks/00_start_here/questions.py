"""Questions of notebook 00: how the workbook works, what a verdict, a check status and a missing value mean."""

import pandas as pd

from workbook.catalog import load, vocabulary
from workbook.checking import Choice, Loader, Mistake, Number, Question

VERDICTS = {"a": "wrong", "b": "imprecise", "c": "overtaken", "d": "contested"}

GAPS = {
    "a": "There was no trade: the gap stands for zero.",
    "b": "Nobody publishes the figure: not reported.",
    "c": "The figure exists and was looked for in vain: not found.",
    "d": "The question does not arise for this row: not applicable.",
}

JUDGEMENTS = {
    "a": "What changed is our reading: Salát's three are inexact, and by the written rule not wrong.",
    "b": "What changed is Salát's text: three errors of its first edition have since been put right.",
    "c": "What changed is the ranking: we now know that Bogusz is the less careful of the two.",
    "d": "Since verdicts can change in this way, no fact in either of the two texts can be settled.",
}


def claims_in_the_ledger(load: Loader, analysis: str | None = None) -> int:
    """How many claims does the ledger hold, in all or of one analysis?"""
    ledger = load("claims")
    return len(ledger) if analysis is None else int((ledger["analysis"] == analysis).sum())


def verdict_that_was_right_once() -> str:
    """Which letter stands for the verdict on a claim that was right when written?"""
    meaning = vocabulary()["verdicts"]
    return next(letter for letter, verdict in VERDICTS.items() if meaning[verdict].startswith("right when written"))


def summits(load: Loader, lanes: tuple[str, ...] = ("CHN-PRK",), since: int = 2018) -> int:
    """How many events of the kind summit does the timeline show in ``lanes`` since a year?"""
    events = load("events")
    shown = (events["category"] == "summit") & (events["date"].dt.year >= since)
    return int((shown & events["dyad"].isin(lanes)).sum()) if lanes else int(shown.sum())


def events_between_china_and_north_korea(load: Loader) -> int:
    """How many events of any kind does that row of the timeline show from 2018 on?"""
    events = load("events")
    return int(((events["dyad"] == "CHN-PRK") & (events["date"].dt.year >= 2018)).sum())


def why_russia_2025_is_missing(load: Loader) -> str:
    """Which letter gives the reason that the data give for the gap?"""
    trade = load("trade", reasons=True)
    row = trade[(trade["partner"] == "RUS") & (trade["year"] == 2025)].iloc[0]
    return next(letter for letter, text in GAPS.items() if row["total_usd_million_missing"] in text)


def wrong_facts(load: Loader, analysis: str) -> tuple[int, int]:
    """How many factual claims of ``analysis`` have the verdict wrong, and how many factual claims are there?"""
    ledger = load("claims")
    facts = ledger[(ledger["analysis"] == analysis) & (ledger["kind"] == "fact")]
    wrong = facts["verdict"].fillna("").str.split(";").map(lambda words: "wrong" in words)
    return int(wrong.sum()), len(facts)


def facts_before(load: Loader, analysis: str) -> pd.DataFrame:
    """How were the factual claims of ``analysis`` judged before they were read again?

    Returns one row per claim that was then a fact: ``before`` and ``now``, its verdicts.
    """
    ledger = load("claims").set_index("claim_id")
    changes = load("ledger_changes").set_index("claim_id")
    # The claims that two readings coded are those of the first release; of these only the recoded ones changed.
    first = ledger.loc[sorted(set(load("ledger_readings")["claim_id"]))]
    kind = changes["kind_before"].reindex(first.index).fillna(first["kind"])
    verdict = changes["verdict_before"].reindex(first.index).where(first.index.isin(changes.index), first["verdict"])
    both = pd.DataFrame({"before": verdict.fillna("none"), "now": first["verdict"].fillna("none")})
    return both[(first["analysis"] == analysis) & (kind == "fact")]


def wrong_before(load: Loader, analysis: str) -> tuple[int, int]:
    """How many factual claims of ``analysis`` were once marked wrong, and how many factual claims were there?"""
    facts = facts_before(load, analysis)
    return int(facts["before"].str.split(";").map(lambda words: "wrong" in words).sum()), len(facts)


def what_has_changed(load: Loader) -> str:
    """Which sentence fits? If all that were wrong in salat2025 are imprecise now, the reading is what changed."""
    facts = facts_before(load, "salat2025")
    now = facts.loc[facts["before"].str.contains("wrong"), "now"].str.split(";")
    return "a" if len(now) and now.map(lambda words: "imprecise" in words and "wrong" not in words).all() else "c"


QUESTIONS: list[Question] = [
    Number(
        id="00-1",
        level="remember",
        prompt="""How many claims does the ledger hold, of both analyses together?
Any of the cells above that count claims will help.""",
        answer=lambda: claims_in_the_ledger(load),
        hints=(
            "The ledger is the dataset called claims. wb.datasets() lists every dataset with its number of rows.",
            "One row of the ledger is one claim. So the number of rows is the number of claims.",
        ),
        solution="wb.datasets() has a row for claims. Its number of rows is {answer}; len(wb.claims()) gives the same.",
        unit="claims",
        mistakes=(
            Mistake(
                lambda: claims_in_the_ledger(load, "salat2025"),
                "That is Salát alone. Add the claims of Bogusz.",
            ),
            Mistake(
                lambda: claims_in_the_ledger(load, "bogusz2024"),
                "That is Bogusz alone. Add the claims of Salát.",
            ),
            Mistake(
                lambda: len(load("events")),
                "That is the number of events. The claims stand in the dataset called claims.",
            ),
        ),
    ),
    Choice(
        id="00-2",
        level="understand",
        prompt="""A paper of 2024 says that a trade figure is growing.
It was, on the day when the paper appeared.
In the next year the figure falls.
Which verdict fits the claim today?""",
        answer=verdict_that_was_right_once,
        options=VERDICTS,
        hints=(
            'wb.about("claims", "verdict") explains each verdict in one sentence.',
            "The author made no mistake. Look for the verdict that says so and still warns the reader.",
        ),
        solution="The claim was right when it was written, and later events made it outdated. The verdict is {answer}.",
        mistakes=(
            Mistake(
                lambda: "a",
                "The record of today does contradict it. But the author could not know: which verdict keeps the two apart?",
            ),
            Mistake(
                lambda: "d",
                "Contested means that serious sources disagree. Here the sources agree, at two points in time.",
            ),
        ),
    ),
    Number(
        id="00-3",
        level="apply",
        prompt="""Set the timeline above to the kind summit, leave only the box China–North Korea checked, and let it begin in 2018.
How many events are left?""",
        answer=lambda: summits(load),
        hints=(
            "The sentence under the chart begins with the number of events. Watch it while you change the controls.",
            'The same by code: wb.views.timeline(kind="summit", lanes=["CHN-PRK"], since=2018)',
        ),
        solution="With these three choices the sentence under the chart begins with {answer} events.",
        unit="events",
        mistakes=(
            Mistake(
                lambda: summits(load, lanes=()),
                "The kind is right. All boxes are still checked: leave only China–North Korea.",
            ),
            Mistake(
                lambda: summits(load, since=1945),
                "Kind and box are right. The years begin too early: set From to 2018.",
            ),
            Mistake(
                lambda: events_between_china_and_north_korea(load),
                "Box and years are right. These are events of every kind: set Kind to summit.",
            ),
        ),
    ),
    Choice(
        id="00-4",
        level="analyse",
        prompt="""In the dataset trade, Russia's total for 2025 has no value.
What does the gap stand for?""",
        answer=lambda: why_russia_2025_is_missing(load),
        options=GAPS,
        hints=(
            'wb.about("trade", "total_usd_million") counts the gaps of this column by reason.',
            "Load the table with reasons=True, as in the cell above. The column total_usd_million_missing gives the reason.",
        ),
        solution="The cell carries its reason: {answer} So it is no zero, and nothing may be put in its place.",
        mistakes=(
            Mistake(
                lambda: "a",
                "A zero would be a finding: that nothing was traded. Here nothing was published. Which option says that?",
            ),
            Mistake(
                lambda: "c",
                "That is the reason for KOTRA's total of 2025. For Russia no figure exists that could be found.",
            ),
        ),
    ),
    Choice(
        id="00-5",
        level="evaluate",
        prompt="""The ledger marks 0 of 71 facts in Salát as wrong, and 2 of 28 in Bogusz.
Before the claims were read again, it was 3 of 65 in Salát and 2 of 22 in Bogusz.
Which sentence is right?""",
        answer=lambda: what_has_changed(load),
        options=JUDGEMENTS,
        hints=(
            "wb.claims(changed=True) lists the claims that were read again, with the verdict before and the reason.",
            "Look at S-3.1-08 and S-3.2-33. Which verdict is for a number or a term that is not exact?",
        ),
        solution="""The answer is {answer}
The substance of the three holds, and a number, a month or a term does not: that is how imprecise is defined.
The two facts in Bogusz stand in one paragraph, and one inference rests on both.
Two beside none is too little for a ranking, and enough to check that paragraph.""",
        mistakes=(
            Mistake(
                lambda: "b",
                "The text is the same as before. Compare the columns verdict_before and verdict of the three claims.",
            ),
            Mistake(
                lambda: "c",
                "Two beside none looks like a ranking. Where do the two stand, and what would one other verdict do?",
            ),
            Mistake(
                lambda: "d",
                "The day of a missile's first flight can be settled, and was. Which verdicts moved, and by which rule?",
            ),
        ),
    ),
]

REFLECTION = """Choose one claim of the ledger that interests you.
`wb.claims(theme="summit")` or `wb.claims(actor="RUS", kind="forecast")` helps to find one.
Write about 100 words:
What would you have to see to believe it, and what to give it up?
Which of the datasets could show you that?"""
