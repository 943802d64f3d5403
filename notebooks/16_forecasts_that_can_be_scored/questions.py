"""Questions of notebook 16: deadlines, silence, base rates, Brier scores, and a forecast that could be wrong."""

from typing import Any

import pandas as pd

from workbook import measures
from workbook.catalog import load
from workbook.checking import Choice, Loader, Mistake, Number, Question
from workbook.checking.lookup import number_at

SILENCE = {"a": "F-S1", "b": "F-S5", "c": "F-B10", "d": "F-B5"}

REWRITES = {
    "a": "Sooner or later China will lose patience with North Korea.",
    "b": "China will probably show by the end of 2028 that it is displeased with North Korea.",
    "c": "If North Korea tests a nuclear device by the end of 2027, Chinese customs will show trade down by more than "
    "half in the next six months, compared with the same months of the year before.",
    "d": "There is a 60 percent chance that North Korea's independence exceeds what China can accept.",
}


def forecasts(load: Loader, analysis: str | None = None) -> pd.DataFrame:
    """The forecasts of the dataset, of one analysis or of both."""
    table = load("forecasts")
    return table if analysis is None else table[table["analysis"] == analysis]


def without_deadline(load: Loader, analysis: str | None = None) -> int:
    """How many forecasts have no deadline?"""
    return int(forecasts(load, analysis)["deadline"].isna().sum())


def with_deadline(load: Loader) -> int:
    """How many forecasts have a deadline?"""
    return int(forecasts(load)["deadline"].notna().sum())


def silence_counts_for(load: Loader) -> str:
    """Which letter names the forecast of no change?"""
    expects = forecasts(load).set_index("forecast_id")["expects"]
    return next(letter for letter, name in SILENCE.items() if expects[name] == "no change")


def outcomes(load: Loader) -> pd.DataFrame:
    """What happened in which year, record by record."""
    return measures.yearly_outcomes({name: load(name) for name in measures.RECORD_TABLES}, forecasts(load))


def base(load: Loader, forecast: str, window: int = 10) -> float:
    """The base rate of ``forecast`` in percent, from the last ``window`` years."""
    rates = measures.resolve(forecasts(load), outcomes(load), forecasts(load)["as_of"].max(), window).set_index(
        "forecast_id"
    )
    return number_at(rates, forecast, "base_rate") * 100


def sanctions(load: Loader) -> "pd.Series[Any]":
    """In which of the last ten known years was there a sanctions text with a Russian yes (1) or not (0)?"""
    table = outcomes(load)
    return table.loc[table["record"] == "sanctions", "happened"].iloc[-10:]


def sanctions_in_a_year(load: Loader, window: int = 10) -> float:
    """The base rate of such a text in one year, in percent."""
    return round(measures.base_rate(sanctions(load), window) * 100, 1)


def practice(load: Loader) -> pd.DataFrame:
    """The practice questions with their base rates and outcomes."""
    return measures.practice_questions(outcomes(load))


def parts(load: Loader) -> "pd.Series[Any]":
    """What the Brier score of the base rate is made of."""
    questions = practice(load)
    return measures.murphy_decomposition(questions["base_rate"], questions["happened"])


def always(load: Loader, probability: float) -> float:
    """The Brier score of one ``probability`` for all practice questions."""
    happened = practice(load)["happened"]
    return round(measures.brier_score([probability] * len(happened), happened), 3)


def share_that_happened(load: Loader) -> float:
    """The share of the practice questions that came true."""
    return float(practice(load)["happened"].mean())


def rewrite_that_can_fail(load: Loader) -> str:
    """Which rewrite has a step, a measure and a deadline, which F-B9 lacks in the data?"""
    lacks = forecasts(load).set_index("forecast_id")["deadline"].isna()["F-B9"]
    return "c" if lacks else "b"


