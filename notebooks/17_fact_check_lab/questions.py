"""Questions of notebook 17: how a claim is misread, what a record can test, and how far two readers agree."""

from typing import Any

import pandas as pd

from workbook import measures
from workbook.catalog import load
from workbook.checking import Choice, Loader, Mistake, Names, Number, Question
from workbook.checking.lookup import day_at, number_at, text_at

CANDIDATES = ("S-1-03", "S-2.3-09", "S-3.1-29", "S-3.1-31", "S-AB-05", "B-2-11", "B-2-13", "B-4-20")

ORDERS = {
    "a": "Both successes came after the summit, so the order of events supports the inference.",
    "b": "The missile came before the summit and the satellite after: the order speaks against the first half only.",
    "c": "Both came before the summit, so the summit cannot have helped with either.",
    "d": "The order refutes any Russian help, at any time.",
}

FOLLOWS = {
    "a": "It is wrong, because the share of China rose after 2021 and did not fall.",
    "b": "It is ok, because Russian pay and oil, which nobody records, made up for the rise.",
    "c": "It is imprecise, because the text gives neither the year nor the share.",
    "d": "It is not refuted: the share tests whether dependence fell, and the text says only that it can.",
}

REWRITTEN = {
    "a": "In November 2023 North Korea placed its first reconnaissance satellite in orbit, its third satellite in all.",
    "b": "In November 2023 North Korea placed its first satellite in orbit, which it owed to help from Russia.",
    "c": "In November 2023 North Korea placed its second satellite in orbit, seven years after that of 2016.",
    "d": "In February 2024 North Korea placed its first reconnaissance satellite in orbit, after two that failed.",
}


def event(load: Loader, name: str) -> pd.Timestamp:
    """On which day was the event ``name``?"""
    return day_at(load("events").set_index("event_id"), name, "date")


def marked(load: Loader, verdict: str) -> pd.DataFrame:
    """Which claims carry ``verdict``?"""
    ledger = load("claims").dropna(subset="verdict")
    return ledger[ledger["verdict"].str.split(";").map(lambda words: verdict in words)]


def recoded(load: Loader) -> pd.DataFrame:
    """Which claims were recoded, with the first verdict and the present one?"""
    return load("ledger_changes").merge(load("claims")[["claim_id", "verdict"]], on="claim_id")


def with_main_fault(load: Loader, fault: str) -> frozenset[str]:
    """In which of the candidates was ``fault`` the main fault of our first wording?"""
    rows = load("ledger_changes").dropna(subset="fault")
    main = rows.loc[rows["fault"].str.partition(";")[0] == fault, "claim_id"]
    return frozenset(CANDIDATES) & frozenset(main)


def once_doubted(load: Loader) -> int:
    """How many of the recoded claims had been called wrong or imprecise?"""
    return int(recoded(load)["verdict_before"].str.contains("wrong|imprecise", na=False).sum())


def cleared(load: Loader, faithful: str | None = None) -> int:
    """How many of them are ok now (of those whose first wording was ``faithful``, yes or no)?"""
    rows = recoded(load)
    rows = rows[rows["verdict_before"].str.contains("wrong|imprecise", na=False)]
    rows = rows[rows["verdict"].str.split(";").map(lambda words: "ok" in words)]
    return len(rows) if faithful is None else int((rows["faithful"] == faithful).sum())


def share_of_yes(load: Loader, reading: str) -> float:
    """For which share of the claims did ``reading`` say that our wording was faithful?"""
    readings = load("ledger_readings")
    return float((readings.loc[readings["reading"] == reading, "faithful"] == "yes").mean())


def agreement_by_chance(load: Loader) -> int:
    """How often would the two readings agree on faithful by chance alone, in whole percent?"""
    a, b = share_of_yes(load, "a"), share_of_yes(load, "b")
    return round((a * b + (1 - a) * (1 - b)) * 100)


def observed_agreement(load: Loader) -> float:
    """How often do they agree on it, in percent?"""
    found = measures.agreement_of_readings(load("ledger_readings")).set_index("column")
    return number_at(found, "faithful", "agree") * 100


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
    return "a" if len(orbits(load)) == 3 and (last.year, last.month) == (2023, 11) else "c"


def share(load: Loader, year: int) -> float:
    """What is China's share of recorded trade in ``year``, in percent?"""
    return number_at(measures.trade_share(load("trade"), "CHN").set_index("year"), year, "share") * 100


def what_the_share_shows(load: Loader) -> str:
    """What follows from the share for S-3.1-29, by its verdict?"""
    letters = {"wrong": "a", "ok": "b", "imprecise": "c", "testable": "d"}
    verdicts = text_at(load("claims").set_index("claim_id"), "S-3.1-29", "verdict").split(";")
    return next(letters[word] for word in verdicts if word in letters)


