"""How well a row can be secured: what its works allow, and what it says of its own parts."""

import re
from collections.abc import Iterable, Iterator
from typing import cast

import pandas as pd

from .cards import Card, card
from .folders import remembered
from .shared import vocabulary
from .tables import texts

LOW_GRADE = ("low-grade web", "aggregator")  # kinds of works for which nobody answers
WIKI = re.compile(r"\bwiki(pedia)?\b", re.IGNORECASE)  # Wikipedia and copies of it, not Wikisource or WikiLeaks
UNSURE = re.compile(r"\b(unconfirmed|uncertain|not (read|seen|checked|verified))\b")
PARTS = "check_parts"


def check_problems(dataset: Card, table: pd.DataFrame) -> Iterator[str]:
    """Which rows of a dataset claim to be better secured than they are? One sentence per problem.

    ``table`` has the columns of ``dataset`` and cells of text. The dataset works is left out: its check says whether a
    work was read.
    """
    if dataset.name == "works" or not {"source", "check"} <= set(dataset.columns):
        return
    strength = _strength()
    for row, cells in enumerate(_rows(table), start=2):
        where, check = f"{dataset.name}.csv, row {row}, column", cells["check"]
        most = highest(cells["source"].split(";"))
        if most and strength[check] > strength[most]:
            yield f"{where} check: says {check}, and {_why(most)}: write {most}, or add a better source."
        yield from _part_problems(dataset, cells, f"{where} {PARTS}", strength)
        if check == "confirmed" and not cells.get(PARTS):
            for name in dataset.columns:
                if (name == "note" or name.endswith("_note")) and (word := UNSURE.search(cells[name])):
                    yield (
                        f"{where} {name}: says “{word[0]}”, and check is confirmed for the whole row; name the part in "
                        f"{PARTS}, such as date:unconfirmed, lower check, or put the note into other words."
                    )
    if dataset.name == "claim_evidence":
        yield from _link_problems(table)


def highest(keys: Iterable[str]) -> str:
    """The best status that a row can have which rests on the works ``keys``; blank where none of them is known.

    A work that was read and is of good standing allows confirmed; low-grade pages, aggregators and Wikipedia allow
    weak; works that were not opened allow unconfirmed.

    >>> highest(["un-comtrade"]), highest(["wikipedia-unscr-85"]), highest(["chen-jian-1994"])
    ('confirmed', 'weak', 'unconfirmed')
    """
    allowed = _allowed("works")
    return max((allowed[key] for key in keys if key in allowed), key=_strength().__getitem__, default="")


@remembered
def _allowed(dataset: str) -> dict[str, str]:
    return {work["work_id"]: _allows(work) for work in _rows(texts(card(dataset).csv))}


def _rows(table: pd.DataFrame) -> list[dict[str, str]]:
    return cast(list[dict[str, str]], table.to_dict("records"))


def _allows(work: dict[str, str]) -> str:
    if work["check"] == "unconfirmed":
        return "unconfirmed"
    low = work["check"] == "weak" or work["kind"] in LOW_GRADE or WIKI.search(work["container"])
    return "weak" if low else "confirmed"


def _why(most: str) -> str:
    if most == "weak":
        return "all works behind the row are low-grade pages, aggregators or Wikipedia"
    return "no work behind the row was opened"


def _strength() -> dict[str, int]:
    """The words of check, and how strong each is: the vocabulary has them from the strongest to the weakest."""
    return {status: -rank for rank, status in enumerate(vocabulary()["check"])}


def _part_problems(dataset: Card, cells: dict[str, str], where: str, strength: dict[str, int]) -> Iterator[str]:
    for item in filter(None, cells.get(PARTS, "").split(";")):
        name, _, status = item.partition(":")
        if name not in dataset.columns or name in ("source", "check", PARTS):
            yield f"{where}: “{item}” should begin with a column, such as date:unconfirmed; {name} is none that can."
        elif status not in strength:
            yield f"{where}: “{item}” should end with one of {', '.join(strength)}."
        elif strength[status] >= strength[cells["check"]]:
            yield f"{where}: “{item}” is not weaker than the row, whose check is {cells['check']}; leave it out."


def _link_problems(table: pd.DataFrame) -> Iterator[str]:
    for row, (check, linked) in enumerate(zip(table["check"], linked_checks(table), strict=True), start=2):
        if linked and check != linked:
            yield (
                f"claim_evidence.csv, row {row}, column check: says {check}, and the linked row says {linked}; "
                "`workbook data build` writes it."
            )


def linked_checks(links: pd.DataFrame) -> list[str]:
    """The check of the row that each of ``links`` (rows of claim_evidence) leads to; blank where there is none."""
    checks = {name: _checks(name) for name in set(links["dataset"])}
    return [checks[name].get(key, "") for name, key in zip(links["dataset"], links["row_key"], strict=True)]


@remembered
def _checks(name: str) -> dict[str, str]:
    cells = texts(card(name).csv)
    keys = cells[list(card(name).key)].agg(",".join, axis="columns")
    return dict(zip(keys, cells["check"], strict=True))