QUESTIONS: list[Question] = [
    Number(
        id="16-1",
        prompt="How many forecasts in the dataset forecasts have no deadline, and so cannot be scored?",
        answer=lambda: without_deadline(load),
        hints=(
            "In the two tables of the argument the last column says “none”. Count only the rows that name a forecast.",
            'By code: wb.load("forecasts")["deadline"].isna().sum()',
        ),
        solution="There are {answer}: F-S6, F-S8, F-B6 and F-B9. Two stand in each analysis.",
        unit="forecasts",
        mistakes=(
            Mistake(
                lambda: with_deadline(load),
                "These are the forecasts that have a deadline. The question asks for the others.",
            ),
            Mistake(
                lambda: without_deadline(load, "salat2025"),
                "That is one analysis alone. Add those of the other.",
            ),
        ),
        level="remember",
    ),
    Choice(
        id="16-2",
        prompt="""Suppose that until each deadline nothing at all is found in the sources.
Which one of these forecasts is then fulfilled?""",
        answer=lambda: silence_counts_for(load),
        options=SILENCE,
        hints=(
            "Silence counts for a forecast that expects no change.",
            'Look at the column expects: wb.load("forecasts")[["forecast_id", "statement", "expects"]].',
        ),
        solution="""The answer is {answer}: it says that no deal comes about.
The other three expect something new, so silence counts against them.""",
        mistakes=(
            Mistake(lambda: "a", "F-S1 says that an institution of three comes about. With no sign of it, it fails."),
            Mistake(
                lambda: "b",
                "F-S5 says that 2027 brings more missiles than the years before. With no launches it fails.",
            ),
        ),
        level="understand",
    ),
    Number(
        id="16-3",
        prompt="""From 2016 to 2025 there were two years with a sanctions text on North Korea and a Russian yes.
What base rate for one year does Laplace's rule give?
The rule is (n + 1) / (N + 2), with n years in which it happened out of N. Give percent.""",
        answer=lambda: sanctions_in_a_year(load),
        hints=(
            "Here n is 2 and N is 10.",
            "(2 + 1) / (10 + 2), as a percentage.",
        ),
        solution="""3 / 12 = {answer}.
For no such text in two years: 9/12 × 10/13, a little over one half.
The first quiet year joins the record before the second is judged, so it is not 9/12 twice.""",
        unit="percent",
        tolerance=0.5,
        mistakes=(
            Mistake(
                lambda: round(float(sanctions(load).mean()) * 100, 1),
                "That is the plain share n / N. Laplace's rule adds one case of each kind.",
            ),
            Mistake(
                lambda: 100 - sanctions_in_a_year(load),
                "That is the chance that it does not happen. The question asks how likely it is to happen.",
            ),
        ),
        level="apply",
    ),
    Number(
        id="16-4",
        prompt="""Nine of the 30 practice questions came true.
Somebody gives 30 percent to every one of them.
What is the Brier score? Give three decimals.""",
        answer=lambda: always(load, share_that_happened(load)),
        hints=(
            "Nine times the distance is 0.7, and 21 times it is 0.3. Square each distance.",
            "(9 × 0.49 + 21 × 0.09) / 30",
        ),
        solution="""(9 × 0.49 + 21 × 0.09) / 30 = {answer}.
This forecaster is well calibrated and tells nothing apart.
So the score is the third part of the decomposition: what lies in the questions themselves.""",
        unit="points of the Brier score",
        tolerance=0.002,
        mistakes=(
            Mistake(lambda: always(load, 0.5), "That is the score of always saying one half. Here it is 30 percent."),
            Mistake(
                lambda: round(parts(load)["brier"], 3),
                "That is the score of the base rate, which gives each question a probability of its own.",
            ),
        ),
        level="analyse",
    ),
    Number(
        id="16-5",
        prompt="""S-3.1-33 calls it clear that there will be no Russian yes to new sanctions (F-S3).
Use five past years in place of ten for the base rate of F-S3.
How many percentage points higher is it than with ten? One decimal is enough.""",
        answer=lambda: round(base(load, "F-S3", 5) - base(load, "F-S3"), 1),
        hints=(
            "Change window in the cell with the base rates to 5, and compare the two lines of F-S3.",
            "With five years n is 0 and N is 5. No such text in two years: 6/7 × 7/8. With ten: 9/12 × 10/13.",
        ),
        solution="75.0 − 57.7 is about {answer} points. A choice of years moves the start by more than most arguments.",
        unit="percentage points",
        tolerance=1,
        mistakes=(
            Mistake(
                lambda: round(base(load, "F-S3", 5), 1),
                "That is the new base rate. The question asks for the difference.",
            ),
            Mistake(
                lambda: round(sanctions_in_a_year(load, 10) - sanctions_in_a_year(load, 5), 1),
                "That is the difference for one year. F-S3 runs over two whole years.",
            ),
        ),
        level="analyse",
    ),
    Choice(
        id="16-6",
        prompt="""B-5-04 says that China's leaders will probably tolerate North Korea's autonomy only to a degree.
Which rewriting could turn out wrong, and could be scored?""",
        answer=lambda: rewrite_that_can_fail(load),
        options=REWRITES,
        hints=(
            "Look for the four things: indicator, threshold, deadline, rule.",
            "Two options have no deadline. One has a deadline and no measure.",
        ),
        solution="""The answer is {answer}
It names the step, the figure, the threshold and the time.
If there is no nuclear test, it is void: say so beforehand.
It is narrower than B-5-04, and that is the price of a test.""",
        mistakes=(
            Mistake(lambda: "b", "There is a deadline. But how would two readers agree on what displeasure is?"),
            Mistake(
                lambda: "d", "A number alone does not help. What would show that the limit was exceeded, and when?"
            ),
        ),
        level="create",
    ),
]

REFLECTION = """Write one forecast of your own on the three states, in about 150 words.
Give it an indicator, a threshold, a deadline and a rule.
Start from a base rate, and name the cases that you count.
Then give your probability, and one reason for leaving the base rate.
Say which event within the next six months would make you change the number, and by how much."""
