"""Which notebook teaches which claim, and the ledger as a notebook to which their links lead."""

import json
from typing import Any

import pandas as pd

from ..base.constants import KERNEL
from ..catalog import load, vocabulary
from ..catalog.ledger import CLAIM, author, evidence, place
from ..checking.bank import all_notebooks, cells, notebook_path

LEDGER = "notebooks/ledger/ledger.ipynb"
MUST_KINDS = ("fact", "forecast")
MUST_VERDICTS = ("wrong", "imprecise", "conflict", "contested")


def coverage() -> pd.DataFrame:
    """Which claims are taught where, and on how many rows of data do they rest?

    Returns one row per claim: ``claim_id``, ``kind``, ``verdict``, ``discussed`` (the notebooks whose text names it,
    joined by semicolons), ``listed`` (those that only show it in a table that a cell gives), ``evidence`` (rows of
    the datasets that were linked to it) and ``must`` (facts, forecasts, and claims whose verdict is wrong, imprecise,
    conflict or contested have to be discussed).
    """
    claims = load("claims")
    discussed: dict[str, list[str]] = {claim: [] for claim in claims["claim_id"]}
    listed: dict[str, list[str]] = {claim: [] for claim in claims["claim_id"]}
    for number in all_notebooks():
        stored = cells(number)
        text = "\n".join("".join(cell["source"]) for cell in stored if cell["cell_type"] == "markdown")
        outputs = json.dumps([cell.get("outputs", []) for cell in stored])
        named = set(CLAIM.findall(text)) & discussed.keys()
        for claim in named:
            discussed[claim].append(number)
        for claim in (set(CLAIM.findall(outputs)) & listed.keys()) - named:
            listed[claim].append(number)
    verdicts = claims["verdict"].fillna("").str.split(";")
    must = claims["kind"].isin(MUST_KINDS) | verdicts.map(lambda words: any(word in MUST_VERDICTS for word in words))
    links = load("claim_evidence").groupby("claim_id").size()
    return pd.DataFrame(
        {
            "claim_id": claims["claim_id"],
            "kind": claims["kind"].astype(str),
            "verdict": claims["verdict"].fillna("none"),
            "discussed": claims["claim_id"].map(discussed).str.join(";"),
            "listed": claims["claim_id"].map(listed).str.join(";"),
            "evidence": claims["claim_id"].map(links).fillna(0).astype(int),
            "must": must,
        }
    )


def ledger_notebook() -> str:
    """The ledger as a notebook, as text: one heading per claim, to which the other notebooks link."""
    table = coverage().set_index("claim_id")
    rows = load("claims").set_index("claim_id")
    changes = load("ledger_changes")
    links = evidence()
    made = [_cell("ledger-title", _title_text(table))]
    for section, heading in vocabulary()["sections"].items():
        names = rows.index[rows["section"] == section]
        if len(names):
            made.append(_cell(f"ledger-section-{section}", f"## {heading}"))
            made += [
                _cell(name, _claim_text(name, rows.loc[name], table.loc[name], links[links["claim_id"] == name]))
                for name in names
            ]
    made.append(_cell("ledger-changed", _changes_text(changes)))
    made += [
        _cell(
            f"ledger-changed-{section}",
            _changes_of_section(heading, changes[changes["claim_id"].map(rows["section"]) == section]),
        )
        for section, heading in vocabulary()["sections"].items()
    ]
    notebook = {
        "cells": made,
        "metadata": {
            "kernelspec": KERNEL,
            "language_info": {"name": "python"},
            "title": "The ledger of claims",
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _title_text(table: pd.DataFrame) -> str:
    discussed, listed = table["discussed"] != "", table["listed"] != ""
    counts = (len(table), discussed.sum(), (listed & ~discussed).sum(), (~listed & ~discussed).sum())
    return "\n".join(
        [
            "# The ledger of claims",
            "",
            "Every claim of the two analyses: the author’s decisive words, our paraphrase, the verdict, "
            "and the rows of data that bear on it.",
            "The notebooks link to it.",
            "The verdicts are those of the authors of this workbook.",
            "What was recoded since the first release, and why, stands [at the end](#cell-id=ledger-changed).",
            "",
            "| claims | discussed in a notebook | only listed in a table there | neither |",
            "| --- | --- | --- | --- |",
            f"| {' | '.join(map(str, counts))} |",
        ]
    )


def _claim_text(name: str, row: "pd.Series[Any]", where: "pd.Series[Any]", links: pd.DataFrame) -> str:
    verdict = where["verdict"].replace(";", ", ")
    parts = [
        f"### {name}",
        f"*{row['kind']} · verdict: {verdict} · {row['analysis']}, {place(row['paragraph'])}*",
        f"{author(row['analysis'])}: “{row['decisive_words']}”",
        f"**Our paraphrase.** {row['paraphrase']}",
    ]
    if isinstance(row["not_said"], str):
        parts.append(f"**Not said.** {row['not_said']}")
    if isinstance(row["verdict_note"], str):
        parts.append(f"**Record.** {row['verdict_note']}")
    parts.append("**Evidence.** " + (_row_names(links) or "No row of our datasets bears on it."))
    if where["discussed"]:
        named = (f"[{number}]({link_to(number)})" for number in where["discussed"].split(";"))
        parts.append(f"**Discussed in** {', '.join(named)}.")
    else:
        parts.append("**Not discussed** in a notebook.")
    return "\n\n".join(parts)


def _changes_text(changes: pd.DataFrame) -> str:
    """The head of the erratum: how many claims were recoded, and by which faults of ours."""
    faults = changes["fault"].dropna().str.split(";").explode().value_counts()
    unfaithful = (changes["faithful"] == "no").sum()
    return "\n".join(
        [
            "## What was recoded, and why",
            "",
            f"After the first release the claims were read again, by two readings and a decision: {len(changes)} were "
            f"recoded.",
            f"In {unfaithful} of them our paraphrase had changed what the author says, and some had then been marked "
            "wrong or imprecise for it.",
            "That was our error and not the author’s. `wb.claims(changed=True)` gives the same list as a table.",
            "",
            "| fault of ours | claims | what it means |",
            "| --- | --- | --- |",
            *(f"| {fault} | {faults.get(fault, 0)} | {meaning} |" for fault, meaning in vocabulary()["faults"].items()),
        ]
    )


def _changes_of_section(heading: str, changes: pd.DataFrame) -> str:
    """The recoded claims of one section, a line each."""
    lines = [
        f"- [{claim}](#cell-id={claim.replace('.', '-')}) ({changed.replace(';', ', ')}): {reason}"
        for claim, changed, reason in zip(changes["claim_id"], changes["changed"], changes["reason"], strict=True)
    ]
    return "\n".join([f"### Recoded: {heading}", "", *(lines or ["None."])])


def _row_names(links: pd.DataFrame) -> str:
    return "; ".join(f"{link.relation} `{link.dataset}` {link.row_key}" for link in links.itertuples()) + (
        "." if len(links) else ""
    )


def link_to(number: str) -> str:
    """What a notebook writes to link to notebook ``number``."""
    path = notebook_path(number)
    return f"../{path.parent.name}/{path.name}"


def _cell(name: str, text: str) -> dict[str, Any]:
    lines = text.splitlines(keepends=True)
    return {"cell_type": "markdown", "id": name.replace(".", "-"), "metadata": {}, "source": lines}
