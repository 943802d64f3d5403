"""Questions of notebook 15: hypotheses and who holds them, telling evidence, futures and what they do not mean."""

from workbook import load, measures
from workbook.authoring.figures import Figure
from workbook.checking import Choice, Mistake, Names, Number

HYPOTHESES = {"a": "Bloc of three", "b": "Parallel pairs", "c": "Pyongyang the pivot", "d": "Chinese hierarchy"}
PIECES = {
    "a": ("EV20", "Russia and North Korea sign a treaty with a duty to help (EV20)"),
    "b": ("EV14", "the first solid-fuel ICBM flies before the summit at Vostochny (EV14)"),
    "c": ("EV32", "all three leaders are in Beijing, and no talks of three are held (EV32)"),
    "d": ("EV38", "China and Russia fly patrols, and neither drills with North Korea (EV38)"),
}
NOT_FOUND = ("EV16", "EV32", "EV38")
MEANINGS = {
    "a": "That future has a chance of 40 percent.",
    "b": "40 percent of the experts who were asked expect that future.",
    "c": "By our judgements 40 percent of all combinations lead there. How likely each of them is, nobody has said.",
    "d": "That future is better for the three states than the others.",
}


def scores(kept=None):
    """The points against each hypothesis by name, from all evidence or from the ids in ``kept``."""
    ratings = load("evidence_ratings")
    rows = ratings if kept is None else ratings[ratings["evidence_id"].isin(kept)]
    names = load("hypotheses").set_index("hypothesis_id")["name"]
    table = measures.inconsistency(rows)
    return table.set_index(table["hypothesis_id"].map(names))


def points(name, kept=None):
    """The points against one hypothesis."""
    return int(scores(kept).loc[name, "score"])


def of_kind(kind):
    """The ids of all evidence of one kind."""
    evidence = load("evidence")
    return evidence.loc[evidence["kind"] == kind, "evidence_id"]


def leaders_since(day):
    """How many hypotheses share first place with the evidence since ``day``?"""
    evidence = load("evidence")
    return int((scores(evidence.loc[evidence["date"] >= day, "evidence_id"])["rank"] == 1).sum())


def held_by_bogusz():
    """Which letter names the hypothesis that bogusz2024 argues?"""
    table = load("hypotheses")
    name = table.loc[table["argued_by"].str.contains("B00"), "name"].iloc[0]
    return next(letter for letter, text in HYPOTHESES.items() if text == name)


def least_telling():
    """Which letter names the piece that tells the hypotheses apart least?"""
    tells = measures.diagnosticity(load("evidence_ratings")).set_index("evidence_id")["diagnosticity"]
    return min(PIECES, key=lambda letter: tells[PIECES[letter][0]])


def bloc_without_non_events():
    """The points against the bloc if the three pieces are left out."""
    return points("Bloc of three", set(load("evidence")["evidence_id"]) - set(NOT_FOUND))


def pieces_against_bloc():
    """How many pieces speak against the bloc?"""
    return int(scores().loc["Bloc of three", "inconsistent"])


def net():
    """The network of influences."""
    return measures.network(load("scenario_factors"), load("scenario_influences"))


def present():
    """The state of each factor that held in 2025."""
    factors = load("scenario_factors")
    held = factors[factors["held_in_2025"] == "yes"]
    return dict(zip(held["factor_id"], held["state_id"], strict=True))


def futures():
    """The futures that hold together, with the share of starting points, the largest first."""
    found = measures.basins(net())
    return found[found["cycle"] == 1].reset_index(drop=True)


def share(column, state):
    """Which percentage of the starting points ends in a future with ``state``?"""
    found = futures()
    return round(float(found.loc[found[column] == state, "share"].sum()) * 100, 1)


def share_of_present():
    """Which percentage of the starting points ends in the present of 2025?"""
    return _of_present(futures()) * 100


def _of_present(table):
    """The share of the row of ``table`` that is the present of 2025."""
    same = (table[list(present())] == list(present().values())).all(axis=1)
    return float(table.loc[same, "share"].iloc[0])


def drawn():
    """The futures that held in random draws."""
    return measures.robustness(net(), stray=1, draws=200)


def changed_in_largest():
    """In which factors does the future with the largest basin differ from 2025?"""
    largest = futures().iloc[0]
    return frozenset(name for name, state in present().items() if largest[name] != state)


def alliance_by_count():
    """Which percentage of the futures has an alliance of three?"""
    return round(float((futures()["ties"] == "ties-alliance").mean()) * 100, 1)


def largest_alliance():
    """The share of starting points of the largest of them alone, in percent."""
    found = futures()
    return round(float(found.loc[found["ties"] == "ties-alliance", "share"].max()) * 100, 1)


def what_a_basin_means():
    """Which reading is right, as long as all influences are the authors' judgements?"""
    judges = set(load("scenario_influences")["judged_by"])
    return "c" if judges == {"judgement of the authors of this workbook"} else "b"


