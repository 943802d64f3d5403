"""What is kept between calls follows the files, and not who asked first."""

import os
import shutil
import subprocess
import sys

import pytest

from workbook.base import folder
from workbook.catalog import package, vocabulary, works_keys
from workbook.catalog.records import works
from workbook.entries import entries

# The first call of everything that is kept, while `load` is replaced by one that knows a single row of each dataset
# and WORKBOOK_DATA names a folder; then the same again as it is meant. Both print the same lines.
CALLS = """
import os, sys
from workbook.catalog import loading

real = loading.load
loading.load = lambda name, reasons=False: real(name, reasons).head(1)
os.environ["WORKBOOK_DATA"] = sys.argv[1]

def said():
    from workbook.catalog import package, vocabulary
    from workbook.catalog.records import work_record, works
    from workbook.entries import entries

    yield len(vocabulary()["actors"]), package()["released"], len(works()), work_record("S17")["title"]
    yield entries.wrong("code", {"claim_id": "S-ES-02", "kind_of_claim": "fact"})
    yield entries.wrong("rating", {"evidence_id": "EV09", "hypothesis_id": "H4", "rating": "CC"})

first = list(said())
loading.load = real
del os.environ["WORKBOOK_DATA"]
print(first == list(said()), first)
"""


def test_what_was_asked_first_under_a_replaced_loader_and_another_folder_does_not_stay(tmp_path):
    run = subprocess.run([sys.executable, "-c", CALLS, str(tmp_path)], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("True "), run.stdout
    assert run.stdout.count("''") == 2, "both entries are possible"


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A copy of the folder of datasets, which the workbook takes for its own until the test is over."""
    copy = tmp_path / "datasets"
    for name in ("works", "claims"):
        shutil.copytree(folder("datasets") / name, copy / name)
    for name in ("vocabulary.toml", "package.toml"):
        shutil.copy(folder("datasets") / name, copy / name)
    for module in ("shared", "folders"):
        monkeypatch.setattr(f"workbook.catalog.{module}.folder", lambda name: copy)
    return copy


def rewrite(path, old, new):
    """Replace text in a file, as an author does a while after it was read."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns + 1_000_000))


def test_words_and_release_are_read_again_when_their_files_change(elsewhere):
    assert "maybe" not in vocabulary()["check"]
    rewrite(elsewhere / "vocabulary.toml", "[check]\n", '[check]\nmaybe = "who knows"\n')
    assert vocabulary()["check"]["maybe"] == "who knows"
    rewrite(elsewhere / "package.toml", 'publisher = "', 'publisher = "Another ')
    assert package()["publisher"].startswith("Another ")


def test_another_folder_of_datasets_leaves_nothing_behind(elsewhere, monkeypatch):
    rewrite(elsewhere / "vocabulary.toml", "[check]\n", '[check]\nmaybe = "who knows"\n')
    rewrite(elsewhere / "works" / "works.csv", "\nS13,", "\nS13x,")
    rewrite(elsewhere / "claims" / "claims.csv", "\nS-ES-02,", "\nS-ES-77,")
    there = {"claim_id": "S-ES-77", "kind_of_claim": "fact"}
    assert "maybe" in vocabulary()["check"] and "S13x" in works().index and "S13x" in works_keys()
    assert entries.wrong("code", there) == ""
    monkeypatch.undo()
    assert "maybe" not in vocabulary()["check"] and "S13x" not in works().index and "S13x" not in works_keys()
    assert 'no claim called "S-ES-77"' in entries.wrong("code", there)
