"""Questions of notebook 02: what survival asks for, whether tests bring talks, and when aid fell away."""

import pandas as pd

from workbook import measures
from workbook.catalog import load
from workbook.checking import Choice, Loader, Mistake, Names, Number, Question
from workbook.checking.lookup import count_at, day_at, number_at

FACTS = {
    "a": "S-2.1-07: Pyongyang never tried real reform.",
    "b": "S-2.1-13: in law the Korean War has never ended.",
    "c": "S-2.1-19: Kim gave up unification in public at the end of 2023.",
    "d": "S-2.1-28: the weapons programme once won aid.",
}

TALKS = {
    "a": "The more missiles in a year, the more summits in that year.",
    "b": "The year with most summits had no missile, and the year with most missiles had no summit.",
    "c": "Tests cause summits: each wave of tests was followed by one.",
    "d": "Tests and summits were spread evenly over the years.",
}

SINCE_WHEN = {
    "a": "They bear it out: this aid stayed high until the middle of the 2010s.",
    "b": "They cannot decide it: this is humanitarian aid, which had fallen by 2010, and no payment for limits.",
    "c": "They refute it: this aid had fallen by 2010, so no deal of aid for limits was made after that.",
    "d": "They prove that partners saw through the tactic in 2008, because aid fell in that year.",
}


LEAP_DAY = "E267"


def wants(load: Loader) -> pd.DataFrame:
    """How high does each interest of North Korea rank in the two analyses?"""
    interests = load("interests")
    return measures.side_by_side(interests[interests["actor"] == "PRK"])


def named_by_one(load: Loader) -> frozenset[str]:
    """Which interests of North Korea does only one analysis name?"""
    ranks = wants(load)
    return frozenset(ranks.loc[ranks["match"] == "silent", "interest_id"])


def named_by_bogusz_alone(load: Loader) -> frozenset[str]:
    """Which of them does Bogusz alone name?"""
    ranks = wants(load)
    return frozenset(ranks.loc[ranks["salat2025"].isna(), "interest_id"])


def named_by_salat_alone(load: Loader) -> frozenset[str]:
    """Which of them does Salát alone name?"""
    ranks = wants(load)
    return frozenset(ranks.loc[ranks["bogusz2024"].isna(), "interest_id"])


def contested_fact(load: Loader) -> str:
    """Which letter's claim has the verdict contested?"""
    verdicts = load("claims").set_index("claim_id")["verdict"]
    return next(letter for letter, text in FACTS.items() if "contested" in str(verdicts[text.split(":")[0]]))


def tests(load: Loader, year: int, column: str = "cns_missiles") -> int:
    """How many missiles (or entries) are counted for ``year``?"""
    return count_at(load("missile_tests_by_year").set_index("year"), year, column)


def empty_years(load: Loader, column: str = "cns_missiles", first: int = 2006, last: int = 2025) -> int:
    """In how many full years since the first nuclear test is nothing counted?"""
    return int((load("missile_tests_by_year").set_index("year").loc[first:last, column] == 0).sum())


def summits(load: Loader, year: int) -> int:
    """How many summits did North Korea's leader hold in ``year``?"""
    talks = measures.talks(load("summits"))
    return int((talks["dyad"].str.contains("PRK") & (talks["date_start"].dt.year == year)).sum())


def what_tests_and_summits_show(load: Loader) -> str:
    """Which sentence do the peak years of tests and of summits bear out?"""
    years = range(2006, 2026)
    most_tests = max(years, key=lambda year: tests(load, year))
    most_summits = max(years, key=lambda year: summits(load, year))
    return "b" if summits(load, most_tests) == 0 and tests(load, most_summits) == 0 else "a"


def economy(load: Loader, year: int, column: str = "south_korean_aid_krw_billion") -> float:
    """What does the dataset on the economy hold for ``year``?"""
    return number_at(load("dprk_economy").set_index("year"), year, column)


def aid_left(load: Loader, year: int = 2010) -> float:
    """How many percent of South Korea's aid of 2007 were left in ``year``?"""
    return round(economy(load, year) / economy(load, 2007) * 100, 1)


def aid_fallen(load: Loader, year: int = 2010) -> float:
    """By how many percent had South Korea's aid fallen from 2007 to ``year``?"""
    return round(100 - economy(load, year) / economy(load, 2007) * 100, 1)


def when_aid_fell(load: Loader) -> str:
    """Which judgement of S-2.1-29 fits the aid of 2010, and a deal of food for limits that came after it?"""
    leap_day = day_at(load("events").set_index("event_id"), LEAP_DAY, "date")
    if aid_left(load) >= 50:
        return "a"
    return "b" if leap_day.year > 2010 else "c"


REFLECTION = """Write about 150 words.
Think of an act that would *not* fit the claim that survival comes first (S-2.1-01).
Say what a leadership with another first aim, such as growth or unification, would do in its place.
Name the dataset in which one could look for that act, and what you would have to see there.
Then say whether the claim passes your test, and how sure you are."""