QUESTIONS: list[Question] = [
    Names(
        id="17-1",
        prompt="""In which of these claims was *modality* the main fault of our first wording: a can, a could or a risk that we had made surer?
S-1-03, S-2.3-09, S-3.1-29, S-3.1-31, S-AB-05, B-2-11, B-2-13, B-4-20""",
        answer=lambda: with_main_fault(load, "modality"),
        allowed=CANDIDATES,
        level="understand",
        hints=(
            "Read the decisive words of each: wb.claims with its id. Which of them say that something can be?",
            "wb.claims(changed=True) has our first wording and the fault, the main one first.",
        ),
        solution="{answer}. In the others we had changed how much, of what, since when, whose view, or cause and effect.",
        mistakes=(
            Mistake(
                lambda: with_main_fault(load, "modality") | {"S-1-03"},
                "Nearly. In S-1-03 the words “were among the moments” say how much, and not how surely.",
            ),
            Mistake(
                lambda: with_main_fault(load, "modality") | {"S-3.1-31"},
                "Nearly. In S-3.1-31 the word “By” says until when, which is its scope.",
            ),
            Mistake(
                lambda: with_main_fault(load, "modality") - {"B-2-13"},
                "Those are right. One more says that a risk grows, and we had it as something that could happen.",
            ),
        ),
    ),
    Number(
        id="17-2",
        prompt="How many of the recoded claims that the first release had called wrong or imprecise are now ok?",
        answer=lambda: cleared(load),
        unit="claims",
        level="apply",
        hints=(
            "wb.claims(changed=True) has the columns verdict_before and verdict.",
            "A list of verdicts can hold ok beside another word: count it too.",
        ),
        solution="{answer}. The record had never spoken against the words of the author, only against ours or beyond them.",
        mistakes=(
            Mistake(
                lambda: once_doubted(load),
                "So many had been called wrong or imprecise. Now keep those with ok in the present verdict.",
            ),
            Mistake(
                lambda: cleared(load, "no"),
                "These are ok now and had been paraphrased unfaithfully. In others our words were right and the verdict "
                "was too hard: count both.",
            ),
        ),
    ),
    Number(
        id="17-3",
        prompt="""In S-3.1-18 Salát names North Korea “together with” Russia and Syria.
How many days after Syria did North Korea recognise Donetsk and Luhansk?""",
        answer=lambda: days_between(load, "E148", "E149"),
        unit="days",
        level="apply",
        hints=(
            "The table of the recognitions has the three dates.",
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
        prompt="""In S-3.1-08 Salát writes of “four further personal meetings within a year”.
How many further meetings of Kim and Xi began within twelve months of the first?""",
        answer=lambda: further_within_a_year(load),
        unit="meetings",
        level="apply",
        hints=(
            "The table of the summits lists the first five meetings by their first day.",
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
        prompt="""In B-1-08 Bogusz calls a transfer “likely”, since a missile and a satellite followed.
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
            Mistake(
                lambda: "a", "That would follow from the dates of the paper. Check the missile in the list of launches."
            ),
            Mistake(
                lambda: "d", "Help may also come before or without a summit. The order speaks of this summit only."
            ),
        ),
    ),
    Choice(
        id="17-6",
        prompt="""China's share of recorded trade rose after 2021.
What follows for the sentence “can reduce its dependence on China” (S-3.1-29)?""",
        answer=lambda: what_the_share_shows(load),
        options=FOLLOWS,
        level="evaluate",
        hints=(
            "Which word of the sentence says how sure the author is that it happens?",
            "Ask of each option: would it be fair to somebody who wrote only what may become possible?",
        ),
        solution="The answer is {answer} A claim that it has fallen would fail this test.",
        mistakes=(
            Mistake(lambda: "a", "That is what the first release did. Read the first word of the quotation again."),
            Mistake(lambda: "b", "Nobody knows how much was paid. What is not recorded can bear out nothing."),
            Mistake(lambda: "c", "Only what the text states can be inexact. A year and a share are not stated."),
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
            Mistake(lambda: "c", "The month is right. Count the orbits in the list of launches once more."),
            Mistake(lambda: "d", "The list of launches has no orbit in that month."),
        ),
    ),
    Number(
        id="17-8",
        prompt="""The two readings agree in 79 percent on whether our wording was faithful.
How many percent would agree by chance, rounded to a whole number, if each had said yes and no as often as it did, but at random?""",
        answer=lambda: agreement_by_chance(load),
        unit="percent",
        tolerance=1.0,
        level="analyse",
        hints=(
            "The last table of “Under the hood” gives how often each reading said yes and no, of 310.",
            "Both say yes by chance in share of a times share of b. Add the same for no.",
        ),
        solution="About {answer}. Kappa counts from there: of the rest, up to 100 percent, they reach a little more than half.",
        mistakes=(
            Mistake(
                lambda: observed_agreement(load),
                "That is how often they do agree. The question asks what chance gives.",
            ),
            Mistake(
                lambda: share_of_yes(load, "a") * share_of_yes(load, "b") * 100,
                "That is the chance that both say yes. They also agree where both say no.",
            ),
        ),
    ),
]

REFLECTION = """Choose one claim on which the two readings part, and write about 150 words.
Quote the author's decisive words, and say what they do not say.
Say whether our first wording was faithful, and if not, which fault it had.
Name the record that could test the claim as written, who made its source, and what interest that maker has.
Give your verdict, and the one piece of evidence that would change it.
If you differ from the ledger, say why: your teacher may prefer your reading."""

WORKS = ("tass-2022-07-13", "reuters-2022-07-13")
