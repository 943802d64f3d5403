"""What is generated from the cards: datapackage.json, the codebook page, CITATION.cff. Tests compare a fresh build."""

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from ..catalog.cards import Card, Column, Provenance, card
from ..catalog.check_rules import linked_checks
from ..catalog.codebook import about
from ..catalog.folders import shipped_names
from ..catalog.loading import cells_of
from ..catalog.records import work_record
from ..catalog.shared import package, vocabulary
from ..catalog.validate import PARTIAL_DATE

# Our types as Data Package v2 has them. A date that may be a month or a year is text with a pattern.
FIELD_TYPES = {
    "integer": "integer",
    "number": "number",
    "year": "year",
    "date": "date",
}


def tables() -> dict[str, str]:
    """The tables of which a column is generated: path and content. They come before all that describes them.

    The check of a link is that of the row it leads to.
    """
    links = cells_of("claim_evidence")
    fresh = links.assign(check=[new or old for new, old in zip(linked_checks(links), links["check"], strict=True)])
    return {"datasets/claim_evidence/claim_evidence.csv": fresh.to_csv(index=False, lineterminator="\n")}


def build() -> dict[str, str]:
    """Every generated file of a checkout that describes the tables: path from its top, and content."""
    return {
        "datasets/datapackage.json": json.dumps(datapackage(), ensure_ascii=False, indent=2) + "\n",
        "datasets/CODEBOOK.md": codebook(),
        "CITATION.cff": citation_file(),
    }


def datapackage() -> dict[str, Any]:
    """The Data Package (v2) that describes all datasets."""
    about_all = package()
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": about_all["name"],
        "title": about_all["title"],
        "description": about_all["description"],
        "version": about_all["version"],
        "created": f"{about_all['released']}T00:00:00Z",
        "keywords": about_all["keywords"],
        "licenses": licences_of_the_whole(),
        "contributors": [{"title": name, "roles": ["author"]} for name in about_all["authors"]],
        "resources": [resource(card(name)) for name in shipped_names()],
    }


def resource(dataset: Card) -> dict[str, Any]:
    """The entry of one dataset in the Data Package."""
    content = dataset.csv.read_bytes()
    return {
        "name": dataset.name,
        "type": "table",
        "path": f"{dataset.name}/{dataset.name}.csv",
        "title": dataset.title,
        "description": f"One row is {dataset.one_row_is}. {dataset.method.strip()}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "licenses": [licence(dataset.licence)],
        "sources": [source(key, dataset) for key in dataset.sources],
        "provenance": [provenance(part) for part in dataset.provenance],
        "schema": {
            "fieldsMatch": "equal",
            "primaryKey": list(dataset.key),
            "fields": [field(column, cells_of(dataset.name)[column.name]) for column in dataset.columns.values()],
        },
    }


def field(column: Column, cells: "pd.Series[str]") -> dict[str, Any]:
    """The entry of one column; every reason for a gap that occurs in it is a labelled missing value."""
    entry: dict[str, Any] = {
        "name": column.name,
        "type": FIELD_TYPES.get(column.type, "string"),
        "title": column.name.replace("_", " "),
        "description": " ".join(column.meaning.split()),
    }
    if column.unit:
        entry["unit"] = column.unit
    limits: dict[str, Any] = {}
    if column.type == "choice":
        entry["categories"] = list(column.values)
        limits["enum"] = list(column.values)
    if column.type == "partial-date":
        limits["pattern"] = PARTIAL_DATE.pattern
    why = vocabulary()["missing"]
    missing = [{"value": "", "label": f"{column.empty}: {why[column.empty]}"}] if column.empty else []
    missing += [{"value": f"[{r}]", "label": f"{r}: {why[r]}"} for r in why if (cells == f"[{r}]").any()]
    if missing:
        entry["missingValues"] = missing
    else:
        limits["required"] = True
    if limits:
        entry["constraints"] = limits
    return entry


def source(key: str, dataset: Card) -> dict[str, Any]:
    """A source of a dataset as the Data Package writes it, with the version that the card names."""
    record = work_record(key)
    entry = {"title": record.get("title") or record.get("container-title") or record.get("publisher")}
    if "URL" in record:
        entry["path"] = record["URL"]
    if version := next((part.version for part in dataset.provenance if key in part.works and part.version), ""):
        entry["version"] = version
    return entry


