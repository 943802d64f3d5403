"""What two people gave the same essays, put together: what counts, where they differ, and how well they agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from ..assignments.rubrics import Rubric, best_first
from ..base.markdown import in_a_cell
from .marks import GivenMark

RECONCILED = "reconciled"  # the marker whose sheet decides


@dataclass(frozen=True)
class MarkerEntry:
    """What one marker gave one essay: ``levels`` by criterion, the best one 0, None where one was left out."""

    where: str
    marker: str
    levels: Mapping[str, int | None]
    comments: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Differing:
    """A criterion on which two markers are more than one level apart; ``levels`` says who chose which."""

    essay: str
    code: str
    criterion: str
    levels: dict[str, str]


class CriterionAgreement(TypedDict):
    """How well two markers agree on one criterion: on how many ``essays``, the share of ``equal`` levels, kappa."""

    title: str
    essays: int
    equal: float
    kappa: float
    weighted: float


@dataclass
class Combined:
    """What the markers of one essay gave it together.

    ``levels`` and ``points`` that count by criterion, the two levels that a mean is ``between``, the better one first,
    and those ``means`` in words, the criteria that were ``left_out``, and those that are more than one level ``apart``,
    with who chose which.
    """

    levels: dict[str, str] = field(default_factory=dict)
    points: dict[str, float] = field(default_factory=dict)
    between: dict[str, list[str]] = field(default_factory=dict)
    means: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    apart: dict[str, dict[str, str]] = field(default_factory=dict)


def combined(rubric: Rubric, entries: Mapping[str, MarkerEntry]) -> Combined:
    """What counts of the ``entries`` (by marker) for one essay.

    One marker's levels count as they are. Of two, equal levels count, and neighbouring ones with the mean of their
    points; the levels of RECONCILED decide.
    """
    decided = entries.get(RECONCILED)
    outcome = Combined()
    for criterion in rubric.criteria:
        id, levels = criterion["id"], best_first(criterion)
        ranks = {marker: entry.levels[id] for marker, entry in entries.items() if marker != RECONCILED}
        if decided and decided.levels[id] is not None:
            ranks = {RECONCILED: decided.levels[id]}
        chosen = {marker: rank for marker, rank in ranks.items() if rank is not None}
        if not chosen or len(chosen) < len(ranks):
            outcome.left_out.append(id)
            continue
        best, worst = min(chosen.values()), max(chosen.values())
        if worst - best > 1:
            outcome.apart[id] = {marker: levels[rank]["name"] for marker, rank in chosen.items()}
            continue
        outcome.points[id] = (levels[best]["points"] + levels[worst]["points"]) / 2
        if best == worst:
            outcome.levels[id] = levels[best]["name"]
        else:
            outcome.between[id] = [levels[best]["name"], levels[worst]["name"]]
            between = " and ".join(outcome.between[id])
            outcome.means.append(
                f"{criterion['title']}: between {between}, {outcome.points[id]:g} points (the mean of two markers)."
            )
    return outcome


def mark_of(rubric: Rubric, entries: Mapping[str, MarkerEntry], outcome: Combined) -> GivenMark:
    """The mark that is kept: the levels and points of ``outcome``, with the comments and notes of all markers."""
    chosen = {id for entry in entries.values() for id in entry.comments}
    notes = [entry.note for entry in entries.values() if entry.note]
    mark: GivenMark = {
        "levels": outcome.levels,
        "comments": [comment["text"] for comment in rubric.comments if comment["id"] in chosen],
        "points": sum(outcome.points.values()),
    }
    if outcome.between:
        mark["between"] = outcome.between
    if notes:
        mark["note"] = "\n\n".join(dict.fromkeys(notes))
    return mark


def agreement(
    rubric: Rubric, entries: Mapping[str, Mapping[str, MarkerEntry]], markers: Sequence[str]
) -> dict[str, CriterionAgreement]:
    """How well do two ``markers`` agree on each criterion, on the essays that both marked?

    ``entries`` has for each code what each marker gave. A criterion that they never both marked is left out.
    """
    from ..measures.coding import cohens_kappa, weighted_kappa

    first_marker, second_marker = markers
    both = [
        (of_essay[first_marker].levels, of_essay[second_marker].levels)
        for of_essay in entries.values()
        if set(markers) <= set(of_essay)
    ]
    by_criterion: dict[str, CriterionAgreement] = {}
    for criterion in rubric.criteria:
        pairs = [
            (first, second)
            for levels, other_levels in both
            if (first := levels[criterion["id"]]) is not None and (second := other_levels[criterion["id"]]) is not None
        ]
        if pairs:
            firsts, seconds = zip(*pairs, strict=True)
            by_criterion[criterion["id"]] = {
                "title": criterion["title"],
                "essays": len(pairs),
                "equal": sum(first == second for first, second in pairs) / len(pairs),
                "kappa": cohens_kappa(firsts, seconds),
                "weighted": weighted_kappa(firsts, seconds),
            }
    return by_criterion


def as_table(agreements: Mapping[str, Mapping[str, CriterionAgreement]]) -> str:
    """The agreement of two markers, by essay and criterion, as a table in Markdown; one sentence if there is none."""
    rows = [(essay, row) for essay, by_criterion in agreements.items() for row in by_criterion.values()]
    if not rows:
        return "No essay was marked by two people, so there is no agreement to report."
    lines = [
        "| essay | criterion | marked by both | equal levels | kappa | weighted kappa |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for essay, row in rows:
        kappas = ["–" if kappa != kappa else f"{kappa:.2f}" for kappa in (row["kappa"], row["weighted"])]
        cells = [essay, in_a_cell(row["title"]), str(row["essays"]), f"{100 * row['equal']:.0f} %", *kappas]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(
        [
            *lines,
            "",
            "Kappa is the agreement beyond chance: 1 is full agreement, 0 is what chance alone gives.",
            "Weighted kappa counts two levels apart four times as heavily as one level apart (quadratic weights).",
            "A dash means that both gave every essay the same level. With few essays, both figures are rough.",
        ]
    )
