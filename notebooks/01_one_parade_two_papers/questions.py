"""Questions of notebook 01: who wrote when, what the two analyses share, and what they rest on."""

import pandas as pd

from workbook.catalog import load
from workbook.checking import Choice, Loader, Mistake, Names, Number, Question
from workbook.checking.lookup import day_at

PAIRS = {
    "a": ("S-2.3-10", "B-1-16"),
    "b": ("S-2.1-01", "B-0-03"),
    "c": ("S-2.2-07", "B-3-04"),
    "d": ("S-3.1-18", "B-1-01"),
}

AGREEMENT = {
    "a": "how much North Korea's help weighs in the war (S-2.3-10, B-1-16)",
    "b": "what Pyongyang's leadership wants above all (S-2.1-01, B-0-03)",
    "c": "who counts as an ally of China (S-2.2-07, B-3-04)",
    "d": "in which month North Korea recognised Donetsk and Luhansk (S-3.1-18, B-1-01)",
}

SUMMARY = ("S-ES-01", "S-ES-05", "S-ES-09", "S-ES-11", "S-ES-13")

LANGUAGES = {
    "a": "What it says about Beijing, Moscow and Pyongyang is mistaken.",
    "b": "It hears the three capitals at second hand: check what it says about their motives with special care.",
    "c": "Language does not matter, because a fact is a fact in any language.",
    "d": "bogusz2024 is the safer source, because it cites fewer works.",
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


def pair_without_conflict(load: Loader) -> str:
    """Which letter's two claims are not marked as a conflict?"""
    ledger = load("claims").set_index("claim_id")
    clash = ledger["verdict"].fillna("").str.contains("conflict")
    return next(letter for letter, pair in PAIRS.items() if not clash[list(pair)].any())


def summary_claims(load: Loader) -> pd.DataFrame:
    """Which rows of the ledger are the claims of the Executive Summary?"""
    ledger = load("claims")
    return ledger[ledger["section"] == "S-ES"]


def summary_claims_restated(load: Loader) -> int:
    """How many of them does the body make again, by their verdict?"""
    return int(summary_claims(load)["verdict"].fillna("").str.split(";").map(lambda words: "restates" in words).sum())


def summary_firmer_than_body(load: Loader) -> frozenset[str]:
    """Which claims of the summary are put more firmly there than in the body, by the verdict notes?"""
    ledger = load("claims").dropna(subset="verdict_note")
    remarks = ledger[ledger["verdict_note"].str.contains("stated as fact here|Weaker modal", regex=True)]
    named = set(remarks["claim_id"]) | {claim for cell in remarks["related"].dropna() for claim in cell.split(";")}
    return frozenset(named & set(SUMMARY))


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
        prompt="""bogusz2024 was published on 3 December 2024.
How many days later did the Beijing parade take place?""",
        answer=lambda: days_to_the_parade(load),
        hints=(
            "The date of the parade stands in the argument, in the timeline and in the dataset events.",
            "From 3 December 2024 to 3 September 2025 it is nine months. Add up their days; February 2025 has 28.",
        ),
        solution="From 3 December 2024 to 3 September 2025 it is {answer} days. So bogusz2024 cannot speak of the parade.",
        unit="days",
        tolerance=1,
        mistakes=(
            Mistake(
                lambda: days_to_the_parade(load, "S00"),
                "That is the time from the parade to salat2025. The question asks for bogusz2024.",
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
        answer=lambda: pair_without_conflict(load),
        options=AGREEMENT,
        hints=(
            'Open both claims of a pair: wb.claims("S-2.3-10"), then wb.claims("B-1-16").',
            "Three of the pairs have the word conflict among their verdicts. Look for the one that has not.",
        ),
        solution="Both give it first place: {answer}. The claims of the other three pairs carry the verdict conflict.",
        mistakes=(
            Mistake(
                lambda: "c",
                "salat2025 counts treaties and finds one ally. bogusz2024 counts what partners do and finds two.",
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
        prompt="""The Executive Summary of salat2025 makes 13 claims.
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
Which of these five claims of the summary are put more firmly there than in the body of salat2025?
Choose from S-ES-01, S-ES-05, S-ES-09, S-ES-11 and S-ES-13.""",
        answer=lambda: summary_firmer_than_body(load),
        allowed=SUMMARY,
        hints=(
            "Look for words of likelihood. Compare each claim of the summary with the claims that its verdict note names.",
            'There are two. Open wb.claims("S-3.1-24") and wb.claims("S-4-18") and see which claims their notes name.',
        ),
        solution="""The answer is {answer}.
S-ES-09 states Russian technical help as a fact; the body calls it likely (S-3.1-24).
S-ES-13 says that the network might readily harden; the body finds it thinkable (S-4-18).""",
    ),
    Choice(
        id="01-5",
        level="evaluate",
        prompt="""The dataset works lists what salat2025 cites, with the language of each work.
None of these works is in Chinese, Russian or Korean.
Which conclusion about salat2025 is sound?""",
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
                "Fewer notes leave a reader with less to check. Look at how many claims of bogusz2024 cite a source at all.",
            ),
        ),
    ),
]

REFLECTION = """Draft a label of at most five words for China, Russia and North Korea together, and defend it in about 150 words.
Say what it puts in front and what it leaves out.
Name two claims of the ledger that speak for it and one that speaks against it.
Then test it: would a diplomat of each of the three states accept it, and would one of the United States, Japan or South Korea?"""