def provenance(part: Provenance) -> dict[str, Any]:
    """Whose data a dataset holds and on what terms: an entry of our own, in the words of the card."""
    entry = {name: value for name, value in dataclasses.asdict(part).items() if value}
    return {**entry, "works": list(part.works), "licence": licence(part.licence)}


def licence(name: str) -> dict[str, str]:
    """A licence as the Data Package writes it."""
    words, pages = vocabulary()["licences"], vocabulary()["licence_pages"]
    return {
        "name": name,
        **({"path": pages[name]} if name in pages else {}),
        **({"title": words[name]} if name in words else {}),
    }


def licences_of_the_whole() -> list[dict[str, str]]:
    """The licences of all tables, from the freest to the strictest; each says which tables are under it."""
    under: dict[str, list[str]] = {name: [] for name in vocabulary()["licences"]}
    for name in shipped_names():
        under[card(name).licence].append(name)
    return [
        {**licence(name), "title": f"{vocabulary()['licences'][name]} (tables: {', '.join(tables)})"}
        for name, tables in under.items()
        if tables
    ]


def codebook() -> str:
    """The codebook of all datasets as one Markdown page."""
    about_all = package()
    head = [
        f"# Codebook: {about_all['title']}",
        f"Data version {about_all['version']}, {about_all['released']}. This page is generated from the cards "
        "in `datasets/`; `workbook data build` makes it again.",
        "## Datasets",
        "| dataset | rows | one row is | from | to |\n| --- | ---: | --- | --- | --- |\n"
        + "\n".join(_table_row(name) for name in shipped_names()),
        "## Why a value is missing",
        "\n".join(f"- **{reason}**: {words}." for reason, words in vocabulary()["missing"].items()),
        "## Check",
        "\n".join(f"- **{status}**: {words}." for status, words in vocabulary()["check"].items()),
        "## Licences",
        "\n".join(f"- **{name}**: {words}." for name, words in vocabulary()["licences"].items()),
        "## The datasets one by one",
    ]
    return "\n\n".join([*head, *[str(about(name)) for name in shipped_names()]]) + "\n"


def _table_row(name: str) -> str:
    dataset = card(name)
    rows = len(cells_of(name))
    return f"| `{name}` | {rows} | {dataset.one_row_is} | {dataset.covers[0]} | {dataset.covers[1]} |"


def citation_file() -> str:
    """CITATION.cff 1.2.0 of the software, with its data package and the two analyses as references."""
    about_all = package()
    authors = [f"- name: {json.dumps(name)}" for name in about_all["authors"]]
    lines = [
        "# Generated from datasets/package.toml by `workbook data build`.",
        "cff-version: 1.2.0",
        "message: If you use this workbook or its data, please cite it as below; wb.cite() gives single datasets.",
        f"title: {json.dumps(about_all['software'])}",
        f"abstract: {json.dumps(about_all['software_abstract'])}",
        "type: software",
        f"version: {about_all['version']}",
        f"date-released: {about_all['released']}",
        f"repository-code: {json.dumps(about_all['repository'])}",
        f"license: {about_all['code_licence']}",
        "authors:",
        *[f"  {author}" for author in authors],
        "keywords:",
        *[f"  - {json.dumps(word)}" for word in about_all["keywords"]],
        "references:",
        "  - type: data",
        f"    title: {json.dumps(about_all['title'])}",
        f"    abstract: {json.dumps(about_all['description'])}",
        f"    version: {about_all['version']}",
        f"    date-released: {about_all['released']}",
        f"    license: {about_all['licence']}",
        "    authors:",
        *[f"      {author}" for author in authors],
        *[line for key in card("claims").sources for line in _reference(work_record(key))],
    ]
    return "\n".join(lines) + "\n"


def _reference(record: Mapping[str, Any]) -> Iterator[str]:
    yield "  - type: report"
    yield f"    title: {json.dumps(record['title'], ensure_ascii=False)}"
    yield "    authors:"
    for name in record["author"]:
        yield f"      - family-names: {json.dumps(name['family'], ensure_ascii=False)}"
        yield f"        given-names: {json.dumps(name['given'], ensure_ascii=False)}"
    yield "    institution:"
    yield f"      name: {json.dumps(record['publisher'], ensure_ascii=False)}"
    year, month, day = record["issued"]["date-parts"][0]
    yield f"    year: {year}"
    yield f"    month: {month}"
    yield f"    date-released: {year}-{month:02}-{day:02}"
