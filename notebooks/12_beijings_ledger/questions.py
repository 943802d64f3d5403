"""Questions of notebook 12: items booked twice, what a list decides by its length, and facts that were overtaken."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from workbook import measures
from workbook.catalog import load
from workbook.checking import Choice, Loader, Mistake, Names, Number, Question
from workbook.checking.lookup import day_at, number_at
from workbook.measures.weight_sets import Addition

ITEMS = (
    "risk-alliance-belief",
    "risk-nuclear-help",
    "risk-instability",
    "benefit-regimes-last",
    "benefit-relief",
    "benefit-retained-grip",
    "benefit-neutral-look",
    "benefit-calmer-kremlin",
)

ADDITIONS: tuple[Addition, ...] = ("sum", "mean")

TIMING = {
    "a": "Strongly: the exercise came days after the treaty, so the treaty brought it about.",
    "b": "Strongly: it shows that the three believed in an alliance of Russia and China.",
    "c": "Not at all: it refutes the claim, since no treaty of Russia and China was signed.",
    "d": "Weakly: it fits, but such exercises had been agreed in the year before the treaty.",
}

BALANCE = {
    "a": "Nothing: any five entries against any three give the same shares.",
    "b": "It supports the view: with most weights the benefits are ahead.",
    "c": "It speaks against the view: by the means no side is ahead.",
    "d": "It supports the view by half: sums bear it out, means do not.",
}


def items(load: Loader) -> pd.DataFrame:
    """The risks and benefits of the ledger, by their ids."""
    ledger = load("beijing_ledger").set_index("item_id")
    return ledger[ledger["side"].isin(["risk", "benefit"])]


def doubled(load: Loader, side: tuple[str, ...] = ("risk", "benefit")) -> frozenset[str]:
    """Which items on ``side`` are the same thing as one on the other side?"""
    ledger = items(load)
    return frozenset(ledger.index[ledger["related_items"].notna() & ledger["side"].isin(side)])


def shares(load: Loader, stray: int = 3, by: Addition = "sum", **given: float) -> "pd.Series[Any]":
    """What do all weights within ``stray`` of the given ones say? Weights not ``given`` (with _ for -) are one."""
    ledger = items(load)
    weights = ledger["side"].map(lambda side: 1)
    weights.update(pd.Series({name.replace("_", "-"): weight for name, weight in given.items()}))
    return measures.outcome_shares(measures.net_results(weights, ledger["side"], stray, by))


def weight_that_turns(load: Loader) -> int:
    """Which is the smallest equal weight of the risks that puts them ahead, with all benefits at one?"""
    sides = items(load)["side"].value_counts()
    return next(weight for weight in range(4) if weight * sides["risk"] > sides["benefit"])


def weight_that_comes_near(load: Loader) -> int:
    """Which equal weight of the risks brings them nearest to the benefits from below?"""
    return weight_that_turns(load) - 1


def change(load: Loader, year: int) -> float:
    """By how many percent did trade of China and Russia change from the year before, as Chinese customs gave it?"""
    return number_at(load("china_russia_trade").set_index("year"), year, "growth_as_published_percent")


def fall_in_billions(load: Loader) -> float:
    """By how many billion dollars did the trade fall in 2025?"""
    total = load("china_russia_trade").set_index("year")["total_usd_billion"]
    return round(float(total[2024] - total[2025]), 1)


def talks_of_2024(load: Loader, months: Sequence[int] = range(1, 13)) -> int:
    """How many talks in person of Xi and Putin in the ``months`` of 2024 are listed?"""
    talks = measures.talks(load("summits"))
    began = talks.loc[talks["dyad"] == "CHN-RUS", "date_start"]
    return int(((began.dt.year == 2024) & began.dt.month.isin(months)).sum())


def drill(load: Loader, name: str) -> pd.Timestamp:
    """On which day did the activity ``name`` begin?"""
    drills = load("joint_drills")
    return pd.Timestamp(drills.loc[drills["name"].str.startswith(name), "date_start"].iloc[0])


def treaty_signed(load: Loader) -> pd.Timestamp:
    """On which day did Russia and North Korea sign their treaty?"""
    return day_at(load("treaties").set_index("treaty_id"), "T36", "signed")


def what_the_timing_shows(load: Loader) -> str:
    """Which letter? If the exercises were agreed before the treaty, the timing is weak evidence."""
    return "d" if drill(load, "Camp David") < treaty_signed(load) < drill(load, "Freedom Edge 1") else "a"


def what_the_shares_show(load: Loader) -> str:
    """Which letter? If other weights and other names give the same shares, they say nothing of the items."""
    sides = items(load)["side"]
    others = pd.Series(sorted(sides), index=[f"entry {number}" for number in range(len(sides))])
    alike = all(
        measures.outcome_shares(measures.net_results(others.map(lambda side: 3), others, by=by)).equals(
            shares(load, by=by, risk_instability=2)
        )
        for by in ADDITIONS
    )
    return "a" if alike else "b"


QUESTIONS: list[Question] = [
    Number(
        id="12-1",
        level="remember",
        prompt="How many talks in person of Xi Jinping and Vladimir Putin in 2024 does the dataset summits list?",
        answer=lambda: talks_of_2024(load),
        hints=(
            "B-4-03 and B-4-05 name some of them.",
            "Run the last cell of “Under the hood”, and count the year 2024.",
        ),
        solution="{answer}: Beijing in May, Astana in July, Kazan in October. The analysis leaves out Astana.",
        unit="talks",
        mistakes=(
            Mistake(
                lambda: talks_of_2024(load, (5, 10)),
                "These are the two that Bogusz names. The list holds one more.",
            ),
        ),
    ),
    Names(
        id="12-2",
        level="understand",
        prompt="Which items of the ledger are booked twice, as a risk and as a benefit? Give the item ids of both sides.",
        answer=lambda: doubled(load),
        hints=(
            "Look for the entries that a line joins in the first view.",
            "The first cell of “Under the hood” lists the items with a related item.",
        ),
        solution="""They are {answer}.
