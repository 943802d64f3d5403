"""A table is as strict as those whose rows stand in it; card, page and data package say whose they are."""

from dataclasses import replace

import pytest

import workbook as wb
from workbook.authoring.data_files import datapackage
from workbook.catalog import card, names, works_keys
from workbook.catalog.licence_rules import binding, licence_problems
from workbook.catalog.provenance import cut_off
from workbook.catalog.shared import vocabulary

STRICTNESS = list(vocabulary()["licences"])


def told(name, works=None, **changed):
    """The problems of a copy of the card ``name`` in which entries are changed."""
    return list(licence_problems(replace(card(name), **changed), works))


def test_a_card_that_is_freer_than_a_source_is_told_what_to_write():
    assert told("regime", licence="CC-BY-4.0") == [
        "regime/card.toml says CC-BY-4.0, but Varieties of Democracy (V-Dem) Institute, University of Gothenburg asks "
        "CC-BY-SA-4.0 (free to reuse with attribution; whatever is made from it carries the same licence): write "
        'licence = "CC-BY-SA-4.0".'
    ]
    assert told("material_capabilities", licence="CC-BY-SA-4.0")[0].endswith('write licence = "LicenseRef-COW".')
    assert told("regime") == told("material_capabilities") == []


@pytest.mark.parametrize("name", [name for name in names() if binding(card(name))])
def test_no_card_of_ours_may_be_freer_than_it_is(name):
    strictest = max(STRICTNESS.index(part.licence) for part in binding(card(name)))
    for freer in STRICTNESS[:strictest]:
        assert any(f'write licence = "{STRICTNESS[strictest]}"' in problem for problem in told(name, licence=freer))


def test_rows_under_a_share_alike_licence_cannot_stand_beside_stricter_ones():
    mixed = (*card("regime").provenance, *card("material_capabilities").provenance)
    (sentence,) = told("regime", licence="LicenseRef-COW", provenance=mixed)
    assert "go out under CC-BY-SA-4.0 only, not under LicenseRef-COW; give them a table of their own" in sentence


def test_counts_and_single_facts_do_not_bind_a_table():
    counts = card("missile_tests_by_year")
    assert {part.licence for part in counts.provenance} >= {"LicenseRef-CNS-NTI"}
    assert counts.licence == "CC-BY-4.0" and told("missile_tests_by_year") == []
    as_rows = tuple(replace(part, taken="rows") for part in counts.provenance)
    assert len(told("missile_tests_by_year", provenance=as_rows)) == 1


def test_a_licence_or_a_work_that_does_not_exist_is_named():
    (strange,) = card("regime").provenance
    assert "the licence “free” is not one of CC0-1.0, " in told("regime", licence="free")[0]
    assert "the licence “free” of Varieties" in told("regime", provenance=(replace(strange, licence="free"),))[0]
    assert told("regime", works_keys(), provenance=(replace(strange, works=("v-dom",)),)) == [
        "regime/card.toml: provenance of Varieties of Democracy (V-Dem) Institute, University of Gothenburg names "
        "“v-dom”, which is not in works."
    ]


def test_the_page_of_a_dataset_shows_licence_version_attribution_and_article():
    page = wb.about("regime")
    assert "**Licence.** CC-BY-SA-4.0 (" in page
    assert "Version: v16" in page and "released 2026-03-17." in page
    assert "Give this line: Coppedge, Michael, et al. 2026." in page
    assert "Article of record: Pemstein" in page
    assert "the provider's own page was not read" in page
    assert "Whose data" not in wb.about("works")


def test_the_page_without_a_name_lists_every_table_with_its_licence():
    page = wb.about()
    for name in names():
        assert f"| `{name}` | {len(wb.load(name))} | {card(name).licence} |" in page
    assert all(f"- {status}: " in page for status in vocabulary()["check"])
    assert page.startswith("### Triangle Workbook: data") and f"Version {wb.__version__}" in page


def test_the_cut_off_is_the_latest_day_of_the_cards_and_says_where_it_is_earlier():
    early = replace(card("trade"), looked_for_until="2026-08-01")
    late = replace(card("events"), looked_for_until="2026-10-10")
    assert cut_off([replace(late, looked_for_until="")]).startswith("The cards do not say")
    assert cut_off([late]).startswith("Public material was looked for up to 2026-10-10. ")
    assert "up to 2026-10-10, for some tables only up to 2026-08-01 or a day between" in cut_off([early, late])


def test_the_data_package_carries_licence_versions_and_whose_data_a_table_holds():
    package = datapackage()
    regime = next(resource for resource in package["resources"] if resource["name"] == "regime")
    assert regime["licenses"] == [
        {
            "name": "CC-BY-SA-4.0",
            "path": "https://creativecommons.org/licenses/by-sa/4.0/",
            "title": vocabulary()["licences"]["CC-BY-SA-4.0"],
        }
    ]
    assert regime["sources"][0]["version"].startswith("v16")
    assert regime["provenance"][0]["licence"]["name"] == "CC-BY-SA-4.0"
    assert "attribution" in regime["provenance"][0]
    listed = [licence["name"] for licence in package["licenses"]]
    assert listed == [name for name in STRICTNESS if name in {card(dataset).licence for dataset in names()}]
    assert "regime" in next(entry for entry in package["licenses"] if entry["name"] == "CC-BY-SA-4.0")["title"]


def test_every_licence_of_a_card_has_a_meaning_and_every_page_a_licence():
    used = {part.licence for name in names() for part in card(name).provenance} | {card(n).licence for n in names()}
    assert used <= set(STRICTNESS)
    assert set(vocabulary()["licence_pages"]) <= set(STRICTNESS)
