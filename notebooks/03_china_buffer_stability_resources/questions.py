"""Questions of notebook 03: three interests of China, a treaty without a term, and what sanctions did to minerals."""

import pandas as pd

from workbook import measures
from workbook.catalog import load
from workbook.checking import Choice, Loader, Mistake, Number, Question
from workbook.checking.lookup import day_at, number_at, text_at

INTERESTS = {
    "a": "to keep the North between itself and American forces",
    "b": "to keep Korea stable and the regime from falling",
    "c": "to get minerals and trade",
    "d": "to keep its influence over Pyongyang",
}

INTEREST_IDS = {"a": "chn-buffer", "b": "chn-stability", "c": "chn-minerals", "d": "chn-influence"}

TERMS = {
    "a": "It ended when its last term of twenty years ran out.",
    "b": "It binds without a term, until both sides agree to change or end it.",
    "c": "It has been signed and never came into force.",
    "d": "It was replaced when China recognised South Korea.",
}

READINGS_OF_S_2_2_09 = {
    "a": "China only supported: it voted for no sanctions.",
    "b": "China only punished: trade stopped in both directions.",
    "c": "China did both: it voted for sanctions and bought far less, but went on selling.",
    "d": "Nothing can be said, because there are no figures for these years.",
}

CONCLUSIONS = {
    "a": "Neither is shown to weigh more: most acts serve both aims. One needs a case in which they part.",
    "b": "The buffer weighs more: China went to war in 1950, when American troops came near its border.",
    "c": "The regimes weigh more: China trades with both of them and shields both in the Security Council.",
    "d": "The two aims are one and the same, so there is nothing that any record could tell apart.",
}


def china_ranks(load: Loader) -> pd.DataFrame:
    """How do the two analyses rank the interests of China?"""
    interests = load("interests")
    return measures.side_by_side(interests[interests["actor"] == "CHN"]).set_index("interest_id")


def low_interest(load: Loader) -> str:
    """Which of the four options does Salát rank low?"""
    ranks = china_ranks(load)["salat2025"]
    return next(letter for letter, interest in INTEREST_IDS.items() if ranks[interest] == "low")


def treaty(load: Loader, name: str, column: str = "signed") -> pd.Timestamp:
    """What does the row of treaty ``name`` hold in ``column``?"""
    return day_at(load("treaties").set_index("treaty_id"), name, column)


def term_of_1961(load: Loader) -> str:
    """Which option fits the row of the treaty between China and North Korea?"""
    pact = load("treaties").set_index("treaty_id").loc["T10"]
    if pd.isna(pact["in_force"]):
        return "c"
    if pact["status"] == "replaced":
        return "d"
    return "b" if pd.isna(pact["ended"]) else "a"


def defence_texts(load: Loader, standing: bool = False, china: bool = False) -> int:
    """How many texts with a promise of defence are there (that stand, that bind China)?"""
    texts = measures.treaty_spans(load("treaties"))
    texts = texts[texts["kinds"].fillna("").str.split(";").map(lambda kinds: "defence" in kinds)]
    if standing:
        texts = texts[texts["stands"]]
    if china:
        texts = texts[texts["parties"].str.split(";").map(lambda parties: "CHN" in parties)]
    return len(texts)


def with_china(load: Loader, year: int, column: str, series: str = "kotra") -> float:
    """What does the trade with China of ``year`` amount to, in million dollars?"""
    trade = load("trade")
    rows = trade[(trade["partner"] == "CHN") & (trade["series"] == series)].set_index("year")
    return number_at(rows, year, column)


def fall(load: Loader, column: str, first: int = 2016, last: int = 2018) -> float:
    """By how many percent did trade with China fall between two years?"""
    return round(100 - left(load, column, first, last), 1)


def left(load: Loader, column: str, first: int = 2016, last: int = 2018) -> float:
    """How many percent of the trade with China were left?"""
    return round(with_china(load, last, column) / with_china(load, first, column) * 100, 1)


def sanctions(load: Loader) -> pd.DataFrame:
    """Which resolutions with sanctions on North Korea did the Security Council adopt?"""
    votes = load("unsc_votes")
    return votes[(votes["category"] == "sanctions") & (votes["outcome"] == "adopted")]


def reading_of_s_2_2_09(load: Loader) -> str:
    """Which reading fits votes and trade after the tests of 2016 and 2017?"""
    if not (sanctions(load)["vote_CHN"] == "yes").any():
        return "a"
    return "c" if fall(load, "exports_usd_million") > 50 > fall(load, "imports_usd_million") else "b"


def ranking_on_record(load: Loader) -> str:
    """Whose ranking of China's first interest does the record bear out?"""
    points = load("comparisons").set_index("comparison_id")
    return {"salat2025": "b", "bogusz2024": "c"}.get(text_at(points, "E4", "better_supported"), "a")


WORKS = ("S17",)

REFLECTION = """Which act of China would show that the buffer matters more to Beijing than stability, or the reverse?
Write about 150 words.
Name a situation in which the two interests ask for different acts.
Say which dataset of this workbook would hold the trace, and which date you would look at.
Say also what would make you give up your own ranking."""

