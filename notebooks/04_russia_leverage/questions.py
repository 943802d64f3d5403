"""Questions of notebook 04: interests that are ascribed, supplies beside needs, and votes as evidence of tolerance."""

import re

import pandas as pd

from workbook import measures
from workbook.catalog import load
from workbook.checking import Choice, Loader, Mistake, Names, Number, Question
from workbook.checking.lookup import number_at, text_at

INTERESTS = (
    "rus-arms-for-war",
    "rus-divert-us",
    "rus-multipolar-order",
    "rus-north-survives",
    "rus-peninsula-stability",
)

TOLERANCE = {
    "a": "They confirm it as a rule: Russia has always blocked what China supported.",
    "b": "They fit it in the one vote where the two part. One vote is weak evidence of a habit.",
    "c": "They refute it: China tolerated more than Russia in the vote where they part.",
    "d": "They cannot speak to it, because China and Russia never voted differently.",
}

EFFECT = {
    "a": "It is refuted: the shells are up to half of what Russia fires, so they decide the war.",
    "b": "It is confirmed: the soldiers are few beside all of Russia's own, so they change nothing.",
    "c": "It is contested: the share of shells speaks against it, and nobody can measure the outcome yet.",
    "d": "It is wrong already: Bogusz calls the support tangible, and both cannot be true at once.",
}


def arms(load: Loader, name: str, column: str = "amount_low") -> float:
    """Which amount does the row ``name`` of arms and troops give?"""
    return number_at(load("arms_and_troops").set_index("row_id"), name, column)


def shares_in_note(load: Loader, name: str) -> list[int]:
    """Which percentages does the note of the row ``name`` give?"""
    return [
        int(percent)
        for percent in re.findall(r"(\d+)%", text_at(load("arms_and_troops").set_index("row_id"), name, "note"))
    ]


def active_forces(load: Loader, actor: str) -> float:
    """How many soldiers do the active forces of ``actor`` have?"""
    table = load("capabilities")
    return float(table[(table["actor"] == actor) & (table["indicator"] == "active_forces")]["value"].iloc[-1])


def total(load: Loader, name: str) -> float:
    """How many persons does the row ``name`` of the totals of forces give?"""
    return number_at(load("force_totals").set_index("total_id"), name, "persons")


def part(load: Loader, whole: float, count: str = "A23") -> float:
    """What percentage of ``whole`` are the North Korean soldiers whom the row ``count`` gives?"""
    return round(arms(load, count) / whole * 100, 1)


def korea_votes(load: Loader) -> pd.DataFrame:
    """Which texts on Korea did the Council vote on since 2006?"""
    votes = load("unsc_votes")
    return votes[(votes["subject"] == "Korea") & (votes["date"] >= "2006") & (votes["yes"].notna())]


def alike(load: Loader) -> tuple[int, int]:
    """On how many of these did China and Russia vote alike, and on how many did both vote?"""
    compared = measures.voted_alike(korea_votes(load))
    return int(compared["alike"].sum()), len(compared)


def alike_with_washington(load: Loader) -> int:
    """On how many of them did China and the United States vote alike? The baseline for China and Russia."""
    return int(measures.voted_alike(korea_votes(load), "CHN", "USA")["alike"].sum())


def contested(load: Loader) -> tuple[int, int]:
    """How many of them were contested, and on how many of these did China and Russia vote alike?"""
    votes = measures.voted_alike(korea_votes(load)).query("contested")
    return len(votes), int(votes["alike"].sum())


def differ(load: Loader) -> int:
    """On how many of these did China and Russia vote differently?"""
    same, both = alike(load)
    return both - same


def not_unanimous(load: Loader) -> int:
    """On how many of these were China, Russia and the United States not of one mind?"""
    return int(measures.stand_apart(measures.cast_votes(korea_votes(load))).groupby(level=0).any().sum())


def interests(load: Loader, match: str) -> frozenset[str]:
    """Which interests of Russia do the two analyses rank in this way: alike, different, silent?"""
    sides = measures.side_by_side(load("interests"))
    return frozenset(sides.loc[(sides["actor"] == "RUS") & (sides["match"] == match), "interest_id"])


def russian_use(load: Loader, share: int | None = None, supply: str = "amount_high") -> float:
    """How many shells a month does Russia use, if the supply of A56 is ``share`` percent of them?"""
    return arms(load, "A56", supply) / (share or shares_in_note(load, "A56")[0]) * 100


def what_the_votes_allow(load: Loader) -> str:
    """Which judgement on S-2.3-13 do the votes allow? It looks at the votes in which China and Russia differ."""
    votes = measures.voted_alike(korea_votes(load))
    apart = load("unsc_votes").set_index("vote_id").loc[votes.loc[~votes["alike"], "vote_id"]]
    if apart.empty:
        return "d"
    lenient = ((apart["vote_RUS"] == "no") & (apart["vote_CHN"] != "no")).all()
    return ("b" if len(apart) < 5 else "a") if lenient else "c"


def what_the_record_says_of_the_effect(load: Loader) -> str:
    """Which judgement on S-2.3-10 does the status of its forecast support?"""
    table = load("forecasts").set_index("forecast_id")
    return {"contested": "c", "refuted": "a", "fulfilled": "b"}[text_at(table, "F-S6", "status")]


