"""Questions of notebook 17: records, dates and verdicts, and what may be concluded from them."""

from typing import Any

import pandas as pd

from workbook.catalog import load
from workbook.checking import Choice, Loader, Mistake, Names, Number, Question
from workbook.checking.lookup import day_at, text_at

CANDIDATES = ("S-3.1-08", "S-3.1-18", "S-3.1-23", "S-3.2-09", "S-3.2-33", "B-1-01", "B-1-08", "B-1-09", "B-1-10")

ORDERS = {
    "a": "Both successes came after the summit, so the order of events supports the inference.",
    "b": "The missile came before the summit and the satellite after: the order speaks against the first half only.",
    "c": "Both came before the summit, so the summit cannot have helped with either.",
    "d": "The order refutes any Russian help, at any time.",
}

REWRITTEN = {
    "a": "In February 2024 North Korea placed its first satellite in orbit.",
    "b": "In November 2023 North Korea placed its first satellite in orbit, thanks to Russia.",
    "c": "In November 2023 North Korea placed its first reconnaissance satellite in orbit, its third satellite in all.",
    "d": "North Korea has never placed a satellite in orbit.",
}

JUDGED = {
    "a": "Wrong: the counts of shells refute it.",
    "b": "Contested: the counts differ and show supply, and what the supply did to the war's result is not observed.",
    "c": "Right: no source confirms any delivery.",
    "d": "Imprecise: only the number in the claim is off.",
}


def event(load: Loader, name: str) -> pd.Timestamp:
    """On which day was the event ``name``?"""
    return day_at(load("events").set_index("event_id"), name, "date")


def marked(load: Loader, verdict: str) -> pd.DataFrame:
    """Which claims carry ``verdict``?"""
    ledger = load("claims").dropna(subset="verdict")
    return ledger[ledger["verdict"].str.split(";").map(lambda words: verdict in words)]


def wrong_candidates(load: Loader) -> frozenset[str]:
    """Which of the candidates does the ledger mark as wrong?"""
    return frozenset(CANDIDATES) & frozenset(marked(load, "wrong")["claim_id"])


def wrong_with_a_row_against(load: Loader) -> int:
    """For how many wrong claims is a row linked that contradicts them?"""
    links = load("claim_evidence").query("relation == 'contradicts'")
    return int(marked(load, "wrong")["claim_id"].isin(links["claim_id"]).sum())


def days_between(load: Loader, first: str, second: str) -> int:
    """How many days lie between two events?"""
    return int((event(load, second) - event(load, first)).days)


def kim_xi(load: Loader) -> "pd.Series[Any]":
    """On which days did the meetings of Xi and Kim begin?"""
    summits = load("summits")
    return summits.loc[summits["participants"] == "Xi Jinping;Kim Jong Un", "date_start"].sort_values()


def further_within_a_year(load: Loader) -> int:
    """How many further meetings began within twelve months of the first?"""
    first = kim_xi(load).iloc[0]
    later = kim_xi(load).iloc[1:]
    return int((later < first.replace(year=first.year + 1)).sum())


def further_until_2019(load: Loader) -> int:
    """How many further meetings were there up to the end of 2019?"""
    return int((kim_xi(load).dt.year <= 2019).sum()) - 1


def first_solid_icbm(load: Loader) -> pd.Timestamp:
    """On which day did the first solid-fuel ICBM fly?"""
    tests = load("missile_tests")
    return pd.Timestamp(tests.loc[(tests["class"] == "ICBM") & (tests["fuel"] == "solid"), "date"].min())


def orbits(load: Loader) -> "pd.Series[Any]":
    """On which days did satellites reach orbit?"""
    tests = load("missile_tests")
    return tests.loc[(tests["class"] == "SLV") & (tests["outcome"] == "success"), "date"].sort_values()


def what_the_order_shows(load: Loader) -> str:
    """Which statement on the order of the two successes and the summit holds?"""
    summit = event(load, "E165")
    missile, satellite = first_solid_icbm(load) > summit, orbits(load).iloc[-1] > summit
    if missile and satellite:
        return "a"
    return "b" if satellite else "c"


def what_passes_the_check(load: Loader) -> str:
    """Which rewriting of B-1-10 agrees with the list of launches?"""
    last = orbits(load).iloc[-1]
    return "c" if len(orbits(load)) == 3 and (last.year, last.month) == (2023, 11) else "a"


def how_s_2_3_10_is_judged(load: Loader) -> str:
    """Which verdict does the ledger give to S-2.3-10?"""
    letters = {"wrong": "a", "contested": "b", "ok": "c", "imprecise": "d"}
    verdicts = text_at(load("claims").set_index("claim_id"), "S-2.3-10", "verdict").split(";")
    return next(letters[word] for word in verdicts if word in letters)