The know-how is a risk and part of the relief; the reliance on China is shrinking and lasting.""",
        allowed=ITEMS,
        mistakes=(
            Mistake(
                lambda: doubled(load, ("risk",)), "These are the two risks. Name their twins among the benefits too."
            ),
            Mistake(
                lambda: doubled(load, ("benefit",)), "These are the two benefits. Name their twins among the risks too."
            ),
        ),
    ),
    Number(
        id="12-3",
        level="apply",
        prompt="By how many percent did the trade of China and Russia fall in 2025, as Chinese customs gave it?",
        answer=lambda: round(-change(load, 2025), 1),
        hints=(
            "The table of trade in “Under the hood” has the growth as it was published.",
            "You can check it: (2024 − 2025) / 2024 × 100 comes within a tenth.",
        ),
        solution="""It is {answer}. The two totals here, 244.8 and 228.1, give a tenth less, because customs had revised the first.
So B-4-08 was right when it was written, and is overtaken.""",
        unit="percent",
        tolerance=0.15,
        mistakes=(
            Mistake(
                lambda: fall_in_billions(load),
                "That is the fall in billions of dollars. Divide it by the figure of 2024.",
            ),
            Mistake(lambda: round(change(load, 2025), 1), "The size is right. Give the fall without the minus sign."),
        ),
    ),
    Number(
        id="12-4",
        level="analyse",
        prompt="""Leave every benefit at weight one, and give all three risks the same whole weight.
Which is the smallest weight that puts the risks ahead?""",
        answer=lambda: weight_that_turns(load),
        hints=("With weight one the benefits come to five and the risks to three.", "Try it in the first view."),
        solution="With weight {answer} the risks come to six, and the benefits to five. One step turns the verdict.",
        unit="weight",
        mistakes=(
            Mistake(
                lambda: weight_that_comes_near(load), "With this weight the benefits are still ahead, five to three."
            ),
            Mistake(lambda: 3, "With this weight the risks are ahead, but a smaller one is enough."),
        ),
    ),
    Choice(
        id="12-5",
        level="analyse",
        prompt="""By B-2-04 the perception of a Russian–Chinese alliance “will likely strengthen” the partnership of Washington, Seoul and Tokyo.
The first Freedom Edge began days after the Russian–Korean treaty was signed. How far does that date support the claim?""",
        answer=lambda: what_the_timing_shows(load),
        options=TIMING,
        hints=(
            "What comes first need not be the cause. When were the yearly exercises agreed?",
            "B-2-04 speaks of a perception. Is a treaty, or an exercise, a perception?",
        ),
        solution="""The answer is {answer}
Camp David came ten months before the treaty. And whether a perception stood behind it, no date can tell.""",
        mistakes=(
            Mistake(lambda: "a", "It came first, that is right. But the exercise had been agreed before."),
            Mistake(lambda: "b", "An exercise shows what they did. What they believed, and of whom, it does not show."),
            Mistake(lambda: "c", "The claim is of a perception. It needs no treaty between Russia and China."),
        ),
    ),
    Choice(
        id="12-6",
        level="evaluate",
        prompt="""Chinese leaders find the cooperation “still beneficial”, writes Bogusz (B-4-20).
With any weights from 0 to 3, the benefits lead in most sums, and in as many means as the risks.
What does that say of this view?""",
        answer=lambda: what_the_shares_show(load),
        options=BALANCE,
        hints=(
            "Change one weight in the first view. Do the shares change?",
            "Take one benefit out, or cut a risk in two. Now do they change?",
        ),
        solution="""The answer is {answer}
The shares follow from the number of entries, and how to cut the list was our choice.
To weigh the view, one needs reasons for a weight: a text, an act, a cost that somebody paid.""",
        mistakes=(
            Mistake(lambda: "b", "Every set counts once, and the longer list leads in most, whatever it says."),
            Mistake(lambda: "c", "By means two lists are even however long they are. That tells nothing of the items."),
            Mistake(lambda: "d", "Each way gives the same for any two lists of this length. So neither bears it out."),
        ),
    ),
]

REFLECTION = """Write about 150 words.
Give each of the eight items a weight from 0 to 3, and say why for the highest and the lowest.
Say which items you would take out, cut in two or add, and how you treat those that are booked twice.
Then name one event that would make you change a weight, and say which analysis it would help.
Would a Chinese reader choose other weights, and how could one find out?"""
