"""Questions of notebook 15: hypotheses and who holds them, telling evidence, futures and what they do not mean."""

from collections.abc import Iterable

import pandas as pd

from workbook import measures
from workbook.catalog import load
from workbook.checking import Choice, Loader, Mistake, Names, Number, Question
from workbook.checking.lookup import count_at

HYPOTHESES = {"a": "Bloc of three", "b": "Parallel pairs", "c": "Pyongyang the pivot", "d": "Chinese hierarchy"}

PIECES = {
    "a": ("EV20", "Russia and North Korea sign a treaty with a duty to help (EV20)"),
    "b": ("EV14", "the first solid-fuel ICBM flies before the summit at Vostochny (EV14)"),
    "c": ("EV32", "all three leaders are in Beijing, and no talks of three are held (EV32)"),
    "d": ("EV38", "China and Russia fly patrols, and neither drills with North Korea (EV38)"),
}

NOT_FOUND = ("EV16", "EV32", "EV38")

MEANINGS = {
    "a": "That future has a chance of 51 percent.",
    "b": "51 percent of the experts who were asked expect that future.",
    "c": "By our judgements 51 percent of all combinations lead there. How likely each of them is, nobody has said.",
    "d": "That future is better for the three states than the others.",
}


def scores(load: Loader, kept: Iterable[str] | None = None) -> pd.DataFrame:
    """The points against each hypothesis by name in the first reading, from all evidence or the ids in ``kept``."""
    ratings = load("evidence_ratings").query("reading == 'first'")
    rows = ratings if kept is None else ratings[ratings["evidence_id"].isin(kept)]
    names = load("hypotheses").set_index("hypothesis_id")["name"]
    table = measures.inconsistency(rows)
    return table.set_index(table["hypothesis_id"].map(names))


def points(load: Loader, name: str, kept: Iterable[str] | None = None) -> int:
    """The points against one hypothesis."""
    return count_at(scores(load, kept), name, "score")


def held_by_bogusz(load: Loader) -> str:
    """Which letter names the hypothesis that comes nearest to the view of Bogusz?"""
    table = load("hypotheses")
    name = table.loc[table["argued_by"].str.contains("B00"), "name"].iloc[0]
    return next(letter for letter, text in HYPOTHESES.items() if text == name)


def least_telling(load: Loader) -> str:
    """Which letter names the piece that tells the hypotheses on form apart least?"""
    form = measures.rivals(load("evidence_ratings"), load("hypotheses"), "form")
    tells = measures.diagnosticity(form).set_index("evidence_id")["diagnosticity"]
    return min(PIECES, key=lambda letter: tells[PIECES[letter][0]])


def bloc_without_non_events(load: Loader) -> int:
    """The points against the bloc if the three pieces are left out."""
    return points(load, "Bloc of three", set(load("evidence")["evidence_id"]) - set(NOT_FOUND))


def net(load: Loader) -> measures.Network:
    """The network of influences."""
    return measures.network(load("scenario_factors"), load("scenario_influences"))


def present(load: Loader) -> dict[str, str]:
    """The state of each factor that held in 2025."""
    factors = load("scenario_factors")
    current = factors[factors["held_in_2025"] == "yes"]
    return dict(zip(current["factor_id"], current["state_id"], strict=True))


def futures(load: Loader) -> pd.DataFrame:
    """The futures that hold together, with the share of starting points, the largest first."""
    basins = measures.basins(net(load))
    return basins[basins["cycle"] == 1].reset_index(drop=True)


def share(load: Loader, column: str, state: str) -> float:
    """Which percentage of the starting points ends in a future with ``state``?"""
    table = futures(load)
    return round(float(table.loc[table[column] == state, "share"].sum()) * 100, 1)


def changed_in_largest(load: Loader) -> frozenset[str]:
    """In which factors does the future with the largest basin differ from 2025?"""
    largest = futures(load).iloc[0]
    return frozenset(name for name, state in present(load).items() if largest[name] != state)


def alliance_by_count(load: Loader) -> float:
    """Which percentage of the futures has an alliance of three?"""
    return round(float((futures(load)["ties"] == "ties-alliance").mean()) * 100, 1)


def largest_alliance(load: Loader) -> float:
    """The share of starting points of the largest of them alone, in percent."""
    table = futures(load)
    return round(float(table.loc[table["ties"] == "ties-alliance", "share"].max()) * 100, 1)


def what_a_basin_means(load: Loader) -> str:
    """Which reading is right, as long as all influences are the authors' judgements?"""
    judges = set(load("scenario_influences")["judged_by"])
    return "c" if judges == {"judgement of the authors of this workbook"} else "b"