QUESTIONS: list[Question] = [
    Names(
        id="04-1",
        prompt="""Which interests of Russia does only one of the two analyses name?
Give their ids, from the column interest_id of the dataset interests.""",
        answer=lambda: interests(load, "silent"),
        hints=(
            "The first table under the hood marks them with the word silent.",
            'By code: wb.measures.side_by_side(wb.load("interests")) and the rows of RUS.',
        ),
        solution="Only Salát names: {answer}. Bogusz writes on China, so his silence proves little.",
        allowed=INTERESTS,
        mistakes=(
            Mistake(
                lambda: interests(load, "alike") | interests(load, "different"),
                "These are the interests that both name. The question asks for the others.",
            ),
            Mistake(
                lambda: interests(load, "different"),
                "This one both name, with another priority.",
            ),
        ),
        level="remember",
    ),
    Number(
        id="04-2",
        prompt="""Since 2006, on how many texts on Korea in the Security Council did China and Russia vote differently?""",
        answer=lambda: differ(load),
        hints=(
            "The sentence under the view gives how many they voted alike on, and of how many.",
            "Subtract the votes alike from the votes that both cast.",
        ),
        solution="{answer}: the veto of 28 March 2024, when China abstained. In all other votes the two were alike.",
        unit="texts",
        mistakes=(
            Mistake(
                lambda: not_unanimous(load),
                "On so many texts the three great powers were not of one mind. China and Russia mostly voted together.",
            ),
            Mistake(
                lambda: alike(load)[0],
                "That is how often they voted alike. The question asks for the other votes.",
            ),
        ),
        level="understand",
    ),
    Number(
        id="04-3",
        prompt="""South Korea counted 11,000 North Korean soldiers in Kursk Oblast in November 2024 (A23).
What percentage is that of the force massed there? The dataset force_totals has it (FT1).""",
        answer=lambda: part(load, total(load, "FT1")),
        hints=(
            "The force of about 50,000 holds the North Koreans already.",
            "11,000 / 50,000 × 100.",
        ),
        solution="""11,000 / 50,000 × 100 = {answer}. Of all Russian active forces the same soldiers are 1.0 percent.
Neither percentage says what they changed: name the total, and say why it fits the question.""",
        unit="percent",
        tolerance=0.05,
        mistakes=(
            Mistake(
                lambda: part(load, active_forces(load, "RUS")),
                "That is their part of all Russian active forces, navy and rocket troops too. The question asks for Kursk.",
            ),
            Mistake(
                lambda: part(load, total(load, "FT1") + arms(load, "A23")),
                "The step is right, but the 50,000 hold the North Koreans already: do not add them once more.",
            ),
            Mistake(
                lambda: part(load, total(load, "FT1"), "A37"),
                "You took all soldiers sent by April 2025. Not all of them stood in Kursk in November 2024.",
            ),
        ),
        level="apply",
    ),
    Number(
        id="04-4",
        prompt="""Row A56 has 200,000 to 260,000 shells a month, and calls this up to half of Russian use.
If the higher figure is exactly one half, how many shells a month does Russia use?""",
        answer=lambda: russian_use(load),
        hints=(
            "If 260,000 is one half, the whole is twice as much.",
            "A lower share gives a higher use: try 40 percent too, and see how far the result moves.",
        ),
        solution="260,000 / 0.5 = {answer} shells. With 40 percent it would be 650,000: the share carries the result.",
        unit="shells a month",
        tolerance=1000,
        mistakes=(
            Mistake(
                lambda: russian_use(load, supply="amount_low"),
                "You used the lower figure of the range. The question asks for the higher one.",
            ),
            Mistake(
                lambda: russian_use(load, shares_in_note(load, "A56")[1]),
                "You used the lower share. The question asks for one half.",
            ),
        ),
        level="analyse",
    ),
    Choice(
        id="04-5",
        prompt="S-2.3-13 holds it likely that Moscow turns a blind eye sooner than Beijing. What do the votes on Korea since 2006 say?",
        answer=lambda: what_the_votes_allow(load),
        options=TOLERANCE,
        hints=(
            "Look for the vote in which the two part: who voted no?",
            "How many votes are there, and in how many do they part?",
        ),
        solution="""The answer is {answer}
Most of the other votes were unanimous, and tell of no state whom it tolerates.
Other evidence could be what each says after a test, and what each delivers.""",
        mistakes=(
            Mistake(lambda: "a", "Look at the votes from 2006 to 2017, and count in how many the two part."),
            Mistake(lambda: "d", "Look at March 2024."),
        ),
        level="analyse",
    ),
    Choice(
        id="04-6",
        prompt="""Salát calls the effect of North Korean help on the outcome of the war “likely to be negligible” (S-2.3-10).
Which judgement does the record support?""",
        answer=lambda: what_the_record_says_of_the_effect(load),
        options=EFFECT,
        hints=(
            "The last table under the hood has the status of the forecast.",
            "Shells and soldiers point different ways. Is either of them the outcome?",
        ),
        solution="""The answer is {answer}
A threshold that one sets before makes such a claim testable.""",
        mistakes=(
            Mistake(lambda: "a", "Many shells are a means. Do they show what the war would be without them?"),
            Mistake(lambda: "b", "All active forces are not those at the front. And what of the shells?"),
            Mistake(
                lambda: "d", "The one speaks of what Moscow receives, the other of how the war ends. Can both hold?"
            ),
        ),
        level="evaluate",
    ),
]

REFLECTION = """Write about 150 words.
Choose a measure of what North Korea is worth to its two patrons: trade, arms, votes, visits, or another one.
By S-2.3-01 the North matters much less to Moscow than to Beijing; by S-2.3-10 its help will probably hardly change the outcome of the war.
Say what your measure tells of the one and of the other, and which finding would make you give up your view.
"""