QUESTIONS: list[Question] = [
    Names(
        id="17-1",
        prompt="""Which of these claims does the ledger mark as wrong?
S-3.1-08, S-3.1-18, S-3.1-23, S-3.2-09, S-3.2-33, B-1-01, B-1-08, B-1-09, B-1-10""",
        answer=lambda: wrong_candidates(load),
        allowed=CANDIDATES,
        level="remember",
        hints=(
            "The first cell of the notebook lists all claims with this verdict.",
            "Leave out those that are contested or only imprecise, and the one that is right.",
        ),
        solution="{answer}. S-3.1-23 and B-1-08 are contested, S-3.2-09 is imprecise, and B-1-01 agrees with the record.",
        mistakes=(
            Mistake(
                lambda: wrong_candidates(load) | {"B-1-08"},
                "Nearly. B-1-08 infers something: its proof fails, yet serious sources disagree on the conclusion.",
            ),
            Mistake(
                lambda: {name for name in wrong_candidates(load) if name.startswith("S")},
                "Those are right. Now look at the other analysis too.",
            ),
        ),
    ),
    Number(
        id="17-2",
        prompt="For how many of the claims marked wrong is a row of data linked that contradicts them?",
        answer=lambda: wrong_with_a_row_against(load),
        unit="claims",
        level="understand",
        hints=(
            "The sentence under the first view says how many claims have no linked row.",
            "One case lies before 1945, where our datasets begin.",
        ),
        solution="{answer}. For B-2-03 no dataset reaches back far enough, so the reader must look elsewhere.",
        mistakes=(
            Mistake(
                lambda: len(marked(load, "wrong")),
                "That is the number of wrong claims. For one of them the data hold no row: see case 5.",
            ),
        ),
    ),
    Number(
        id="17-3",
        prompt="""S-3.1-18 joins three recognitions in one act.
How many days after Syria did North Korea recognise Donetsk and Luhansk?""",
        answer=lambda: days_between(load, "E148", "E149"),
        unit="days",
        level="apply",
        hints=(
            "The table of case 1 has the three dates.",
            "Count from the end of June to the day in July.",
        ),
        solution="From 29 June to 13 July 2022 it is {answer} days.",
        mistakes=(
            Mistake(
                lambda: days_between(load, "E228", "E149"),
                "That is the time since Russia's recognition. The question asks for Syria's.",
            ),
        ),
    ),
    Number(
        id="17-4",
        prompt="How many further meetings of Kim and Xi began within twelve months of the first?",
        answer=lambda: further_within_a_year(load),
        unit="meetings",
        level="apply",
        hints=(
            "The table of case 2 lists the first five meetings by their first day.",
            "The first began in March 2018. Which begin before late March 2019?",
        ),
        solution="{answer}: in May 2018, June 2018 and January 2019. The next came in June 2019.",
        mistakes=(
            Mistake(
                lambda: further_until_2019(load),
                "This counts the meeting of June 2019, which lies beyond the twelve months.",
            ),
        ),
    ),
    Choice(
        id="17-5",
        prompt="""B-1-08 infers help from the timing of a missile and a satellite.
What does their order with the summit of September 2023 show?""",
        answer=lambda: what_the_order_shows(load),
        options=ORDERS,
        level="analyse",
        hints=(
            "Place three days on a line: missile, summit, satellite.",
            "That something came first shows what it was not caused by. That it came later shows less.",
        ),
        solution="The answer is {answer} For the satellite the order allows help, and does not prove it.",
        mistakes=(
            Mistake(lambda: "a", "That would follow from the dates of the paper. Check the missile in case 4."),
            Mistake(
                lambda: "d", "Help may also come before or without a summit. The order speaks of this summit only."
            ),
        ),
    ),
    Choice(
        id="17-6",
        prompt="Which verdict on S-2.3-10, that the help hardly matters for the war's result, can you defend best?",
        answer=lambda: how_s_2_3_10_is_judged(load),
        options=JUDGED,
        level="evaluate",
        hints=(
            "Does any row of case 6 measure the result of the war?",
            "Compare who counts, and what is counted: rounds, containers, or an effect.",
        ),
        solution="The ledger gives {answer} A count of shells is evidence on supply; the claim is about effect.",
        mistakes=(
            Mistake(
                lambda: "a", "The counts make it doubtful. They do not show what would have happened without them."
            ),
            Mistake(lambda: "c", "Several states and monitors report deliveries. See the table of case 6."),
        ),
    ),
    Choice(
        id="17-7",
        prompt="Which rewriting of B-1-10 would pass the check?",
        answer=lambda: what_passes_the_check(load),
        options=REWRITTEN,
        level="create",
        hints=(
            "Two things are off in the claim: the date and the word “first”.",
            "A rewriting must not add a cause that the record does not show.",
        ),
        solution="The answer is {answer} It mends the date and the “first”, and adds no cause.",
        mistakes=(
            Mistake(
                lambda: "b", "The month is right. But two satellites came before, and a cause is added without proof."
            ),
            Mistake(lambda: "a", "The list of launches has no orbit in that month. See case 4."),
        ),
    ),
]

REFLECTION = """Choose one claim that the ledger calls imprecise.
Write about 150 words.
Say which record you looked at, who made its source, and what interest that maker has.
Give your verdict, and the one piece of evidence that would change it.
Then rewrite the claim so that it would pass.
If you differ from the ledger, say why: your teacher may prefer your verdict."""

WORKS = ("tass-2022-07-13", "reuters-2022-07-13", "the-hill-2017-12-18", "european-commission-2019-03-12")
