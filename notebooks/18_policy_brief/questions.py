"""Questions of notebook 18: what a brief may say, and how sure it may be."""

import pandas as pd

from workbook import measures
from workbook.catalog import load
from workbook.checking import Choice, Loader, Mistake, Names, Number, Question
from workbook.checking.lookup import day_at, number_at, text_at

CARRIERS = ("S-3.1-08", "S-3.1-29", "S-3.2-33", "B-1-01", "B-1-03", "B-1-10", "B-4-12")

INSTITUTION = {
    "a": "The three ties have become an institution.",
    "b": "Nothing of the kind was found by the last date of our evidence; we put the chance by the deadline at a number.",
    "c": "The forecast has failed.",
    "d": "Nothing can be said of the future.",
}

ON_TRADE = {
    "a": "China holds almost all of North Korea's economy.",
    "b": "China's share of trade fell after 2021, as closer ties with Russia let one expect.",
    "c": "China's share of recorded trade rose after 2021 (KOTRA); arms, most oil and pay are not in the record.",
    "d": "There are no figures, so the brief leaves trade out.",
}

ADVICE = {
    "a": "Russia cannot take China's place, so press Beijing.",
    "b": "Everybody knows that Beijing decides, so press Beijing.",
    "c": "Speak to Beijing first: it has most of the recorded trade. This assumes that Beijing wants to use its weight. "
    "If unrecorded income from Russia lasts, turn to option two.",
    "d": "Both analyses are uncertain, so no advice can be given.",
}


def plainly_right(load: Loader) -> frozenset[str]:
    """Which of the candidates have the verdict ok and no other?"""
    ledger = load("claims").set_index("claim_id").loc[list(CARRIERS), "verdict"]
    return frozenset(ledger.index[ledger == "ok"])


def of_kind(load: Loader, kind: str) -> int:
    """How many claims are of this kind?"""
    return int((load("claims")["kind"] == kind).sum())


def links(load: Loader, claim: str, relation: str | None = None) -> int:
    """How many rows of data are linked to ``claim``, of one relation or of all?"""
    links = load("claim_evidence").query("claim_id == @claim")
    return int((links["relation"] == relation).sum()) if relation else len(links)


def share(load: Loader, year: int) -> float:
    """What is China's share of recorded trade in ``year``, in percent?"""
    return number_at(measures.trade_share(load("trade"), "CHN").set_index("year"), year, "share") * 100


def points(load: Loader, *words: str) -> int:
    """On how many points of the comparison is the record one of ``words`` (without words: on all)?"""
    record = load("comparisons")["better_supported"]
    return int(record.isin(words).sum()) if words else len(record)


def decided(load: Loader) -> int:
    """How many points do rows of the datasets decide?"""
    return points(load, "salat2025", "bogusz2024", "both", "neither")


def on_one_side(load: Loader) -> int:
    """On how many points do they bear out one analysis and not the other?"""
    return points(load, "salat2025", "bogusz2024")


def forecast_day(load: Loader, name: str, column: str) -> pd.Timestamp:
    """Which day does the list of forecasts hold for ``name``?"""
    return day_at(load("forecasts").set_index("forecast_id"), name, column)


def what_to_say_of_the_institution(load: Loader) -> str:
    """Which sentence on the forecast F-S1 fits its status?"""
    if text_at(load("forecasts").set_index("forecast_id"), "F-S1", "status") == "not triggered":
        return "b" if forecast_day(load, "F-S1", "evidence_until") < forecast_day(load, "F-S1", "deadline") else "c"
    return "a"


def what_to_say_on_trade(load: Loader) -> str:
    """Which sentence fits the shares of 2021 and 2024?"""
    return "c" if share(load, 2024) > share(load, 2021) else "b"


def advice_with_its_step(load: Loader) -> str:
    """Which advice names its grounds, its step and what would change it? Only c does, while B-3-16 is not decided."""
    verdict = text_at(load("claims").set_index("claim_id"), "B-3-16", "verdict")
    return "c" if "testable" in verdict.split(";") else "a"