QUESTIONS: list[Question] = [
    Choice(
        id="02-1",
        prompt="Which of these factual claims of Salát depends on the meaning of one word, so that it is contested?",
        answer=lambda: contested_fact(load),
        options=FACTS,
        hints=(
            "The table of factual claims under the hood has a column verdict.",
            "One claim would be right if only deep change counts, and wrong if partial measures count.",
        ),
        solution="""The answer is {answer}
The measures of 2002 and 2012 are often called partial reforms.
Whether they were real ones depends on the word.""",
        mistakes=(
            Mistake(lambda: "b", "There is an armistice and no peace treaty. The ledger finds no dispute on that."),
            Mistake(lambda: "d", "Right in outline, says the ledger. Look for a claim with the verdict contested."),
        ),
        level="remember",
    ),
    Names(
        id="02-2",
        prompt="""Which interests of North Korea does only one of the two analyses name?
Give their ids; `wb.measures.side_by_side(wb.load("interests"))` lists them all.""",
        answer=lambda: named_by_one(load),
        allowed=(
            "prk-regime-survival",
            "prk-shield-society",
            "prk-nuclear-deterrence",
            "prk-less-reliance-on-china",
            "prk-break-isolation",
            "prk-minimum-supply",
            "prk-military-modernisation",
            "prk-peace-treaty",
            "prk-insurance-against-china",
            "prk-unification",
        ),
        hints=(
            "In the first view set Show to those that only one of them names.",
            "Salát is alone on three, Bogusz on one.",
        ),
        solution="The answer is {answer}. The one that Salát leaves out is the insurance against China (B-3-19).",
        mistakes=(
            Mistake(
                lambda: named_by_salat_alone(load),
                "These are the ones where Bogusz is silent. Where is Salát silent?",
            ),
            Mistake(
                lambda: named_by_bogusz_alone(load),
                "Here Salát is silent. Now add those where Bogusz is silent.",
            ),
        ),
        level="understand",
    ),
    Number(
        id="02-3",
        prompt="""Missiles are one kind of the provocations of which S-2.1-15 speaks.
In how many of the years from 2006 to 2025 does CNS count no missile at all?""",
        answer=lambda: empty_years(load),
        hints=(
            "Count the years without a bar in the second view, or open its table.",
            'By code: tests = wb.load("missile_tests_by_year").set_index("year"); '
            '(tests.loc[2006:2025, "cns_missiles"] == 0).sum()',
        ),
        solution="CNS has no missile in {answer} of these twenty years. One is 2010, when a ship was sunk and an island shelled: a year "
        "without a missile is not one without a provocation.",
        unit="years",
        mistakes=(
            Mistake(
                lambda: empty_years(load, "csis_entries"),
                "That is the count by the rule of CSIS, which has smaller rockets too. The question asks for CNS.",
            ),
            Mistake(
                lambda: 20 - empty_years(load),
                "In so many years at least one missile flew. The question asks for the others.",
            ),
        ),
        level="apply",
    ),
    Number(
        id="02-4",
        prompt="""By how many percent did South Korea's aid fall from 2007 to 2010?""",
        answer=lambda: aid_fallen(load),
        hints=(
            "The table of aid under the hood has both values.",
            "The fall in percent = (value of 2007 − value of 2010) / value of 2007 × 100.",
        ),
        solution="(439.7 − 40.5) / 439.7 × 100 = {answer}. S-2.1-29 puts the change in the second half of the 2010s.",
        unit="percent",
        tolerance=0.6,
        mistakes=(
            Mistake(lambda: aid_left(load), "That is what was left in 2010. The fall is the rest up to 100."),
            Mistake(lambda: aid_fallen(load, 2008), "That is the fall to 2008. The question goes on to 2010."),
        ),
        level="apply",
    ),
    Choice(
        id="02-5",
        prompt="""Compare missiles (CNS) and summits of North Korea's leader, year by year, from 2006 to 2025.
What do the two counts show?""",
        answer=lambda: what_tests_and_summits_show(load),
        options=TALKS,
        hints=(
            "Find the year with most summits and the year with most missiles.",
            "Then look up the other count in each of these two years.",
        ),
        solution="""The answer is {answer}
Allow a year's delay, and the waves of 2017 and of 2022 were followed by summits, and 2014 to 2016 were not.
By S-2.1-15 Pyongyang seeks attention: whether it gets it is another question.""",
        mistakes=(
            Mistake(lambda: "a", "Look at 2018: how many missiles, and how many summits?"),
            Mistake(
                lambda: "c",
                "Tests went on from 2014 to 2016. Which summit followed? And what comes after is not yet an effect.",
            ),
            Mistake(lambda: "d", "Both come in waves. Look at 2018 and at 2022."),
        ),
        level="analyse",
    ),
    Choice(
        id="02-6",
        prompt="""By S-2.1-29 the weapons won no more aid from the second half of the 2010s, once partners had seen through the tactic.
Which judgement do the figures of South Korea's aid support?""",
        answer=lambda: when_aid_fell(load),
        options=SINCE_WHEN,
        hints=(
            "Use your answer to question 02-4, and ask whether this is the aid that was paid for limits.",
            "Read the sentences under the table of aid: what was promised in February 2012?",
        ),
        solution="""The answer is {answer}
The deals tell more: the last one on record with aid for limits is of February 2012, and it failed in April.
Singapore and Hanoi, in 2018 and 2019, show that bargaining was tried again, with relief in place of aid.""",
        mistakes=(
            Mistake(lambda: "a", "Compare 2007 with 2010: most of the aid was gone by then."),
            Mistake(lambda: "c", "The fall is right. A deal of food for a stop of tests was still made in 2012."),
            Mistake(lambda: "d", "The fall is on record. The reason for it is not: other causes are possible."),
        ),
        level="evaluate",
    ),
]
