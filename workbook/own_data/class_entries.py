"""What a class entered: the files of many students as one table, a sentence and a page to show."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pandas as pd

from ..catalog import load
from ..entries import entries
from ..measures import (
    SCALE,
    class_agreement,
    class_codes,
    class_probabilities,
    class_ratings,
    counted_answers,
)
from ..measures.forecast_records import coming_deadlines

if TYPE_CHECKING:
    from ..views.entry_view import EntryView

Collection = Literal["forecasts", "hypotheses", "codes"]
ENTRY_KINDS: dict[Collection, str] = {"forecasts": "forecast", "hypotheses": "rating", "codes": "code"}


@dataclass(frozen=True)
class ClassSummary:
    """What a class entered: ``table``, a ``sentence`` about it, and ``troubles``, a sentence per file that has one."""

    table: pd.DataFrame
    sentence: str
    troubles: list[str]


def collected(folder: Path, collection: Collection) -> ClassSummary:
    """What did the students enter whose .jsonl files are in ``folder`` or in folders within it?

    The table is empty, and the sentence blank, if no file holds entries of that kind.
    """
    answers, files, troubles = _answers(folder, ENTRY_KINDS[collection])
    if answers.empty:
        return ClassSummary(answers, "", troubles)
    table, sentence = _SUMMARIES[collection](answers)
    holding = answers["student"].nunique()
    return ClassSummary(table, f"{holding} of {files} files hold {collection}. {sentence}", troubles)


def class_page(collection: Collection, out: Path, sentence: str) -> str:
    """The page to show in class: the view of the class, without anybody's own entries.

    The view reads the class's table from the folder ``out``.
    """
    from .. import views
    from ..views.export import page

    views_of: dict[Collection, dict[str, EntryView]] = {
        "forecasts": {
            "forecasts": views.forecasts(),
            "coming": views.forecasts(asked="coming"),
            "practice": views.forecasts(asked="practice"),
        },
        "hypotheses": {"hypotheses": views.hypotheses(whose="class")},
        "codes": {"coding": views.coding(whose="class")},
    }
    shown = views_of[collection]
    for view in shown.values():
        view.file = out / "no-entries-of-anybody.jsonl"
    return page(shown, f"The class: {collection}", sentence)


def _answers(folder: Path, kind: str) -> tuple[pd.DataFrame, int, list[str]]:
    """The latest entries of ``kind`` with the student of each, how many files there are, and what is wrong in which."""
    tables: list[pd.DataFrame] = []
    troubles: list[str] = []
    paths = sorted(folder.rglob("*.jsonl"))
    for path in paths:
        # Where all files have the same name, the folder tells the student.
        name = path.relative_to(folder).as_posix()
        read = entries.read(path)
        troubles += [trouble.replace(path.name, name, 1) for trouble in read.troubles]
        tables.append(read.of(kind).assign(student=name))
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(), len(paths), troubles


def _forecasts(answers: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """The class's probabilities: the first of each student for practice, the last in time otherwise."""
    deadlines = load("forecasts").set_index("forecast_id")["deadline"].dropna()
    deadlines = pd.concat([deadlines, coming_deadlines(answers["question"].unique())])
    answers = counted_answers(answers, deadlines)
    late = int(answers["late"].sum())
    counted = answers[~answers["late"]]
    table = class_probabilities(counted)
    widest = table.assign(range=table["high"] - table["low"]).sort_values("range", ascending=False).iloc[0]
    alpha = class_agreement(counted, "question", "probability", "interval")
    text = (
        f"{len(counted)} probabilities for {len(table)} questions; agreement (alpha) {alpha:.2f}. Widest apart: "
        f"{widest['question']}, the middle half from {widest['low']:.0%} to {widest['high']:.0%}."
    )
    return table, text + (f" {late} late answers were left out." if late else "")


def _hypotheses(answers: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """The class's ratings: the last of each student for each cell of the matrix."""
    keys = ["evidence_id", "hypothesis_id"]
    counted = answers.drop_duplicates(["student", *keys], keep="last")
    table = class_ratings(counted)
    alpha = class_agreement(counted.assign(value=counted["rating"].map(SCALE)), keys, "value", "interval")
    widest = table.sort_values("spread", ascending=False).iloc[0]
    return table, (
        f"{len(counted)} ratings of {len(table)} cells; agreement (alpha) {alpha:.2f}. Most divided: "
        f"{widest['evidence_id']} for {widest['hypothesis_id']}, rated {widest['rating']} by {widest['share']:.0%}."
    )


def _codes(answers: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """The class's codings: the last of each student for each claim."""
    latest = answers.drop_duplicates(["student", "claim_id"], keep="last").rename(columns={"kind_of_claim": "is"})
    columns = ["student", "claim_id", "is", "stance", "verdict", "faithful", "fault"]
    long = latest.reindex(columns=columns).rename(columns={"is": "kind"})
    counted = long.melt(["student", "claim_id"], var_name="what", value_name="code").dropna(subset="code")
    table = class_codes(counted)
    alphas = [
        f"{what} {class_agreement(rows, 'claim_id', 'code'):.2f}" for what, rows in counted.groupby("what", sort=True)
    ]
    divided = table.dropna(subset="share").sort_values("share", kind="stable").head(3)
    return table, (
        f"{len(latest)} codings of {latest['claim_id'].nunique()} claims; agreement (alpha): {', '.join(alphas)}. "
        f"Most divided: {', '.join(dict.fromkeys(divided['claim_id']))}."
    )


_SUMMARIES: dict[Collection, Callable[[pd.DataFrame], tuple[pd.DataFrame, str]]] = {
    "forecasts": _forecasts,
    "hypotheses": _hypotheses,
    "codes": _codes,
}
