"""Questions of notebook 01: who wrote when, what the two analyses share, and what they rest on."""

import pandas as pd

from workbook.catalog import load
from workbook.checking import Choice, Loader, Mistake, Names, Number, Question
from workbook.checking.lookup import day_at

PAIRS = {
    "a": ("S-3.2-40", "B-2-17"),
    "b": ("S-2.2-07", "B-3-04"),
    "c": ("S-2.1-01", "B-3-21"),
    "d": ("S-3.1-18", "B-1-01"),
}

AGREEMENT = {
    "a": "whether North Korea's leaders can be relied on (S-3.2-40, B-2-17)",
    "b": "who counts as an ally of China (S-2.2-07, B-3-04)",
    "c": "whether the survival of its rule drives Pyongyang (S-2.1-01, B-3-21)",
    "d": "in which month North Korea recognised Donetsk and Luhansk (S-3.1-18, B-1-01)",
}

SUMMARY = ("S-ES-04", "S-ES-06", "S-ES-09", "S-ES-11", "S-ES-13")

LANGUAGES = {
    "a": "What it says about Beijing, Moscow and Pyongyang is mistaken.",
    "b": "It hears the three capitals at second hand: check what it says about their motives with special care.",
    "c": "Language does not matter, because a fact is a fact in any language.",
    "d": "Bogusz is the safer source, because he cites fewer works.",
}


def _published(load: Loader, work: str) -> pd.Timestamp:
    works = load("works").set_index("work_id")
    return day_at(works, work, "date")


def days_to_the_parade(load: Loader, work: str = "B00") -> int:
    """How many days lie between the publication of ``work`` and the parade?"""
    events = load("events")
    parade = pd.Timestamp(events.loc[events["title"] == "Beijing Victory Day parade", "date"].iloc[0])
    return abs((parade - _published(load, work)).days)


def days_between_the_papers(load: Loader) -> int:
    """How many days lie between the two publications?"""
    return (_published(load, "S00") - _published(load, "B00")).days


def pair_that_agrees(load: Loader) -> str:
    """Which letter's two claims belong to a point on which the two analyses agree?"""
    points = load("comparisons")
    agreed = points[points["relation"] == "agree"]
    ours, theirs = (agreed[column].fillna("").str.split(";") for column in ("salat_claims", "bogusz_claims"))
    return next(
        letter
        for letter, (first, second) in PAIRS.items()
        if any(first in left and second in right for left, right in zip(ours, theirs, strict=True))
    )


def summary_claims(load: Loader) -> pd.DataFrame:
    """Which rows of the ledger are the claims of the Executive Summary?"""
    ledger = load("claims")
    return ledger[ledger["section"] == "S-ES"]


def summary_claims_restated(load: Loader) -> int:
    """How many of them does the body make again, by their verdict?"""
    return int(summary_claims(load)["verdict"].fillna("").str.split(";").map(lambda words: "restates" in words).sum())


def summary_firmer_than_body(load: Loader) -> frozenset[str]:
    """Which claims of the summary are put more firmly there than in the body, by their verdict notes?"""
    notes = load("claims").set_index("claim_id")["verdict_note"].fillna("")[list(SUMMARY)]
    return frozenset(notes.index[notes.str.contains("in firmer words|in a stronger modal", regex=True)])


def works_in_the_three_languages(load: Loader) -> int:
    """How many works cited by salat2025 are in Chinese, Russian or Korean?"""
    works = load("works")
    cited = works[works["cited_by"].str.contains("salat2025") & works["note_ref"].notna()]
    return int(cited["language"].isin(["zh", "ru", "ko"]).sum())


def what_the_languages_allow(load: Loader) -> str:
    """Which conclusion stands? If no work is in one of the three languages, the voices come at second hand."""
    return "b" if works_in_the_three_languages(load) == 0 else "c"


