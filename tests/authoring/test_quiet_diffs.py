"""What a reviewer sees after a small change: the lines that say something new, and no other."""

import difflib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import workbook

TOP = Path(workbook.__file__).parent.parent
NOTEBOOK = "notebooks/07_trade_and_dependence/07_trade_and_dependence.ipynb"
LEDGER = "notebooks/ledger/ledger.ipynb"


@pytest.fixture
def checkout(tmp_path):
    """A copy of what `workbook refresh` and `workbook data build` read and write."""
    unwanted = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
    for name in ("workbook", "datasets", "notebooks", "exercises"):
        shutil.copytree(TOP / name, tmp_path / name, ignore=unwanted)
    (tmp_path / "tests").mkdir()
    for name in ("pyproject.toml", "README.md", "CITATION.cff", "tests/sanitize.cfg"):
        shutil.copy(TOP / name, tmp_path / name)
    return tmp_path


def run(checkout, *command):
    """Run the command `workbook` of the copy."""
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    subprocess.run([sys.executable, "-m", "workbook.cli", *command], cwd=checkout, env=environment, check=True)


def diff(checkout, name):
    """The lines that went and those that came in the file ``name``, compared with this checkout."""
    before, after = ((top / name).read_text(encoding="utf-8").splitlines() for top in (TOP, checkout))
    lines = list(difflib.unified_diff(before, after, lineterm="", n=0))[2:]
    return tuple([line[1:].strip() for line in lines if line.startswith(sign)] for sign in "-+")


def change(path, old, new):
    """Put ``new`` in the place of ``old``, which stands in the file once."""
    text = path.read_text(encoding="utf-8")
    assert len(re.findall(old, text, re.MULTILINE)) == 1
    path.write_text(re.sub(old, new, text, flags=re.MULTILINE), encoding="utf-8")


@pytest.mark.slow
def test_an_inserted_cell_adds_its_own_lines_and_changes_no_other(checkout):
    path = checkout / NOTEBOOK
    notebook = json.loads(path.read_text(encoding="utf-8"))
    ids = [cell["id"] for cell in notebook["cells"]]
    cell = {"cell_type": "code", "execution_count": None, "id": "07-sum", "metadata": {}, "outputs": []}
    notebook["cells"].insert(ids.index("07-hood-share"), {**cell, "source": ["1 + 1"]})
    path.write_text(json.dumps(notebook), encoding="utf-8")
    run(checkout, "refresh", "07")
    gone, new = diff(checkout, NOTEBOOK)
    stored = json.loads(path.read_text(encoding="utf-8"))["cells"][ids.index("07-hood-share")]
    assert stored["outputs"][0]["data"] == {"text/plain": ["2"]}
    assert gone == []
    assert len(new) == len(json.dumps(stored, indent=1).splitlines()) == 21


@pytest.mark.slow
def test_a_changed_verdict_changes_only_what_shows_it(checkout):
    change(checkout / "datasets/claims/claims.csv", r"^(S-3\.1-02,.*,yes),ok,", r"\1,imprecise,")
    run(checkout, "refresh", "07")
    run(checkout, "data", "build")
    gone, new = diff(checkout, NOTEBOOK)
    # The row of the table in which notebook 07 lists its claims, and the page of this claim.
    assert [re.sub("<.*?>", " ", line).split()[-2] for line in (gone[0], new[0])] == ["ok", "imprecise"]
    assert gone[1].startswith('"**Verdict.** ok (') and new[1].startswith('"**Verdict.** imprecise (')
    assert len(gone) == len(new) == 2
    gone, new = diff(checkout, LEDGER)
    assert len(gone) == len(new) == 1 and "verdict: imprecise" in new[0]


@pytest.mark.slow
def test_a_changed_figure_changes_only_the_row_that_shows_it(checkout):
    change(checkout / "datasets/trade/trade.csv", r"^(2023,CHN,customs,.*),2295,", r"\1,2296,")
    run(checkout, "refresh", "07")
    gone, new = diff(checkout, NOTEBOOK)
    assert len(gone) == len(new) == 1
    assert [re.sub("<.*?>", " ", line).split()[1:3] for line in gone + new] == [["2023", "2295.0"], ["2023", "2296.0"]]


@pytest.mark.slow
def test_what_nothing_changed_keeps_its_bytes(checkout):
    run(checkout, "refresh", "07")
    assert (checkout / NOTEBOOK).read_bytes() == (TOP / NOTEBOOK).read_bytes()


def test_stored_outputs_have_one_form_one_count_and_no_day_of_access():
    for path in [*TOP.glob("notebooks/*/*.ipynb"), *TOP.glob("exercises/*/*.ipynb")]:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        assert {cell["execution_count"] for cell in code} <= {1}, path.name
        for output in (output for cell in code for output in cell["outputs"]):
            assert len(output.get("data", "x")) == 1, path.name
            assert not re.search(r"(Accessed|Retrieved) [A-Z]|<style", json.dumps(output)), path.name