QUESTIONS: list[Question] = [
    Choice(
        id="03-1",
        level="remember",
        prompt="Which of these interests of China does Salát rank low?",
        options=INTERESTS,
        answer=lambda: low_interest(load),
        hints=(
            "Salát names three interests in order. Which is not the basis of the policy (S-2.2-18)?",
            "Look for the rank “low” in the first view, in the column of salat2025.",
        ),
        solution="The answer is {answer}. S-2.2-17 names it third, and S-2.2-18 limits it to single steps.",
        mistakes=(
            Mistake(lambda: "b", "Stability comes second in Salát, and the authors of this workbook code it high."),
            Mistake(lambda: "d", "Influence over Pyongyang is high in Salát. In Bogusz it ranks lower."),
        ),
    ),
    Choice(
        id="03-2",
        level="understand",
        prompt="Many articles say that the Chinese treaty of 1961 was renewed in 2021. What does the record say of it?",
        options=TERMS,
        answer=lambda: term_of_1961(load),
        hints=(
            "Find the row T10 of the dataset treaties, and read its note.",
            "Article 7 speaks of the end of the treaty. Does it name a number of years?",
        ),
        solution="""The answer is {answer}
A message of greeting on a round anniversary is not a renewal.""",
        mistakes=(
            Mistake(lambda: "a", "That is what a term of twenty years would mean. The text has no such term."),
            Mistake(lambda: "d", "In 1992 China recognised Seoul, and the treaty with Pyongyang stayed as it was."),
        ),
    ),
    Number(
        id="03-3",
        level="apply",
        prompt="""By how many percent did North Korea's sales to China fall from 2016 to 2018?
Use KOTRA's figures.""",
        answer=lambda: fall(load, "exports_usd_million"),
        unit="percent",
        tolerance=0.5,
        hints=(
            "You need exports_usd_million of 2016 and of 2018. The last table under the hood has them.",
            "The fall in percent = (value of 2016 − value of 2018) / value of 2016 × 100.",
        ),
        solution="(2,634 − 195) / 2,634 × 100 = {answer}. The bans on minerals, seafood and textiles lie between.",
        mistakes=(
            Mistake(
                lambda: fall(load, "total_usd_million"),
                "That is the fall of the whole trade with China. The question asks for what the North sold.",
            ),
            Mistake(
                lambda: left(load, "exports_usd_million"),
                "That is what was left in 2018. The fall is the rest up to 100.",
            ),
        ),
    ),
    Number(
        id="03-4",
        level="analyse",
        prompt="S-2.2-07 counts China's allies by treaty. How many texts that still stand bind China to fight for another?",
        answer=lambda: defence_texts(load, standing=True, china=True),
        unit="texts",
        hints=(
            "Count the bars of the second view that involve China and have no end.",
            "The alliance with the Soviet Union ran out in 1980. The treaty of 2001 with Russia has no duty to fight.",
        ),
        solution="{answer}: the treaty of 1961 with North Korea. In this sense S-2.2-07 holds; B-3-04 uses the word ally in a wider one.",
        mistakes=(
            Mistake(
                lambda: defence_texts(load, china=True),
                "You count every such text that China ever signed. One of them has ended.",
            ),
            Mistake(
                lambda: defence_texts(load, standing=True),
                "You count all texts of the view that stand. Most of them do not bind China.",
            ),
        ),
    ),
    Choice(
        id="03-5",
        level="analyse",
        prompt="""S-2.2-09 says that China supports the regime even when it dislikes a test.
Which reading fits votes and trade from 2016 to 2018?""",
        options=READINGS_OF_S_2_2_09,
        answer=lambda: reading_of_s_2_2_09(load),
        hints=(
            "Two tables under the hood belong together: votes, and trade in both directions.",
            "Compare the fall of the exports with the fall of the imports.",
        ),
        solution="The answer is {answer}\nWhether goods were sold to support the regime, the figures do not say.",
        mistakes=(
            Mistake(lambda: "b", "Trade did not stop in both directions: look at the imports of 2018."),
            Mistake(lambda: "a", "Look at China's votes of 2016 and 2017 once more."),
        ),
    ),
    Choice(
        id="03-6",
        level="evaluate",
        prompt="""Salát calls the buffer China's most important interest (S-2.2-01).
For Bogusz the survival of both regimes is “an absolute priority” (B-3-03).
Which conclusion does the record allow?""",
        options=CONCLUSIONS,
        answer=lambda: ranking_on_record(load),
        hints=(
            "Ask of each act (war, treaty, trade, votes): would China have done it under the other ranking too?",
            "`wb.views.compare()` has the point “what comes first for China”. What stands at its right?",
        ),
        solution="The answer is {answer}\nA regime that lasts also keeps the buffer, so most acts serve both aims.",
        mistakes=(
            Mistake(lambda: "b", "The entry of 1950 fits the buffer. Would it not also have saved a friendly regime?"),
            Mistake(lambda: "c", "Trade and votes fit that aim. Would a state that wants a buffer not do the same?"),
            Mistake(
                lambda: "d",
                "They can part: a united Korea without foreign troops would be a buffer without that regime.",
            ),
        ),
    ),
]