QUESTIONS: list[Question] = [
    Number(
        id="18-1",
        prompt="How many of the claims in the ledger are recommendations?",
        answer=lambda: of_kind(load, "recommendation"),
        unit="claims",
        level="remember",
        hints=(
            "The first cell of this notebook lists them.",
            'By code: len(wb.claims(kind="recommendation"))',
        ),
        solution="{answer}. The two papers analyse; what follows from it is the task of a brief.",
        mistakes=(
            Mistake(
                lambda: of_kind(load, "forecast"),
                "That is the number of forecasts: they say what will be, and not what to do.",
            ),
        ),
    ),
    Names(
        id="18-2",
        prompt="""Which of these claims can stand in your brief as they are, with the verdict ok and no other?
S-3.1-08, S-3.1-29, S-3.2-33, B-1-01, B-1-03, B-1-10, B-4-12""",
        answer=lambda: plainly_right(load),
        allowed=CARRIERS,
        level="understand",
        hints=(
            'Look up the verdicts: wb.claims("B-1-01") and so on.',
            "Leave out what is wrong or imprecise, and what data can test but have not shown.",
        ),
        solution="{answer}. The others need a correction or a caution before they may carry advice.",
        mistakes=(
            Mistake(
                lambda: plainly_right(load) | {"B-4-12"},
                "Nearly. B-4-12 is imprecise: no year, and low for its time.",
            ),
            Mistake(
                lambda: plainly_right(load) | {"S-3.1-29"},
                "Nearly. S-3.1-29 is testable: Salát writes what can happen, and nobody has shown that it does.",
            ),
        ),
    ),
    Number(
        id="18-3",
        prompt="How many rows of data are linked to S-3.1-29, whatever their relation to it?",
        answer=lambda: links(load, "S-3.1-29"),
        unit="rows",
        level="apply",
        hints=(
            "The table of step two lists the rows for two claims.",
            "Count the lines with S-3.1-29, those that support it and those that qualify it.",
        ),
        solution="{answer}. An evidence table shows both sides, also the side against your advice.",
        mistakes=(
            Mistake(
                lambda: links(load, "S-3.1-29", "supports"),
                "Those support the claim. A fair table also holds the rows that limit it.",
            ),
            Mistake(
                lambda: links(load, "S-3.1-29", "qualifies"),
                "Those qualify the claim. A fair table also holds the rows for it.",
            ),
        ),
    ),
    Number(
        id="18-4",
        prompt="On how many points of the comparison do the rows bear out one analysis and not the other?",
        answer=lambda: on_one_side(load),
        unit="points",
        level="analyse",
        hints=(
            "The sentence under the first view says it and names the points.",
            "Points that bear out both, or that stay open, do not count.",
        ),
        solution="{answer} points, and each analysis has one at least. So neither can serve as the only source of a brief.",
        mistakes=(
            Mistake(
                lambda: decided(load),
                "So many points are decided. On most of these the record bears out both.",
            ),
        ),
    ),
    Choice(
        id="18-5",
        prompt="Which sentence on the forecast of an institution of three may stand in your brief?",
        answer=lambda: what_to_say_of_the_institution(load),
        options=INSTITUTION,
        level="evaluate",
        hints=(
            "The second view gives status and deadline.",
            "The time is not over. Which sentence says what was found, and how likely the rest is?",
        ),
        solution="The answer is {answer} It keeps what was found apart from what is expected.",
        mistakes=(
            Mistake(lambda: "c", "The deadline is still ahead. Not yet is another thing than never."),
            Mistake(lambda: "d", "A probability says something, and it can be scored later: see notebook 16."),
        ),
    ),
    Choice(
        id="18-6",
        prompt="Which sentence on trade belongs in the brief?",
        answer=lambda: what_to_say_on_trade(load),
        options=ON_TRADE,
        level="evaluate",
        hints=(
            "Compare the shares of 2021 and 2024 in step three.",
            "A good sentence names the series and what it leaves out.",
        ),
        solution="The answer is {answer} It holds the direction, the source and the gap.",
        mistakes=(
            Mistake(lambda: "b", "Compare the two years once more: the later share is the higher one."),
            Mistake(lambda: "a", "Trade is not the whole economy, and not all trade is recorded."),
        ),
    ),
    Choice(
        id="18-7",
        prompt="You draft the advice for the example. Which draft shows its grounds, its step and its limit?",
        answer=lambda: advice_with_its_step(load),
        options=ADVICE,
        level="create",
        hints=(
            "Look for three things: the fact, the belief that leads to the advice, and what would change it.",
            "B-3-16 is testable, not decided. Does the draft allow for that?",
        ),
        solution="The answer is {answer} It can be checked, and it says when to change course.",
        mistakes=(
            Mistake(
                lambda: "a", "The ground is there. Which belief leads from it to the advice, and what if it fails?"
            ),
            Mistake(lambda: "d", "Whoever decides must decide anyway. Say how sure you are, and advise."),
        ),
    ),
]

REFLECTION = """Choose your question and your addressee, and write about 150 words.
Say who decides, by when, and between which options.
Name the claim that your advice rests on most, with its verdict.
Write down the hidden step from that claim to the advice.
Say which finding would make you change the advice, and where you would look for it.
Keep this text: it is the plan of your brief."""