QUESTIONS = [
    Choice(
        id="15-1",
        prompt="Which of these hypotheses is the view of bogusz2024?",
        answer=held_by_bogusz,
        options=HYPOTHESES,
        hints=(
            "B-4-02 and B-4-16 say who could stop the others and does not need to.",
            'Look at the column argued_by of wb.load("hypotheses"). B00 is bogusz2024.',
        ),
        solution="It is {answer}: both partners depend on China, and nothing large goes on against its will.",
        mistakes=(
            Mistake(lambda: "b", "That is near to salat2025: three two-way ties (S-ES-12)."),
            Mistake(
                lambda: "c", "salat2025 has Pyongyang play on two patrons (S-4-16). bogusz2024 starts from Beijing."
            ),
        ),
        level="remember",
    ),
    Choice(
        id="15-2",
        prompt="Which of these pieces of evidence helps least to tell the six hypotheses apart?",
        answer=least_telling,
        options={letter: text for letter, (_, text) in PIECES.items()},
        hints=(
            "Look for a line with nearly the same rating from left to right.",
            "Open the table under the first view and compare the column «Tells apart».",
        ),
        solution="""It is {answer}.
It is neutral to five hypotheses and fits the sixth.
It matters for another question: a flight before the summit cannot be a result of the summit.""",
        mistakes=(
            Mistake(
                lambda: "a", "This piece divides the hypotheses most: it speaks strongly for one, against another."
            ),
            Mistake(lambda: "c", "What did not happen can tell a lot. It speaks strongly against the bloc."),
        ),
        level="understand",
    ),
    Number(
        id="15-3",
        prompt="""Three things were looked for and not found: drills of three (EV16), talks of three in Beijing (EV32),
and drills of China or Russia with North Korea (EV38). Suppose that they took place in secret.
How many points against «Bloc of three» are left without these pieces?""",
        answer=bloc_without_non_events,
        hints=(
            "Each of the three is rated II for the bloc, and II counts two points.",
            "Take six from the points that the sentence under the first view names.",
        ),
        solution="20 − 3 × 2 = {answer}. The bloc shares the last place then, and does not hold it alone.",
        unit="points",
        mistakes=(
            Mistake(lambda: points("Bloc of three"), "That is the score with all evidence. Take out the three pieces."),
            Mistake(
                lambda: points("Bloc of three") - len(NOT_FOUND),
                "You took one point for each. A rating of II counts two.",
            ),
        ),
        level="apply",
    ),
    Names(
        id="15-4",
        prompt="""In the third view, look at future A, where most starting points end.
In which factors does it differ from 2025?
Choose from war, alliances, talks, china, transfer, tests, trade and ties.""",
        answer=changed_in_largest,
        allowed=("war", "alliances", "talks", "china", "transfer", "tests", "trade", "ties"),
        hints=(
            "Look for the tiles in column A that are not blue.",
            "There are three. The sentence under the view names their states.",
        ),
        solution="They are {answer}. When the guns fall silent, Russia buys less and China can show itself more freely.",
        mistakes=(
            Mistake(lambda: frozenset({"war"}), "The war is the first. With it two other factors turn."),
            Mistake(
                lambda: changed_in_largest() - {"trade"},
                "One is missing: from whom does North Korea get its supplies?",
            ),
        ),
        level="analyse",
    ),
    Number(
        id="15-5",
        prompt="""S-4-18 finds an alliance of three conceivable.
Which share of all starting points ends in a future with such an alliance? Give percent with one decimal.""",
        answer=lambda: share("ties", "ties-alliance"),
        hints=(
            "Three of the futures have «an alliance of three» in the last line. Add up their shares.",
            'By code: wb.measures.basins(net).groupby("ties")["share"].sum()',
        ),
        solution="""It is {answer}, in three futures.
In all three Russia also hands over the most sensitive technology.
This is no probability, but it shows that by our judgements few roads lead there.""",
        unit="percent",
        tolerance=0.2,
        mistakes=(
            Mistake(alliance_by_count, "You counted futures: three of nine. Add up the shares of starting points."),
            Mistake(largest_alliance, "That is the largest of the three. Add the two small ones."),
        ),
        level="analyse",
    ),
    Choice(
        id="15-6",
        prompt="A student writes that 40 percent of the starting points end in future A. What does that mean?",
        answer=what_a_basin_means,
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

FIGURES = [
    Figure(
        "has {} points against it and «Bloc of three» {}",
        lambda: (points("Pyongyang the pivot"), points("Bloc of three")),
    ),
    Figure("alone bring the bloc {} of its points", lambda: points("Bloc of three", of_kind("non-event"))),
    Figure("the bloc has {} points, fewer than", lambda: points("Bloc of three", of_kind("event"))),
    Figure("the view of bogusz2024, with {}.", lambda: points("Chinese hierarchy", of_kind("event"))),
    Figure(
        "is consistent with {} of the {} pieces",
        lambda: (scores().loc["Pyongyang the pivot", "consistent"], len(load("evidence"))),
    ),
    Figure("Of {:,} combinations {} hold together", lambda: (net().combinations, len(futures()))),
    Figure("has {:.0f} percent of them", lambda: futures()["share"].iloc[0] * 100),
    Figure("holds together too, with {:.0f} percent", share_of_present),
    Figure(
        "{0:.0f} percent of starting points is no chance of {0:.0f} percent", lambda: futures()["share"].iloc[0] * 100
    ),
    Figure("a settlement with a deal: {:.0f} percent", lambda: drawn()["share"].iloc[0] * 100),
    Figure("only {:.0f} percent of the starting points lead to it", lambda: share("war", "war-settled")),
    Figure("holds in {:.0f} percent of the draws", lambda: _of_present(drawn()) * 100),
]
GIVEN = ()
REFLECTION = """Write a seventh hypothesis on what the triangle is, in about 150 words.
Say what it predicts that the six others do not.
Choose three pieces of evidence and rate them for it, with a reason each.
Name one finding that would make you give it up.
Then say whose judgement your ratings are, and who would rate otherwise."""
WORKS = ()
