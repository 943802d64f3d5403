"""Questions of notebook 10: ten times yes, a joint veto, China's votes against on Ukraine, and a claim that is half right."""

from typing import Any

import pandas as pd

from workbook import measures
from workbook.catalog import load
from workbook.checking import Choice, Loader, Mistake, Names, Number, Question
from workbook.checking.lookup import day_at

IN_MAY = {
    "a": "It abstained, as it had done on Ukraine in February.",
    "b": "It voted no, which stopped nothing, because too few states were in favour.",
    "c": "It voted no, and as the text had enough yes votes this was a veto.",
    "d": "It did not take part in the vote.",
}

GRADES = {
    "a": "True: since 2006 no sanctions on North Korea have passed.",
    "b": "Half right: new measures have been stopped, by China as well; the old ones remain, and their panel has ended.",
    "c": "Wrong: Russia has never stopped a text on North Korea.",
    "d": "Half right: Russia stopped new measures alone, while China voted for them.",
}

TEXTS = ("S/2022/155", "S/2022/231", "S/2022/431", "S/2022/720", "S/2023/212", "S/2024/255", "S/RES/2774 (2025)")


def council(load: Loader, vote_id: str) -> "pd.Series[Any]":
    """Which row of the Council's votes is this?"""
    return load("unsc_votes").set_index("vote_id").loc[[vote_id]].iloc[0]


def resolutions(load: Loader) -> pd.DataFrame:
    """Which sanctions resolutions on North Korea did the Council adopt?"""
    votes = load("unsc_votes")
    return votes[(votes["category"] == "sanctions") & (votes["outcome"] == "adopted")]


def sanctions_yes(load: Loader, state: str = "CHN") -> int:
    """For how many of them did ``state`` vote?"""
    return int((resolutions(load)[f"vote_{state}"] == "yes").sum())


def korea_yes(load: Loader, state: str = "CHN", first: int = 2006, last: int = 2017) -> int:
    """For how many texts on Korea, sanctions or not, did ``state`` vote in these years?"""
    votes = load("unsc_votes")
    shown = votes["date"].dt.year.between(first, last) & (votes["subject"] == "Korea")
    return int((shown & (votes[f"vote_{state}"] == "yes")).sum())


def divided_texts(load: Loader) -> frozenset[str]:
    """On which of the texts of the question did China and Russia vote differently?"""
    votes, compared = load("unsc_votes"), measures.voted_alike(load("unsc_votes"))
    apart = votes[votes["vote_id"].isin(compared.loc[~compared["alike"], "vote_id"])]
    return frozenset(set(apart["symbol"].dropna()) & set(TEXTS))


def vetoed_texts(load: Loader) -> frozenset[str]:
    """Which of the texts of the question were vetoed?"""
    votes = load("unsc_votes")
    return frozenset(set(votes.loc[votes["outcome"] == "vetoed", "symbol"]) & set(TEXTS))


def what_china_did_in_may(load: Loader) -> str:
    """Which letter says what China did on 26 May 2022?"""
    row = council(load, "V41")
    if row["vote_CHN"] != "no":
        return "a" if row["vote_CHN"] == "abstain" else "d"
    return "c" if "CHN" in row["vetoed_by"].split(";") else "b"


def grade_of_b_1_18(load: Loader) -> str:
    """Which grade does the record support? It looks at old texts, new texts and at China's part."""
    return "b" if len(resolutions(load)) and "CHN" in council(load, "V41")["vetoed_by"].split(";") else "d"


def on_ukraine(load: Loader, rights: bool = True, first: int = 2022) -> pd.DataFrame:
    """Which recorded votes of the Assembly on Ukraine are there since ``first``, with or without human rights?"""
    votes = load("unga_votes")
    families = votes["series"].str.startswith("Ukraine")
    if not rights:
        families &= votes["series"] != "Ukraine human rights"
    chosen: pd.DataFrame = votes[families & (votes["date"].dt.year >= first)]
    return chosen


def china_abstained(load: Loader, rights: bool = True, first: int = 2022) -> float:
    """On how many percent of these texts did China abstain?"""
    return round(float((on_ukraine(load, rights, first)["vote_CHN"] == "abstain").mean()) * 100, 1)


def event(load: Loader, event_id: str) -> pd.Timestamp:
    """On which day was this event?"""
    return day_at(load("events").set_index("event_id"), event_id, "date")


def days_to_recognition(load: Loader, since: str) -> int:
    """How many days after the event ``since`` did North Korea recognise the two entities?"""
    return (event(load, "E149") - event(load, since)).days


REFLECTION = """Write about 150 words for a delegation that wants to bring a new draft on North Korea to the Council.
Which one change of the draft might move China from a veto to an abstention, and what would it cost?
Use the votes of May 2022 and March 2024, and name the claim that your advice rests on.
Say what the votes cannot tell you about Beijing's reasons."""