QUESTIONS: list[Question] = [
    Choice(
        id="15-1",
        prompt="Which of these hypotheses comes nearest to the view of Bogusz?",
        answer=lambda: held_by_bogusz(load),
        options=HYPOTHESES,
        hints=(
            "B-4-02 and B-4-15 say on whom the two others depend, and that they seem to know it.",
            'Look at the column argued_by of wb.load("hypotheses"). B00 is Bogusz.',
        ),
        solution="It is {answer}: both partners depend on China. That nothing large goes on against its will is our sharpening.",
        mistakes=(
            Mistake(lambda: "b", "That is near to Salát: three two-way ties (S-ES-12)."),
            Mistake(lambda: "c", "Salát has Pyongyang play on two patrons (S-4-16). Bogusz starts from Beijing."),
        ),
        level="remember",
    ),
    Choice(
        id="15-2",
        prompt="Which of these pieces of evidence helps least to tell the three hypotheses on form apart?",
        answer=lambda: least_telling(load),
        options={letter: text for letter, (_, text) in PIECES.items()},
        hints=(
            "Look for a line with nearly the same rating from left to right.",
            "Open the table under the first view and compare the column “Tells apart”.",
        ),
        solution="""It is {answer}.
It is neutral to all three.
It matters for another question: a flight before the summit cannot be a result of the summit.""",
        mistakes=(
            Mistake(lambda: "a", "This piece divides the hypotheses: it speaks strongly for one, against another."),
            Mistake(lambda: "c", "What did not happen can tell a lot. It speaks strongly against the bloc."),
        ),
        level="understand",
    ),
    Number(
        id="15-3",
        prompt="""Three things were looked for and not found: drills of three (EV16), talks of three in Beijing (EV32),
and drills of China or Russia with North Korea (EV38). Suppose that they took place in secret.
How many points against “Bloc of three” are left without these pieces?""",
        answer=lambda: bloc_without_non_events(load),
        hints=(
            "Each of the three is rated II for the bloc, and II counts two points.",
            "Take six from the points that the sentence under the first view names.",
        ),
        solution="20 − 3 × 2 = {answer}. It stays last of the three on form, but three points behind instead of nine.",
        unit="points",
        mistakes=(
            Mistake(
                lambda: points(load, "Bloc of three"), "That is the score with all evidence. Take out the three pieces."
            ),
            Mistake(
                lambda: points(load, "Bloc of three") - len(NOT_FOUND),
                "You took one point for each. A rating of II counts two.",
            ),
        ),
        level="apply",
    ),
    Names(
        id="15-4",
        prompt="""In the third view, look at future A, where most starting points end.
In which factors does it differ from 2025?
Choose from war, tension, alliances, talks, china, transfer, tests, trade and ties.""",
        answer=lambda: changed_in_largest(load),
        allowed=("war", "tension", "alliances", "talks", "china", "transfer", "tests", "trade", "ties"),
        hints=(
            "Look for the tiles in column A that are not blue.",
            "There are two. The sentence under the view names their states.",
        ),
        solution="""They are {answer}.
We put in that extreme tension helps a format, so that the two come together is no finding.""",
        mistakes=(
            Mistake(lambda: frozenset({"ties"}), "The form of the ties is one. With it the condition of S-4-18 turns."),
            Mistake(lambda: frozenset({"tension"}), "The tension is one. What do the three states make of it?"),
        ),
        level="analyse",
    ),
    Number(
        id="15-5",
        prompt="""S-4-18 finds an alliance of three conceivable.
Which share of all starting points ends in a future with such an alliance? Give percent with one decimal.""",
        answer=lambda: share(load, "ties", "ties-alliance"),
        hints=(
            "Two of the futures have “an alliance of three” in the last line. Add up their shares.",
            'By code: wb.measures.basins(net).groupby("ties")["share"].sum()',
        ),
        solution="""It is {answer}, in two futures.
In both the tension is extreme and Russia hands over the most sensitive technology, as we had put in.
This is no probability: it counts the combinations that lead there by our judgements.""",
        unit="percent",
        tolerance=0.1,
        mistakes=(
            Mistake(
                lambda: alliance_by_count(load),
                "You counted futures: two of six. Add up the shares of starting points.",
            ),
            Mistake(lambda: largest_alliance(load), "That is the larger of the two. Add the small one."),
        ),
        level="analyse",
    ),
    Choice(
        id="15-6",
        prompt="A student writes that 51 percent of the starting points end in future A. What does that mean?",
        answer=lambda: what_a_basin_means(load),
        options=MEANINGS,
        hints=(
            "Who gave the influences? Look at the column judged_by.",
            "A starting point is a combination of states. Does the method say how likely a combination is?",
        ),
        solution="""The answer is {answer}
Change one influence in the view, and the share moves.
To speak of probability, one needs forecasts and a record: see notebook 16.""",
        mistakes=(
            Mistake(lambda: "a", "The method counts every combination once, the absurd ones too. That is no chance."),
            Mistake(lambda: "b", "No experts were polled. The influences are judgements of the workbook's authors."),
        ),
        level="evaluate",
    ),
]

REFLECTION = """Write another hypothesis for one of the three sets, in about 150 words.
Say what it predicts that the others of the set do not, and why it excludes them.
Choose three pieces of evidence and rate them for it, with a reason each.
Name one finding that would make you give it up.
Then say whose judgement your ratings are, and who would rate otherwise."""