QUESTIONS: list[Question] = [
    Number(
        id="01-1",
        level="remember",
        prompt="""Bogusz's text was published on 3 December 2024.
How many days later did the Beijing parade take place?""",
        answer=lambda: days_to_the_parade(load),
        hints=(
            "The date of the parade stands in the argument, in the timeline and in the dataset events.",
            "From 3 December 2024 to 3 September 2025 it is nine months. Add up their days; February 2025 has 28.",
        ),
        solution="From 3 December 2024 to 3 September 2025 it is {answer} days. So Bogusz cannot speak of the parade.",
        unit="days",
        tolerance=1,
        mistakes=(
            Mistake(
                lambda: days_to_the_parade(load, "S00"),
                "That is the time from the parade to Salát's text. The question asks for that of Bogusz.",
            ),
            Mistake(
                lambda: days_between_the_papers(load),
                "That is the time between the two papers. The parade lies between them.",
            ),
        ),
    ),
    Choice(
        id="01-2",
        level="understand",
        prompt="On which of these points do the two analyses agree?",
        answer=lambda: pair_that_agrees(load),
        options=AGREEMENT,
        hints=(
            'Open both claims of a pair: wb.claims("S-3.2-40"), then wb.claims("B-2-17").',
            "In three of the pairs a verdict is conflict. Look for the pair in which both say “see”.",
        ),
        solution="They agree on this: {answer}. In each of the other pairs one claim at least carries the verdict conflict.",
        mistakes=(
            Mistake(
                lambda: "a",
                "For Salát the North is one relatively certain point for China; Bogusz calls its leaders unpredictable.",
            ),
            Mistake(
                lambda: "b",
                "Salát counts military allies and finds one. Bogusz uses the word in a wider sense and finds two.",
            ),
            Mistake(
                lambda: "d",
                "One says June, the other July 2022. The record gives 13 July.",
            ),
        ),
    ),
    Number(
        id="01-3",
        level="apply",
        prompt="""Salát's Executive Summary makes 13 claims.
How many of them carry the verdict restates, because the body makes the same claim again?""",
        answer=lambda: summary_claims_restated(load),
        hints=(
            "The table of the section S-ES under the hood has a column verdict. Count the word restates.",
            'By code: wb.claims(section="S-ES", verdict="restates") gives exactly these rows.',
        ),
        solution='len(wb.claims(section="S-ES", verdict="restates")) gives {answer}. The others need a look of their own.',
        unit="claims",
        mistakes=(
            Mistake(
                lambda: len(summary_claims(load)),
                "That is all claims of the summary. Some of them have another verdict.",
            ),
            Mistake(
                lambda: len(summary_claims(load)) - summary_claims_restated(load),
                "These are the claims that do not carry the verdict. The question asks for the others.",
            ),
        ),
    ),
    Names(
        id="01-4",
        level="analyse",
        prompt="""A summary can sound surer than the text that it sums up.
Which of these five claims of the summary are put more firmly there than anywhere in the body of Salát's text?
Choose from S-ES-04, S-ES-06, S-ES-09, S-ES-11 and S-ES-13.""",
        answer=lambda: summary_firmer_than_body(load),
        allowed=SUMMARY,
        hints=(
            "Compare each claim of the summary with the claims that its verdict note names. Look at the verbs.",
            'There are two. Open wb.claims("S-4-16") and wb.claims("S-4-18") and see what is sought or conceivable there.',
        ),
        solution="""The answer is {answer}.
In S-ES-06 Pyongyang achieves its aims by playing on the rivalry; in the body it seeks to (S-4-16).
By S-ES-13 the network “could easily turn” into institutionalised cooperation; the body has “conceivable” (S-4-18).
S-ES-09 is firmer than S-3.1-24, but the body has it as a fact too (S-3.1-34).""",
        mistakes=(
            Mistake(
                lambda: frozenset({"S-ES-09", "S-ES-13"}),
                "S-ES-13 is one. S-ES-09 is as firm as S-3.1-34. Where else does a verb change?",
            ),
        ),
    ),
    Choice(
        id="01-5",
        level="evaluate",
        prompt="""The dataset works lists what Salát cites, with the language of each work.
None of these works is in Chinese, Russian or Korean.
Which conclusion about his text is sound?""",
        answer=lambda: what_the_languages_allow(load),
        options=LANGUAGES,
        hints=(
            "Ask what a reader of English and Hungarian can know at first hand, and what only through others.",
            "A limit of the sources is a reason to check. It is not yet a proof of an error.",
        ),
        solution="""The answer is {answer}
Official texts exist in English as well, such as the treaty text that the paper cites from KCNA.
But debates inside the three states reach the reader mostly through authors who write for others.""",
        mistakes=(
            Mistake(
                lambda: "a",
                "A narrow base makes errors likelier. Whether there is one, the record of each claim must show.",
            ),
            Mistake(
                lambda: "c",
                "For a date, that is nearly so. How is it with a motive, or with the exact words of a joint statement?",
            ),
            Mistake(
                lambda: "d",
                "Fewer notes leave a reader with less to check. Look at how many claims of Bogusz cite a source at all.",
            ),
        ),
    ),
]

REFLECTION = """Draft a label of at most five words for China, Russia and North Korea together, and defend it in about 150 words.
Say what it puts in front and what it leaves out.
Name two claims of the ledger that speak for it and one that speaks against it.
Then test it: would a diplomat of each of the three states accept it, and would one of the United States, Japan or South Korea?"""
