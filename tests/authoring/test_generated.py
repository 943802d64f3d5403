"""Generated files are what a fresh build gives, and frictionless accepts the data package."""

import json
import tomllib
from pathlib import Path

import frictionless
import pytest

import workbook as wb
from workbook.authoring.data_files import datapackage
from workbook.authoring.generated import build
from workbook.catalog import card, names

TOP = Path(wb.__file__).parent.parent
FRESH = build()


@pytest.mark.parametrize("name", FRESH)
def test_a_generated_file_is_what_a_fresh_build_gives(name):
    assert (TOP / name).read_text(encoding="utf-8") == FRESH[name], "run: workbook data build"


def test_frictionless_accepts_the_data_package():
    report = frictionless.validate(str(TOP / "datasets" / "datapackage.json"))
    assert report.valid, report.flatten(["taskNumber", "rowNumber", "fieldName", "message"])[:5]
    assert len(report.tasks) == len(names())


def test_every_column_is_described_in_the_data_package():
    fields = [field for resource in datapackage()["resources"] for field in resource["schema"]["fields"]]
    assert len(fields) == sum(len(card(name).columns) for name in names())
    assert all(field["description"].strip() for field in fields)


def test_missing_values_keep_their_labels():
    package = json.loads((TOP / "datasets" / "datapackage.json").read_text(encoding="utf-8"))
    trade = next(resource for resource in package["resources"] if resource["name"] == "trade")
    total = next(field for field in trade["schema"]["fields"] if field["name"] == "total_usd_million")
    assert {"value": "[not reported]", "label": "not reported: the source publishes no figure"} in total[
        "missingValues"
    ]


def test_the_release_stands_in_one_place():
    package = tomllib.loads((TOP / "datasets" / "package.toml").read_text(encoding="utf-8"))
    assert "version" not in package
    assert wb.version().count(wb.__version__) == 2 and package["released"] in wb.version()
    newest = max(change["date"] for name in names() for change in card(name).changes)
    assert newest <= package["released"]
