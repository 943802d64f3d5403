"""Copies for students: notebooks that have a folder each lie side by side, and their links lead to one another."""

import re

import pytest

from workbook.base import folder
from workbook.base.shipped import notebook_files
from workbook.jupyter.working_folder import hand_out

LINKED = '"[S-1](../ledger/ledger.ipynb#cell-id=S-1), [01](../01_a/01_a.ipynb) and [a page](https://a.b/../c.ipynb)"'
FLAT = '"[S-1](ledger.ipynb#cell-id=S-1), [01](01_a.ipynb) and [a page](https://a.b/../c.ipynb)"'


@pytest.fixture
def shipped(tmp_path):
    """A release of one notebook with links."""
    home = tmp_path / "shipped"
    (home / "07_trade").mkdir(parents=True)
    (home / "07_trade" / "07_trade.ipynb").write_text(LINKED)
    (home / "07_trade" / "other.ipynb").write_text("a draft, which is not the folder's notebook")
    return home


@pytest.fixture
def place(tmp_path):
    """A student's empty working folder."""
    (tmp_path / "mine").mkdir()
    return tmp_path / "mine"


def test_links_lead_to_the_copies_that_lie_beside(shipped, place):
    hand_out(shipped, place, "0.1.0")
    assert {path.name: path.read_text() for path in place.glob("*.ipynb")} == {"07_trade.ipynb": FLAT}


def test_a_copy_whose_links_were_changed_for_it_counts_as_untouched(shipped, place):
    hand_out(shipped, place, "0.1.0")
    assert hand_out(shipped, place, "0.1.0") == []
    (shipped / "07_trade" / "07_trade.ipynb").write_text("second edition")
    assert hand_out(shipped, place, "0.2.0") == ["1 notebook brought up to date: 07_trade.ipynb."]
    assert (place / "07_trade.ipynb").read_text() == "second edition"


def test_every_link_between_the_notebooks_leads_somewhere_here_and_in_a_copy(place):
    home = folder("notebooks")
    hand_out(home, place, "0.1.0")
    for path in notebook_files(home):
        for text, start in ((path, path.parent), (place / path.name, place)):
            targets = re.findall(r"\]\(([^():\s]+\.ipynb)", text.read_text(encoding="utf-8"))
            assert targets or path.stem == "00_start_here"
            assert [target for target in set(targets) if not (start / target).is_file()] == []
