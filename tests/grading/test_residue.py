"""Each submission runs in a process that has never seen another's: nothing of one can be found by the next."""

import pytest
from heap_scan import SCAN, marker
from other_graders import filled, right_answers
from submissions import write_notebook

from workbook.assignments.copies import student_copy
from workbook.grading.autograde import Plan, grade_all
from workbook.grading.cluster import run_here
from workbook.grading.gather import gather
from workbook.grading.results import read_results
from workbook.grading.sandbox import Limits, Sandbox

pytestmark = [pytest.mark.slow, pytest.mark.needs("sandbox")]

LIMITS = Limits(wall=50, cpu=40)
CLASS = [f"s{number}" for number in range(1, 9)]
THIEF = "thief"
# In code, in a name, in an answer, in what is printed, in an error, in a file, and in the environment.
LEAVES = """
import os, tempfile
text = "{code}" * 3
{name} = ["{list}"] * 5
q1 = {{"{key}": "{answer}"}}
q2 = "{long}" * 800
print("{printed}")
open("{file}", "w").write("{content}")
tempfile.NamedTemporaryFile(delete=False, suffix="{temporary}").write(b"{content}")
os.environ["{variable}"] = "{value}"
raise ValueError("{error} \u0416")
"""
PLACES = ("code", "list", "key", "answer", "long", "printed", "file", "content", "value", "error", "temporary")


def leaving(student):
    """Code of ``student`` that leaves markers everywhere."""
    markers = {place: marker(student, place) for place in PLACES}
    return LEAVES.format(name=f"own_{student}", variable=f"OWN_{student}", **markers)


def searching(student, name="q1"):
    """Code of ``student`` that gives the markers it finds, and the descriptors that are open, as the answer ``name``."""
    own = marker(student, "own")
    return f'kept = "{own}" * 2\n{SCAN}\n{name} = [sorted(found)[:400], handles, read]'


def foreign(found, student):
    """The markers ``found`` that are not of ``student``."""
    return {each for each in found if not each.startswith(f"zq{student}-")}


def one_after_the_other(run):
    """What the thief finds after the class has been run by ``run``: markers, descriptors, and bytes read."""
    for student in CLASS:
        run([(leaving(student), "a"), ("q3 = 1", "b")], ["q1", "q2", "q3"])
    return run([(searching(THIEF), "a")], ["q1"]).answers["q1"]


@pytest.mark.parametrize("trusted", [False, True], ids=["walls", "trusted"])
def test_a_scan_of_memory_and_files_finds_nothing_of_those_who_were_before(trusted):
    with Sandbox(LIMITS, trusted=trusted) as box:
        found, handles, read = one_after_the_other(box.run)
    assert marker(THIEF, "own") in found and read > 20_000_000  # so it can find what is there
    assert foreign(found, THIEF) == set() and handles == []
