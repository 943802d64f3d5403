"""Each submission runs in a process that has never seen another's: nothing of one can be found by the next."""

import pytest
from heap_scan import SCAN, marker
from submissions import submit

from workbook.grading import cluster
from workbook.grading.autograde import Plan, grade_all
from workbook.grading.gather import gather
from workbook.grading.results import read_results
from workbook.grading.sandbox import Limits, Sandbox, execution_of

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
    """Code of ``student`` whose answer ``name`` is what it finds: markers, open descriptors, bytes of memory read."""
    own = marker(student, "own")
    return f'kept = "{own}" * 2\n{SCAN}\n{name} = [sorted(found)[:400], handles, read]'


def foreign(found, student):
    """The markers ``found`` that are not of ``student``."""
    return {each for each in found if not each.startswith(f"zq{student}-")}


def found_after(run):
    """What the thief finds after each of the class has been run by ``run`` (cells, names → Execution)."""
    for student in CLASS:
        before = run([(leaving(student), "a"), ("q3 = 1", "b")], ["q1", "q2", "q3"])
        assert before.answers["q3"] == 1 and marker(student, "error") in before.errors[0][1]
    return run([(searching(THIEF), "a")], ["q1"]).answers["q1"]


def must_be_alone(answer, student=THIEF):
    """Fails unless ``student``, who searched and gave this ``answer``, found what is its own and nothing else."""
    found, handles, read = answer
    assert marker(student, "own") in found and read > 20_000_000  # so it finds what is there
    assert foreign(found, student) == set() and handles == []


@pytest.mark.parametrize("trusted", [False, True], ids=["walls", "trusted"])
def test_a_scan_of_memory_and_files_finds_nothing_of_those_who_were_before(trusted):
    with Sandbox(LIMITS, trusted=trusted) as box:
        must_be_alone(found_after(box.run))


def test_nor_does_it_on_a_worker_of_a_cluster():
    def run(cells, names):
        return execution_of(cluster.run_here({"cells": cells, "names": names}, LIMITS, False, ()))

    try:
        must_be_alone(found_after(run))
    finally:
        cluster._thread.sandbox.close()
        vars(cluster._thread).clear()


def test_no_student_of_a_class_finds_an_answer_or_an_essay_of_another(exercise, tmp_path):
    for student in [*CLASS[:4], THIEF]:
        essay = " ".join([marker(student, "essay")] * 70)
        given = {"q1": leaving(student) if student != THIEF else searching(THIEF), "q2": "q2 = 'b'", "e1": essay}
        submit(tmp_path / "submitted" / f"{student}.ipynb", exercise, student, given)
    grade_all(
        Plan(exercise, tmp_path / "out", limits=LIMITS), gather(tmp_path / "submitted", exercise.name, []).submissions
    )
    results = read_results(tmp_path / "out")
    assert len(results) == 5 and marker("s1", "error") in str(results["s1"].remarks[0])
    assert marker(THIEF, "essay") in results[THIEF].essays["e1"].text  # a text, so it is never sent to the sandbox
    must_be_alone(results[THIEF].questions["q1"].given)


def test_what_a_trusted_submission_leaves_running_ends_with_it_and_its_folder_is_gone(tmp_path):
    leave = (
        "import os, time\nfor n in range(3):\n  if os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
        f"      time.sleep(3)\n      open({str(tmp_path / 'late')!r}, 'w').write('x')\n    os._exit(0)\n"
        "os.makedirs('a/b')\nos.chmod('a/b', 0)\nos.symlink('/etc', 'a/link')\nq1 = os.getcwd()"
    )
    with Sandbox(LIMITS, trusted=True) as box:
        first = box.run([(leave, "a")], ["q1"]).answers["q1"]
        second = box.run([("import os, time\ntime.sleep(4)\nq1 = [os.getcwd(), os.listdir('..')]", "b")], ["q1"])
    own, there = second.answers["q1"]
    assert own != first and there == [own.rsplit("/", 1)[1]] and not (tmp_path / "late").exists()