QUESTIONS: list[Question] = [
    Number(
        id="10-1",
        prompt="For how many sanctions resolutions on North Korea did China vote, from 2006 to 2017?",
        answer=lambda: sanctions_yes(load),
        hints=(
            "The first table under the hood lists them.",
            "Count only the category sanctions. Texts on the Panel of Experts are another category.",
        ),
        solution="China voted for {answer}, and so did Russia. All were unanimous: S-3.2-02 holds.",
        unit="resolutions",
        mistakes=(
            Mistake(
                lambda: korea_yes(load),
                "That counts every yes on Korea, the Panel of Experts included. Count sanctions only.",
            ),
            Mistake(
                lambda: sanctions_yes(load) + 1,
                "You may have counted resolution 1695 of July 2006. The dataset has it under missile, not sanctions.",
            ),
        ),
        level="remember",
    ),
    Choice(
        id="10-2",
        prompt="""S-3.2-09 says that China “did not vote in favour” of a US draft in 2022.
What did China do on 26 May 2022?""",
        answer=lambda: what_china_did_in_may(load),
        options=IN_MAY,
        hints=(
            "Look up that day in the table of vetoes under the hood.",
            "Nine yes votes are enough if no permanent member says no. How many were there?",
        ),
        solution="""The answer is {answer}
There were thirteen yes votes. “Did not vote in favour” is true of a veto, and says too little.""",
        mistakes=(
            Mistake(lambda: "a", "China abstained in March 2024, on the Panel of Experts. In May 2022 it did more."),
            Mistake(lambda: "b", "Thirteen states were in favour. That would have been enough."),
        ),
        level="understand",
    ),
    Number(
        id="10-3",
        prompt="""B-1-01 says that North Korea supported Russia “as early as July 2022”, by recognising Donetsk and Luhansk.
How many days after its vote against ES-11/1 did North Korea recognise the two?""",
        answer=lambda: days_to_recognition(load, "E144"),
        hints=(
            "The last table under the hood has both dates.",
            "From 2 March to 2 July it is 122 days. Add the rest.",
        ),
        solution="From 2 March to 13 July 2022 it is {answer} days. The vote was the earlier support.",
        unit="days",
        tolerance=1,
        mistakes=(
            Mistake(
                lambda: days_to_recognition(load, "E228"), "You counted from Russia's own recognition in February."
            ),
            Mistake(
                lambda: days_to_recognition(load, "E148"), "You counted from Syria's recognition at the end of June."
            ),
        ),
        level="apply",
    ),
    Number(
        id="10-4",
        prompt="""Take all texts on Ukraine in the Assembly since 2022 that the dataset holds, human rights included.
On how many percent of them did China abstain?""",
        answer=lambda: china_abstained(load),
        hints=(
            "Use the second view with both subjects on Ukraine: war and human rights.",
            "There are fifteen such texts. Divide China's abstentions by fifteen.",
        ),
        solution="China abstained on 9 of 15, which is {answer}. On the other six it voted no: “mostly” holds, “only” does not.",
        unit="percent",
        tolerance=0.6,
        mistakes=(
            Mistake(lambda: china_abstained(load, rights=False), "You left out the texts on human rights."),
            Mistake(lambda: china_abstained(load, first=2014), "You began in 2014. The question begins in 2022."),
            Mistake(
                lambda: round(100 - china_abstained(load), 1), "That is the share of texts on which China voted no."
            ),
        ),
        level="apply",
    ),
    Names(
        id="10-5",
        prompt="""On which of these texts of the Council did China and Russia vote differently?
Choose from S/2022/155, S/2022/231, S/2022/431, S/2022/720, S/2023/212, S/2024/255 and S/RES/2774 (2025).""",
        answer=lambda: divided_texts(load),
        allowed=TEXTS,
        hints=(
            'In the first view set Subject to Korea, Ukraine and Iran, and open the table. By code: wb.measures.voted_alike(wb.load("unsc_votes")).',
            "There are three. A veto of Russia is not enough: in one case China vetoed too.",
        ),
        solution="The answer is {answer}. Two are on Ukraine, one on the Panel of Experts. China abstained each time.",
        mistakes=(
            Mistake(
                lambda: vetoed_texts(load), "These are all that were vetoed. On one of them China voted as Russia did."
            ),
            Mistake(
                lambda: frozenset(divided_texts(load) - {"S/2024/255"}),
                "These are on Ukraine. One text on Korea divides the two as well.",
            ),
        ),
        level="analyse",
    ),
    Choice(
        id="10-6",
        prompt="B-1-18 says that Moscow “has blocked all sanctions” against North Korea at the United Nations. How do you grade it?",
        answer=lambda: grade_of_b_1_18(load),
        options=GRADES,
        hints=(
            "Ask three things: which sanctions are in force, who stopped new ones, what ended in 2024.",
            "A grade should say what is right and what is left out.",
        ),
        solution="""The answer is {answer}
Resolutions of 2006 to 2017 still bind; the vetoes of 2022 and 2024 are two different acts.""",
        mistakes=(
            Mistake(lambda: "a", "Ten resolutions passed between 2006 and 2017, with Russia's vote."),
            Mistake(lambda: "c", "Look at 26 May 2022 and 28 March 2024."),
            Mistake(lambda: "d", "Who else voted no on 26 May 2022?"),
        ),
        level="evaluate",
    ),
]
